#include "workshop/withdrawals.h"

#include <algorithm>

namespace atalaya {

PatternIndex::PatternIndex(const std::vector<std::string>& patterns) {
  std::string projected;
  for (std::size_t p = 0; p < patterns.size(); ++p) {
    const auto parts = split(patterns[p], '.');
    std::vector<bool> open;
    for (const std::string_view part : parts) open.push_back(part == "*");
    auto group = std::ranges::find(groups_, open, &Group::open);
    if (group == groups_.end()) group = groups_.insert(groups_.end(), Group{.open = open, .patterns = {}});
    project(parts, open, projected);
    group->patterns.emplace(projected, p);
  }
}

void PatternIndex::project(const std::vector<std::string_view>& parts, const std::vector<bool>& open, std::string& out) {
  out.clear();
  for (std::size_t d = 0; d < std::min(parts.size(), open.size()); ++d) {
    if (!open[d]) out.append(parts[d]).push_back('.');
  }
}

std::size_t drop_removed(StagedObservations& staged) {
  if (staged.removals.empty()) return 0;
  // How far back each pattern reaches: observations staged before these are taken away.
  struct Reach {
    std::size_t of_all = 0;
    std::unordered_map<std::int32_t, std::size_t> of_period;
  };
  std::vector<Reach> reach(staged.patterns.size());
  for (const auto& removal : staged.removals) {
    std::size_t& before = removal.period ? reach[removal.pattern].of_period[removal.period->packed()] : reach[removal.pattern].of_all;
    before = std::max(before, removal.before);
  }
  const PatternIndex index(staged.patterns);
  std::vector<std::vector<std::size_t>> patterns_of(staged.series_keys.size());
  for (std::size_t s = 0; s < staged.series_keys.size(); ++s) {
    index.for_each_match(staged.series_keys[s], [&](std::size_t pattern) { patterns_of[s].push_back(pattern); });
  }
  return staged.erase_if([&](std::size_t i) {
    return std::ranges::any_of(patterns_of[staged.series[i]], [&](std::size_t pattern) {
      const auto it = reach[pattern].of_period.find(staged.period[i].packed());
      return i < reach[pattern].of_all || (it != reach[pattern].of_period.end() && i < it->second);
    });
  });
}

std::vector<Closing> closings(const StagedObservations& staged, const std::vector<std::pair<std::string, std::int32_t>>& stored) {
  std::vector<Closing> out;
  if (staged.removals.empty()) return out;
  std::vector<std::vector<std::optional<TimePeriod>>> periods_of(staged.patterns.size());
  for (const auto& removal : staged.removals) periods_of[removal.pattern].push_back(removal.period);
  const PatternIndex index(staged.patterns);
  for (const auto& [key, number] : stored) {
    index.for_each_match(key, [&, series = number](std::size_t pattern) {
      for (const auto& period : periods_of[pattern]) out.push_back({series, period});
    });
  }
  return out;
}

}  // namespace atalaya
