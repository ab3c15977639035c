// The structure part of an SDMX-JSON data message (field guides, "structure").
#include <algorithm>

#include "base/text.h"
#include "formats/sdmx_json_data/json_numbers.h"
#include "model/time_period.h"

namespace atalaya {

namespace {

void write_number_or_text(JsonWriter& json, const char* name, const std::string& text) {
  if (text.empty()) return;
  if (const auto number = parse_integer(text)) {
    json.field(name, *number);
  } else if (const auto parsed = parse_number(text); parsed.value) {
    json.field(name, *parsed.value);
  } else {
    json.field(name, text);
  }
}

}  // namespace

void write_json_names(JsonWriter& json, const char* one, const char* all, const LocalText& text, const std::string& language, const std::string& otherwise) {
  const std::string& best = text.in(language);
  json.field(one, best.empty() ? otherwise : best);
  if (text.empty()) return;
  json.key(all).begin_object();
  for (const auto& [tag, content] : text.all()) json.field(tag.empty() ? std::string_view("en") : std::string_view(tag), content);
  json.end_object();
}

void write_json_annotation(JsonWriter& json, const sdmx::Annotation& annotation, const std::string& language) {
  json.begin_object();
  if (!annotation.id.empty()) json.field("id", annotation.id);
  if (!annotation.title.empty()) json.field("title", annotation.title);
  if (!annotation.type.empty()) json.field("type", annotation.type);
  if (!annotation.value.empty()) json.field("value", annotation.value);
  if (!annotation.text.empty()) write_json_names(json, "text", "texts", annotation.text, language, "");
  if (!annotation.urls.empty()) {
    json.key("links").begin_array();
    for (const sdmx::AnnotationLink& link : annotation.urls) {
      json.begin_object().field("href", link.url).field("rel", "related");
      if (!link.language.empty()) json.field("hreflang", link.language);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
}

void JsonNumbers::write_links(JsonWriter& json) const {
  const DataStructure& s = *structure_;
  const sdmx::Reference own{sdmx::Kind::DataStructure, s.agency, s.id, s.version};
  json.key("links").begin_array();
  const auto link = [&](const sdmx::Reference& to) {
    const std::string_view resource = sdmx::info(to.kind).resource;
    json.begin_object().field("urn", to.urn()).field("rel", resource).end_object();
  };
  if (!reference_.empty()) link(reference_);
  if (reference_.empty() || reference_.kind != sdmx::Kind::DataStructure) link(own);
  json.end_array();
}

void JsonNumbers::write_values(JsonWriter& json, const Component& component, const Ids& ids, bool is_time, const std::string& language) const {
  const CodeList* list = structure_->code_list(component.code_list);
  const bool coded = !component.code_list.empty() || !component.representation.enumeration.empty();
  json.key("values").begin_array();
  // In the draft a component without values has no place in the arrays, and here it has one.
  if (version_ == JsonDataVersion::Draft && ids.all().empty()) json.begin_object().field("name", "").end_object();
  for (const std::string& id : ids.all()) {
    if (is_first_version() && id.starts_with(Ids::object_mark)) {
      json.literal(std::string_view(id).substr(1));
      continue;
    }
    json.begin_object();
    if (is_time) {
      // 1.0 has no other place for a period than the id.
      if (is_identifier(id) || is_first_version()) {
        json.field("id", id).field("name", id);
      } else {
        json.field("value", id);
      }
      if (const auto period = TimePeriod::parse(id)) {
        json.field("start", day_text(period->first_day()) + "T00:00:00Z").field("end", day_text(period->last_day()) + "T23:59:59Z");
      }
    } else if (const Code* code = list == nullptr ? nullptr : list->find(id); code != nullptr) {
      json.field("id", id);
      if (version_ == JsonDataVersion::Draft) {
        // Clients of the draft know no more of a value.
        const std::string& name = code->name.in(language);
        json.field("name", name.empty() ? id : name).end_object();
        continue;
      }
      write_json_names(json, "name", "names", code->name, language, id);
      if (!code->description.empty()) write_json_names(json, "description", "descriptions", code->description, language, "");
      if (!code->parent.empty()) json.field("parent", code->parent);
      json.field("order", static_cast<std::size_t>(code - list->codes().data()));
    } else if (coded || (is_first_version() && structure_->position(component.id) != DataStructure::npos)) {
      json.field("id", id).field("name", id);
    } else if (!is_first_version()) {
      json.field("value", id);
    } else {
      json.field("name", id);
    }
    json.end_object();
  }
  json.end_array();
}

void JsonNumbers::write_format(JsonWriter& json, const Component& component) const {
  if (!component.representation.format || is_first_version()) return;
  const sdmx::TextFormat& f = *component.representation.format;
  json.key("format").begin_object();
  if (!f.data_type.empty()) json.field("dataType", f.data_type);
  if (!f.is_sequence.empty()) json.field("isSequence", f.is_sequence == "true");
  write_number_or_text(json, "interval", f.interval);
  write_number_or_text(json, "startValue", f.start_value);
  write_number_or_text(json, "endValue", f.end_value);
  if (!f.time_interval.empty()) json.field("timeInterval", f.time_interval);
  if (!f.start_time.empty()) json.field("startTime", f.start_time);
  if (!f.end_time.empty()) json.field("endTime", f.end_time);
  write_number_or_text(json, "minLength", f.min_length);
  write_number_or_text(json, "maxLength", f.max_length);
  write_number_or_text(json, "minValue", f.min_value);
  write_number_or_text(json, "maxValue", f.max_value);
  write_number_or_text(json, "decimals", f.decimals);
  if (!f.pattern.empty()) json.field("pattern", f.pattern);
  if (!f.is_multilingual.empty()) json.field("isMultiLingual", f.is_multilingual == "true");
  json.end_object();
}

void JsonNumbers::write_occurrences(JsonWriter& json, const Component& component) const {
  if (version_ != JsonDataVersion::V2_1) return;
  if (const auto least = parse_integer(component.representation.min_occurs)) json.field("minOccurs", *least);
  write_number_or_text(json, "maxOccurs", component.representation.max_occurs);
}

void JsonNumbers::write_dimension(JsonWriter& json, const Component& component, const Ids& ids, std::size_t position, bool is_time,
                                  const std::string& language) const {
  json.begin_object().field("id", component.id);
  write_json_names(json, "name", "names", component.name, language, component.id);
  json.field("keyPosition", position);
  if (is_time) json.key("roles").begin_array().value("TIME_PERIOD").end_array();
  if (is_first_version() || !ids.all().empty()) write_values(json, component, ids, is_time, language);
  json.end_object();
}

void JsonNumbers::write_relationship(JsonWriter& json, const Attribute& attribute) const {
  const DataStructure& s = *structure_;
  json.key("relationship").begin_object();
  if (attribute.level == Attribute::Level::DataSet) {
    json.key(is_first_version() ? "none" : "dataflow").begin_object().end_object();
  } else if (attribute.level == Attribute::Level::Observation) {
    if (is_first_version()) {
      json.field("primaryMeasure", s.measure().id);
    } else {
      json.key("observation").begin_object().end_object();
    }
  } else {
    json.key("dimensions").begin_array();
    for (std::size_t d = 0; d < s.dimensions.size(); ++d) {
      if (attribute.level == Attribute::Level::Series || std::ranges::find(attribute.dimensions, d) != attribute.dimensions.end())
        json.value(s.dimensions[d].id);
    }
    json.end_array();
  }
  json.end_object();
}

void JsonNumbers::write_attribute(JsonWriter& json, std::size_t at, const std::string& language) const {
  const Attribute& attribute = structure_->attributes[at];
  json.begin_object().field("id", attribute.id);
  write_json_names(json, "name", "names", attribute.name, language, attribute.id);
  if (!is_first_version() && attribute.required) json.field("isMandatory", true);
  write_relationship(json, attribute);
  write_occurrences(json, attribute);
  if (by_number(attribute)) {
    // 2.x has no empty lists of values; a component that is never used has none.
    if (is_first_version() || !attributes_[at].all().empty()) write_values(json, attribute, attributes_[at], false, language);
  } else {
    write_format(json, attribute);
  }
  json.end_object();
}

void JsonNumbers::write(JsonWriter& json, const std::string& language, const LocalText& name) const {
  const DataStructure& s = *structure_;
  json.begin_object();
  if (!is_first_version()) {
    json.key("dataSets").begin_array();
    for (const std::size_t set : sets_) json.value(set);
    json.end_array();
  }
  write_links(json);
  const LocalText& own = name.empty() ? s.name : name;
  write_json_names(json, "name", "names", own, language, s.id);

  json.key("dimensions").begin_object().key("dataSet").begin_array().end_array();
  const auto dimension = [&](std::size_t d) { write_dimension(json, s.dimensions[d], dimensions_[d], d, false, language); };
  const auto time = [&] {
    if (s.has_time()) write_dimension(json, s.time_dimension, time_, s.dimensions.size(), true, language);
  };
  json.key("series").begin_array();
  if (!flat_) {
    for (std::size_t d = 0; d < s.dimensions.size(); ++d) {
      if (d != cross_) dimension(d);
    }
    if (cross_) time();
  }
  json.end_array().key("observation").begin_array();
  if (flat_) {
    for (std::size_t d = 0; d < s.dimensions.size(); ++d) dimension(d);
  }
  if (cross_) {
    dimension(*cross_);
  } else {
    time();
  }
  json.end_array().end_object();

  if (!is_first_version()) {
    json.key("measures").begin_object().key("observation").begin_array();
    for (std::size_t m = 0; m < s.measures.size(); ++m) {
      json.begin_object().field("id", s.measures[m].id);
      write_json_names(json, "name", "names", s.measures[m].name, language, s.measures[m].id);
      if (s.measures[m].required) json.field("isMandatory", true);
      write_occurrences(json, s.measures[m]);
      if (by_number(s.measures[m])) {
        if (!measures_[m].all().empty()) write_values(json, s.measures[m], measures_[m], false, language);
      } else {
        write_format(json, s.measures[m]);
      }
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.key("attributes").begin_object();
  const std::pair<Level, const char*> levels[] = {
      {Level::Set, "dataSet"}, {Level::Group, "dimensionGroup"}, {Level::Series, "series"}, {Level::Observation, "observation"}};
  for (const auto& [level, member] : levels) {
    if (level == Level::Group && is_first_version()) continue;
    json.key(member).begin_array();
    for (const std::size_t a : attributes(level)) write_attribute(json, a, language);
    json.end_array();
  }
  json.end_object();
  if (!annotations_.empty()) {
    json.key("annotations").begin_array();
    for (const sdmx::Annotation& annotation : annotations_) write_json_annotation(json, annotation, language);
    json.end_array();
  }
  json.end_object();
}

}  // namespace atalaya
