// What is accepted of an instrument. Faults name their field as `Error::place.file` ("title", "milestones[2].due"), so that a form can show each where it
// belongs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "register/instruments/instrument.h"

namespace atalaya::reg::instruments {

/// What the agenda has; an empty list accepts all that has the right form.
struct Known {
  std::vector<std::string> countries;
  std::vector<int> goals;
};

/// Every fault, in the order of the fields; empty: none. Links are checked for their form alone. `today` is a date.
[[nodiscard]] std::vector<Error> faults(const Instrument& instrument, const Known& known, std::string_view today);

/// A failure of kind Input at a field.
[[nodiscard]] std::unexpected<Error> wrong(std::string field, std::string what);

enum class Empty { Refused, Allowed };
enum class Lines { One, Several };
/// UTF-8 without control characters (line feeds where several lines are allowed), no blanks at its ends, at most `most` characters.
[[nodiscard]] Status check_text(std::string_view text, std::string field, std::size_t most, Empty empty = Empty::Refused, Lines lines = Lines::One);
/// http or https, a host, no blanks, no name or password of a user; at most 2,000 bytes.
[[nodiscard]] bool is_web_address(std::string_view text);

}  // namespace atalaya::reg::instruments
