#include "formats/worldbank/worldbank_reader.h"

#include "base/text.h"
#include "support.h"

namespace atalaya {
namespace {

using Lines = std::vector<std::string>;

Lines read(std::string_view text) {
  auto reader = open_worldbank(text, "f");
  if (!reader) return {reader.error().to_string()};
  return testing::drain(**reader);
}

const std::string page = R"([{"page":1,"pages":1,"per_page":"50","total":3},[
 {"indicator":{"id":"IT.NET.USER.ZS","value":"Users"},"country":{"id":"AR","value":"Argentina"},
  "countryiso3code":"ARG","date":"2021","value":87.1506919860839,"unit":"","obs_status":"","decimal":1},

 {"indicator": {"id": "X", "value": null}, "country": {"value": "Côte \u0022d'Ivoire\u0022", "id": "CI"}, "date": "2020Q1", "value": -1.5E+3, "more": [{"a": []}, null]},
 {
  "date": "2019", "value": null
 }]]
)";

TEST(WorldBank, ThePagesRows) {
  EXPECT_EQ(read(page),
            (Lines{"2: IT.NET.USER.ZS|Users|AR|Argentina|ARG|2021|87.1506919860839|||1", "5: X||CI|Côte \"d'Ivoire\"||2020Q1|-1.5E+3|||", "6: |||||2019||||"}));
  EXPECT_EQ(read(R"([{"page":0},null])"), Lines{});
  EXPECT_EQ(read(R"([{"page":0},[]])"), Lines{});
}

TEST(WorldBank, WhatIsRefused) {
  const std::pair<const char*, const char*> all[] = {
      {R"([{"message":[{"id":"120","key":"k","value":"Bad value"},{"value":"Worse"}]}])", "f: the service answered with an error: Bad value; Worse"},
      {"", "f: not valid JSON: "},
      {"[", "f"},
      {"{}", "f:1:1: not a page of the World Bank API: an array"},
      {"[]", "f:1:...: not a page of the World Bank API: the array is empty"},
      {"[1,2]", "f:1:...: not a page of the World Bank API: the first element"},
      {R"([{"page":1}])", "f:1:...: not a page of the World Bank API: the rows are missing"},
      {R"([{"page":1},{}])", "f:1:...: not a page of the World Bank API: the second element"},
      {R"([{"page":1},[5]])", "f:1:...: not a page of the World Bank API: a row is not an object"},
      {R"([{"page":1},[{"indicator":"X"}]])", "f:1:...: not a page of the World Bank API: 'indicator' and 'country' are objects"},
      {R"([{"page":1},[{"value":{}}]])", "f:1:...: not a page of the World Bank API: a plain value is expected"},
      {R"([{"page":1},[{"value":true}]])", "f:1:...: not a page of the World Bank API: a plain value is expected"},
      {R"([{"page":1},[{"value":nil}]])", "f:1:"},
      {R"([{"page":1},[{"date":"1"} {"date":"2"}]])", "f:1:"},
      {R"([{"page":1},[{"date":"1"},]])", "f:1:"},
      {R"([{"page":1} [{"date":"1"}]])", "f:1:"},
      {"[{\"page\":1},[{\"date\":\"\xFF\"}]]", "f: the text is not UTF-8"},
  };
  for (const auto& [text, message] : all) {
    const Lines lines = read(text);
    ASSERT_FALSE(lines.empty()) << text;
    const auto parts = std::string(message).find("...");
    const std::string start = std::string(message).substr(0, parts);
    EXPECT_TRUE(lines.back().starts_with(start)) << text << "\n" << lines.back();
    const std::string end = parts == std::string::npos ? "" : message + parts + 3;
    EXPECT_NE(lines.back().find(end), std::string::npos) << text << "\n" << lines.back();
  }
}

TEST(WorldBank, ANumberBeyondDoublesKeepsItsDigitsForTheMapping) { EXPECT_EQ(read(R"([{"page":1},[{"value":1e400}]])"), Lines{"1: ||||||1e400|||"}); }

TEST(WorldBank, APageThatIsCutAnywhereIsRefused) {
  const std::string_view whole = trim(page);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const Lines lines = read(whole.substr(0, length));
    ASSERT_FALSE(lines.empty()) << length;
    EXPECT_TRUE(lines.back().starts_with("f")) << "cut after " << length << " bytes: " << lines.back();
  }
}

TEST(WorldBank, WhatFollowsThePageIsRefused) {
  for (const char* rest : {"]", "x", "[{\"page\":2},[]]", ",{}"}) {
    const Lines lines = read(std::string(trim(page)) + rest);
    EXPECT_TRUE(lines.back().starts_with("f")) << rest;
  }
  for (const char* text : {R"([{"page":1},[{"date":"2020"}],[]])", R"([{"page":1},null,[{"date":"2020"}]])"}) {
    const Lines lines = read(text);
    EXPECT_TRUE(!lines.empty() && lines.back().starts_with("f")) << text;
  }
}

}  // namespace
}  // namespace atalaya
