// What a data message says, whatever its order and layout.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "formats/group_values.h"

namespace atalaya::testing {

/// Attributes of groups and data sets stand with the series that they are of; sets of one structure and action are one. The header is not looked at.
class Said final : public DataSink {
 public:
  Status begin_set(const DataSetInfo& info) override {
    info_ = info;
    prefix_ = info.structure->id + " " + to_string(info.action == Action::Merge ? Action::Append : info.action) + " ";
    const auto same = [&](const DataSetInfo& set) {
      return set.reference == info.reference && set.structure == info.structure && set.dimension_at_observation == info.dimension_at_observation;
    };
    if (std::ranges::none_of(sets_, same)) sets_.push_back(info);
    for (const auto& [what, text] : {std::pair("id", &info.set_id),
                                     {"valid from", &info.valid_from},
                                     {"valid to", &info.valid_to},
                                     {"reporting begin", &info.reporting_begin},
                                     {"reporting end", &info.reporting_end},
                                     {"publication year", &info.publication_year},
                                     {"publication period", &info.publication_period}}) {
      if (!text->empty()) lines_.insert(prefix_ + what + "=" + *text);
    }
    if (!info.provider.empty()) lines_.insert(prefix_ + "provider=" + info.provider.urn());
    annotations_ = info.annotations;
    say_annotations(prefix_);
    return {};
  }
  Status set_attributes(std::span<const Value> values) override {
    note_values(of_set_, values);
    return {};
  }
  Status group(std::size_t, SeriesKey key, std::span<const Value> values) override {
    groups_.add(key, values);
    std::string place = prefix_ + "group ";
    for (const std::string_view id : key) place += std::string(id.data() == nullptr ? "*" : id) + ".";
    say_annotations(place);
    return {};
  }
  Status annotations(std::span<const sdmx::Annotation> all) override {
    annotations_.assign(all.begin(), all.end());
    return {};
  }
  Status series(SeriesKey key, std::span<const Value> values) override {
    key_.assign(key.begin(), key.end());
    std::string place = prefix_;
    for (const std::string& id : key_) place += id + ".";
    say_annotations(place);
    note_values(series_[key_], values);
    return {};
  }
  Status observation(const DataObservation& o) override {
    std::string place = prefix_;
    for (const std::string& id : key_) place += id + ".";
    place += " " + std::string(o.period) + " ";
    say_annotations(place);
    Values measures;
    Values attributes;
    for (std::size_t i = 0; i < o.measures.size(); ++i) note(measures, o.measures, i, info_.structure->measures[o.measures[i].component].id, true);
    note_values(attributes, o.attributes);
    for (const auto* values : {&measures, &attributes}) {
      for (const auto& [id, text] : *values) lines_.insert(place + id + "=" + text);
    }
    if (measures.empty() && attributes.empty()) lines_.insert(place);
    return {};
  }
  Status end_set() override {
    for (auto& [id, values] : of_set_) lines_.insert(prefix_ + "set " + id + "=" + values);
    for (auto& [key, values] : series_) {
      const std::vector<std::string_view> parts(key.begin(), key.end());
      groups_.for_series(parts, [&](const GroupValues::Group& group) {
        std::vector<Value> of_group;
        for (const KeptValue& value : group.values) of_group.push_back(value.view());
        note_values(values, of_group);
      });
      std::string place = prefix_;
      for (const std::string& id : key) place += id + ".";
      for (const auto& [id, text] : values) lines_.insert(place + " " + id + "=" + text);
    }
    for (const GroupValues::Group& group : groups_.groups()) {
      if (group.met) continue;
      std::string place = prefix_ + "group ";
      for (std::size_t d = 0; d < group.key.size(); ++d) place += (group.given[d] ? group.key[d] : "*") + ".";
      for (const KeptValue& value : group.values) lines_.insert(place + info_.structure->attributes[value.component].id + "=" + value.text);
    }
    of_set_.clear();
    series_.clear();
    groups_.clear();
    return {};
  }
  Status note(const MessageNote& note) override {
    if (note.code.empty()) notes_.push_back(note.text.in("en"));
    return {};
  }

  [[nodiscard]] const std::set<std::string>& lines() const { return lines_; }
  /// What the reader read past.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  /// Of each structure, reference and layout the first.
  [[nodiscard]] const std::vector<DataSetInfo>& sets() const { return sets_; }

 private:
  using Values = std::map<std::string, std::string>;
  static void note(Values& into, std::span<const Value> values, std::size_t i, const std::string& id, bool is_measure = false) {
    const auto number = is_measure ? parse_number(values[i].text).value : std::nullopt;  // "1.50" is 1.5
    std::string& text = into[id];
    const bool more = i != 0 && values[i - 1].component == values[i].component;
    text = (more ? text + ";" : "") + (number ? number_text(*number) : std::string(values[i].text));
    if (!values[i].language.empty()) text += "@" + std::string(values[i].language);
  }
  void say_annotations(const std::string& place) {
    for (const sdmx::Annotation& one : annotations_) lines_.insert(place + "annotation=" + one.id + "," + one.title + "," + one.type);
    annotations_.clear();
  }
  void note_values(Values& into, std::span<const Value> values) {
    for (std::size_t i = 0; i < values.size(); ++i) note(into, values, i, info_.structure->attributes[values[i].component].id);
  }

  DataSetInfo info_;
  std::string prefix_;
  std::vector<sdmx::Annotation> annotations_;  // of what is told next
  std::vector<std::string> key_;
  Values of_set_;
  std::map<std::vector<std::string>, Values> series_;
  GroupValues groups_;
  std::set<std::string> lines_;
  std::vector<std::string> notes_;
  std::vector<DataSetInfo> sets_;
};

/// Tells two sinks.
class Both final : public DataSink {
 public:
  Both(DataSink& first, DataSink& second) : first_(first), second_(second) {}
  Status header(const MessageHeader& header) override { return each(&DataSink::header, header); }
  Status begin_set(const DataSetInfo& info) override { return each(&DataSink::begin_set, info); }
  Status set_attributes(std::span<const Value> values) override { return each(&DataSink::set_attributes, values); }
  Status group(std::size_t group, SeriesKey key, std::span<const Value> values) override { return each(&DataSink::group, group, key, values); }
  Status annotations(std::span<const sdmx::Annotation> annotations) override { return each(&DataSink::annotations, annotations); }
  Status series(SeriesKey key, std::span<const Value> values) override { return each(&DataSink::series, key, values); }
  Status observation(const DataObservation& observation) override { return each(&DataSink::observation, observation); }
  Status end_set() override { return each(&DataSink::end_set); }
  Status note(const MessageNote& note) override { return each(&DataSink::note, note); }
  Status end() override { return each(&DataSink::end); }

 private:
  Status each(auto call, const auto&... told) {
    TRY_STATUS((first_.*call)(told...));
    return (second_.*call)(told...);
  }
  DataSink& first_;
  DataSink& second_;
};

}  // namespace atalaya::testing
