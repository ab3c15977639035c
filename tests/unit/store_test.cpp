// The workshop's store and what is computed from it: history, the state after any load, coverage of regional figures.
#include "scratch.h"
#include "base/yaml.h"
#include "support.h"
#include "workshop/loading.h"
#include "workshop/regional_figures.h"

namespace atalaya {
namespace {

using Key = std::vector<std::string_view>;

/// A workspace of the tiny pack, with files loaded one after the other by its mapping `tidy`.
class Store : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::copy(testing::tiny_pack(), space_.agenda(), std::filesystem::copy_options::recursive);
    Faults faults;
    mapping_ = load_mapping(testing::tiny_pack() / "mappings/tidy.yaml", agenda_, faults).value();
  }

  LoadRecord load(const std::string& rows) {
    scratch_.write("figures.csv", "indicator,geo,year,value\n" + rows);
    auto workshop = Workshop::open(space_, agenda_).value();
    return load_file(workshop, agenda_, areas_, mapping_, scratch_.files() / "figures.csv").value().record;
  }

  /// A message of SDMX-CSV; each line is an action, a country, a year and a value.
  LoadRecord load_message(const std::string& lines) {
    std::string text = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,INDICATOR,SEX,REF_AREA,TIME_PERIOD,OBS_VALUE\n";
    for (const std::string_view line : split(lines, '\n')) {
      if (line.size() > 2) text += "dataflow,TEST:DF_TINY(1.0)," + std::string(1, line[0]) + ",A,USERS,_T," + std::string(line.substr(2)) + "\n";
    }
    scratch_.write("message.csv", text);
    auto workshop = Workshop::open(space_, agenda_).value();
    return load_file(workshop, agenda_, areas_, sdmx_mapping(agenda_, RowFormat::SdmxCsv), scratch_.files() / "message.csv").value().record;
  }

  Cube cube(std::optional<std::int64_t> as_of = {}) { return Workshop::open(space_, agenda_).value().cube(agenda_, as_of).value(); }

  /// "value by load N" of users in Argentina in a year; empty where there is none.
  static std::string users(const Cube& cube, int year) {
    const auto series = cube.find(Key{"A", "ARG", "USERS", "_T"});
    if (!series) return "";
    for (std::size_t i = cube.first(*series); i < cube.last(*series); ++i) {
      if (cube.period(i) == TimePeriod::year(year)) return number_text(cube.value(i)) + " by load " + std::to_string(cube.load(i));
    }
    return "";
  }

  cases::Scratch scratch_;
  Workspace space_{scratch_.files()};
  const Agenda& agenda_ = testing::tiny_agenda();
  AreaMatcher areas_{agenda_};
  Mapping mapping_;
};

TEST_F(Store, AnyPastStateCanBeAskedFor) {
  load("users,ARG,2019,50\nusers,ARG,2020,60\n");
  const LoadRecord second = load("users,ARG,2020,61\nusers,ARG,2021,70\nusers,ARG,2019,50\n");
  EXPECT_EQ(second.accepted, 2);
  EXPECT_EQ(second.revised, 1);
  EXPECT_EQ(second.unchanged, 1);
  load("users,ARG,2020,60\n");  // back to what it was: a revision like others
  const std::string expected[][3] = {
      {"", "", ""}, {"50 by load 1", "60 by load 1", ""}, {"50 by load 1", "61 by load 2", "70 by load 2"}, {"50 by load 1", "60 by load 3", "70 by load 2"}};
  for (int as_of = 0; as_of < 4; ++as_of) {
    for (int year = 2019; year < 2022; ++year) EXPECT_EQ(users(cube(as_of), year), expected[as_of][year - 2019]) << as_of << " " << year;
  }
  EXPECT_EQ(users(cube(), 2020), "60 by load 3");
}

