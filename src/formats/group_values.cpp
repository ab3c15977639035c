#include "formats/group_values.h"

#include <algorithm>

namespace atalaya {

void GroupValues::clear() {
  groups_.clear();
  patterns_.clear();
}

void GroupValues::add(SeriesKey key, std::span<const Value> values, std::span<const std::size_t> annotations) {
  std::vector<std::size_t> dimensions;
  partial_.clear();
  for (std::size_t d = 0; d < key.size(); ++d) {
    if (key[d].data() == nullptr) continue;
    dimensions.push_back(d);
    partial_.append(key[d]).push_back('\x1f');
  }
  auto pattern = std::ranges::find(patterns_, dimensions, &Pattern::dimensions);
  if (pattern == patterns_.end()) pattern = patterns_.insert(pattern, {dimensions, {}});
  const auto [it, is_new] = pattern->groups.try_emplace(partial_, groups_.size());
  if (is_new) {
    Group& group = groups_.emplace_back();
    group.key.assign(key.begin(), key.end());
    for (const std::string_view part : key) group.given.push_back(part.data() != nullptr);
  }
  std::vector<KeptValue>& kept = groups_[it->second].values;
  for (const Value& value : values) std::erase_if(kept, [&](const KeptValue& old) { return old.component == value.component; });
  for (const Value& value : values) kept.push_back({value.component, std::string(value.text), std::string(value.language)});
  std::vector<std::size_t>& numbers = groups_[it->second].annotations;
  numbers.insert(numbers.end(), annotations.begin(), annotations.end());
  groups_[it->second].met = false;
}

}  // namespace atalaya
