// Ranks of countries by a value.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace atalaya {

/// Standard competition ranks ("1 2 2 4"): 1 is the best, the highest value where `higher_is_better`; a missing value has no rank.
[[nodiscard]] std::vector<std::optional<int>> competition_ranks(std::span<const std::optional<double>> values, bool higher_is_better);

}  // namespace atalaya
