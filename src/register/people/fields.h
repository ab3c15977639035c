// What people type about themselves and others: what is accepted, in one place. Refusals are of kind Input and repeat nothing of the text.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace atalaya::reg {

/// One line without control characters or blanks at its ends; not empty, at most `most` characters. `what` names it in the message: "the name".
[[nodiscard]] Status check_line(std::string_view text, const char* what, std::size_t most = 200);
/// As check_line, and may be empty.
[[nodiscard]] Status check_optional_line(std::string_view text, const char* what, std::size_t most = 500);

/// An address as RFC 5321 has it in the form that people have: a local part of at most 64 and 254 characters in all, one `@`, a domain with a dot; no quotes,
/// blanks, control characters, or anything that begins a new header of a message.
[[nodiscard]] Status check_email(std::string_view email);
/// The form in which addresses are compared: lower case. (The local part may distinguish case by the standard; no provider that people use does.)
[[nodiscard]] std::string email_key(std::string_view email);

[[nodiscard]] Status check_country(std::string_view country);    ///< Three capital letters, or empty for the region.
[[nodiscard]] Status check_language(std::string_view language);  ///< Two small letters.

}  // namespace atalaya::reg
