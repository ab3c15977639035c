// What every reader of data messages promises its sink, checked; and structures to read with.
#pragma once

#include <memory>

#include "model/data_message.h"
#include "support.h"

namespace atalaya::fuzz {

/// Aborts where the calls come in a wrong order, or name what the structure does not have.
class CheckedSink : public DataSink {
 public:
  Status header(const MessageHeader&) override {
    require(!headed_ && !in_set_);
    headed_ = true;
    return {};
  }
  Status begin_set(const DataSetInfo& info) override {
    require(headed_ && !in_set_ && !ended_ && info.structure != nullptr && !info.structure->measures.empty());
    in_set_ = true;
    in_series_ = false;
    structure_ = info.structure;
    deletion_ = info.action == Action::Delete;
    return {};
  }
  Status set_attributes(std::span<const Value> values) override {
    require(in_set_);
    check(values, structure_->attributes.size());
    return {};
  }
  Status group(std::size_t group, SeriesKey key, std::span<const Value> values) override {
    require(in_set_ && key.size() == structure_->dimensions.size() && (group == DataStructure::npos || group < structure_->groups.size()));
    annotated_ = false;
    check(values, structure_->attributes.size());
    return {};
  }
  Status annotations(std::span<const sdmx::Annotation> all) override {
    require(in_set_ && !annotated_ && !all.empty());
    annotated_ = true;
    for (const sdmx::Annotation& one : all) require(is_utf8(one.title) && is_utf8(one.value));
    return {};
  }
  Status series(SeriesKey key, std::span<const Value> values) override {
    require(in_set_ && key.size() == structure_->dimensions.size());
    for (const std::string_view part : key) require(is_utf8(part));
    annotated_ = false;
    check(values, structure_->attributes.size());
    in_series_ = true;
    return {};
  }
  Status observation(const DataObservation& o) override {
    require(in_series_ && is_utf8(o.period));
    annotated_ = false;
    check(o.measures, structure_->measures.size());
    check(o.attributes, structure_->attributes.size());
    ++observations;
    return {};
  }
  Status end_set() override {
    require(in_set_ && !annotated_);
    in_set_ = false;
    in_series_ = false;
    return {};
  }
  Status end() override {
    require(headed_ && !in_set_ && !ended_);
    ended_ = true;
    return {};
  }
  void check_end(const Status& read) const {
    if (!read) return check_error(read.error());
    require(ended_);
  }
  std::size_t observations = 0;

 private:
  static void check(std::span<const Value> values, std::size_t components) {
    for (const Value& value : values) require(value.component < components && is_utf8(value.text) && is_utf8(value.language));
  }
  std::shared_ptr<const DataStructure> structure_;
  bool headed_ = false, in_set_ = false, in_series_ = false, ended_ = false, deletion_ = false;
  bool annotated_ = false;  // what is told next
};

/// Dimensions FREQ and AREA, time, a number and a text, attributes of every level.
inline std::shared_ptr<const DataStructure> small_structure() {
  auto s = std::make_shared<DataStructure>();
  s->agency = "T";
  s->id = "D";
  s->version = "1.0";
  s->dimensions = {{.id = "FREQ", .code_list = "CL_FREQ", .name = {}}, {.id = "AREA", .code_list = {}, .name = {}}};
  s->time_dimension.id = "TIME_PERIOD";
  s->measures = {{.id = "OBS_VALUE", .code_list = {}, .name = {}}, {.id = "NOTE", .code_list = {}, .name = {}}};
  s->measures[1].representation.format = sdmx::TextFormat{.data_type = "String"};
  s->groups = {{"SIBLING", {1}}};
  const auto add = [&](const char* id, Attribute::Level level) -> Attribute& {
    Attribute a;
    a.id = id;
    a.level = level;
    return s->attributes.emplace_back(std::move(a));
  };
  add("TITLE", Attribute::Level::DataSet);
  add("REGION", Attribute::Level::Group).dimensions = {1};
  add("UNIT", Attribute::Level::Series).representation.max_occurs = "3";
  add("STATUS", Attribute::Level::Observation).representation.format = sdmx::TextFormat{.is_multilingual = "true"};
  return s;
}

class SmallStructure final : public StructureSource {
 public:
  Result<std::shared_ptr<const DataStructure>> structure_of(const sdmx::Reference& reference) const override {
    if (reference.agency != "T") return fail(ErrorKind::NotFound, "no structure " + shorten(reference.short_text(), 60));
    return structure_;
  }

 private:
  std::shared_ptr<const DataStructure> structure_ = small_structure();
};

}  // namespace atalaya::fuzz
