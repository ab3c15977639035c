// What constraints leave of the codes of a component (SDMX 3.1, Section 2, "Constraints").
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/sdmx/constraints.h"
#include "model/sdmx/item_schemes.h"

namespace atalaya {

/// Nothing where the constraint leaves all. Cube regions and sets of keys that are included give what they name, if each of them names the component; excluded
/// ones take away a code only where it is excluded whatever the other components are.
[[nodiscard]] std::optional<std::set<std::string>> allowed_codes(const sdmx::DataConstraint& constraint, std::string_view component,
                                                                 const std::vector<sdmx::Code>& codes);

}  // namespace atalaya
