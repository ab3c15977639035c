// What constraints leave of a cube. It costs a look at every series, and at every observation where a constraint speaks of more than keys: worked out once for
// a cube and its constraints, and kept with the index (cube_index.h).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "model/cube.h"
#include "model/sdmx/constraints.h"

namespace atalaya::query {

struct Allowance {
  std::vector<bool> series;                            ///< Whose key is allowed.
  std::optional<std::vector<bool>> observations = {};  ///< Of all in the cube, which are allowed; none: those of the allowed series.
};

/// Of constraints of allowed content, all of which must allow (formats/validation/constraint_check.h).
[[nodiscard]] Allowance allowance(const Cube& cube, std::span<const sdmx::DataConstraint* const> constraints);

}  // namespace atalaya::query
