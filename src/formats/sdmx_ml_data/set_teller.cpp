#include "formats/sdmx_ml_data/set_teller.h"

#include <utility>

namespace atalaya::sdmx_ml {

namespace {

bool is_same(const Value& a, const Value& b) { return a.component == b.component && a.text == b.text && a.language == b.language; }

/// All of `own`, and of `inherited` those components that `own` does not have.
void merge(std::span<const Value> inherited, std::span<const Value> own, std::vector<Value>& out) {
  out.clear();
  for (const Value& value : inherited) {
    if (std::ranges::find(own, value.component, &Value::component) == own.end()) out.push_back(value);
  }
  out.insert(out.end(), own.begin(), own.end());
}

}  // namespace

SetTeller::SetTeller(DataSink& sink, const DataSetInfo& info, bool explicit_measures)
    : sink_(sink),
      structure_(*info.structure),
      dimension_at_observation_(structure_.position(info.dimension_at_observation)),
      explicit_measures_(explicit_measures),
      is_deletion_(info.action == Action::Delete) {}

Status SetTeller::require_key(SeriesKey key) const {
  if (is_deletion_) return {};
  for (std::size_t d = 0; d < key.size(); ++d) {
    if (key[d].data() == nullptr) return fail(ErrorKind::Input, "the dimension \"" + structure_.dimensions[d].id + "\" is missing");
  }
  return {};
}

Status SetTeller::tell_series(SeriesKey key, std::span<const Value> values) {
  TRY_STATUS(require_key(key));
  return sink_.series(key, values);
}

Status SetTeller::tell_annotations(ElementValues& element) {
  if (element.annotations.empty()) return {};
  TRY_STATUS(sink_.annotations(element.annotations));
  element.annotations.clear();
  return {};
}

Status SetTeller::leave_out(ElementValues& element, const char* what) {
  if (element.annotations.empty()) return {};
  element.annotations.clear();
  if (std::exchange(annotations_are_left_out_, true)) return {};
  MessageNote note{.severity = "Warning"};
  note.text.set("en", std::string(what) + " are left out; the first at line " + std::to_string(element.line));
  return sink_.note(note);
}

Status SetTeller::tell_observation(std::string_view period, ElementValues& observation, std::span<const Value> inherited) {
  if (period.data() == nullptr && structure_.has_time() && !is_deletion_) {
    return fail(ErrorKind::Input, "the time dimension \"" + structure_.time_dimension.id + "\" is missing");
  }
  TRY_STATUS(tell_annotations(observation));
  DataObservation told{
      .period = period, .measures = observation.measures, .attributes = observation.of_observation, .line = observation.line, .column = observation.column};
  if (!inherited.empty()) {
    merge(inherited, observation.of_observation, values_);
    told.attributes = values_;
  }
  return sink_.observation(told);
}

void SetTeller::begin_series() {
  series_is_told_ = false;
  observations_ = 0;
}

Status SetTeller::observation(ElementValues& observation, ElementValues* series) {
  ++observations_;
  if (series != nullptr && !series->annotations.empty()) {
    // An element of which the dimension at the observation is another than time is no series.
    TRY_STATUS(series->is_complete() ? tell_annotations(*series) : leave_out(*series, "annotations of a series across a dimension"));
    series_is_told_ = is_told_ = false;
  }
  const std::string_view period = observation.period.data() == nullptr && series != nullptr ? series->period : observation.period;
  const std::span<const Value> inherited = series == nullptr ? std::span<const Value>() : series->of_observation;
  const bool has_type = !observation.type.empty() && (explicit_measures_ || dimension_at_observation_ != DataStructure::npos);
  if (series != nullptr && !observation.has_dimension && observation.of_series.empty() && !has_type) {
    // The common case: all that the series says is said of it.
    if (!series_is_told_) {
      TRY_STATUS(tell_series(series->key, series->of_series));
      series_is_told_ = true;
      is_told_ = false;
    }
    return tell_observation(period, observation, inherited);
  }

  key_ = observation.key;
  if (series != nullptr) {
    for (std::size_t d = 0; d < key_.size(); ++d) {
      if (series->key[d].data() == nullptr) continue;
      if (key_[d].data() != nullptr && key_[d] != series->key[d]) {
        return fail(ErrorKind::Input, "the dimension \"" + structure_.dimensions[d].id + "\" has another value than in its series");
      }
      key_[d] = series->key[d];
    }
  }
  if (has_type) {
    std::size_t at = dimension_at_observation_;
    if (at == DataStructure::npos && std::ranges::count_if(key_, [](std::string_view id) { return id.data() == nullptr; }) == 1) {
      at = static_cast<std::size_t>(std::ranges::find_if(key_, [](std::string_view id) { return id.data() == nullptr; }) - key_.begin());
    }
    if (at != DataStructure::npos && key_[at].data() == nullptr) key_[at] = observation.type;
  }
  std::span<const Value> values = observation.of_series;
  if (series != nullptr && !series->of_series.empty()) {
    merge(series->of_series, observation.of_series, values_);
    values = values_;
  }
  if (!is_told_ || key_ != told_key_ || !std::ranges::equal(values, told_values_, is_same)) {
    TRY_STATUS(tell_series(key_, values));
    told_texts_.clear();
    told_key_.clear();
    told_values_.clear();
    for (const std::string_view id : key_) told_key_.push_back(id.data() == nullptr ? id : told_texts_.keep(id));
    for (const Value& value : values) told_values_.push_back({value.component, told_texts_.keep(value.text), told_texts_.keep(value.language)});
    is_told_ = true;
    series_is_told_ = false;
  }
  return tell_observation(period, observation, inherited);
}

Status SetTeller::end_series(ElementValues& series) {
  if (!series.measures.empty()) return fail(ErrorKind::Input, "a measure stands at an observation, not at a series");
  if (observations_ != 0 && series.annotations.empty()) return {};
  is_told_ = false;
  if (observations_ != 0) {
    if (!series.is_complete()) return leave_out(series, "annotations of a series across a dimension");
    // Told without observations, a series is one to be deleted.
    if (is_deletion_) return leave_out(series, "annotations behind observations to be deleted");
    TRY_STATUS(tell_annotations(series));
    return tell_series(series.key, series.of_series);
  }
  if (is_deletion_ || series.is_complete()) {
    TRY_STATUS(tell_annotations(series));
    TRY_STATUS(tell_series(series.key, series.of_series));
    if (series.period.data() == nullptr && series.of_observation.empty()) return {};
    return tell_observation(series.period, series, {});
  }
  // A series across a dimension that has attributes alone: they are of all the values of that dimension.
  const bool lacks_only_that = std::ranges::count_if(series.key, [](std::string_view id) { return id.data() == nullptr; }) == 1 &&
                               dimension_at_observation_ != DataStructure::npos && series.key[dimension_at_observation_].data() == nullptr;
  if (!lacks_only_that) return require_key(series.key);
  if (!series.of_observation.empty()) return fail(ErrorKind::Input, "attributes of observations stand at a series that has none");
  if (series.of_series.empty() && series.annotations.empty()) return {};
  TRY_STATUS(tell_annotations(series));
  return sink_.group(DataStructure::npos, series.key, series.of_series);
}

std::size_t SetTeller::group_position(const ElementValues& group) const {
  if (!group.type.empty()) {
    const auto it = std::ranges::find(structure_.groups, group.type, &DimensionGroup::id);
    return static_cast<std::size_t>(it - structure_.groups.begin());
  }
  // Without a name, the one of just these dimensions.
  for (std::size_t g = 0; g < structure_.groups.size(); ++g) {
    const auto& dimensions = structure_.groups[g].dimensions;
    const auto given = [&](std::size_t d) { return group.key[d].data() != nullptr; };
    const auto count = std::ranges::count_if(group.key, [](std::string_view id) { return id.data() != nullptr; });
    if (std::ranges::all_of(dimensions, given) && static_cast<std::size_t>(count) == dimensions.size()) return g;
  }
  return DataStructure::npos;
}

Status SetTeller::group(ElementValues& group) {
  is_told_ = false;
  const std::size_t position = group_position(group);
  if (position == structure_.groups.size() && !group.type.empty())
    return fail(ErrorKind::Input, "the structure has no group \"" + std::string(group.type) + "\"");
  if (!group.measures.empty() || group.period.data() != nullptr) return fail(ErrorKind::Input, "a group has neither a period nor a measure");
  if (position != DataStructure::npos) {
    const auto& dimensions = structure_.groups[position].dimensions;
    for (std::size_t d = 0; d < group.key.size(); ++d) {
      const bool is_of_group = std::ranges::find(dimensions, d) != dimensions.end();
      const bool is_given = group.key[d].data() != nullptr;
      if (is_given && !is_of_group) return fail(ErrorKind::Input, "the dimension \"" + structure_.dimensions[d].id + "\" is not one of the group");
      if (!is_given && is_of_group && !is_deletion_) return fail(ErrorKind::Input, "the dimension \"" + structure_.dimensions[d].id + "\" is missing");
    }
  }
  merge(group.of_series, group.of_observation, values_);
  TRY_STATUS(tell_annotations(group));
  return sink_.group(position, group.key, values_);
}

Status SetTeller::attributes(ElementValues& values) {
  is_told_ = false;
  if (!values.measures.empty()) return fail(ErrorKind::Input, "a measure stands at an observation, not among attributes");
  if (!values.of_set.empty() && (values.has_dimension || values.period.data() != nullptr)) {
    return fail(ErrorKind::Input, "the attribute \"" + structure_.attributes[values.of_set.front().component].id + "\" is one of the data set, and has no key");
  }
  if (!values.of_set.empty()) TRY_STATUS(sink_.set_attributes(values.of_set));
  if (!values.has_dimension) TRY_STATUS(leave_out(values, "annotations of the attributes of a data set"));
  if (values.is_complete() && values.period.data() == nullptr && values.of_observation.empty()) {
    TRY_STATUS(tell_annotations(values));
    return sink_.series(values.key, values.of_series);
  }
  if (values.of_series.empty() && values.of_observation.empty() && values.annotations.empty()) return {};
  const bool is_whole = values.is_complete() && (values.period.data() != nullptr || !structure_.has_time());
  if (is_whole) {
    TRY_STATUS(sink_.series(values.key, values.of_series));
    return values.of_observation.empty() && values.annotations.empty() ? Status() : tell_observation(values.period, values, {});
  }
  if (values.period.data() != nullptr) {
    return fail(ErrorKind::Input, "attributes of a period need all dimensions", {}, "attributes of a part of the key can only be read without a period");
  }
  merge(values.of_series, values.of_observation, values_);
  TRY_STATUS(tell_annotations(values));
  return sink_.group(DataStructure::npos, values.key, values_);
}

}  // namespace atalaya::sdmx_ml
