#include "model/cube_sink.h"

#include <gtest/gtest.h>

#include <limits>

#include "data_journal.h"
#include "model/cube_replay.h"

namespace atalaya {
namespace {

/// Two dimensions, a group over the second, a measure of numbers and one of text, attributes of all levels.
std::shared_ptr<const DataStructure> structure() {
  auto s = std::make_shared<DataStructure>();
  s->agency = "TST";
  s->id = "DSD";
  s->version = "1.0";
  s->dimensions = {{.id = "FREQ", .code_list = {}, .name = {}}, {.id = "AREA", .code_list = {}, .name = {}}};
  s->time_dimension.id = "TIME_PERIOD";
  s->measures = {{.id = "OBS_VALUE", .code_list = {}, .name = {}}, {.id = "NOTE", .code_list = {}, .name = {}}};
  s->measures[1].representation.format = sdmx::TextFormat{.data_type = "String"};
  s->groups = {{"SIBLING", {1}}};
  const auto attribute = [](const char* id, Attribute::Level level) {
    Attribute a;
    a.id = id;
    a.level = level;
    return a;
  };
  s->attributes = {attribute("TITLE", Attribute::Level::DataSet), attribute("REGION", Attribute::Level::Group), attribute("UNIT", Attribute::Level::Series),
                   attribute("STATUS", Attribute::Level::Observation)};
  s->attributes[1].group = "SIBLING";
  s->attributes[1].dimensions = {1};
  s->attributes[2].representation.max_occurs = "unbounded";
  return s;
}

using testing::Journal;

struct Message {
  CubeSink sink{"message.xml"};
  Message() {
    const DataSetInfo info{.structure = structure()};
    EXPECT_TRUE(sink.begin_set(info));
    const std::string_view peru[] = {"A", "PER"};
    const std::string_view chile[] = {"A", "CHL"};
    const std::string_view monthly[] = {"M", "CHL"};
    const Value title[] = {{0, "Users"}};
    EXPECT_TRUE(sink.set_attributes(title));
    const Value unit[] = {{2, "share", "en"}, {2, "cuota", "es"}};
    const Value estimated[] = {{3, "E"}};
    EXPECT_TRUE(sink.series(peru, unit));
    const Value first[] = {{0, "1.5"}, {1, "a note"}};
    EXPECT_TRUE(sink.observation({"2021", first, estimated}));
    const Value second[] = {{0, "NaN"}};
    EXPECT_TRUE(sink.observation({"2020", second, {}}));
    EXPECT_TRUE(sink.series(chile, {}));
    const Value third[] = {{0, "-0.25"}};
    EXPECT_TRUE(sink.observation({"2020", third, {}}));
    EXPECT_TRUE(sink.series(monthly, {}));
    const Value fourth[] = {{0, "7"}};
    EXPECT_TRUE(sink.observation({"2020-02", fourth, {}}));
    // The group comes last, and its attribute is that of both of its series.
    const std::string_view of_chile[] = {std::string_view(), "CHL"};
    const Value region[] = {{1, "South"}};
    EXPECT_TRUE(sink.group(0, of_chile, region));
  }
  Cube cube() {
    EXPECT_TRUE(sink.end_set());
    return std::move(sink.sets().front().cube);
  }
};

std::string told(const Cube& cube, const ReplayOptions& options = {}) {
  CubeSlice slice{.cube = &cube, .series = {}};
  for (std::size_t s = 0; s < cube.series_count(); ++s) slice.series.push_back(s);
  Journal journal;
  EXPECT_TRUE(replay(slice, {.structure = cube.shared_structure()}, journal, options));
  return journal.lines;
}

TEST(CubeSink, WhatAMessageSaysIsToldAgainInOrder) {
  Message message;
  const Cube cube = message.cube();
  EXPECT_EQ(told(cube),
            "set TITLE=Users\n"
            "group *.CHL REGION=South\n"
            "series A.CHL\n  2020 OBS_VALUE=-0.25\n"
            "series A.PER UNIT=share@en UNIT=cuota@es\n  2020\n  2021 OBS_VALUE=1.5 NOTE=a note STATUS=E\n"
            "series M.CHL\n  2020-02 OBS_VALUE=7\n");
  EXPECT_FALSE(cube.has_measure(0, 1));
}

TEST(CubeSink, OptionsTakePartOfIt) {
  Message message;
  const Cube cube = message.cube();
  EXPECT_EQ(told(cube, {.observations = false, .attributes = false}), "series A.CHL\nseries A.PER\nseries M.CHL\n");
  EXPECT_EQ(told(cube, {.attributes = false, .measure_mask = {true, false}, .last_observations = 1}),
            "series A.CHL\n  2020 OBS_VALUE=-0.25\nseries A.PER\n  2021 OBS_VALUE=1.5\nseries M.CHL\n  2020-02 OBS_VALUE=7\n");
  EXPECT_EQ(told(cube, {.attributes = false, .measure_mask = {true, false}, .offset = 2, .limit = 1}), "series A.PER\n  2021 OBS_VALUE=1.5\n");
  // Both ends of a series of two are the series, once.
  EXPECT_EQ(told(cube, {.attributes = false, .measure_mask = {true, false}, .first_observations = 1, .last_observations = 3, .offset = 1, .limit = 2}),
            "series A.PER\n  2020\n  2021 OBS_VALUE=1.5\n");
}

/// Observations by numbers are the same as one by one: those that are columns at once, and those that are not.
TEST(CubeSink, ObservationsByNumbers) {
  const std::string_view periods[] = {"2020", "2021", "2020-13", "2022"};
  const std::vector<std::vector<Value>> attributes = {{}, {{3, "E"}}, {{2, "head", "en"}, {3, "A"}}};
  const std::string_view peru[] = {"A", "PER"}, chile[] = {"A", "CHL"};
  const Value status[] = {{3, "P"}};
  const double none = std::numeric_limits<double>::quiet_NaN();
  const std::vector<NumberedObservations::One> plain = {{1, 1, "1.5", 1.5, 1, 1}, {0, 0, {}, none, 1, 9}, {3, 0, {}, 2.5, 1, 17}},
                                               odd = {{3, 2, "7", 7, 2, 1}, {0, 0, "8e0", none, 2, 9}}, wrong = {{0, 0, "1", 1, 3, 1}, {2, 0, "1", 1, 3, 9}};
  CubeSink sink("f");
  ASSERT_TRUE(sink.begin_set({.structure = structure()}));
  ASSERT_TRUE(sink.series(peru, {}));
  ASSERT_TRUE(sink.observations({0, periods, attributes, plain}));
  // What a series says of its observations is theirs, and not the next one's.
  ASSERT_TRUE(sink.series(chile, status));
  ASSERT_TRUE(sink.observations({0, periods, attributes, plain}));
  ASSERT_TRUE(sink.series(peru, {}));
  ASSERT_TRUE(sink.observations({0, periods, attributes, odd}));
  const auto fault = sink.observations({0, periods, attributes, wrong});
  ASSERT_FALSE(fault);
  EXPECT_EQ(fault.error().place.to_string(), "f:3:9");
  ASSERT_TRUE(sink.series(chile, {}));
  ASSERT_TRUE(sink.observations({0, periods, attributes, std::span(plain).first(1)}));
  ASSERT_TRUE(sink.end_set());
  EXPECT_EQ(told(sink.sets().front().cube),
            "series A.CHL\n  2020 STATUS=P\n  2021 OBS_VALUE=1.5 STATUS=E\n  2022 OBS_VALUE=2.5 STATUS=P\n"
            "series A.PER UNIT=head@en\n  2020 OBS_VALUE=1\n  2021 OBS_VALUE=1.5 STATUS=E\n  2022 OBS_VALUE=7 STATUS=A\n");
}

/// A cube of one measure of numbers, whose series are of 0 to 1200 observations, some missing, with two sets of attributes.
Cube cube_of_numbers() {
  auto s = std::make_shared<DataStructure>(*structure());
  s->measures.pop_back();
  CubeSink sink;
  EXPECT_TRUE(sink.begin_set({.structure = std::move(s)}));
  const Value estimated[] = {{3, "E"}};
  for (const int length : {0, 1, 2, 7, 600, 1200}) {
    const std::string area = "L" + std::to_string(length);
    const std::string_view key[] = {"M", area};
    EXPECT_TRUE(sink.series(key, {}));
    for (int i = 0; i < length; ++i) {
      const std::string period = std::to_string(1900 + i / 12) + (i % 12 < 9 ? "-0" : "-") + std::to_string(i % 12 + 1);
      const std::string number = std::to_string(i) + ".25";
      const Value value[] = {{0, number}};
      EXPECT_TRUE(sink.observation({period, i % 5 == 4 ? std::span<const Value>() : std::span<const Value>(value),
                                    i % 3 == 0 ? std::span<const Value>(estimated) : std::span<const Value>()}));
    }
  }
  EXPECT_TRUE(sink.end_set());
  return std::move(sink.sets().front().cube);
}

/// Whatever part is told and however many calls a step has, a cube tells the same by numbers as one by one, as it does where a test is asked.
TEST(CubeReplay, ByNumbersInStepsIsTheSameAsOneByOne) {
  class Everything final : public ObservationTest {
   public:
    [[nodiscard]] bool takes(std::size_t, std::size_t) const override { return true; }
  };
  const Cube cube = cube_of_numbers();
  const auto told_in_steps = [&](const ReplayOptions& options, std::size_t calls, bool by_numbers) {
    CubeSlice slice{.cube = &cube, .series = {}};
    for (std::size_t s = 0; s < cube.series_count(); ++s) slice.series.push_back(s);
    if (!by_numbers) slice.test = std::make_shared<const Everything>();
    CubeReplay replay(std::move(slice), {.structure = cube.shared_structure()}, options);
    Journal journal(true);
    for (;;) {
      const auto more = replay.step(journal, calls);
      EXPECT_TRUE(more.has_value());
      if (!more || !*more) return journal.lines;
    }
  };
  std::size_t parts = 0;
  for (const std::size_t first : {0, 1, 3, 700}) {
    for (const std::size_t last : {0, 1, 5, 599, 2000}) {
      for (const std::size_t offset : {0, 1, 9, 13, 612, 5000}) {
        for (const std::size_t limit : {0, 1, 2, 515}) {
          const ReplayOptions options{.first_observations = first, .last_observations = last, .offset = offset, .limit = limit};
          const std::string expected = told_in_steps(options, std::numeric_limits<std::size_t>::max(), false);
          for (const std::size_t calls : {std::size_t{1}, std::size_t{7}, std::size_t{513}, std::numeric_limits<std::size_t>::max()}) {
            if (calls < 100 && parts % 5 != 0) continue;
            ASSERT_EQ(told_in_steps(options, calls, true), expected)
                << "first " << first << ", last " << last << ", offset " << offset << ", limit " << limit << ", in steps of " << calls;
          }
          ++parts;
        }
      }
    }
  }
}

TEST(CubeSink, WhatIsNoNumberAndNoPeriodHasItsPlace) {
  Message message;
  const Value text[] = {{0, "12,5"}};
  const auto number = message.sink.observation({"2020-03", text, {}, 7, 3});
  ASSERT_FALSE(number);
  EXPECT_EQ(number.error().to_string(), "message.xml:7:3: no number: '12,5'");
  const auto period = message.sink.observation({"2020-13", {}, {}, 8, 1});
  ASSERT_FALSE(period);
  EXPECT_EQ(period.error().to_string(), "message.xml:8:1: no time period: '2020-13' (as 2020, 2020-Q1, 2020-01, 2020-01-31)");
}

}  // namespace
}  // namespace atalaya
