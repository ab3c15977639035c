// A sink that writes down what it is told, a line a call, and structures made in few words: what the tests of readers and writers of data share.
#pragma once

#include <algorithm>
#include <memory>
#include <string>

#include "model/data_message.h"

namespace atalaya::testing {

class Journal : public DataSink {
 public:
  /// With `sets`, the beginning and end of sets and of the message too.
  explicit Journal(bool sets = false) : sets_(sets) {}
  Status header(const MessageHeader& header) override {
    last_header = header;
    return {};
  }
  Status begin_set(const DataSetInfo& info) override {
    structure_ = info.structure;
    last_info = info;
    if (!info.annotations.empty()) TRY_STATUS(annotations(info.annotations));
    if (sets_)
      lines += std::string("begin ") + to_string(info.action) + " " + std::string(sdmx::info(info.reference.kind).class_name) + "=" +
               info.reference.short_text() + "\n";
    return {};
  }
  Status set_attributes(std::span<const Value> values) override { return write_down("set", values); }
  Status group(std::size_t group, SeriesKey key, std::span<const Value> values) override {
    return write_down((sets_ && group != DataStructure::npos ? "group " + structure_->groups[group].id + " " : "group ") + text(key), values);
  }
  Status annotations(std::span<const sdmx::Annotation> all) override {
    for (const sdmx::Annotation& one : all) {
      lines += "annotation " + one.id + "|" + one.title + "|" + one.type + "|" + one.value;
      for (const sdmx::AnnotationLink& link : one.urls) lines += "|" + link.url + "@" + link.language;
      for (const auto& [language, text] : one.text.all()) lines += "|" + text + "@" + language;
      lines += "\n";
    }
    return {};
  }
  Status series(SeriesKey key, std::span<const Value> values) override { return write_down("series " + text(key), values); }
  Status observation(const DataObservation& o) override {
    std::string line = "  " + std::string(o.period);
    for (const Value& value : o.measures) line += " " + structure_->measures[value.component].id + "=" + text(value);
    return write_down(line, o.attributes);
  }
  Status note(const MessageNote& note) override {
    if (sets_) lines += "note " + note.text.in("en") + "\n";
    return {};
  }
  Status end_set() override {
    if (sets_) lines += "end\n";
    return {};
  }

  std::string lines;
  MessageHeader last_header;
  DataSetInfo last_info;

 private:
  static std::string text(SeriesKey key) {
    std::string out;
    for (std::size_t d = 0; d < key.size(); ++d) out += (d == 0 ? "" : ".") + (key[d].data() == nullptr ? "*" : std::string(key[d]));
    return out;
  }
  static std::string text(const Value& value) { return std::string(value.text) + (value.language.empty() ? "" : "@" + std::string(value.language)); }
  Status write_down(std::string line, std::span<const Value> values) {
    for (const Value& value : values) line += " " + structure_->attributes[value.component].id + "=" + text(value);
    lines += line + "\n";
    return {};
  }
  bool sets_;
  std::shared_ptr<const DataStructure> structure_;
};

inline Component made_component(const std::string& id) {
  Component component{.id = id, .code_list = {}, .name = {}};
  component.name.set("en", "The " + id);
  return component;
}

/// Dimensions FREQ and AREA (coded, with names), time, a number OBS_VALUE and a text NOTE, and attributes: of the data set TITLE, of the group SIBLING (AREA)
/// REGION, of the series UNIT (several, in languages), of observations STATUS (coded) and FLAGS (several).
inline std::shared_ptr<DataStructure> made_structure() {
  auto s = std::make_shared<DataStructure>();
  s->agency = "TST";
  s->id = "DSD";
  s->version = "1.0";
  s->name.set("en", "Test data");
  s->dimensions = {made_component("FREQ"), made_component("AREA")};
  s->dimensions[0].code_list = "CL_FREQ";
  s->dimensions[1].code_list = "CL_AREA";
  s->time_dimension = made_component("TIME_PERIOD");
  s->measures = {made_component("OBS_VALUE"), made_component("NOTE")};
  s->measures[1].representation.format = sdmx::TextFormat{.data_type = "String"};
  s->groups = {{"SIBLING", {1}}};
  const auto add = [&](const char* id, Attribute::Level level) -> Attribute& {
    Attribute a;
    static_cast<Component&>(a) = made_component(id);
    a.representation.format = sdmx::TextFormat{.data_type = "String"};
    a.level = level;
    s->attributes.push_back(a);
    return s->attributes.back();
  };
  add("TITLE", Attribute::Level::DataSet);
  Attribute& region = add("REGION", Attribute::Level::Group);
  region.group = "SIBLING";
  region.dimensions = {1};
  Attribute& unit = add("UNIT", Attribute::Level::Series);
  unit.representation.max_occurs = "unbounded";
  unit.representation.format->is_multilingual = "true";
  Attribute& status = add("STATUS", Attribute::Level::Observation);
  status.representation.format.reset();
  status.code_list = "CL_STATUS";
  add("FLAGS", Attribute::Level::Observation).representation.max_occurs = "unbounded";
  const auto list = [&](const char* id, std::initializer_list<std::pair<const char*, const char*>> codes) {
    CodeList made;
    made.id = id;
    for (const auto& [code, name] : codes) {
      LocalText names;
      names.set("en", name);
      made.add({.id = code, .name = names});
    }
    s->code_lists.push_back(std::move(made));
  };
  list("CL_FREQ", {{"A", "Annual"}, {"M", "Monthly"}});
  list("CL_AREA", {{"PER", "Peru"}, {"CHL", "Chile"}});
  list("CL_STATUS", {{"A", "Normal"}, {"E", "Estimated"}});
  return s;
}

/// Knows one structure, by any reference to agency TST; and with another as well, that by its own id.
class OneStructure final : public StructureSource {
 public:
  explicit OneStructure(std::shared_ptr<const DataStructure> structure, std::shared_ptr<const DataStructure> other = {})
      : structure_(std::move(structure)), other_(std::move(other)) {}
  Result<std::shared_ptr<const DataStructure>> structure_of(const sdmx::Reference& reference) const override {
    if (other_ && reference.id == other_->id) return other_;
    if (structure_ && reference.agency == "TST") return structure_;
    return fail(ErrorKind::NotFound, "no structure " + reference.short_text());
  }

 private:
  std::shared_ptr<const DataStructure> structure_, other_;
};

}  // namespace atalaya::testing
