#include "api/sdmx/joined_values.h"

#include <algorithm>

namespace atalaya::api {

namespace {

constexpr char separator = ';';

bool same_component(const Value& a, const Value& b) { return a.component == b.component; }

}  // namespace

Status JoinedValues::begin_set(const DataSetInfo& info) {
  structure_ = info.structure;
  return next_->begin_set(info);
}

Status JoinedValues::observation(const DataObservation& observation) {
  DataObservation out = observation;
  out.attributes = joined(observation.attributes);
  return next_->observation(out);
}

std::span<const Value> JoinedValues::joined(std::span<const Value> values) {
  if (std::ranges::adjacent_find(values, same_component) == values.end()) return values;
  values_.clear();
  texts_.clear();
  texts_.reserve(values.size());  // What is said refers to them.
  while (!values.empty()) {
    const auto end = std::ranges::find_if(values, [&](const Value& value) { return !same_component(value, values.front()); });
    const auto own = values.first(static_cast<std::size_t>(end - values.begin()));
    values = values.subspan(own.size());
    const bool is_text = structure_->attributes[own.front().component].code_list.empty() &&
                         std::ranges::none_of(own, [](const Value& value) { return !value.language.empty() || value.text.find(separator) != value.text.npos; });
    if (own.size() == 1 || !is_text) {
      values_.insert(values_.end(), own.begin(), own.end());
      continue;
    }
    std::string& text = texts_.emplace_back(own.front().text);
    for (const Value& value : own.subspan(1)) (text += separator) += value.text;
    values_.push_back({own.front().component, text});
  }
  return values_;
}

}  // namespace atalaya::api
