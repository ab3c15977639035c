// Data held against its structure and constraints: each kind of fault with its place, and what is passed on.
#include <gtest/gtest.h>

#include "formats/validation/validating_sink.h"
#include "model/resolve.h"

namespace atalaya {
namespace {

using sdmx::Kind;

/// FREQ.AREA (areas with a hierarchy), time, one mandatory measure from 0 to 100, attributes of every level; a flow; no constraint yet.
struct World {
  sdmx::Structures artefacts;
  std::shared_ptr<const DataStructure> structure;
  sdmx::Reference flow{Kind::Dataflow, "T", "DF", "1.0", {}};

  World() {
    DataStructure s;
    s.agency = "T";
    s.id = "DSD";
    s.version = "1.0";
    s.dimensions = {{.id = "FREQ", .code_list = "CL_FREQ", .name = {}}, {.id = "AREA", .code_list = "CL_AREA", .name = {}}};
    s.time_dimension = {.id = "TIME_PERIOD", .code_list = {}, .name = {}};
    Component measure{.id = "OBS_VALUE", .code_list = {}, .name = {}};
    measure.required = true;
    measure.representation.format = sdmx::TextFormat{.data_type = "Double", .min_value = "0", .max_value = "100"};
    s.measures = {measure};
    const auto attribute = [&](const char* id, Attribute::Level level, bool required, const char* list = "") {
      Attribute out;
      out.id = id;
      out.level = level;
      out.required = required;
      out.code_list = list;
      return out;
    };
    s.attributes = {attribute("TITLE", Attribute::Level::DataSet, false), attribute("UNIT", Attribute::Level::Series, true),
                    attribute("STATUS", Attribute::Level::Observation, true, "CL_STATUS"), attribute("NOTE", Attribute::Level::Group, false)};
    s.attributes[3].group = "OF_AREA";
    s.attributes[3].dimensions = {1};
    s.groups = {{"OF_AREA", {1}}};
    const auto list = [&](const char* id, std::initializer_list<std::pair<const char*, const char*>> codes) {
      CodeList made;
      made.id = id;
      for (const auto& [code, parent] : codes) (void)made.add({.id = code, .name = {}, .parent = parent});
      s.code_lists.push_back(made);
    };
    list("CL_FREQ", {{"A", ""}, {"Q", ""}});
    list("CL_AREA", {{"W", ""}, {"LAC", "W"}, {"ARG", "LAC"}, {"BRA", "LAC"}, {"ESP", "W"}});
    list("CL_STATUS", {{"A", ""}, {"E", ""}});
    artefacts = artefacts_of(s, {.agency = "T", .id = "DF", .version = "1.0", .name = {}});
    structure = resolve(artefacts, flow).value();
  }

  void constrain(sdmx::DataConstraint constraint, sdmx::Reference to) {
    constraint.agency = "T";
    constraint.id = "CC" + std::to_string(artefacts.of(Kind::DataConstraint).size());
    constraint.attachments = {std::move(to)};
    ASSERT_TRUE(artefacts.add(std::move(constraint)));
  }
  void constrain(sdmx::CubeRegion region) {
    sdmx::DataConstraint constraint;
    constraint.regions = {std::move(region)};
    constrain(std::move(constraint), flow);
  }
};

sdmx::ValueSelection values(const char* id, std::initializer_list<const char*> list, bool include = true, const char* cascade = "") {
  sdmx::ValueSelection out{.id = id, .include = include};
  for (const char* value : list) out.values.push_back({.value = value, .cascade = cascade});
  return out;
}

sdmx::CubeRegion region(std::vector<sdmx::ValueSelection> keys, std::vector<sdmx::ValueSelection> components = {}, bool include = true) {
  sdmx::CubeRegion out;
  out.include = include;
  out.key_values = std::move(keys);
  out.components = std::move(components);
  return out;
}

sdmx::DataKey data_key(std::vector<sdmx::ValueSelection> keys) {
  sdmx::DataKey out;
  out.key_values = std::move(keys);
  return out;
}

/// Counts what comes through.
struct Counter final : DataSink {
  int sets = 0, series_count = 0, observations = 0;
  std::string annotated;  ///< "series:title observation:title "
  Status annotations(std::span<const sdmx::Annotation> all) override { return pending_ = all.front().title, Status{}; }
  Status begin_set(const DataSetInfo&) override { return ++sets, Status{}; }
  Status series(SeriesKey, std::span<const Value>) override { return ++series_count, note("series:"); }
  Status observation(const DataObservation&) override { return ++observations, note("observation:"); }

 private:
  Status note(const char* what) {
    if (!pending_.empty()) annotated += what + std::exchange(pending_, {}) + " ";
    return {};
  }
  std::string pending_;
};

class Validate : public ::testing::Test {
 protected:
  World world_;
  Findings findings_{50};
  Counter counter_;
  std::unique_ptr<ValidatingSink> sink_;
  std::size_t line_ = 1;