TEST_F(Store, WhatIsClosedIsGoneFromThatLoadOn) {
  load("users,ARG,2019,50\nusers,ARG,2020,60\nusers,BRA,2019,40\n");
  EXPECT_EQ(load_message("R,ARG,2020,60\n").closed, 1);
  EXPECT_EQ(load_message("D,ARG,,\n").closed, 1);
  EXPECT_EQ(load_message("D,ARG,,\n").closed, 0);
  load_message("A,ARG,2019,51\n");
  const std::string expected[][2] = {{"", ""}, {"50 by load 1", "60 by load 1"}, {"", "60 by load 1"}, {"", ""}, {"", ""}, {"51 by load 5", ""}};
  for (int as_of = 0; as_of < 6; ++as_of) {
    for (int year = 2019; year < 2021; ++year) EXPECT_EQ(users(cube(as_of), year), expected[as_of][year - 2019]) << as_of << " " << year;
  }
  EXPECT_EQ(cube().size(), 2U);
}

TEST_F(Store, AStoreOfBeforeDeletionsTakesThem) {
  load("users,ARG,2019,50\n");
  {
    auto workshop = Workshop::open(space_, agenda_).value();
    ASSERT_TRUE(workshop.connection().run("ALTER TABLE load DROP COLUMN closed; ALTER TABLE observation ALTER COLUMN value SET NOT NULL"));
  }
  EXPECT_EQ(load_message("D,ARG,2019,\n").closed, 1);
  EXPECT_EQ(users(cube(), 2019), "");
  EXPECT_EQ(users(cube(1), 2019), "50 by load 1");
  auto workshop = Workshop::open(space_, agenda_).value();
  EXPECT_EQ(workshop.loads().value().front().closed, 0);
}

TEST_F(Store, OneProcessAtATime) {
  const auto workshop = Workshop::open(space_, agenda_).value();
  const auto other = scratch_.run(ATALAYA_PROGRAM, {"loads"});
  EXPECT_EQ(other.exit, 5);
  EXPECT_NE(other.err.find("workshop.duckdb"), std::string::npos) << other.err;
}

TEST_F(Store, RegionalFiguresListWhoIsMissingAndWhoIsCarried) {
  load("price,ARG,2018,8\nprice,BOL,2017,4\nprice,BRA,2020,3\nprice,CHL,2020,1\nprice,BRA,2019,2\nprice,CHL,2019,2\n");
  const auto figures = compute_regional_figures(cube(), agenda_);
  const RegionalFigure* in_2020 = nullptr;
  const RegionalFigure* in_2019 = nullptr;
  for (const RegionalFigure& figure : figures) {
    if (figure.group != "LAC") continue;
    (figure.year == 2020 ? in_2020 : in_2019) = &figure;
    EXPECT_TRUE(figure.year == 2019 || figure.year == 2020) << "one fresh country of four is too few in " << figure.year;
  }
  ASSERT_TRUE(in_2019 != nullptr && in_2020 != nullptr);
  // By position among the members ARG, BOL, BRA, CHL.
  EXPECT_EQ(in_2020->key, "A.LAC.PRICE._T");
  EXPECT_EQ(in_2020->figure.missing, std::vector<std::size_t>{1});
  EXPECT_EQ(in_2020->figure.carried, std::vector<std::size_t>{0});
  EXPECT_EQ(in_2020->figure.value, 4);
  EXPECT_EQ(in_2019->figure.carried, (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(in_2019->figure.value, 4);
}

TEST_F(Store, AForecastOfACountryDoesNotMoveTheRegion) {
  mapping_.rules[2].forecast_from = TimePeriod::year(2020);
  load("price,ARG,2019,2\nprice,BOL,2019,2\nprice,BRA,2019,2\nprice,CHL,2019,2\nprice,ARG,2020,8\nprice,BOL,2020,8\nprice,BRA,2020,8\nprice,CHL,2020,8\n");
  for (const RegionalFigure& figure : compute_regional_figures(cube(), agenda_)) {
    EXPECT_TRUE(figure.indicator != "PRICE" || figure.year == 2019) << figure.key;
  }
}

}  // namespace
}  // namespace atalaya
