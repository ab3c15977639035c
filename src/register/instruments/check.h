// What is accepted of an instrument. Faults name their field as `Error::place.file` ("title", "milestones[2].due"), so that a form can show each where it
// belongs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "register/instruments/instrument.h"
#include "register/text/typed_text.h"

namespace atalaya::reg::instruments {

/// What the agenda has; an empty list accepts all that has the right form.
struct Known {
  std::vector<std::string> countries;
  std::vector<int> goals;
};

/// Every fault, in the order of the fields; empty: none. Links are checked for their form alone. `today` is a date.
[[nodiscard]] std::vector<Error> faults(const Instrument& instrument, const Known& known, std::string_view today);

}  // namespace atalaya::reg::instruments