  void begin(Action action = Action::Information, bool leave_out = false) {
    if (!sink_) {
      sink_ = std::make_unique<ValidatingSink>(findings_, ValidationOptions{.file = "f", .artefacts = &world_.artefacts, .leave_out = leave_out}, &counter_);
    }
    ASSERT_TRUE(sink_->begin_set({.reference = world_.flow, .structure = world_.structure, .action = action}));
  }
  void series(std::string_view freq, std::string_view area, std::string_view unit = "PT") {
    const std::string_view key[] = {freq, area};
    const Value unit_value[] = {{.component = 1, .text = unit}};
    ASSERT_TRUE(sink_->series(key, unit.empty() ? std::span<const Value>() : std::span<const Value>(unit_value)));
  }
  void observation(std::string_view period, std::string_view value, std::string_view status = "A") {
    const Value measure[] = {{.component = 0, .text = value}};
    const Value attribute[] = {{.component = 2, .text = status}};
    DataObservation o{.period = period, .measures = measure, .attributes = attribute, .line = ++line_, .column = 3};
    if (value.empty()) o.measures = {};
    if (status.empty()) o.attributes = {};
    ASSERT_TRUE(sink_->observation(o));
  }
  void note_of(std::string_view area, std::string_view text) {
    const std::string_view key[] = {std::string_view(), area};
    const Value value[] = {{.component = 3, .text = text}};
    ASSERT_TRUE(sink_->group(0, key, value));
  }
  std::vector<std::string> finish() {
    EXPECT_TRUE(sink_->end_set());
    EXPECT_TRUE(sink_->end());
    std::vector<std::string> out;
    for (const Finding& finding : findings_.kept()) out.push_back(std::string(to_string(finding.kind)) + " " + finding.to_string());
    return out;
  }
};

using Lines = std::vector<std::string>;

TEST_F(Validate, NothingIsWrong) {
  begin();
  note_of("ARG", "n");
  series("A", "ARG");
  observation("2020", "50");
  observation("2021", "NaN");
  series("Q", "ARG");
  observation("2020-Q1", "1e1", "E");
  EXPECT_EQ(finish(), Lines{});
  EXPECT_EQ(counter_.observations, 3);
}

TEST_F(Validate, EachFaultHasItsPlace) {
  begin();
  series("A", "AGR");
  observation("2020", "50");
  series("", "ARG", "");
  observation("2020", "101", "X");
  observation("2020", "1", "");
  observation("20x", "", "A");
  series("Q", "BRA");
  observation("2020", "5");
  observation("", "5");
  EXPECT_EQ(finish(), (Lines{
                          "unknown_code f: A.AGR: AREA has no code 'AGR' (did you mean ARG?)",
                          "missing f: .ARG: the dimension FREQ has no value",
                          "facet f:3:3: .ARG 2020: OBS_VALUE: '101' is above 100",
                          "unknown_code f:3:3: .ARG 2020: STATUS has no code 'X'",
                          "missing f:4:3: .ARG 2020: the attribute STATUS is mandatory",
                          "duplicate f:4:3: .ARG 2020: the observation stands twice in the data set",
                          "facet f:5:3: .ARG: TIME_PERIOD: '20x' is not of the type ObservationalTimePeriod",
                          "missing f:5:3: .ARG 20x: the measure OBS_VALUE is mandatory",
                          "frequency f:6:3: Q.BRA 2020: the period is not of the frequency 'Q'",
                          "missing f:7:3: Q.BRA: the time dimension TIME_PERIOD has no value",
                          "missing f:3:3: .ARG: the attribute UNIT is mandatory",
                      }));
}

TEST_F(Validate, OnePeriodWrittenInTwoWaysIsADuplicate) {
  begin();
  series("A", "ARG");
  observation("2020", "1");
  series("A", "BRA");
  observation("2020", "1");
  series("A", "ARG");
  observation("2020-A1", "2");
  observation("2020-01-01T00:00:00", "2");
  observation("2020-01-01T00:00:00", "2");
  EXPECT_EQ(finish(), (Lines{"duplicate f:4:3: A.ARG 2020-A1: the observation stands twice in the data set",
                             "duplicate f:6:3: A.ARG 2020-01-01T00:00:00: the observation stands twice in the data set"}));
}

TEST_F(Validate, AttributesThatContradictEachOther) {
  begin();
  note_of("ARG", "one");
  note_of("ARG", "two");
  series("A", "ARG");
  observation("2020", "1");
  series("A", "ARG", "EUR");
  observation("2021", "1");
  EXPECT_EQ(finish(), (Lines{"contradiction f: *.ARG: the attribute NOTE had another value before than 'two'",
                             "contradiction f: A.ARG: the attribute UNIT had another value before than 'EUR'"}));
}

TEST_F(Validate, AMergeMayBePartialAndADeletionNamesKeys) {
  begin(Action::Merge);
  series("A", "ARG", "");
  observation("2020", "", "E");
  EXPECT_TRUE(sink_->end_set());
  begin(Action::Delete);
  const std::string_view key[] = {std::string_view(), "AGR"};
  ASSERT_TRUE(sink_->series(key, {}));
  ASSERT_TRUE(sink_->observation({.period = {}, .measures = {}, .attributes = {}}));
  EXPECT_EQ(finish(), Lines{"unknown_code f: *.AGR: AREA has no code 'AGR' (did you mean ARG?)"});
}

TEST_F(Validate, AnnotationsGoWithWhatTheyAreOf) {
  begin(Action::Information, true);
  const auto annotate = [&](const char* title) {
    const sdmx::Annotation annotation[] = {{.title = title}};
    ASSERT_TRUE(sink_->annotations(annotation));
  };
  annotate("1");
  series("A", "ARG");
  annotate("2");
  observation("2019", "101");
  annotate("3");
  observation("2020", "1");
  annotate("4");
  series("A", "XXX");
  annotate("5");
  observation("2019", "1");
  series("A", "BRA");
  observation("2019", "1");
  (void)finish();
  EXPECT_EQ(counter_.annotated, "series:1 observation:3 ");
}

TEST_F(Validate, WhatIsWrongCanBeLeftOut) {
  begin(Action::Information, true);
  series("A", "XXX");
  observation("2020", "50");
  series("A", "ARG");
  observation("2020", "500");
  observation("2021", "50");
  EXPECT_EQ(finish().size(), 2U);
  EXPECT_EQ(counter_.series_count, 1);
  EXPECT_EQ(counter_.observations, 1);
}

TEST_F(Validate, FaultsBeyondTheLimitAreCounted) {
  findings_ = Findings(2);
  begin();
  series("A", "ARG");
  for (int i = 0; i < 10; ++i) observation("2020", "500");
  EXPECT_EQ(finish().size(), 2U);
  EXPECT_EQ(findings_.errors(), 19U);
}

TEST_F(Validate, RegionsWithHierarchyAndTime) {
  sdmx::ValueSelection time{.id = "TIME_PERIOD"};
  time.time_range = sdmx::TimeRange{.start = sdmx::PeriodBound{"2010", true}, .end = sdmx::PeriodBound{"2020", false}};
  world_.constrain(region({values("AREA", {"LAC"}, true, "true"), time}));
  begin();
  series("A", "BRA");
  observation("2009", "1");
  observation("2010", "1");
  observation("2019", "1");
  observation("2020", "1");
  series("A", "ESP");
  EXPECT_EQ(finish(), (Lines{"constraint f:2:3: A.BRA 2009: the period lies outside of the regions of the constraint T:CC0(1.0)",
                             "constraint f:5:3: A.BRA 2020: the period lies outside of the regions of the constraint T:CC0(1.0)",
                             "constraint f: A.ESP: AREA 'ESP' lies outside of the regions of the constraint T:CC0(1.0)"}));
}

TEST_F(Validate, ExcludedRegionsWildcardsAndValuesOfAttributes) {
  world_.constrain(region({values("AREA", {"B%"})}, {}, false));
  world_.constrain(region({values("AREA", {"LAC"}, false, "excluderoot")}));
  world_.constrain(region({}, {values("STATUS", {"A"})}));
  begin();
  series("A", "BRA");
  series("A", "LAC");
  observation("2020", "1");
  observation("2021", "1", "E");
  EXPECT_EQ(finish(), (Lines{"constraint f: A.BRA: the key is excluded by the regions of the constraint T:CC0(1.0)",
                             "constraint f: A.BRA: AREA 'BRA' lies outside of the regions of the constraint T:CC1(1.0)",
                             "constraint f:3:3: A.LAC 2021: a value lies outside of the regions of the constraint T:CC2(1.0)"}));
}

TEST_F(Validate, KeySetsOfTheStructure) {
  sdmx::DataConstraint constraint;
  constraint.key_sets = {{true, {data_key({values("FREQ", {"A"}), values("AREA", {"ARG"})}), data_key({values("AREA", {"BRA"})})}},
                         {false, {data_key({values("FREQ", {"Q"}), values("AREA", {"BRA"})})}}};
  world_.constrain(constraint, {Kind::DataStructure, "T", "DSD", "1.0", {}});
  begin();
  series("A", "ARG");
  series("A", "BRA");
  series("Q", "ARG");
  series("Q", "BRA");
  EXPECT_EQ(finish(), (Lines{"constraint f: Q.ARG: the key lies outside of the key sets of the constraint T:CC0(1.0)",
                             "constraint f: Q.BRA: the key is excluded by the key sets of the constraint T:CC0(1.0)"}));
}

TEST_F(Validate, WhatIsThereDoesNotRestrict) {
  sdmx::DataConstraint constraint;
  constraint.role = sdmx::DataConstraint::Role::Actual;
  constraint.regions = {region({values("AREA", {"ARG"})})};
  world_.constrain(constraint, world_.flow);
  begin();
  series("A", "BRA");
  EXPECT_EQ(finish(), Lines{});
}

}  // namespace
}  // namespace atalaya
