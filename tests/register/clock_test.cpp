// Instants, random texts and canonical JSON: what needs no database.
#include <gtest/gtest.h>

#include <set>

#include "register/store/canonical_json.h"
#include "register/store/clock.h"
#include "register/store/random.h"

namespace atalaya::reg {
namespace {

TEST(Instants, AreTextOfOneForm) {
  const auto instant = parse_instant("2026-11-26T01:43:15.123Z");
  ASSERT_TRUE(instant);
  EXPECT_EQ(instant_text(*instant), "2026-11-26T01:43:15.123Z");
  EXPECT_EQ(instant_text(*instant + std::chrono::hours(24 * 35)), "2026-12-31T01:43:15.123Z");
  for (const char* text : {"", "2026-11-26", "2026-11-26T01:43:15Z", "2026-02-30T01:43:15.123Z", "2026-11-26T24:43:15.123Z", "2026-11-26T01:43:15.123z",
                           "2026-11-26T01:43:15.123+", "+026-11-26T01:43:15.123Z"}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

TEST(Random, IdsAndTokensHaveTheirForm) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = new_public_id(), token = new_token();
    EXPECT_TRUE(is_public_id(id)) << id;
    EXPECT_TRUE(is_token(token)) << token;
    EXPECT_FALSE(is_token(id) || is_public_id(token));
    seen.insert(id);
  }
  EXPECT_EQ(seen.size(), 1000U);
  EXPECT_EQ(base32("foobar"), "mzxw6ytboi");  // RFC 4648, section 10
  EXPECT_EQ(base32("f"), "my");
}

TEST(CanonicalJson, FollowsTheExamplesOfTheStandard) {
  // RFC 8785, sections 3.2.2 and 3.2.3.
  EXPECT_EQ(canonical_json(R"({"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]})")
                .value(),
            "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
            "\"string\":\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  EXPECT_EQ(canonical_json(R"({"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
    "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"})")
                .value(),
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xC2\x80\":\"Control\",\"\xC3\xB6\":\"Latin Small Letter O With Diaeresis\","
            "\"\xE2\x82\xAC\":\"Euro Sign\",\"\xF0\x9F\x98\x80\":\"Emoji: Grinning Face\",\"\xEF\xAC\xB3\":\"Hebrew Letter Dalet With Dagesh\"}");
}

TEST(CanonicalJson, WritesNumbersAsEcmaScriptDoes) {
  // RFC 8785, appendix B, and the limits between the notations.
  const std::pair<double, const char*> expected[] = {{0.0, "0"},
                                                     {-0.0, "0"},
                                                     {5e-324, "5e-324"},
                                                     {-5e-324, "-5e-324"},
                                                     {1.7976931348623157e308, "1.7976931348623157e+308"},
                                                     {9007199254740992, "9007199254740992"},
                                                     {295147905179352830000.0, "295147905179352830000"},
                                                     {9.999999999999997e22, "9.999999999999997e+22"},
                                                     {1e23, "1e+23"},
                                                     {1e21, "1e+21"},
                                                     {999999999999999900000.0, "999999999999999900000"},
                                                     {1e-6, "0.000001"},
                                                     {1e-7, "1e-7"},
                                                     {123456.789, "123456.789"},
                                                     {-1.5, "-1.5"},
                                                     {1424953923781206.25, "1424953923781206.2"}};
  for (const auto& [number, text] : expected) EXPECT_EQ(canonical_number(number), text);
}

TEST(CanonicalJson, RefusesWhatHasNoCanonicalForm) {
  for (const char* text : {"", "{", R"({"a":1,"a":2})", R"({"a":1,"\u0061":2})", "1e400", R"("\ud800")", "[1] [2]", "\xff", "{\"a\":NaN}"}) {
    EXPECT_FALSE(canonical_json(text)) << text;
  }
  EXPECT_FALSE(canonical_json(std::string(1000, '[') + std::string(1000, ']')));
}

}  // namespace
}  // namespace atalaya::reg
