#include "workshop/mapping.h"

#include <algorithm>

#include "scratch.h"
#include "support.h"

namespace atalaya {
namespace {

TEST(Mapping, WhereIsTheCrossProductOfItsLists) {
  const cases::Scratch scratch;
  scratch.write("m.yaml",
                "id: m\nformat: csv\nflow: DF_TINY\ncolumns: {REF_AREA: a, TIME_PERIOD: t}\n"
                "series:\n- {where: {x: [1, 2], y: [u, v, w]}, value: n, scale: 0.5}\n- {value: other, forecast_from: 2024-Q2}\n");
  Faults faults;
  const auto mapping = load_mapping(scratch.files() / "m.yaml", testing::tiny_agenda(), faults);
  ASSERT_TRUE(mapping) << faults.errors().front().to_string();
  ASSERT_EQ(mapping->rules.size(), 7U);
  using Where = decltype(SeriesRule::where);
  EXPECT_EQ(mapping->rules[0].where, (Where{{"x", "1"}, {"y", "u"}}));
  EXPECT_EQ(mapping->rules[5].where, (Where{{"x", "2"}, {"y", "w"}}));
  EXPECT_EQ(mapping->rules[5].scale, 0.5);
  EXPECT_TRUE(mapping->rules[6].where.empty());
  EXPECT_EQ(mapping->rules[6].value_column, "other");
  EXPECT_EQ(mapping->rules[6].forecast_from, TimePeriod::parse("2024-Q2"));
  EXPECT_EQ(mapping->sha256.size(), 64U);
}

TEST(Mapping, EveryFaultIsFoundAtOnce) {
  const cases::Scratch scratch;
  scratch.write("m.yaml",
                "id: m\nformat: dbf\nflow: DF_OTHER\ndelimiter: '::'\ncolumns: {REF_AREA: a, COLOUR: c}\nconstants: {FREQ: X}\n"
                "codes: {SEX: {w: F, h: MALE}}\nseries:\n- {when: {x: 1}, scale: much}\n- {set: {INDICATOR: NONE}, forecast_from: soon}\n");
  Faults faults;
  EXPECT_FALSE(load_mapping(scratch.files() / "m.yaml", testing::tiny_agenda(), faults));
  std::vector<std::size_t> lines;
  for (const Error& error : faults.errors()) lines.push_back(error.place.line);
  EXPECT_EQ(lines, (std::vector<std::size_t>{2, 4, 3, 5, 6, 7, 9, 9, 10, 10, 5}));
}

TEST(Mapping, ThoseOfTheShippedPackAreWhole) {
  const auto pack = testing::source_tree() / "agendas/elac2022";
  const auto agenda = load_agenda(pack);
  ASSERT_TRUE(agenda) << agenda.error().to_string();
  Faults faults;
  const auto mappings = load_mappings(pack, *agenda, faults);
  for (const Error& error : faults.errors()) ADD_FAILURE() << error.to_string();
  EXPECT_GE(mappings.size(), 8U);
  for (const Mapping& mapping : mappings) {
    EXPECT_FALSE(mapping.rules.empty()) << mapping.id;
    // A rule has an indicator: its own, or the file's.
    for (const SeriesRule& rule : mapping.rules) {
      const bool set = std::ranges::any_of(rule.set, [](const auto& p) { return p.first == "INDICATOR"; });
      const bool elsewhere = std::ranges::any_of(mapping.columns, [](const auto& p) { return p.first == "INDICATOR"; }) ||
                             std::ranges::any_of(mapping.constants, [](const auto& p) { return p.first == "INDICATOR"; });
      EXPECT_TRUE(set || elsewhere) << rule.place.to_string();
    }
  }
}

}  // namespace
}  // namespace atalaya
