#include "formats/sdmx_csv/sdmx_csv_data_writer.h"

#include <algorithm>

#include "base/text.h"
#include "formats/csv/csv_writer.h"
#include "formats/sdmx_csv/sub_fields.h"
#include "model/cube_sink.h"

namespace atalaya {

namespace {

using Options = SdmxCsvWriteOptions;

std::unexpected<Error> cannot(const std::string& what) { return fail(ErrorKind::Usage, what, {}, "a later version of the format can"); }

char letter(Action action, Options::Version version) {
  // Merge came with 2.1; before, Append said it.
  if (action == Action::Merge && version == Options::Version::V2_0) return 'A';
  return to_string(action)[0];
}

/// "2014-Q2" -> "2014-04-01"; other texts, as ranges, stay.
std::string first_day_of(std::string_view period) {
  const auto parsed = TimePeriod::parse(period);
  return parsed ? day_text(parsed->first_day()) : std::string(period);
}

}  // namespace

SdmxCsvWriter::SdmxCsvWriter(ByteSink& out, SdmxCsvWriteOptions options)
    : out_(out), options_(std::move(options)), sub_field_(options_.delimiter == ';' ? '|' : ';') {}

Status SdmxCsvWriter::flush(std::size_t above) {
  if (buffer_.size() <= above && (above != 0 || header_written_ || !columns_ready_)) return {};
  if (!header_written_) TRY_STATUS(out_.write(header_line()));
  header_written_ = true;
  TRY_STATUS(out_.write(buffer_));
  buffer_.clear();
  return {};
}

void SdmxCsvWriter::add_columns(const DataStructure& structure) {
  const auto add = [&](Columns& columns, const Component& component) {
    if (std::ranges::find(columns, component.id, &Column::id) != columns.end()) return;
    Column column{.id = component.id, .multiple = component.is_multiple() && !is_first_version()};
    any_multiple_ = any_multiple_ || column.multiple;
    columns.push_back(std::move(column));
  };
  for (const Component& dimension : structure.dimensions) add(dimensions_, dimension);
  if (time_id_.empty()) time_id_ = structure.time_dimension.id;
  for (const Component& measure : structure.measures) add(measures_, measure);
  for (const Component& attribute : structure.attributes) add(attributes_, attribute);
}

void SdmxCsvWriter::append_header_cell(std::string& out, const Column& column, const Component& component) const {
  std::string text = column.id;
  if (column.multiple) {
    text += '[';
    if (component.representation.format && component.representation.format->is_multilingual == "true") {
      std::vector<std::string> languages = options_.text_languages;
      for (const std::string& language : column.languages) {
        if (std::ranges::find(languages, language) == languages.end()) languages.push_back(language);
      }
      if (languages.empty()) languages.push_back(options_.language);
      text += join(languages, std::string(1, sub_field_));
    }
    text += ']';
  }
  const std::string& name = component.name.in(options_.language);
  if (options_.labels == Options::Labels::Both && !name.empty()) text += ": " + name;
  out += options_.delimiter;
  append_csv_field(out, text, options_.delimiter);
  if (options_.labels != Options::Labels::Name) return;
  out += options_.delimiter;
  append_csv_field(out, name.empty() ? column.id : name, options_.delimiter);
}

Status SdmxCsvWriter::note_languages(Column& column, std::span<const Value> values) {
  for (const Value& value : values) {
    if (value.language.empty() || std::ranges::find(column.languages, value.language) != column.languages.end()) continue;
    if (header_written_ && std::ranges::find(options_.text_languages, value.language) == options_.text_languages.end()) {
      return fail(ErrorKind::Input, column.id + " has a text in the language '" + std::string(value.language) + "', which came after the header was written",
                  {}, "say the languages beforehand");
    }
    column.languages.emplace_back(value.language);
  }
  return {};
}

Status SdmxCsvWriter::prepare_columns() {
  if (columns_ready_) return {};
  columns_ready_ = true;
  if (options_.structures.empty() && info_.structure) options_.structures.push_back(info_.structure);
  for (const auto& structure : options_.structures) add_columns(*structure);
  if (is_first_version() && options_.labels == Options::Labels::Name) return cannot("SDMX-CSV 1.0 has no columns for names");
  if (is_first_version() && measures_.size() > 1) return cannot("SDMX-CSV 1.0 has one measure, the structure " + std::to_string(measures_.size()));
  return {};
}

std::string SdmxCsvWriter::header_line() const {
  const std::string delimiter(1, options_.delimiter);
  std::string out;
  if (is_first_version()) {
    out += "DATAFLOW";
  } else {
    out += "STRUCTURE";
    if (any_multiple_) out += std::string("[") + sub_field_ + "]";
    out += delimiter + "STRUCTURE_ID";
    if (options_.labels == Options::Labels::Name) out += delimiter + "STRUCTURE_NAME";
    out += delimiter + "ACTION";
  }
  if (options_.keys == Options::Keys::Series || options_.keys == Options::Keys::Both) out += delimiter + "SERIES_KEY";
  if (options_.keys == Options::Keys::Observation || options_.keys == Options::Keys::Both) out += delimiter + "OBS_KEY";
  const auto component_of = [&](const std::string& id) -> const Component& {
    for (const auto& structure : options_.structures) {
      if (const Component* found = structure->find(id)) return *found;
    }
    return options_.structures.front()->measure();
  };
  for (const Column& column : dimensions_) append_header_cell(out, column, component_of(column.id));
  if (!time_id_.empty()) append_header_cell(out, Column{.id = time_id_}, component_of(time_id_));
  for (const Column& column : measures_) {
    if (is_first_version()) {
      out += delimiter + "OBS_VALUE";
    } else {
      append_header_cell(out, column, component_of(column.id));
    }
  }
  for (const Column& column : attributes_) append_header_cell(out, column, component_of(column.id));
  return out + "\n";
}

void SdmxCsvWriter::bind(Columns& columns, auto&& position_of, auto&& component_of) {
  for (Column& column : columns) {
    column.position = position_of(column.id);
    column.component = column.position == DataStructure::npos ? nullptr : &component_of(column.position);
    column.list = column.component == nullptr ? nullptr : info_.structure->code_list(column.component->code_list);
  }
}

void SdmxCsvWriter::write_lead() {
  const DataStructure& s = *info_.structure;
  const bool referred = !info_.reference.empty();
  const sdmx::Reference reference = referred ? info_.reference : sdmx::Reference{sdmx::Kind::DataStructure, s.agency, s.id, s.version};
  const std::string id = reference.version.empty() ? reference.agency + ":" + reference.id : reference.short_text();
  const LocalText& named = options_.structure_name.empty() ? s.name : options_.structure_name;
  const std::string& name = named.in(options_.language);
  lead_.clear();
  if (!is_first_version()) {
    lead_ += !referred || info_.reference.kind == sdmx::Kind::DataStructure ? "datastructure"
             : info_.reference.kind == sdmx::Kind::ProvisionAgreement       ? "dataprovision"
                                                                            : "dataflow";
    lead_ += options_.delimiter;
  }
  append_csv_field(lead_, options_.labels == Options::Labels::Both && !name.empty() ? id + ": " + name : id, options_.delimiter);
  if (is_first_version()) return;
  if (options_.labels == Options::Labels::Name) {
    lead_ += options_.delimiter;
    append_csv_field(lead_, name, options_.delimiter);
  }
  lead_ += options_.delimiter;
  lead_ += letter(info_.action, options_.version);
}

Status SdmxCsvWriter::begin_set(const DataSetInfo& info) {
  info_ = info;
  if (is_first_version() && is_deletion()) return cannot("SDMX-CSV 1.0 has no deletions");
  TRY_STATUS(prepare_columns());
  const DataStructure& s = *info_.structure;
  const auto all_there = [](const Columns& columns, const auto& components) {
    return std::ranges::all_of(components, [&](const Component& c) { return std::ranges::find(columns, c.id, &Column::id) != columns.end(); });
  };
  if (!all_there(dimensions_, s.dimensions) || !all_there(measures_, s.measures) || !all_there(attributes_, s.attributes) ||
      (s.has_time() && s.time_dimension.id != time_id_)) {
    return fail(ErrorKind::Input, "the structure " + s.id + " has components that the header of the message has not", {},
                "write the sets of another structure apart");
  }
  bind(
      dimensions_, [&](const std::string& id) { return s.position(id); }, [&](std::size_t at) -> const Component& { return s.dimensions[at]; });
  bind(
      measures_, [&](const std::string& id) { return s.measure_position(id); }, [&](std::size_t at) -> const Component& { return s.measures[at]; });
  bind(
      attributes_, [&](const std::string& id) { return s.attribute_position(id); }, [&](std::size_t at) -> const Component& { return s.attributes[at]; });
  write_lead();
  of_set_.clear();
  set_told_ = true;
  groups_.clear();
  pending_ = false;
  clear_fixed();
  return {};
}

void SdmxCsvWriter::clear_fixed() {
  if (any_fixed_) {
    for (Column& column : attributes_) column.fixed.clear();
  }
  any_fixed_ = false;
}

void SdmxCsvWriter::append_text(std::string& out, const Column& column, std::string_view text) {
  const Code* code = options_.labels == Options::Labels::Id || column.list == nullptr || text.empty() ? nullptr : column.list->find(text);
  const std::string_view name = code == nullptr ? std::string_view() : std::string_view(code->name.in(options_.language));
  if (options_.labels == Options::Labels::Both && !name.empty()) {
    append_csv_field(out, std::string(text).append(": ").append(name), options_.delimiter);
  } else {
    append_csv_field(out, text, options_.delimiter);
  }
  if (options_.labels != Options::Labels::Name) return;
  out += options_.delimiter;
  append_csv_field(out, name, options_.delimiter);
}

Status SdmxCsvWriter::append_cell(std::string& out, Column& column, std::span<const Value> values, std::size_t& from) {
  const std::size_t begin = from++;
  while (from < values.size() && values[from].component == values[begin].component) ++from;
  const auto own = values.subspan(begin, from - begin);
  if (!column.multiple) {
    if (own.size() > 1) {
      return is_first_version() ? cannot("SDMX-CSV 1.0 has one value in a field, " + column.id + " several")
                                : fail(ErrorKind::Input, column.id + " has several values, and takes one");
    }
    append_text(out, column, own.front().text);
    return {};
  }
  TRY_STATUS(note_languages(column, own));
  std::vector<std::string> labelled;
  std::vector<Value> told(own.begin(), own.end());
  std::string names;
  if (options_.labels != Options::Labels::Id && column.list != nullptr) {
    labelled.reserve(own.size());
    for (Value& value : told) {
      const Code* code = column.list->find(value.text);
      if (code == nullptr) continue;
      const std::string& name = code->name.in(options_.language);
      if (options_.labels == Options::Labels::Both) value.text = labelled.emplace_back(std::string(value.text) + ": " + name);
      if (options_.labels == Options::Labels::Name) names.append(names.empty() ? "" : std::string(1, sub_field_)).append(name);
    }
  }
  append_csv_field(out, join_sub_fields(told, sub_field_), options_.delimiter);
  if (options_.labels == Options::Labels::Name) {
    out += options_.delimiter;
    append_csv_field(out, names, options_.delimiter);
  }
  return {};
}

Status SdmxCsvWriter::fix(std::span<const Value> values) {
  for (std::size_t i = 0; i < values.size();) {
    const auto column = std::ranges::find(attributes_, values[i].component, &Column::position);
    column->fixed.clear();
    any_fixed_ = true;
    TRY_STATUS(append_cell(column->fixed, *column, values, i));
  }
  return {};
}

Status SdmxCsvWriter::fix_kept(const std::vector<KeptValue>& kept) {
  std::vector<Value> values;
  for (const KeptValue& value : kept) values.push_back(value.view());
  return fix(values);
}

void SdmxCsvWriter::append_key_cells(SeriesKey key, std::string_view null_mark) {
  key_.clear();
  key_cells_.clear();
  for (std::size_t d = 0; d < key.size(); ++d) {
    if (d != 0) key_ += '.';
    key_ += key[d];
  }
  for (const Column& column : dimensions_) {
    key_cells_ += options_.delimiter;
    if (column.position == DataStructure::npos) {
      if (options_.labels == Options::Labels::Name) key_cells_ += options_.delimiter;
    } else {
      append_text(key_cells_, column, key[column.position].data() == nullptr ? null_mark : key[column.position]);
    }
  }
}

void SdmxCsvWriter::append_time(std::string_view period) {
  if (period != period_ || period_cell_.empty()) {
    period_ = period;
    period_cell_.clear();
    append_csv_field(period_cell_, options_.time_format == Options::TimeFormat::Normalized && !period.empty() ? first_day_of(period) : std::string(period),
                     options_.delimiter);
    if (options_.labels == Options::Labels::Name) period_cell_ += options_.delimiter;
  }
  buffer_ += period_cell_;
}

Status SdmxCsvWriter::observation(const DataObservation& o) {
  pending_ = false;
  const char delimiter = options_.delimiter;
  buffer_ += lead_;
  if (options_.keys == Options::Keys::Series || options_.keys == Options::Keys::Both) {
    buffer_ += delimiter;
    append_csv_field(buffer_, key_, delimiter);
  }
  if (options_.keys == Options::Keys::Observation || options_.keys == Options::Keys::Both) {
    buffer_ += delimiter;
    append_csv_field(buffer_, o.period.empty() ? key_ : key_ + "." + std::string(o.period), delimiter);
  }
  buffer_ += key_cells_;
  if (!time_id_.empty()) {
    buffer_ += delimiter;
    append_time(o.period);
  }
  const auto append = [&](Columns& columns, std::span<const Value> values) -> Status {
    std::size_t told = 0;
    for (Column& column : columns) {
      buffer_ += delimiter;
      // Values mostly come in the structure's order.
      std::size_t at = told < values.size() && values[told].component == column.position ? told : 0;
      while (at < values.size() && values[at].component != column.position) ++at;
      if (at < values.size()) {
        TRY_STATUS(append_cell(buffer_, column, values, at));
        told = at;
      } else if (!column.fixed.empty()) {
        buffer_ += column.fixed;
      } else if (options_.labels == Options::Labels::Name) {
        buffer_ += delimiter;
      }
    }
    return {};
  };
  TRY_STATUS(append(measures_, o.measures));
  TRY_STATUS(append(attributes_, o.attributes));
  buffer_ += '\n';
  return flush(std::size_t{1} << 16U);
}

Status SdmxCsvWriter::write_bare_line() { return observation({.period = {}, .measures = {}, .attributes = {}}); }

Status SdmxCsvWriter::write_pending() { return pending_ ? write_bare_line() : Status(); }

Status SdmxCsvWriter::line_of(SeriesKey key, std::span<const Value> values, std::string_view null_mark) {
  if (is_first_version()) return cannot("SDMX-CSV 1.0 has no lines for attributes without observations");
  append_key_cells(key, null_mark);
  clear_fixed();
  TRY_STATUS(fix(values));
  const Status done = write_bare_line();
  clear_fixed();
  return done;
}

Status SdmxCsvWriter::set_attributes(std::span<const Value> values) {
  if (is_deletion()) {
    TRY_STATUS(write_pending());
    return line_of(std::vector<std::string_view>(info_.structure->dimensions.size()), values, options_.version == Options::Version::V2_1 ? "~" : "");
  }
  for (const Value& value : values) std::erase_if(of_set_, [&](const KeptValue& old) { return old.component == value.component; });
  for (const Value& value : values) of_set_.push_back({value.component, std::string(value.text), std::string(value.language)});
  set_told_ = of_set_.empty();
  return {};
}

Status SdmxCsvWriter::group(std::size_t, SeriesKey key, std::span<const Value> values) {
  if (!is_deletion()) {
    groups_.add(key, values);
    return {};
  }
  TRY_STATUS(write_pending());
  return line_of(key, values, options_.version == Options::Version::V2_1 ? "~" : "");
}

Status SdmxCsvWriter::series(SeriesKey key, std::span<const Value> attributes) {
  TRY_STATUS(write_pending());
  if (is_deletion()) {
    // A line with attributes deletes these alone, so that observations have lines of their own.
    if (!attributes.empty()) TRY_STATUS(line_of(key, attributes, ""));
    append_key_cells(key, "");
    pending_ = attributes.empty();
    return {};
  }
  append_key_cells(key, "");
  clear_fixed();
  TRY_STATUS(fix_kept(of_set_));
  set_told_ = true;
  Status fixed;
  groups_.for_series(key, [&](const GroupValues::Group& group) {
    if (fixed) fixed = fix_kept(group.values);
  });
  TRY_STATUS(fixed);
  TRY_STATUS(fix(attributes));
  pending_ = true;
  return {};
}

Status SdmxCsvWriter::end_set() {
  TRY_STATUS(write_pending());
  pending_ = false;
  const std::string_view mark = options_.version == Options::Version::V2_1 ? "~" : "";
  const auto line_of_kept = [&](SeriesKey key, const std::vector<KeptValue>& kept) -> Status {
    std::vector<Value> values;
    for (const KeptValue& value : kept) values.push_back(value.view());
    return line_of(key, values, mark);
  };
  if (!set_told_) TRY_STATUS(line_of_kept(std::vector<std::string_view>(info_.structure->dimensions.size()), of_set_));
  for (const GroupValues::Group& group : groups_.groups()) {
    if (group.met) continue;
    std::vector<std::string_view> key(group.key.size());
    for (std::size_t d = 0; d < key.size(); ++d) {
      if (group.given[d]) key[d] = group.key[d];
    }
    TRY_STATUS(line_of_kept(key, group.values));
  }
  return {};
}

Status SdmxCsvWriter::end() {
  if (!options_.structures.empty()) TRY_STATUS(prepare_columns());
  return flush(0);
}

std::string write_sdmx_csv(const CubeSlice& slice, const Dataflow& flow) {
  StringSink out;
  SdmxCsvWriter writer(out);
  DataSetInfo info{.reference = {sdmx::Kind::Dataflow, flow.agency, flow.id, flow.version}, .structure = slice.cube->shared_structure()};
  // Neither memory nor a cube's own structure refuses anything.
  if (!replay(slice, info, writer) || !writer.end()) return {};
  return std::move(out.text);
}

}  // namespace atalaya
