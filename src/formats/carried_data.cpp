#include "formats/carried_data.h"

#include <algorithm>

#include "formats/sdmx_ml_data/annotations_xml.h"

namespace atalaya {

CarriedData::CarriedData(std::string_view format, std::string dimension_at_observation, DataSink& next)
    : next_(next), dimension_at_observation_(std::move(dimension_at_observation)) {
  const bool xml = format.starts_with("sdmx-ml-");
  const bool csv = format.starts_with("sdmx-csv-");
  const bool xml_2_1 = format.starts_with("sdmx-ml-2.1");
  const bool first = format == "sdmx-csv-1.0" || format == "sdmx-json-1.0";
  one_value_ = one_language_ = xml_2_1 || first;
  groups_by_series_ = first;
  only_named_groups_ = xml_2_1;
  bare_series_ = format != "sdmx-csv-1.0";
  has_header_ = !csv;
  has_merge_ = format == "sdmx-ml-3.1" || (csv && format != "sdmx-csv-1.0") || format == "sdmx-json-2.1";
  has_actions_ = format != "sdmx-csv-1.0";
  names_flows_alone_ = format == "sdmx-csv-1.0";
  footer_is_error_ = format.starts_with("sdmx-json-");
  has_annotations_ = footer_is_error_ || xml;
  annotates_data_ = has_annotations_;
  is_xml_ = xml;
  is_xml_2_1_ = xml_2_1;
  is_xml_time_series_ = xml_2_1 && format.ends_with("-ts");
  is_rows_ = csv;
  names_all_sets_ = xml || csv;
}

void CarriedData::lose(std::string what) {
  if (std::ranges::find(left_out_, what) == left_out_.end() && left_out_.size() < 1000) left_out_.push_back(std::move(what));
}

Status CarriedData::header(const MessageHeader& header) {
  if (has_header_) return next_.header(header);
  if (header != MessageHeader{}) lose("the header of the message");
  return next_.header({});
}

Status CarriedData::begin_set(const DataSetInfo& info) {
  info_ = info;
  if (!dimension_at_observation_.empty()) info_.dimension_at_observation = dimension_at_observation_;
  const bool known = std::ranges::any_of(sets_, [&](const DataSetInfo& set) {
    return set.reference == info.reference && set.structure == info.structure && set.dimension_at_observation == info_.dimension_at_observation;
  });
  if (!known) sets_.push_back(info_);
  if (names_all_sets_ && !sets_known_ && sets_.size() > 1) {
    wants_sets_ = true;
    return fail(ErrorKind::Internal, "a second structure, of which the writer was not told");
  }
  any_set_ = true;
  if (info.action != Action::Information && info.action != Action::Delete && !has_actions_) {
    lose(std::string("the action ") + to_string(info.action));
    info_.action = Action::Information;
  }
  if (info.action == Action::Merge && has_actions_ && !has_merge_) {
    lose("the action Merge, which is said as Append");
    info_.action = Action::Append;
  }
  if (names_flows_alone_ && (info.reference.empty() || info.reference.kind != sdmx::Kind::Dataflow)) {
    const bool of_agreement = info.reference.kind == sdmx::Kind::ProvisionAgreement;
    lose(std::string("that the data are of a ") + (of_agreement ? "provision agreement" : "data structure") + ", whose id stands in the place of a dataflow's");
  }
  if (!has_header_) {
    const bool dates = !info.set_id.empty() || !info.valid_from.empty() || !info.valid_to.empty() || !info.reporting_begin.empty() ||
                       !info.reporting_end.empty() || !info.publication_year.empty() || !info.publication_period.empty() || !info.provider.empty();
    if (dates) lose("id, provider and dates of a data set");
    info_ = {.reference = info.reference,
             .structure = info.structure,
             .action = info_.action,
             .dimension_at_observation = info_.dimension_at_observation,
             .annotations = info.annotations};
  }
  if (!info.annotations.empty() && !has_annotations_) {
    lose("annotations of a data set");
    info_.annotations.clear();
  }
  info_.annotations = carried(info_.annotations);
  annotations_.clear();
  groups_.clear();
  pending_ = false;
  return next_.begin_set(info_);
}

std::span<const Value> CarriedData::single(std::span<const Value> values, bool measures) {
  if (!one_value_) return values;
  const auto repeats = [&](std::size_t i) { return i != 0 && values[i].component == values[i - 1].component; };
  bool any = false;
  for (std::size_t i = 0; i < values.size(); ++i) any = any || repeats(i) || (one_language_ && !values[i].language.empty());
  if (!any) return values;
  kept_.clear();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const DataStructure& structure = *info_.structure;
    const std::string& id = measures ? structure.measures[values[i].component].id : structure.attributes[values[i].component].id;
    if (!repeats(i)) {
      kept_.push_back(values[i]);
      if (!one_language_ || values[i].language.empty()) continue;
      lose("the language of " + id);
      kept_.back().language = {};
      continue;
    }
    lose((values[i].language != values[i - 1].language ? "the languages but the first of " : "the values but the first of ") + id);
  }
  return kept_;
}

