#include "formats/sdmx_ml_data/data_writer.h"

#include <algorithm>
#include <utility>

#include "formats/sdmx_ml_data/annotations_xml.h"
#include "formats/sdmx_ml_data/xml_elements.h"

namespace atalaya {

namespace sdmx_ml {

namespace {

/// The end of an element's tag, its children and its end.
void close_element(std::string& out, std::string_view name, std::string_view annotations, std::string_view comps) {
  if (annotations.empty() && comps.empty()) {
    out += "/>\n";
    return;
  }
  out.append(">").append(annotations).append(comps).append("</").append(name).append(">\n");
}

bool is_time(const DataStructure& structure, std::string_view id) { return structure.has_time() && (id == structure.time_dimension.id || id == "TIME_PERIOD"); }

}  // namespace

// ---- The message and its data sets

Status DataWriter::header(const MessageHeader& header) {
  header_ = header;
  return {};
}

Status DataWriter::note(const MessageNote& note) {
  if (!note.code.empty()) notes_.push_back(note);
  return {};
}

sdmx::Reference DataWriter::reference_of(const DataSetInfo& info) const {
  const DataStructure& s = *info.structure;
  if (info.reference.empty()) return {.kind = sdmx::Kind::DataStructure, .agency = s.agency, .id = s.id, .version = s.version};
  sdmx::Reference reference = info.reference;
  if (reference.kind == sdmx::Kind::DataStructure) {
    reference.agency = s.agency;
    reference.version = s.version;
  }
  return reference;
}

std::string DataWriter::at_observation(const DataSetInfo& info) const {
  std::string id = options_.dimension_at_observation.empty() ? info.dimension_at_observation : options_.dimension_at_observation;
  const DataStructure& structure = *info.structure;
  if (id.empty() || (format_.is_time_series && options_.dimension_at_observation.empty())) id = structure.has_time() ? "TIME_PERIOD" : "AllDimensions";
  return is_time(structure, id) ? "TIME_PERIOD" : id;
}

Status DataWriter::name_structure(const DataSetInfo& info) {
  NamedStructure named{.reference = reference_of(info), .dimension_at_observation = at_observation(info), .space = {}};
  // The schema of a flow or an agreement is another than that of their structure: constraints narrow it.
  named.space = named.reference.urn() + ":ObsLevelDim:" + named.dimension_at_observation;
  const auto same = [&](const NamedStructure& other) {
    return other.reference == named.reference && other.dimension_at_observation == named.dimension_at_observation && other.space == named.space;
  };
  const auto it = std::ranges::find_if(structures_, same);
  structure_ = static_cast<std::size_t>(it - structures_.begin());
  if (it != structures_.end()) return {};
  if (message_is_open_) {
    return fail(ErrorKind::Usage, "a data set of " + named.reference.short_text() + " comes after the header, which does not name it", {},
                "the structures of all data sets have to be given to the writer beforehand");
  }
  structures_.push_back(std::move(named));
  return {};
}

const char* DataWriter::action_name(Action action) const {
  const bool is_unknown = action == Action::Merge && options_.format != SdmxMlDataFormat::StructureSpecific31;
  return to_string(is_unknown ? Action::Append : action);
}

Status DataWriter::open_message(const DataSetInfo& first) {
  for (const DataSetInfo& info : options_.sets) TRY_STATUS(name_structure(info));
  TRY_STATUS(name_structure(first));
  const Action action = action_of(header_.data_set_action).value_or(first.action);
  if (!append_beginning(out_.text, format_, header_, structures_, action_name(action))) cannot_be_written_ = true;
  message_is_open_ = true;
  return written();
}

Status DataWriter::begin_set(const DataSetInfo& info) {
  const DataStructure& structure = *info.structure;
  if (format_.is_2_1() && structure.measures.size() > 1) {
    return fail(ErrorKind::Usage, "SDMX-ML 2.1 has one measure, and " + structure.id + " has " + std::to_string(structure.measures.size()), {},
                "SDMX-ML 3.0 has several");
  }
  const std::string at = at_observation(info);
  if (format_.is_time_series && at != "TIME_PERIOD") {
    return structure.has_time()
               ? fail(ErrorKind::Usage, "time-series messages have time at the observation, not " + at, {}, "write generic or structure-specific data")
               : fail(ErrorKind::Usage, "time-series messages need a time dimension, and " + structure.id + " has none", {},
                      "write generic or structure-specific data");
  }
  across_ = structure.position(at);
  layout_ = at == "TIME_PERIOD" && structure.has_time() ? Layout::Time : at == "AllDimensions" ? Layout::Flat : Layout::Across;
  if (layout_ == Layout::Across && across_ == DataStructure::npos) {
    return fail(ErrorKind::Usage, "the structure " + structure.id + " has no dimension \"" + at + "\" to stand at the observation");
  }
  TRY_STATUS(message_is_open_ ? name_structure(info) : open_message(info));
  info_ = info;
  set_annotations_ = TRY(annotations_text(info.annotations));
  annotations_.clear();
  set_values_.clear();
  is_pending_ = set_is_open_ = set_has_body_ = false;
  return {};
}

Status DataWriter::open_set() {
  if (set_is_open_) return {};
  std::string& out = out_.text;
  const char* const prefix = format_.is_generic ? "" : "ss:";
  const auto attribute = [&](const char* name, std::string_view value) {
    if (value.empty()) return;
    out.append(" ").append(prefix).append(name).append("=\"");
    cannot_be_written_ |= !append_escaped(out, value);
    out += '"';
  };
  const std::string number = std::to_string(structure_ + 1);
  out += "<message:DataSet";
  attribute("structureRef", "STR" + number);
  if (!format_.is_generic) out.append(" xsi:type=\"ns").append(number).append(":DataSetType\"");
  if (!format_.is_generic && format_.is_2_1()) {
    const sdmx::Kind kind = structures_[structure_].reference.kind;
    attribute("dataScope", kind == sdmx::Kind::Dataflow ? "Dataflow" : kind == sdmx::Kind::ProvisionAgreement ? "ProvisionAgreement" : "DataStructure");
  }
  attribute("action", action_name(info_.action));
  attribute("setID", info_.set_id);
  attribute("reportingBeginDate", info_.reporting_begin);
  attribute("reportingEndDate", info_.reporting_end);
  attribute("validFromDate", info_.valid_from);
  attribute("validToDate", info_.valid_to);
  attribute("publicationYear", info_.publication_year);
  attribute("publicationPeriod", info_.publication_period);
  if (!format_.is_generic && format_.is_2_1()) out += set_values_.plain;
  out += ">\n";
  out += std::exchange(set_annotations_, {});
  if (!info_.provider.empty())
    cannot_be_written_ |= !append_reference(out, format_, format_.is_generic ? "generic:DataProvider" : "DataProvider", info_.provider);
  if (format_.is_generic && !set_values_.plain.empty()) out.append("<generic:Attributes>").append(set_values_.plain).append("</generic:Attributes>\n");
  if (!format_.is_2_1() && set_values_ != Fragment()) {
    out.append("<Atts").append(set_values_.plain);
    set_values_.comps.empty() ? out.append("/>\n") : out.append(">").append(set_values_.comps).append("</Atts>\n");
  }
  set_is_open_ = true;
  set_has_body_ = false;
  set_values_.clear();
  return written();
}

Status DataWriter::close_set() {
  TRY_STATUS(tell_pending());
  close_series();
  if (!set_is_open_) return {};
  out_.text += "</message:DataSet>\n";
  set_is_open_ = false;
  return {};
}

Status DataWriter::end_set() {
  // Also where it has nothing in it.
  TRY_STATUS(open_set());
  return close_set();
}

Status DataWriter::end() {
  if (!message_is_open_) {
    const auto action = action_of(header_.data_set_action);
    if (!options_.sets.empty()) {
      TRY_STATUS(open_message(options_.sets.front()));
    } else if (!append_beginning(out_.text, format_, header_, structures_, action ? action_name(*action) : "")) {
      cannot_be_written_ = true;
    }
  }
  if (!append_footer(out_.text, notes_)) cannot_be_written_ = true;
  out_.text.append("</message:").append(format_.root).append(">\n");
  TRY_STATUS(written());
  return out_.flush();
}

// ---- Annotations

Result<std::string> DataWriter::annotations_text(std::span<const sdmx::Annotation> annotations) {
  for (const sdmx::Annotation& annotation : annotations) {
    sdmx::Annotation own = annotation;
    const auto cut = cut_to_xml(own, format_.is_2_1());
    if (!cut.empty()) return fail(ErrorKind::Usage, std::string("SDMX-ML ") + (format_.is_2_1() ? "2.1 " : "") + "has no place for " + cut.front());
  }
  std::string out;
  if (!append_annotations(out, annotations)) cannot_be_written_ = true;
  return out;
}

Status DataWriter::annotations(std::span<const sdmx::Annotation> annotations) {
  annotations_ = TRY(annotations_text(annotations));
  return written();
}

// ---- Attributes of the data set and of groups

Status DataWriter::set_attributes(std::span<const Value> values) {
  if (set_is_open_) TRY_STATUS(close_set());
  append_values(set_values_, values, false);
  return written();
}

std::size_t DataWriter::group_of(SeriesKey key) const {
  for (std::size_t g = 0; g < info_.structure->groups.size(); ++g) {
    const auto& dimensions = info_.structure->groups[g].dimensions;
    bool fits = true;
    for (std::size_t d = 0; d < key.size(); ++d) fits &= (key[d].data() != nullptr) == (std::ranges::find(dimensions, d) != dimensions.end());
    if (fits) return g;
  }
  return DataStructure::npos;
}

Status DataWriter::group(std::size_t group, SeriesKey key, std::span<const Value> values) {
  TRY_STATUS(tell_pending());
  // Groups go before series in 2.1; what comes later opens another data set.
  if (series_is_open_ || (set_has_body_ && format_.is_2_1())) TRY_STATUS(close_set());
  TRY_STATUS(open_set());
  Fragment& fragment = scratch_;
  fragment.clear();
  append_values(fragment, values, false);
  if (group == DataStructure::npos) group = group_of(key);
  const std::string annotations = std::exchange(annotations_, {});
  if (group == DataStructure::npos) return write_attributes_alone(key, fragment, annotations);
  std::string& out = out_.text;
  const std::string& id = info_.structure->groups[group].id;
  out += format_.is_generic ? "<generic:Group type=\"" : "<Group xsi:type=\"ns" + std::to_string(structure_ + 1) + ":";
  out.append(id).append("\"");
  if (format_.is_generic) out.append(">").append(annotations).append("<generic:GroupKey>");
  for (std::size_t d = 0; d < key.size(); ++d) append_value(out, info_.structure->dimensions[d].id, key[d]);
  if (format_.is_generic) {
    out.append("</generic:GroupKey><generic:Attributes>").append(fragment.plain).append("</generic:Attributes></generic:Group>\n");
  } else {
    out += fragment.plain;
    close_element(out, "Group", annotations, fragment.comps);
  }
  return written();
}

Status DataWriter::write_attributes_alone(SeriesKey key, const Fragment& values, std::string_view annotations) {
  if (format_.is_2_1()) {
    return fail(ErrorKind::Usage, "SDMX-ML 2.1 has no place for attributes of a part of the key that is no group of " + info_.structure->id, {},
                "SDMX-ML 3.0 has");
  }
  std::string& out = out_.text;
  out += "<Atts";
  for (std::size_t d = 0; d < key.size(); ++d) append_value(out, info_.structure->dimensions[d].id, key[d]);
  out += values.plain;
  close_element(out, "Atts", annotations, values.comps);
  return written();
}

// ---- Series and observations

/// Does the attribute stand at the Series element? Not in a flat layout, and across a dimension only where it does not depend on that one.
bool DataWriter::is_at_series(std::size_t attribute) const {
  if (layout_ == Layout::Time) return true;
  if (layout_ == Layout::Flat) return false;
  const Attribute& a = info_.structure->attributes[attribute];
  return a.level == Attribute::Level::Group && std::ranges::find(a.dimensions, across_) == a.dimensions.end();
}

Status DataWriter::series(SeriesKey key, std::span<const Value> values) {
  TRY_STATUS(tell_pending());
  series_key_.clear();
  observation_key_.clear();
  series_values_.clear();
  observation_values_.clear();
  for (std::size_t d = 0; d < key.size(); ++d) {
    const bool at_observation = layout_ == Layout::Flat || (layout_ == Layout::Across && d == across_);
    if (layout_ == Layout::Across && at_observation && format_.is_generic) {
      if (key[d].data() == nullptr) continue;
      observation_key_ += "<generic:ObsDimension";
      for (const auto& [name, value] : {std::pair<std::string_view, std::string_view>{"id", info_.structure->dimensions[d].id}, {"value", key[d]}}) {
        observation_key_.append(" ").append(name).append("=\"");
        cannot_be_written_ |= !append_escaped(observation_key_, value);
        observation_key_ += '"';
      }
      observation_key_ += "/>";
    } else {
      append_value(at_observation ? observation_key_ : series_key_, info_.structure->dimensions[d].id, key[d]);
    }
  }
  for (std::size_t from = 0; from < values.size();) {
    std::size_t to = from + 1;
    while (to < values.size() && values[to].component == values[from].component) ++to;
    append_values(is_at_series(values[from].component) ? series_values_ : observation_values_, values.subspan(from, to - from), false);
    from = to;
  }
  is_pending_ = true;
  series_annotations_ = std::exchange(annotations_, {});
  if (layout_ != Layout::Time && !series_annotations_.empty()) return write_series_annotations();
  return written();
}

// Where no element is the series. In a deletion, one with its key alone would ask for all of it.
Status DataWriter::write_series_annotations() {
  if (format_.is_2_1() || info_.action == Action::Delete) {
    return fail(ErrorKind::Usage, "annotations of a series have a place only where time is at the observation", {},
                "SDMX-ML 3.0 has one, other than in deletions");
  }
  TRY_STATUS(open_set());
  close_series();
  set_has_body_ = true;
  out_.text.append("<Atts").append(series_key_).append(observation_key_);
  close_element(out_.text, "Atts", std::exchange(series_annotations_, {}), {});
  return written();
}

// A series that no observation followed.
Status DataWriter::tell_pending() {
  if (!is_pending_) return {};
  TRY_STATUS(open_set());
  if (layout_ == Layout::Time) {
    open_series({});
    return written();
  }
  if (info_.action == Action::Delete) {
    std::string of_next = std::exchange(annotations_, {});
    TRY_STATUS(write_observation({.period = {}, .measures = {}, .attributes = {}}));
    annotations_ = std::move(of_next);
    return {};
  }
  is_pending_ = false;
  if (format_.is_2_1()) {
    return fail(ErrorKind::Usage, "a series without observations can only be said where time is at the observation", {},
                "write SDMX-ML 3.0, or with TIME_PERIOD at the observation");
  }
  close_series();
  out_.text.append("<Atts").append(series_key_).append(observation_key_).append(series_values_.plain).append(observation_values_.plain);
  close_element(out_.text, "Atts", {}, series_values_.comps + observation_values_.comps);
  return written();
}

void DataWriter::open_series(std::string_view period) {
  is_pending_ = false;
  const bool annotations_are_open = series_annotations_.empty() || series_annotations_ == open_annotations_;
  if (series_is_open_ && annotations_are_open && open_key_ == series_key_ && open_period_ == period && open_values_ == series_values_) return;
  close_series();
  std::string& out = out_.text;
  if (format_.is_generic) {
    out.append("<generic:Series>").append(series_annotations_).append("<generic:SeriesKey>");
  } else {
    out += "<Series";
  }
  out += series_key_;
  if (layout_ == Layout::Across && info_.structure->has_time()) append_value(out, info_.structure->time_dimension.id, period);
  if (format_.is_generic) {
    out += "</generic:SeriesKey>";
    if (!series_values_.plain.empty()) out.append("<generic:Attributes>").append(series_values_.plain).append("</generic:Attributes>");
    out += '\n';
  } else {
    out.append(series_values_.plain).append(">\n").append(series_annotations_).append(series_values_.comps);
  }
  series_is_open_ = set_has_body_ = true;
  open_key_ = series_key_;
  open_period_ = period;
  open_values_ = series_values_;
  open_annotations_ = std::exchange(series_annotations_, {});
}

void DataWriter::close_series() {
  if (!series_is_open_) return;
  out_.text += format_.is_generic ? "</generic:Series>\n" : "</Series>\n";
  series_is_open_ = false;
}

Status DataWriter::observation(const DataObservation& observation) {
  if (!set_is_open_) TRY_STATUS(open_set());
  return write_observation(observation);
}

Status DataWriter::write_observation(const DataObservation& observation) {
  if (layout_ == Layout::Flat) {
    is_pending_ = false;
    set_has_body_ = true;
  } else if (is_pending_ || layout_ == Layout::Across) {
    open_series(layout_ == Layout::Time ? std::string_view() : observation.period);
  }
  std::string& out = out_.text;
  const std::string& time = info_.structure->time_dimension.id;
  scratch_.clear();
  append_values(scratch_, observation.attributes, false);
  if (format_.is_generic) {
    out.append("<generic:Obs>").append(annotations_);
    if (layout_ == Layout::Time) {
      if (observation.period.data() != nullptr) {
        out += "<generic:ObsDimension value=\"";
        cannot_be_written_ |= !append_escaped(out, observation.period);
        out += "\"/>";
      }
    } else if (layout_ == Layout::Flat) {
      out.append("<generic:ObsKey>").append(observation_key_);
      if (!time.empty()) append_value(out, time, observation.period);
      out += "</generic:ObsKey>";
    } else {
      out += observation_key_;
    }
    if (!observation.measures.empty()) {
      out += "<generic:ObsValue value=\"";
      cannot_be_written_ |= !append_escaped(out, observation.measures.front().text);
      out += "\"/>";
    }
    if (!observation_values_.plain.empty() || !scratch_.plain.empty()) {
      out.append("<generic:Attributes>").append(observation_values_.plain).append(scratch_.plain).append("</generic:Attributes>");
    }
    out += "</generic:Obs>\n";
  } else {
    out.append("<Obs").append(observation_key_);
    if (layout_ != Layout::Across && !time.empty()) append_value(out, time, observation.period);
    Fragment& values = scratch_;
    if (format_.is_2_1()) {
      if (!observation.measures.empty()) append_value(out, measure_id(0), observation.measures.front().text);
    } else {
      append_values(values, observation.measures, true);
    }
    out.append(observation_values_.plain).append(values.plain);
    if (observation_values_.comps.empty() && values.comps.empty() && annotations_.empty()) {
      out += "/>\n";
    } else {
      out.append(">\n").append(annotations_).append(observation_values_.comps).append(values.comps).append("</Obs>\n");
    }
  }
  annotations_.clear();
  if (format_.is_2_1() && observation.measures.size() > 1)
    return fail(ErrorKind::Usage, "SDMX-ML 2.1 has one value of a measure", {}, "SDMX-ML 3.0 has several");
  TRY_STATUS(written());
  return out_.flush_if_full();
}

Status DataWriter::written() {
  if (repeated_) {
    return fail(ErrorKind::Usage, "SDMX-ML 2.1 has one value of an attribute, and " + info_.structure->attributes[*repeated_].id + " has several", {},
                "SDMX-ML 3.0 has several");
  }
  if (cannot_be_written_) return fail(ErrorKind::Input, "a text has a control character, for which XML has no form");
  return {};
}

}  // namespace sdmx_ml

std::unique_ptr<DataSink> sdmx_ml_data_writer(ByteSink& out, SdmxMlWriteOptions options) {
  return std::make_unique<sdmx_ml::DataWriter>(out, std::move(options));
}

}  // namespace atalaya
