#include "formats/json/json_cursor.h"

#include <gtest/gtest.h>

#include <cmath>

namespace atalaya {
namespace {

TEST(JsonCursor, WhatIsNoJsonHasItsPlace) {
  const std::pair<std::string, const char*> all[] = {
      {"", "f:1:1: not valid JSON: the end is cut off"},
      {"[1,\n 2", "f:2:3: not valid JSON: a comma or the end of the array is expected"},
      {"[1,]", "f:1:4: not valid JSON: a value is expected"},
      {"{\"a\" 1}", "f:1:6: not valid JSON: a colon is expected"},
      {"{a:1}", "f:1:2: not valid JSON: the name of a member is expected"},
      {"[01]", "f:1:2: not valid JSON: a number that is none"},
      {"[1.]", "f:1:2: not valid JSON: a number that is none"},
      {"[-]", "f:1:2: not valid JSON: a number that is none"},
      {"[1e]", "f:1:2: not valid JSON: a number that is none"},
      {"[+1]", "f:1:2: not valid JSON: a value is expected"},
      {"[nul]", "f:1:2: not valid JSON: a value is expected"},
      {"[tru]", "f:1:2: not valid JSON: true or false is expected"},
      {"[\"a", "f:1:4: not valid JSON: a string is never closed"},
      {"[\"a\nb\"]", "f:1:4: not valid JSON: a control character stands in a string"},
      {"[\"\\x\"]", "f:1:4: not valid JSON: an escape that there is not"},
      {"[\"\\u12\"]", "not valid JSON: the escape \\u has four hexadecimal digits"},
      {"[\"\\ud800\"]", "not valid JSON: half of a surrogate pair"},
      {"[\"\\udc00\"]", "not valid JSON: half of a surrogate pair"},
      {std::string(200, '[') + std::string(200, ']'), "not valid JSON: nested too deep"},
  };
  for (const auto& [text, message] : all) {
    JsonCursor cursor(text, "f");
    ASSERT_FALSE(cursor.skip()) << text;
    EXPECT_NE(cursor.failure().error().to_string().find(message), std::string::npos) << text << "\n" << cursor.failure().error().to_string();
  }
}

TEST(JsonCursor, TextsAreWhatTheyMean) {
  JsonCursor cursor("\xEF\xBB\xBF [\"plain\", \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\", -0.5e+3, true, null]", "f");
  std::list<std::string> storage;
  std::string_view text;
  bool flag = false;
  ASSERT_TRUE(cursor.take('['));
  ASSERT_TRUE(cursor.string(text, storage));
  EXPECT_EQ(text, "plain");
  EXPECT_TRUE(storage.empty());
  ASSERT_TRUE(cursor.take(',') && cursor.string(text, storage));
  EXPECT_EQ(text, "\"\\/\b\f\n\r\t\u00e9\U0001F600");
  ASSERT_TRUE(cursor.take(',') && cursor.number(text));
  EXPECT_EQ(text, "-0.5e+3");
  ASSERT_TRUE(cursor.take(',') && cursor.boolean(flag) && flag && cursor.take(',') && cursor.null() && cursor.take(']'));
  EXPECT_TRUE(cursor.at_end());
}

TEST(JsonCursor, PassesOverWholeValuesWhateverIsInThem) {
  // Brackets and quotes in texts, escapes at every place of a block, lines counted.
  for (std::size_t pad = 0; pad < 140; ++pad) {
    const std::string inside = "{\"" + std::string(pad, 'x') + "\": [\"]}\\\"[{\", {\"\\\\\": \"\\\\\"}],\n \"b\": [[], {}]}";
    const std::string text = inside + std::string(pad % 7, ' ') + ", 1";
    JsonCursor cursor(text, "f");
    const auto begin = cursor.mark();
    ASSERT_TRUE(cursor.pass_over()) << text;
    EXPECT_EQ(cursor.offset(), inside.size()) << text;
    EXPECT_EQ(cursor.place().line, 2U);
    EXPECT_EQ(cursor.place().column, inside.size() - inside.find('\n')) << text;
    cursor.go_to(begin);
    EXPECT_TRUE(cursor.skip());
    EXPECT_EQ(cursor.offset(), inside.size());
    for (std::size_t cut = 1; cut < inside.size(); cut += 13) {
      JsonCursor shorter(std::string_view(text).substr(0, cut), "f");
      EXPECT_FALSE(shorter.pass_over());
    }
  }
}

TEST(JsonCursor, PlainMembersAreReadInOneGo) {
  const std::string text = "  \"12\":[3.25,null,-7,0,123456789012345] ,\"3\":[1]";
  JsonCursor cursor(text, "f");
  JsonCursor::PlainMember member;
  ASSERT_TRUE(cursor.plain_member(member));
  EXPECT_EQ(member.name, 12U);
  ASSERT_EQ(member.count, 5U);
  EXPECT_EQ(member.numbers[0].text, "3.25");
  EXPECT_EQ(member.numbers[0].value, 3.25);
  EXPECT_EQ(member.numbers[0].whole, JsonCursor::PlainNumber::not_whole);
  EXPECT_EQ(member.numbers[1].text.data(), nullptr);
  EXPECT_EQ(member.numbers[2].value, -7);
  EXPECT_EQ(member.numbers[2].whole, JsonCursor::PlainNumber::not_whole);
  EXPECT_EQ(member.numbers[3].whole, 0U);
  EXPECT_EQ(member.numbers[4].value, 123456789012345.0);
  EXPECT_TRUE(cursor.take(','));
  ASSERT_TRUE(cursor.plain_member(member));
  EXPECT_EQ(member.name, 3U);
  EXPECT_TRUE(cursor.at_end());
}

TEST(JsonCursor, WhatIsNoPlainMemberIsLeftWhereItIs) {
  for (const std::string text : {"",
                                 "\"",
                                 "\"1",
                                 "\"1\"",
                                 "\"1\":",
                                 "\"1\":[",
                                 "\"1\":[1",
                                 "\"1\":[1,",
                                 "\"1\":[]",
                                 "\"1\":[01]",
                                 "\"01\":[1]",
                                 "\"1234567890\":[1]",
                                 "\"1\":[1.]",
                                 "\"1\":[-]",
                                 "\"1\":[1e3]",
                                 "\"1\":[1234567890123456]",
                                 "\"1\":[nul",
                                 "\"1\":[\"a\"]",
                                 "\"1\":[1 ]",
                                 "\"1\" :[1]",
                                 "\"a\":[1]",
                                 "\"1\":{}",
                                 "\"1\":[1,2,3,4,5,6,7,8,9]"}) {
    JsonCursor cursor(text, "f");
    JsonCursor::PlainMember member;
    EXPECT_FALSE(cursor.plain_member(member)) << text;
    EXPECT_EQ(cursor.offset(), 0U) << text;
  }
}

TEST(JsonCursor, NumbersHaveTheValueOfTheirText) {
  for (const std::string text : {"0", "-0", "0.1", "2.5", "-123.456", "999999999999999", "0.00000000000001", "4.35"}) {
    JsonCursor cursor(text, "f");
    std::string_view out;
    double value = 0;
    ASSERT_TRUE(cursor.number(out, value));
    EXPECT_EQ(out, text);
    EXPECT_EQ(value, std::stod(text));
    EXPECT_EQ(std::signbit(value), text.front() == '-');
  }
  for (const std::string text : {"1e3", "1234567890123456", "0.1234567890123456"}) {
    JsonCursor cursor(text, "f");
    std::string_view out;
    double value = 0;
    ASSERT_TRUE(cursor.number(out, value));
    EXPECT_EQ(out, text);
    EXPECT_TRUE(std::isnan(value));
  }
}

TEST(JsonCursor, PassesOverArraysInArraysAtTheEdgesOfBlocks) {
  // What closes may stand anywhere in the 64 bytes that are looked at in one go.
  for (std::size_t pad = 0; pad < 130; ++pad) {
    const std::string space(pad, ' ');
    const std::string value = "{\"a\":{" + space + "\"1\":[1,[2],[[3]]],\"2\":[" + std::string(pad / 7, '1') + "0],\"]\":[\"}\\\"\"]}" + space + "}";
    const std::string text = value + ",7";
    JsonCursor cursor(text, "f");
    std::size_t arrays = 0;
    ASSERT_TRUE(cursor.pass_over(&arrays)) << text;
    EXPECT_EQ(cursor.offset(), value.size()) << text;
    EXPECT_LE(arrays, 6U);
  }
}

}  // namespace
}  // namespace atalaya
