// Whether what people type is what is asked for. Faults name their field as `Error::place.file` ("title", "milestones[2].due"), so that a form can show each
// where it belongs; their sentences are English, for tr().
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace atalaya::reg {

/// "2026-02-28", a day of the Gregorian calendar from 1500 to 2499.
[[nodiscard]] bool is_day(std::string_view text);
/// A day, or what is known of it: "2026-02", "2026".
[[nodiscard]] bool is_date(std::string_view text);
/// http or https, a host with a dot, no blanks, no name or password of a user; at most 2,000 bytes.
[[nodiscard]] bool is_web_address(std::string_view text);
/// Three letters that ISO 4217 has.
[[nodiscard]] bool is_currency(std::string_view code);
/// 64 digits of SHA-256 in lower case.
[[nodiscard]] bool is_sha256(std::string_view text);

/// How many characters, of which UTF-8 may need several bytes.
[[nodiscard]] std::size_t count_letters(std::string_view text);

/// A failure of kind Input at a field.
[[nodiscard]] std::unexpected<Error> wrong(std::string field, std::string what);
/// The same, of a field that has a day.
[[nodiscard]] std::unexpected<Error> not_a_day(std::string field);

enum class Empty { Refused, Allowed };
enum class Lines { One, Several };
/// UTF-8 without control characters (line feeds where several lines are allowed), no blanks at its ends, at most `most` characters.
[[nodiscard]] Status check_text(std::string_view text, std::string field, std::size_t most, Empty empty = Empty::Refused, Lines lines = Lines::One);

}  // namespace atalaya::reg
