#include "methods/rank.h"

#include <algorithm>
#include <functional>

namespace atalaya {

std::vector<std::optional<int>> competition_ranks(std::span<const std::optional<double>> values, bool higher_is_better) {
  std::vector<double> present;
  for (const auto& value : values) {
    if (value) present.push_back(higher_is_better ? -*value : *value);
  }
  std::ranges::sort(present);
  std::vector<std::optional<int>> ranks;
  for (const auto& value : values) {
    if (!value) {
      ranks.emplace_back();
      continue;
    }
    const double sought = higher_is_better ? -*value : *value;
    ranks.emplace_back(static_cast<int>(std::ranges::lower_bound(present, sought) - present.begin()) + 1);
  }
  return ranks;
}

}  // namespace atalaya
