#include "formats/sdmx_json_data/json_numbers.h"

#include <algorithm>

#include "base/text.h"

namespace atalaya {

namespace {

/// Texts in several languages as the object of one value, where 1.0 has numbers for them.
std::string in_languages(std::span<const Value> values, bool draft) {
  JsonWriter json;
  json.begin_object().field("name", values.front().text);
  if (!draft) {
    json.key("names").begin_object();
    for (const Value& value : values) json.field(value.language, value.text);
    json.end_object();
  }
  json.end_object();
  return json.take();
}

/// RFC 8259, section 6.
bool is_json_number(std::string_view text) {
  std::size_t i = text.starts_with('-') ? 1 : 0;
  const auto digits = [&] {
    const std::size_t from = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i - from;
  };
  const bool zero = i < text.size() && text[i] == '0';
  const std::size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (digits() == 0) return false;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == text.size();
}

}  // namespace

std::size_t JsonNumbers::Ids::number(std::string_view id) {
  if (last_ < ids_.size() && ids_[last_] == id) return last_;
  // Periods follow each other in the order of the series before.
  if (last_ + 1 < ids_.size() && ids_[last_ + 1] == id) return ++last_;
  const auto it = index_.find(id);
  if (it != index_.end()) return last_ = it->second;
  last_ = ids_.size();
  ids_.emplace_back(id);
  index_.emplace(id, last_);
  return last_;
}

JsonNumbers::JsonNumbers(std::shared_ptr<const DataStructure> structure, sdmx::Reference reference, JsonDataVersion version, std::vector<Level> levels,
                         bool flat, std::optional<std::size_t> cross)
    : structure_(std::move(structure)), reference_(std::move(reference)), version_(version), levels_(std::move(levels)), flat_(flat), cross_(cross) {
  dimensions_.resize(structure_->dimensions.size());
  measures_.resize(structure_->measures.size());
  attributes_.resize(structure_->attributes.size());
  for (std::size_t a = 0; a < levels_.size(); ++a) by_level_[static_cast<std::size_t>(levels_[a])].push_back(a);
}

bool JsonNumbers::is_for(const DataSetInfo& info, const std::vector<Level>& levels, bool flat, std::optional<std::size_t> cross) const {
  return info.structure == structure_ && info.reference == reference_ && levels == levels_ && flat == flat_ && cross == cross_;
}

std::size_t JsonNumbers::number_of_annotation(const sdmx::Annotation& annotation) {
  JsonWriter json;
  write_json_annotation(json, annotation, "en");
  const auto [begin, end] = annotation_index_.equal_range(json.text());
  for (auto it = begin; it != end; ++it) {
    if (annotations_[it->second] == annotation) return it->second;
  }
  annotations_.push_back(annotation);
  annotation_index_.emplace(json.take(), annotations_.size() - 1);
  return annotations_.size() - 1;
}

/// What has codes, and in 1.0 every attribute.
bool JsonNumbers::by_number(const Component& component) const {
  return !component.code_list.empty() || !component.representation.enumeration.empty() || is_first_version();
}

void JsonNumbers::append_plain(std::string& out, const Component& component, const Value& value) const {
  const bool number = component.is_numeric() && component.representation.format;
  if (number && is_json_number(value.text)) {
    out += value.text;
    return;
  }
  if (component.representation.format && component.representation.format->data_type == "Boolean" && (value.text == "true" || value.text == "false")) {
    out += value.text;
    return;
  }
  append_json_string(out, value.text);
}

Status JsonNumbers::append(std::string& out, const Component& component, Ids& ids, std::span<const Value> values) {
  if (values.empty()) {
    out += "null";
    return {};
  }
  const bool languages = std::ranges::any_of(values, [](const Value& value) { return !value.language.empty(); });
  if (by_number(component)) {
    if (is_first_version() && languages) {
      out += std::to_string(ids.number(Ids::object_mark + in_languages(values, version_ == JsonDataVersion::Draft)));
      return {};
    }
    if (is_first_version() && values.size() > 1) {
      return fail(ErrorKind::Usage, "SDMX-JSON 1.0 has one value of a component, " + component.id + " several", {}, "a later version of the format can");
    }
    if (!component.is_multiple() && values.size() == 1) {
      out += std::to_string(ids.number(values.front().text));
      return {};
    }
    for (const Value& value : values) (out += &value == &values.front() ? '[' : ',') += std::to_string(ids.number(value.text));
    out += ']';
    return {};
  }
  const bool several = !component.representation.max_occurs.empty() && component.representation.max_occurs != "1";
  if (!languages) {
    if (!several && values.size() == 1) {
      append_plain(out, component, values.front());
      return {};
    }
    for (const Value& value : values) {
      out += &value == &values.front() ? '[' : ',';
      append_plain(out, component, value);
    }
    out += ']';
    return {};
  }
  // One object for each set of languages: a language that comes again begins another.
  std::vector<std::string_view> seen;
  std::size_t objects = 0;
  std::string text;
  for (const Value& value : values) {
    if (objects == 0 || std::ranges::find(seen, value.language) != seen.end()) {
      if (objects++ != 0) text += "},";
      text += '{';
      seen.clear();
    } else {
      text += ',';
    }
    seen.push_back(value.language);
    append_json_string(text, value.language.empty() ? std::string_view("x-none") : value.language);
    text += ':';
    append_json_string(text, value.text);
  }
  out += several || objects > 1 ? "[" + text + "}]" : text + "}";
  return {};
}

Status JsonNumbers::append_attribute(std::string& out, std::size_t attribute, std::span<const Value> values) {
  return append(out, structure_->attributes[attribute], attributes_[attribute], values);
}

Status JsonNumbers::append_measure(std::string& out, std::size_t measure, std::span<const Value> values) {
  const Component& component = structure_->measures[measure];
  if (values.size() == 1 && component.is_numeric()) {
    const std::string_view text = values.front().text;
    if (is_json_number(text)) {
      out += text;
    } else if (const auto number = parse_number(text); number.value) {
      append_number(out, *number.value);
    } else {
      append_json_string(out, text);
    }
    return {};
  }
  // In 1.0 the value of an observation stands itself.
  if (is_first_version() && values.size() == 1) {
    append_json_string(out, values.front().text);
    return {};
  }
  return append(out, component, measures_[measure], values);
}

}  // namespace atalaya
