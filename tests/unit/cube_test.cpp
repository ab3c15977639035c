#include "model/cube_slice.h"

#include <algorithm>
#include <map>
#include <random>

#include "model/cube_builder.h"
#include "support.h"

namespace atalaya {
namespace {

using Key = std::vector<std::string_view>;

CubeBuilder builder() { return CubeBuilder(testing::tiny_agenda().structure); }
TimePeriod year(int number) { return TimePeriod::year(number); }

TEST(Cube, AnEmptyOneHasNothing) {
  const Cube cube = builder().build();
  EXPECT_EQ(cube.size(), 0U);
  EXPECT_EQ(cube.series_count(), 0U);
  EXPECT_FALSE(cube.find(Key{"A", "ARG", "USERS", "_T"}));
}

TEST(Cube, WhatIsAddedInAnyOrderIsThereInOrder) {
  // Against a plain map, which sorts by the same rule.
  std::mt19937 random(3);
  const std::vector<std::string> areas = {"CHL", "ARG", "BRA"}, indicators = {"USERS", "PRICE", "POP"}, sexes = {"_T", "F"};
  std::map<std::tuple<std::string, std::string, std::string, int>, std::pair<double, std::string>> expected;
  CubeBuilder b = builder();
  for (int i = 0; i < 2000; ++i) {
    const std::string &area = areas[random() % 3], &indicator = indicators[random() % 3], &sex = sexes[random() % 2];
    const int when = 2000 + static_cast<int>(random() % 20);
    const std::string status = random() % 2 == 0 ? "A" : "E";
    const std::uint32_t series = b.series(Key{"A", area, indicator, sex});
    b.set_series_attribute(series, 0, indicator == "POP" ? "NUM" : "PT");
    b.add(series, year(when), i, Key{status, "OFFICE"}, static_cast<std::uint32_t>(i));
    expected[{area, indicator, sex, when}] = {i, status};  // the later one stays
  }
  const Cube cube = std::move(b).build();
  ASSERT_EQ(cube.size(), expected.size());
  auto it = expected.begin();
  for (std::size_t s = 0; s < cube.series_count(); ++s) {
    for (std::size_t i = cube.first(s); i < cube.last(s); ++i, ++it) {
      const auto& [area, indicator, sex, when] = it->first;
      EXPECT_EQ(cube.key(s), "A." + area + "." + indicator + "." + sex);
      EXPECT_EQ(cube.period(i), year(when));
      EXPECT_EQ(cube.value(i), it->second.first);
      EXPECT_EQ(cube.load(i), static_cast<std::uint32_t>(it->second.first));
      EXPECT_EQ(cube.observation_attribute(2, i), it->second.second);
      EXPECT_EQ(cube.observation_attribute(3, i), "OFFICE");
      EXPECT_EQ(cube.series_attribute(0, s), indicator == "POP" ? "NUM" : "PT");
      EXPECT_EQ(cube.series_attribute(1, s), "");
    }
  }
}

TEST(Cube, ManySeriesAreToldApartAndFoundAgain) {
  // Enough observations for the columns to lie in huge pages, and more sets of attributes than are kept at hand, short and long.
  CubeBuilder b = builder();
  const auto id = [](std::size_t number) { return "INDICATOR_" + std::to_string(number); };
  for (std::size_t round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i < 40'000; ++i) {
      const std::string indicator = id(i % 20'000), source = i % 3 == 0 ? "WDI" : "SOURCE_" + std::to_string(i % 50);
      const std::uint32_t series = b.series(Key{"A", i < 20'000 ? "ARG" : "BRA", indicator, "_T"});
      EXPECT_EQ(series, i);
      for (int y = 0; y < 10; ++y) b.add(series, year(2000 + 10 * static_cast<int>(round) + y), static_cast<double>(i), Key{"A", source}, 0);
    }
  }
  const Cube cube = std::move(b).build();
  EXPECT_EQ(cube.series_count(), 40'000U);
  EXPECT_EQ(cube.size(), 800'000U);
  for (std::size_t i = 0; i < 40'000; i += 77) {
    const std::string indicator = id(i % 20'000);
    const auto series = cube.find(Key{"A", i < 20'000 ? "ARG" : "BRA", indicator, "_T"});
    ASSERT_TRUE(series);
    ASSERT_EQ(cube.last(*series) - cube.first(*series), 20U);
    EXPECT_EQ(cube.values(*series).back(), static_cast<double>(i));
    EXPECT_EQ(cube.observation_attribute(3, cube.first(*series)), i % 3 == 0 ? "WDI" : "SOURCE_" + std::to_string(i % 50));
  }
}

TEST(Cube, ASeriesIsFoundByItsFullKeyOnly) {
  CubeBuilder b = builder();
  for (const char* area : {"CHL", "ARG", "BRA"}) {
    for (const char* sex : {"F", "M"}) b.add(b.series(Key{"A", area, "USERS", sex}), year(2020), 1, Key{"A", ""}, 1);
  }
  const Cube cube = std::move(b).build();
  for (std::size_t s = 0; s < cube.series_count(); ++s) {
    const std::string key = cube.key(s);
    EXPECT_EQ(cube.find(split(key, '.')), s);
  }
  EXPECT_FALSE(cube.find(Key{"A", "ARG", "USERS", "_T"}));
  EXPECT_FALSE(cube.find(Key{"A", "BOL", "USERS", "F"}));
  EXPECT_FALSE(cube.find(Key{"A", "ARG", "USERS"}));
  EXPECT_FALSE(cube.find(Key{"A", "ARG", "USERS", "F", "X"}));
  EXPECT_EQ(cube.values(0).size(), 1U);
  EXPECT_EQ(cube.periods(0)[0], year(2020));
}

TEST(CubeSlice, TakesPeriodsThatBeginInTheRange) {
  CubeBuilder b = builder();
  const std::uint32_t annual = b.series(Key{"A", "ARG", "USERS", "_T"});
  const std::uint32_t quarterly = b.series(Key{"Q", "ARG", "USERS", "_T"});
  for (const int y : {2018, 2019, 2020}) b.add(annual, year(y), y, Key{"A", ""}, 1);
  for (const char* q : {"2019-Q1", "2019-Q2", "2019-Q4", "2020-Q1"}) b.add(quarterly, *TimePeriod::parse(q), 1, Key{"A", ""}, 1);
  const Cube cube = std::move(b).build();
  const auto count = [&](const char* start, const char* end) {
    CubeSlice slice{.cube = &cube, .series = {0, 1}};
    slice.start = TimePeriod::parse(start);  // nothing where the text is empty
    slice.end = TimePeriod::parse(end);
    return slice.size();
  };
  EXPECT_EQ(count("", ""), 7U);
  EXPECT_EQ(count("2019", ""), 6U);
  EXPECT_EQ(count("2019", "2019"), 4U);
  EXPECT_EQ(count("2019-Q2", "2019-12-31"), 2U);
  EXPECT_EQ(count("2020", "2019"), 0U);
}

TEST(Dictionary, SortsItsIdsAndSaysWhereTheyWent) {
  Dictionary d;
  EXPECT_EQ(d.intern("b"), 0U);
  EXPECT_EQ(d.intern("a"), 1U);
  EXPECT_EQ(d.intern("b"), 0U);
  EXPECT_EQ(d.sort(), (std::vector<std::uint32_t>{1, 0}));
  EXPECT_EQ(d.find("a"), 0U);
  EXPECT_EQ(d[1], "b");
  EXPECT_FALSE(d.find("c"));
}

}  // namespace
}  // namespace atalaya
