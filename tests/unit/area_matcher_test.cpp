#include "agenda/area_matcher.h"

#include "agenda/world.h"
#include "support.h"

namespace atalaya {
namespace {

TEST(AreaMatcher, CodesNamesAndNothingElse) {
  const AreaMatcher matcher(testing::tiny_agenda());
  const std::pair<const char*, const char*> all[] = {{"ARG", "ARG"},
                                                     {"arg", "ARG"},
                                                     {"Ar", "ARG"},
                                                     {"032", "ARG"},
                                                     {"32", "ARG"},
                                                     {" Argentina ", "ARG"},
                                                     {"8", "ALB"},
                                                     {"008", "ALB"},
                                                     {"DEU", "DEU"},
                                                     {"Germany", "DEU"},
                                                     {"LAC", "LAC"},
                                                     {"The region", "LAC"},
                                                     {"region", "LAC"},
                                                     {"Bolivia (Plurinational State of)", "BOL"},
                                                     {"PLURINATIONAL STATE OF BOLIVIA", "BOL"}};
  for (const auto& [text, id] : all) EXPECT_EQ(matcher.match(text), id) << text;
  for (const char* text : {"", "  ", "0", "999", "0032", "XXX", "Atlantis", "Argentin", "-32", "World"}) EXPECT_FALSE(matcher.match(text)) << text;
}

TEST(AreaMatcher, EveryCountryOfTheWorldIsKnownByItsCodes) {
  const AreaMatcher matcher(testing::tiny_agenda());
  EXPECT_GT(iso_countries().size(), 240U);
  for (const IsoCountry& country : iso_countries()) {
    EXPECT_EQ(matcher.match(country.iso3), country.iso3);
    EXPECT_EQ(matcher.match(country.iso2), country.iso3);
  }
}

TEST(AreaMatcher, EveryNameOfTheAgendasPackMeansItsCountry) {
  const auto agenda = load_agenda(testing::source_tree() / "agendas/elac2022");
  ASSERT_TRUE(agenda) << agenda.error().to_string();
  const AreaMatcher matcher(*agenda);
  for (const Country& country : agenda->countries) {
    for (const auto& names : {country.name, country.official}) {
      for (const auto& [language, name] : names.all()) EXPECT_EQ(matcher.match(name), country.id) << name;
    }
    for (const std::string& variant : country.variants) EXPECT_EQ(matcher.match(variant), country.id) << variant;
    EXPECT_EQ(matcher.match(country.m49), country.id);
    EXPECT_EQ(matcher.match(std::to_string(std::stoi(country.m49))), country.id) << "without zeros";
  }
}

}  // namespace
}  // namespace atalaya
