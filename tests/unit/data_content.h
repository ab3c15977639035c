// What a message says, whatever its order and layout: one line for each thing that is said of a data set, a group, a series or an observation.
#pragma once

#include <map>
#include <set>
#include <string>

#include "model/data_message.h"

namespace atalaya::testing {

class DataContent final : public DataSink {
 public:
  Status begin_set(const DataSetInfo& info) override {
    structure_ = info.structure;
    set_ = structure_->agency + ":" + structure_->id + "(" + structure_->version + ") " + to_string(info.action);
    lines.insert(set_);
    annotations_ = info.annotations;
    say_annotations("set");
    return {};
  }
  Status annotations(std::span<const sdmx::Annotation> all) override {
    annotations_.assign(all.begin(), all.end());
    return {};
  }
  Status set_attributes(std::span<const Value> values) override { return say("set", values, structure_->attributes); }
  Status group(std::size_t, SeriesKey key, std::span<const Value> values) override {
    say_annotations("group " + text(key));
    return say("group " + text(key), values, structure_->attributes);
  }
  Status series(SeriesKey key, std::span<const Value> values) override {
    key_ = text(key);
    say_annotations("series " + key_);
    return say("series " + key_, values, structure_->attributes);
  }
  Status observation(const DataObservation& o) override {
    const std::string place = "observation " + key_ + " " + std::string(o.period);
    lines.insert(set_ + " " + place);
    say_annotations(place);
    ++observations;
    if (auto said = say(place, o.measures, structure_->measures); !said) return said;
    return say(place, o.attributes, structure_->attributes);
  }

  std::set<std::string> lines;
  std::size_t observations = 0;

 private:
  static std::string text(SeriesKey key) {
    std::string out;
    for (const std::string_view id : key) out.append(out.empty() ? "" : ".").append(id.data() == nullptr ? "*" : id);
    return out;
  }
  template <typename Components>
  Status say(const std::string& place, std::span<const Value> values, const Components& components) {
    std::map<std::size_t, std::string> by_component;
    for (const Value& value : values) {
      by_component[value.component].append(" '").append(value.text).append("'");
      if (!value.language.empty()) by_component[value.component].append("@").append(value.language);
    }
    for (const auto& [component, all] : by_component) lines.insert(set_ + " " + place + " " + components[component].id + all);
    if (values.empty()) lines.insert(set_ + " " + place);
    return {};
  }
  void say_annotations(const std::string& place) {
    for (const sdmx::Annotation& one : annotations_) {
      std::string line = set_ + " " + place + " annotation " + one.id + "|" + one.title + "|" + one.type + "|" + one.value;
      for (const sdmx::AnnotationLink& link : one.urls) line += "|" + link.url + "@" + link.language;
      for (const auto& [language, text] : one.text.all()) line += "|" + text + "@" + language;
      lines.insert(line);
    }
    annotations_.clear();
  }
  std::shared_ptr<const DataStructure> structure_;
  std::string set_, key_;
  std::vector<sdmx::Annotation> annotations_;  // of what is told next
};

}  // namespace atalaya::testing
