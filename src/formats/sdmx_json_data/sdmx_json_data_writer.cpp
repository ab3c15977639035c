#include "formats/sdmx_json_data/sdmx_json_data_writer.h"

#include <algorithm>

#include "base/text.h"
#include "formats/sdmx_json_data/value_arrays.h"

namespace atalaya {

namespace {

std::unexpected<Error> cannot(const std::string& what) { return fail(ErrorKind::Usage, what, {}, "a later version of the format can"); }

/// 1.0 and 2.0 do not have Merge, which is what Append was.
const char* action_name(Action action, JsonDataVersion version) {
  return to_string(action == Action::Merge && version != JsonDataVersion::V2_1 ? Action::Append : action);
}

void keep(std::vector<KeptValue>& kept, std::span<const Value> values) {
  for (const Value& value : values) std::erase_if(kept, [&](const KeptValue& old) { return old.component == value.component; });
  for (const Value& value : values) kept.push_back({value.component, std::string(value.text), std::string(value.language)});
}

std::vector<Value> views(const std::vector<KeptValue>& kept) {
  std::vector<Value> out;
  for (const KeptValue& value : kept) out.push_back(value.view());
  return out;
}

}  // namespace

Status SdmxJsonWriter::flush(std::size_t above) {
  if (buffer_.size() <= above) return {};
  TRY_STATUS(out_.write(buffer_));
  buffer_.clear();
  return {};
}

Status SdmxJsonWriter::header(const MessageHeader& header) {
  header_ = header;
  return {};
}

Status SdmxJsonWriter::note(const MessageNote& note) {
  // What a reader left out is told to people and is no part of the data.
  const auto code = parse_integer(note.code);
  if (code) errors_.push_back({static_cast<int>(*code), note.text, {}});
  return {};
}

void SdmxJsonWriter::begin_message() {
  if (began_) return;
  began_ = true;
  JsonWriter json;
  json.begin_object();
  write_message_head(json, header_, options_.version, options_.language, info_.structure ? info_.structure->agency : "UNKNOWN");
  if (!is_draft()) json.key("data").begin_object();
  json.key("dataSets").begin_array().end_array();
  buffer_ += json.take();
  buffer_.pop_back();  // the array of data sets goes on
}

Status SdmxJsonWriter::begin_set(const DataSetInfo& info) {
  info_ = info;
  const DataStructure& s = *info_.structure;
  const std::string& at = info_.dimension_at_observation;
  const std::size_t dimension = s.position(at);
  shape_ = at == "AllDimensions" || (!s.has_time() && dimension == DataStructure::npos) ? Shape::Flat
           : dimension != DataStructure::npos                                           ? Shape::Cross
                                                                                        : Shape::Series;
  cross_ = dimension;
  if (is_first_version() && s.measures.size() > 1) return cannot("SDMX-JSON 1.0 has one measure, the structure " + std::to_string(s.measures.size()));

  using Level = JsonNumbers::Level;
  std::vector<Level> levels;
  for (const Attribute& attribute : s.attributes) {
    const Level lower = is_first_version() ? Level::Observation : Level::Group;
    switch (attribute.level) {
      case Attribute::Level::DataSet: levels.push_back(Level::Set); break;
      case Attribute::Level::Observation: levels.push_back(Level::Observation); break;
      case Attribute::Level::Series: levels.push_back(shape_ == Shape::Series ? Level::Series : lower); break;
      case Attribute::Level::Group: levels.push_back(shape_ == Shape::Series && is_first_version() ? Level::Series : lower); break;
    }
  }
  const auto cross = shape_ == Shape::Cross ? std::optional(cross_) : std::nullopt;
  const auto known = std::ranges::find_if(structures_, [&](const auto& numbers) { return numbers->is_for(info_, levels, shape_ == Shape::Flat, cross); });
  if (known == structures_.end()) {
    if (is_first_version() && !structures_.empty()) return cannot("SDMX-JSON 1.0 has one structure in a message");
    structures_.push_back(std::make_unique<JsonNumbers>(info_.structure, info_.reference, options_.version, levels, shape_ == Shape::Flat, cross));
    numbers_ = structures_.back().get();
  } else {
    numbers_ = known->get();
  }
  begin_message();
  of_set_.clear();
  groups_.clear();
  in_series_ = false;
  of_series_.clear();
  of_observations_.clear();
  key_.clear();
  null_.clear();
  numbered_.clear();
  next_annotations_.clear();
  series_annotations_.clear();
  observation_annotations_.clear();
  begin_object_of_set();
  return {};
}

void SdmxJsonWriter::begin_object_of_set() {
  JsonWriter json;
  json.begin_object();
  // Required before 2.1, even if there are none.
  if (options_.version != JsonDataVersion::V2_1) json.key("links").begin_array().end_array();
  if (!is_first_version()) {
    json.field("structure",
               static_cast<std::size_t>(std::ranges::find_if(structures_, [&](const auto& n) { return n.get() == numbers_; }) - structures_.begin()));
  }
  json.field("action", action_name(info_.action, options_.version));
  const std::pair<const char*, const std::string*> texts[] = {{"reportingBegin", &info_.reporting_begin},
                                                              {"reportingEnd", &info_.reporting_end},
                                                              {"validFrom", &info_.valid_from},
                                                              {"validTo", &info_.valid_to},
                                                              {"publicationYear", &info_.publication_year},
                                                              {"publicationPeriod", &info_.publication_period}};
  for (const auto& [name, text] : texts) {
    if (!text->empty()) json.field(name, *text);
  }
  if (!info_.annotations.empty()) {
    json.key("annotations").begin_array();
    for (const sdmx::Annotation& annotation : info_.annotations) json.value(numbers_->number_of_annotation(annotation));
    json.end_array();
  }
  json.key(shape_ == Shape::Flat ? "observations" : "series").begin_object().end_object();
  if (sets_ != 0) buffer_ += ',';
  buffer_ += json.take();
  buffer_.pop_back();  // the series go on
  numbers_->add_set(sets_++);
  told_.clear();
  any_item_ = false;
}

void SdmxJsonWriter::append_index(std::string& out, const std::optional<std::size_t>& number) {
  if (number) out += std::to_string(*number);
}

Status SdmxJsonWriter::place(std::span<const Value> values, SeriesKey key) {
  const DataStructure& s = *info_.structure;
  using Level = JsonNumbers::Level;
  for (std::size_t i = 0; i < values.size();) {
    const std::size_t component = values[i].component;
    const auto own = values_of(values.subspan(i), component);
    i += own.size();
    switch (numbers_->level(component)) {
      case Level::Set: keep(of_set_, own); break;
      case Level::Series: keep(of_series_, own); break;
      case Level::Observation: keep(of_observations_, own); break;
      case Level::Group: {
        // Of its own dimensions alone.
        const Attribute& attribute = s.attributes[component];
        std::vector<std::string_view> part(key.size());
        for (std::size_t d = 0; d < key.size(); ++d) {
          if (attribute.level == Attribute::Level::Series || std::ranges::find(attribute.dimensions, d) != attribute.dimensions.end()) part[d] = key[d];
        }
        groups_.add(part, own);
        break;
      }
    }
  }
  return {};
}

Status SdmxJsonWriter::set_attributes(std::span<const Value> values) {
  keep(of_set_, values);
  return {};
}

Status SdmxJsonWriter::group(std::size_t, SeriesKey key, std::span<const Value> values) {
  groups_.add(key, values, next_annotations_);
  next_annotations_.clear();
  return {};
}

Status SdmxJsonWriter::annotations(std::span<const sdmx::Annotation> annotations) {
  for (const sdmx::Annotation& annotation : annotations) next_annotations_.push_back(numbers_->number_of_annotation(annotation));
  return {};
}

void SdmxJsonWriter::annotate_series(SeriesKey key, std::span<const std::size_t> annotations) {
  if (annotations.empty()) return;
  if (shape_ != Shape::Series && !is_first_version()) {
    groups_.add(key, {}, annotations);
    return;
  }
  auto& of = shape_ == Shape::Series ? series_annotations_ : observation_annotations_;
  of.insert(of.end(), annotations.begin(), annotations.end());
}

Status SdmxJsonWriter::groups_of(SeriesKey key) {
  // In 2.x groups have a place of their own.
  if (!is_first_version()) return {};
  Status placed;
  groups_.for_series(key, [&](const GroupValues::Group& group) {
    annotate_series(key, group.annotations);
    if (placed) placed = place(views(group.values), key);
  });
  return placed;
}

Status SdmxJsonWriter::close_series() {
  if (!in_series_) return {};
  in_series_ = false;
  if (shape_ != Shape::Series) return {};
  if (any_observation_) buffer_ += '}';
  const auto& attributes = numbers_->attributes(JsonNumbers::Level::Series);
  if (!of_series_.empty()) {
    buffer_ += any_observation_ ? ",\"attributes\":" : "\"attributes\":";
    TRY_STATUS(append_attributes(buffer_, *numbers_, attributes, views(of_series_)));
  }
  if (!series_annotations_.empty()) {
    buffer_ += any_observation_ || !of_series_.empty() ? ",\"annotations\":[" : "\"annotations\":[";
    append_annotations(buffer_, series_annotations_, false);
    buffer_ += ']';
  }
  buffer_ += '}';
  return {};
}

Status SdmxJsonWriter::series(SeriesKey key, std::span<const Value> attributes) {
  const auto same_key = [&] {
    for (std::size_t d = 0; d < key.size(); ++d) {
      if (key[d] != key_[d] || (key[d].data() == nullptr) != null_[d]) return false;
    }
    return true;
  };
  const bool again = in_series_ && same_key();
  if (!again) {
    TRY_STATUS(close_series());
    key_.assign(key.begin(), key.end());
    null_.clear();
    for (const std::string_view part : key) null_.push_back(part.data() == nullptr);
    of_series_.clear();
    of_observations_.clear();
    series_annotations_.clear();
    observation_annotations_.clear();
    key_numbers_.clear();
    for (std::size_t d = 0; d < key.size(); ++d) {
      if (d != 0) key_numbers_ += ':';
      if (!null_[d]) key_numbers_ += std::to_string(numbers_->number_of_code(d, key[d]));
    }
  }
  if (!again) TRY_STATUS(groups_of(key));
  annotate_series(key, next_annotations_);
  next_annotations_.clear();
  TRY_STATUS(place(attributes, key));
  if (again) return {};
  in_series_ = true;
  any_observation_ = false;
  if (shape_ != Shape::Series) return {};
  if (!told_.insert(key, key_numbers_)) {
    in_series_ = false;
    TRY_STATUS(end_object_of_set());
    begin_object_of_set();
    (void)told_.insert(key, key_numbers_);
    in_series_ = true;
  }
  if (any_item_) buffer_ += ',';
  any_item_ = true;
  buffer_ += '"';
  buffer_ += key_numbers_;
  buffer_ += "\":{";
  return {};
}

Status SdmxJsonWriter::append_group_attributes() {
  const auto& attributes = numbers_->attributes(JsonNumbers::Level::Group);
  bool any = false;
  for (const GroupValues::Group& group : groups_.groups()) {
    const std::vector<Value> values = views(group.values);
    buffer_ += any ? ",\"" : ",\"dimensionGroupAttributes\":{\"";
    any = true;
    for (std::size_t d = 0; d < group.key.size(); ++d) {
      if (d != 0) buffer_ += ':';
      if (group.given[d]) buffer_ += std::to_string(numbers_->number_of_code(d, group.key[d]));
    }
    if (info_.structure->has_time()) buffer_ += ':';
    buffer_ += "\":";
    TRY_STATUS(append_attributes(buffer_, *numbers_, attributes, values, group.annotations));
  }
  if (any) buffer_ += '}';
  return {};
}

Status SdmxJsonWriter::end_object_of_set() {
  TRY_STATUS(close_series());
  for (std::size_t i = 0; i < sections_.size(); ++i) {
    buffer_ += i == 0 ? "\"" : ",\"";
    buffer_ += sections_[i].first + "\":{\"observations\":{" + sections_[i].second + "}}";
    TRY_STATUS(flush(std::size_t{1} << 16U));
  }
  sections_.clear();
  section_of_.clear();
  buffer_ += '}';
  if (!of_set_.empty()) {
    buffer_ += ",\"attributes\":";
    TRY_STATUS(append_attributes(buffer_, *numbers_, numbers_->attributes(JsonNumbers::Level::Set), views(of_set_)));
  }
  if (!is_first_version()) {
    TRY_STATUS(append_group_attributes());
    groups_.clear();
  }
  buffer_ += '}';
  return {};
}

Status SdmxJsonWriter::end_set() {
  if (is_first_version() && std::ranges::any_of(groups_.groups(), [](const auto& group) { return !group.met; })) {
    return cannot("SDMX-JSON 1.0 has no place for the attributes of a group without series");
  }
  return end_object_of_set();
}

Status SdmxJsonWriter::end() {
  begin_message();
  JsonWriter json;
  if (is_first_version()) {
    if (!structures_.empty()) {
      buffer_ += "],\"structure\":";
      structures_.front()->write(json, options_.language, options_.structure_name);
    } else {
      buffer_ += "]";
    }
  } else {
    buffer_ += "],\"structures\":";
    json.begin_array();
    for (const auto& numbers : structures_) numbers->write(json, options_.language, options_.structure_name);
    json.end_array();
  }
  buffer_ += json.take();
  if (!is_draft()) buffer_ += '}';
  errors_.insert(errors_.end(), options_.errors.begin(), options_.errors.end());
  if (!errors_.empty()) {
    JsonWriter errors;
    write_errors(errors, errors_, options_.language);
    buffer_ += ",\"errors\":" + errors.take();
  }
  buffer_ += "}\n";
  return flush(0);
}

}  // namespace atalaya
