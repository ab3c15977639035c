#include "formats/flat_rows.h"

#include <algorithm>

namespace atalaya {

void FlatRow::clear() {
  std::ranges::fill(key, std::string_view());
  period = {};
  measures.clear();
  of_set.clear();
  of_series.clear();
  of_observation.clear();
  series_annotations.clear();
  annotations.clear();
}

bool FlatTeller::same(const std::vector<Kept>& kept, const std::vector<Value>& values) {
  return std::ranges::equal(kept, values,
                            [](const Kept& a, const Value& b) { return a.component == b.component && a.text == b.text && a.language == b.language; });
}

void FlatTeller::keep(std::vector<Kept>& kept, const std::vector<Value>& values) {
  kept.clear();
  for (const Value& value : values) kept.push_back({value.component, std::string(value.text), std::string(value.language)});
}

Status FlatTeller::tell_set(const FlatRow& row) {
  if (row.of_set.empty() || same(of_set_, row.of_set)) return {};
  keep(of_set_, row.of_set);
  return sink_.set_attributes(row.of_set);
}

Status FlatTeller::tell_series(const FlatRow& row) {
  TRY_STATUS(tell_set(row));
  const std::size_t size = row.key.size();
  bool same_key = began_;
  for (std::size_t d = 0; d < size && same_key; ++d) same_key = row.key[d] == key_[d] && (row.key[d].data() == nullptr) == null_[d];
  if (same_key && (row.of_series.empty() || same(of_series_, row.of_series))) return {};
  if (!same_key) {
    key_.assign(row.key.begin(), row.key.end());
    null_.assign(size, false);
    for (std::size_t d = 0; d < size; ++d) null_[d] = row.key[d].data() == nullptr;
    began_ = true;
  }
  keep(of_series_, row.of_series);
  if (!row.series_annotations.empty() && !same_key) TRY_STATUS(sink_.annotations(row.series_annotations));
  return sink_.series(row.key, row.of_series);
}

Status FlatTeller::tell(const FlatRow& row) {
  TRY_STATUS(tell_series(row));
  if (!row.annotations.empty()) TRY_STATUS(sink_.annotations(row.annotations));
  return sink_.observation({.period = row.period, .measures = row.measures, .attributes = row.of_observation, .line = row.line, .column = row.column});
}

Status FlatTeller::tell_group(const FlatRow& row) {
  TRY_STATUS(tell_set(row));
  if (row.of_series.empty() && row.annotations.empty()) return {};
  std::vector<std::size_t> dimensions;
  for (std::size_t d = 0; d < row.key.size(); ++d) {
    if (row.key[d].data() != nullptr) dimensions.push_back(d);
  }
  const auto found = std::ranges::find_if(structure_.groups, [&](const DimensionGroup& group) {
    return group.dimensions.size() == dimensions.size() && std::ranges::is_permutation(group.dimensions, dimensions);
  });
  const std::size_t group = found == structure_.groups.end() ? DataStructure::npos : static_cast<std::size_t>(found - structure_.groups.begin());
  if (!row.annotations.empty()) TRY_STATUS(sink_.annotations(row.annotations));
  return sink_.group(group, row.key, row.of_series);
}

}  // namespace atalaya