std::vector<sdmx::Annotation> CarriedData::carried(std::span<const sdmx::Annotation> annotations) {
  std::vector<sdmx::Annotation> out(annotations.begin(), annotations.end());
  if (!is_xml_) return out;
  for (sdmx::Annotation& annotation : out) {
    for (std::string& what : sdmx_ml::cut_to_xml(annotation, is_xml_2_1_)) lose(std::move(what));
  }
  return out;
}

Status CarriedData::annotations(std::span<const sdmx::Annotation> annotations) {
  if (!annotates_data_) {
    lose("annotations of groups, series and observations");
    return {};
  }
  annotations_ = carried(annotations);
  return {};
}

Status CarriedData::tell_annotations() {
  if (annotations_.empty()) return {};
  TRY_STATUS(next_.annotations(annotations_));
  annotations_.clear();
  return {};
}

Status CarriedData::set_attributes(std::span<const Value> values) { return next_.set_attributes(single(values, false)); }

Status CarriedData::group(std::size_t group, SeriesKey key, std::span<const Value> values) {
  const auto own = single(values, false);
  if (groups_by_series_ || (only_named_groups_ && group == DataStructure::npos && info_.action != Action::Delete)) {
    groups_.add(key, own);
    if (!annotations_.empty()) lose("annotations of parts of the key that are no group");
    annotations_.clear();
    return {};
  }
  TRY_STATUS(tell_annotations());
  return next_.group(group, key, own);
}

bool CarriedData::series_has_element() const {
  if (!is_xml_) return true;
  const std::string& at = info_.dimension_at_observation;
  const DataStructure& structure = *info_.structure;
  const bool is_time = structure.has_time() && (is_xml_time_series_ || at.empty() || at == "TIME_PERIOD" || at == structure.time_dimension.id);
  return is_time || (!is_xml_2_1_ && info_.action != Action::Delete);
}

Status CarriedData::series(SeriesKey key, std::span<const Value> attributes) {
  if (pending_) lose("attributes of series without observations");
  auto own = single(attributes, false);
  if (!groups_.groups().empty()) {
    merged_.assign(own.begin(), own.end());
    groups_.for_series(key, [&](const GroupValues::Group& group) {
      for (const KeptValue& value : group.values) {
        if (std::ranges::find(merged_, value.component, &Value::component) == merged_.end()) merged_.push_back(value.view());
      }
    });
    own = merged_;
  }
  if (!annotations_.empty() && !series_has_element()) {
    lose("annotations of series where time is not at the observation");
    annotations_.clear();
  }
  TRY_STATUS(tell_annotations());
  if (bare_series_) return next_.series(key, own);
  key_.assign(key.begin(), key.end());
  series_values_.clear();
  for (const Value& value : own) series_values_.push_back({value.component, std::string(value.text), std::string(value.language)});
  pending_ = true;
  return {};
}

Status CarriedData::open_series() {
  if (!pending_) return {};
  pending_ = false;
  const std::vector<std::string_view> key(key_.begin(), key_.end());
  std::vector<Value> values;
  for (const KeptValue& value : series_values_) values.push_back(value.view());
  return next_.series(key, values);
}

Status CarriedData::observation(const DataObservation& observation) {
  TRY_STATUS(open_series());
  DataObservation own = observation;
  std::vector<Value> measures;
  if (one_value_) {
    const auto kept = single(observation.measures, true);
    measures.assign(kept.begin(), kept.end());
    own.measures = measures;
    own.attributes = single(observation.attributes, false);
  }
  TRY_STATUS(tell_annotations());
  return next_.observation(own);
}

Status CarriedData::end_set() {
  if (pending_) lose("attributes of series without observations");
  pending_ = false;
  const bool unmet = std::ranges::any_of(groups_.groups(), [](const GroupValues::Group& group) { return !group.met; });
  if (unmet) lose("attributes of parts of the key that have no series");
  return next_.end_set();
}

Status CarriedData::note(const MessageNote& note) {
  if (note.code.empty()) {  // what the reader itself had no place for
    lose(note.text.in("en"));
    return {};
  }
  any_footer_ = true;
  if (has_header_) return next_.note(note);
  lose("the message's footer: " + note.code + " " + note.text.in("en"));
  return {};
}

Status CarriedData::end() {
  if (!any_set_ && is_rows_) lose("a message without data sets, as all is said on lines of data");
  if (!any_set_ && any_footer_ && footer_is_error_) lose("that the footer of a message without data sets is no error");
  return next_.end();
}

}  // namespace atalaya
