// Versions that are asked for: every form of the standard, and those that it excludes.
#include "query/structures/version_pattern.h"

#include <gtest/gtest.h>

namespace atalaya {
namespace {

struct Expected {
  const char* pattern;
  std::vector<const char*> taken;
};

const std::vector<const char*> versions = {"1",     "2",     "1.0",   "1.5",         "2.0",   "2.3",   "0.9.0",
                                           "1.0.0", "1.2.0", "1.2.7", "1.3.0-draft", "2.0.0", "2.3.1", "2.3.5-beta"};

TEST(VersionPattern, TakesWhatTheStandardSays) {
  const std::vector<Expected> all = {
      {"1.5", {"1.5"}},
      {"1.2.7", {"1.2.7"}},
      {"1.3.0-draft", {"1.3.0-draft"}},
      {"+", {"1.0", "1.5", "2.0", "2.3", "1.0.0", "1.2.0", "1.2.7", "2.0.0", "2.3.1"}},
      {"+.0.0", {"1.0.0", "1.2.0", "1.2.7", "2.0.0", "2.3.1"}},
      {"1.+.0", {"1.0.0", "1.2.0", "1.2.7"}},
      {"1.2.+", {"1.2.0", "1.2.7"}},
      {"1+.2.1", {"1.2.7", "2.0.0", "2.3.1"}},
      {"1.2+.1", {"1.2.7"}},
      {"2.3.1+", {"2.3.1"}},
      {"~.0", {"1.0", "1.5", "2.0", "2.3"}},
      {"~.0.0", {"0.9.0", "1.0.0", "1.2.0", "1.2.7", "1.3.0-draft", "2.0.0", "2.3.1", "2.3.5-beta"}},
      {"2.~", {"2.0", "2.3"}},
      {"1.~.0", {"1.0.0", "1.2.0", "1.2.7", "1.3.0-draft"}},
      {"2.3.~", {"2.3.1", "2.3.5-beta"}},
      {"1~.5", {"1.5", "2.0", "2.3"}},
      {"1~.2.1", {"1.2.7", "1.3.0-draft", "2.0.0", "2.3.1", "2.3.5-beta"}},
      {"2.1~", {"2.3"}},
      {"1.2~.1", {"1.2.7", "1.3.0-draft"}},
      {"2.3.2~", {"2.3.5-beta"}},
      {"*.0", {"1.0", "1.5", "2.0", "2.3"}},
      {"2.*", {"2.0", "2.3"}},
      {"2.*.0", {"2.0.0", "2.3.1", "2.3.5-beta"}},
      {"1.2.*", {"1.2.0", "1.2.7"}},
      {"2*.1", {"2.3"}},
      {"1*.3.0", {"1.3.0-draft", "2.0.0", "2.3.1", "2.3.5-beta"}},
      {"1.1*", {"1.5"}},
      {"1.2*.5", {"1.2.7", "1.3.0-draft"}},
      {"1.2.5*", {"1.2.7"}},
  };
  for (const auto& [text, taken] : all) {
    const auto pattern = parse_version_pattern(text);
    ASSERT_TRUE(pattern) << text;
    std::vector<const char*> got;
    for (const char* version : versions) {
      if (pattern->matches(version)) got.push_back(version);
    }
    EXPECT_EQ(got, taken) << text;
  }
  for (const char* version : versions) EXPECT_TRUE(parse_version_pattern("*")->matches(version) && parse_version_pattern("~")->matches(version));
}

TEST(VersionPattern, OneOrAll) {
  for (const char* text : {"+", "~", "1.2+.0", "1.~"}) EXPECT_TRUE(parse_version_pattern(text)->takes_one()) << text;
  for (const char* text : {"*", "1.0", "1.*", "1.2.3-x"}) EXPECT_FALSE(parse_version_pattern(text)->takes_one()) << text;
  // A plus alone takes versions of two parts too.
  EXPECT_NE(parse_version_pattern("+")->text(), parse_version_pattern("+.0.0")->text());
  EXPECT_EQ(parse_version_pattern("1.+.0")->text(), parse_version_pattern("1.0+.0")->text());
}

TEST(VersionPattern, Refuses) {
  for (const char* text : {"",
                           "x",
                           "1.",
                           ".1",
                           "1..0",
                           "1.2.3.4",
                           "+.2.3",
                           "1.+.3",
                           "~.2",
                           "~.2.3",
                           "1.~.3",
                           "*.2",
                           "1.*.3",
                           "+.0",
                           "2.3+",
                           "~.0.*",
                           "3.2*.1+",
                           "3.2+.1+",
                           "2~",
                           "1.0.0-",
                           "latest",
                           "1.2+.0-draft",
                           "99999999999999999999999.0.0+"}) {
    EXPECT_FALSE(parse_version_pattern(text)) << text;
  }
}

TEST(VersionPattern, KeywordsOfRest1) {
  EXPECT_TRUE(parse_version_keyword("latest")->takes_one());
  EXPECT_TRUE(parse_version_keyword("latest")->prefers_stable());
  EXPECT_FALSE(parse_version_keyword("all")->takes_one());
  EXPECT_TRUE(parse_version_keyword("1.0")->matches("1.0"));
  for (const char* text : {"*", "+", "~", "", "1.0+"}) EXPECT_FALSE(parse_version_keyword(text)) << text;
}

}  // namespace
}  // namespace atalaya
