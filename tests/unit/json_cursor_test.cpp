#include "formats/json/json_cursor.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace atalaya
