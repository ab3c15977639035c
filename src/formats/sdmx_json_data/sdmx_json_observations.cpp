// Observations of SDMX-JSON data messages, in the place that the layout of their data set gives them: a series, a flat list or a cross-section.
#include "formats/sdmx_json_data/sdmx_json_data_writer.h"
#include "formats/sdmx_json_data/value_arrays.h"

namespace atalaya {

Status SdmxJsonWriter::append_values(std::string& out, const DataObservation& o) {
  // What is said at the series and stands at observations here, unless the observation says it itself.
  std::span<const Value> attributes = o.attributes;
  if (!of_observations_.empty()) {
    merged_.assign(o.attributes.begin(), o.attributes.end());
    for (const KeptValue& value : of_observations_) {
      if (values_of(o.attributes, value.component).empty()) merged_.push_back(value.view());
    }
    attributes = merged_;
  }
  const auto& slots = numbers_->attributes(JsonNumbers::Level::Observation);
  const bool annotated = !next_annotations_.empty() || !observation_annotations_.empty();
  const std::size_t last = annotated ? slots.size() : given_values(slots, attributes);
  const std::size_t measures = info_.structure->measures.size();
  std::size_t last_measure = measures;
  if (last == 0 && !annotated) {
    while (last_measure > 0 && values_of(o.measures, last_measure - 1).empty()) --last_measure;
    // A missing figure is said to be so; nothing at all is what a deletion names.
    if (info_.action != Action::Delete) last_measure = measures;
  }
  out += '[';
  for (std::size_t m = 0; m < last_measure; ++m) {
    if (m != 0) out += ',';
    const auto own = values_of(o.measures, m);
    if (own.empty()) {
      out += "null";
    } else {
      TRY_STATUS(numbers_->append_measure(out, m, own));
    }
  }
  for (std::size_t i = 0; i < last; ++i) {
    if (i + measures != 0) out += ',';
    TRY_STATUS(numbers_->append_attribute(out, slots[i], values_of(attributes, slots[i])));
  }
  append_annotations(out, observation_annotations_, last_measure + last > 0);
  append_annotations(out, next_annotations_, last_measure + last + observation_annotations_.size() > 0);
  next_annotations_.clear();
  out += ']';
  return {};
}

Status SdmxJsonWriter::observation(const DataObservation& o) {
  // An attribute that the structure attaches higher up may be told with its observations.
  std::vector<Value> higher;
  for (const Value& value : o.attributes) {
    if (numbers_->level(value.component) != JsonNumbers::Level::Observation) higher.push_back(value);
  }
  if (!higher.empty()) {
    std::vector<std::string_view> key(key_.size());
    for (std::size_t d = 0; d < key.size(); ++d) {
      if (!null_[d]) key[d] = key_[d];
    }
    TRY_STATUS(place(higher, key));
  }
  std::string* out = &buffer_;
  std::optional<std::size_t> period;
  if (info_.structure->has_time() && !o.period.empty()) period = numbers_->number_of_period(o.period);
  switch (shape_) {
    case Shape::Series:
      buffer_ += any_observation_ ? ",\"" : "\"observations\":{\"";
      append_index(buffer_, period);
      break;
    case Shape::Flat:
      buffer_ += any_item_ ? ",\"" : "\"";
      buffer_ += key_numbers_;
      if (info_.structure->has_time()) {
        buffer_ += ':';
        append_index(buffer_, period);
      }
      any_item_ = true;
      break;
    case Shape::Cross: {
      std::string section;
      for (std::size_t d = 0; d < key_.size(); ++d) {
        if (d == cross_) continue;
        if (!section.empty()) section += ':';
        if (!null_[d]) section += std::to_string(numbers_->number_of_code(d, key_[d]));
      }
      if (info_.structure->has_time()) {
        if (key_.size() > 1) section += ':';
        append_index(section, period);
      }
      const auto [it, is_new] = section_of_.try_emplace(section, sections_.size());
      if (is_new) sections_.emplace_back(section, "");
      out = &sections_[it->second].second;
      *out += is_new ? "\"" : ",\"";
      if (!null_[cross_]) *out += std::to_string(numbers_->number_of_code(cross_, key_[cross_]));
      break;
    }
  }
  any_observation_ = true;
  *out += "\":";
  TRY_STATUS(append_values(*out, o));
  return flush(std::size_t{1} << 16U);
}

Status SdmxJsonWriter::observations(const NumberedObservations& numbered) {
  const bool plain = shape_ == Shape::Series && info_.structure->has_time() && info_.structure->measures.size() == 1 && info_.action != Action::Delete &&
                     of_observations_.empty() && next_annotations_.empty() && observation_annotations_.empty();
  if (!plain || !TRY(numbered_.know(numbered, *numbers_))) return DataSink::observations(numbered);
  if (numbered.all.empty()) return {};
  if (!any_observation_) buffer_ += "\"observations\":{";
  TRY_STATUS(numbered_.append(buffer_, numbered, *numbers_, any_observation_));
  any_observation_ = true;
  return flush(std::size_t{1} << 16U);
}

}  // namespace atalaya
