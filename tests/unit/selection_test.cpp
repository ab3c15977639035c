#include "query/selection.h"

#include "model/cube_builder.h"
#include "support.h"

namespace atalaya {
namespace {

using Keys = std::vector<std::string>;

const Cube& cube() {
  static const Cube built = [] {
    CubeBuilder b(testing::tiny_agenda().structure);
    for (const char* key : {"A.ARG.USERS._T", "A.ARG.USERS.F", "A.BRA.USERS._T", "A.BRA.PRICE._T", "Q.CHL.SITES._T"}) {
      const auto parts = split(key, '.');
      const auto period = parts[0] == "A" ? TimePeriod::year(2020) : *TimePeriod::parse("2020-Q1");
      b.add(b.series(parts), period, 1, std::vector<std::string_view>{"A", "OFFICE"}, 1);
    }
    return std::move(b).build();
  }();
  return built;
}

Keys taken(const char* key) {
  const auto filter = parse_key(key, *testing::tiny_agenda().structure);
  if (!filter) return {filter.error().to_string()};
  Keys out;
  for (const std::size_t s : select(cube(), *filter).series) out.push_back(cube().key(s));
  return out;
}

TEST(Selection, AKeyTakesItsSeries) {
  const Keys all = {"A.ARG.USERS.F", "A.ARG.USERS._T", "A.BRA.PRICE._T", "A.BRA.USERS._T", "Q.CHL.SITES._T"};
  const std::pair<const char*, Keys> table[] = {
      {"", all},
      {"all", all},
      {"...", all},
      {"A", {all[0], all[1], all[2], all[3]}},
      {".ARG", {all[0], all[1]}},
      {"A.ARG+BRA.USERS._T", {all[1], all[3]}},
      {"..SITES+PRICE", {all[2], all[4]}},
      {"A+Q...", all},
      {".BOL", {}},
      {"M", {}},
      {".ARG+ARG..F", {all[0]}},
  };
  for (const auto& [key, keys] : table) EXPECT_EQ(taken(key), keys) << key;
}

TEST(Selection, AWrongKeySaysWhere) {
  const std::pair<const char*, const char*> table[] = {
      {"A.ARG.USERS._T.", "key: the key has 5 parts, the structure 4 (the order is FREQ.REF_AREA.INDICATOR.SEX)"},
      {"X", "key part 1: FREQ has no code 'X'"},
      {"..users", "key part 3: INDICATOR has no code 'users'"},
      {".ARG++BRA", "key part 2: REF_AREA has no code ''"},
      {"...F+*", "key part 4: SEX has no code '*'"},
  };
  for (const auto& [key, message] : table) {
    const Keys found = taken(key);
    ASSERT_EQ(found.size(), 1U) << key;
    EXPECT_TRUE(found[0].starts_with(message)) << found[0];
  }
}

TEST(Selection, Formats) {
  for (const char* name : {"csv", "sdmx-csv", "json"}) EXPECT_TRUE(data_format(name)) << name;
  EXPECT_EQ(data_format("xml").error().kind, ErrorKind::Usage);
  EXPECT_EQ(parse_period("2020-Q5", "--start").error().kind, ErrorKind::Usage);
  EXPECT_EQ(parse_period("2020-Q4", "--start").value(), TimePeriod::parse("2020-Q4").value());
  const Agenda& agenda = testing::tiny_agenda();
  const CubeSlice slice = select(cube(), *parse_key("A.BRA.USERS", *agenda.structure));
  EXPECT_EQ(write(slice, DataFormat::SdmxCsv, agenda.dataflow, "r", "en"),
            "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDICATOR,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS,SOURCE\n"
            "dataflow,TEST:DF_TINY(1.0),I,A,BRA,USERS,_T,2020,1,,,A,OFFICE\n");
}

}  // namespace
}  // namespace atalaya
