#include "agenda/wording.h"

#include "base/yaml.h"
#include "support.h"

namespace atalaya {
namespace {

Result<Wording> parse(const std::string& text) { return parse_wording(text, "folder/doc.md", testing::tiny_agenda()); }

TEST(Wording, MarksAroundTheTextAreTakenOff) {
  // The same three goals and two areas, as different documents set them.
  for (const char* text : {"## 1. Access\nGoal 1: One text.\n\nGoal 2: Two.\n\n## 2. Use\nGoal 3: Three.\n",
                           "### **1. Access**\n- Goal 1:** One\n  text.\n- Goal 2:** Two.\n### **2. Use**\n\n**Goal 3:** Three.\n",
                           "# 1. Access #\r\n* __META 1.__ One text.\r\n> Meta 2. Two.\r\n# 2.Use\r\nobjetivo 3 : Three.\r\n"}) {
    const auto wording = parse(text);
    ASSERT_TRUE(wording) << wording.error().to_string() << "\n" << text;
    EXPECT_EQ(wording->goals.at(1), "One text.") << text;
    EXPECT_EQ(wording->goals.at(2), "Two.") << text;
    EXPECT_EQ(wording->goals.at(3), "Three.") << text;
    EXPECT_EQ(wording->areas.at(1).substr(0, 6), "Access") << text;
    EXPECT_EQ(wording->areas.at(2), "Use") << text;
    EXPECT_EQ(wording->file, "doc.md");
    EXPECT_EQ(wording->sha256.size(), 64U);
  }
}

TEST(Wording, WhatIsNoGoalIsLeftOut) {
  const auto wording = parse(
      "1. A numbered paragraph.\nGoals are these:\nGoal one: no number.\n# 1. Access\nText of the area.\nGoal 1: One.\n\nGoal 1 is mentioned.\n"
      "Goal 2: Two.\nAs Goal 1: says.\n# 2. Use\nGoal 3: Three.\n---\nGoal 2001 : no\n");
  ASSERT_TRUE(wording) << wording.error().to_string();
  EXPECT_EQ(wording->goals.at(1), "One.");
  EXPECT_EQ(wording->goals.at(2), "Two. As Goal 1: says.");
}

TEST(Wording, FaultsNameTheLine) {
  const std::pair<const char*, const char*> all[] = {
      {"", "area 1 is missing"},
      {"# 1. A\n# 2. B\nGoal 1: x\n\nGoal 3: z\n", "folder/doc.md:3: goal 2 is missing"},
      {"# 1. A\nGoal 1: x\nGoal 2: y\nGoal 1: x\n", "folder/doc.md:4: goal 1 stands twice; first at line 2"},
      {"# 1. A\n# 1. B\n", "folder/doc.md:2: area 1 stands twice; first at line 1"},
      {"# 1. A\n# 2. B\nGoal 1: x\nGoal 2: y\nGoal 3: z\nGoal 9: w\n", "folder/doc.md:6: goal 9 is not of this agenda"},
      {"# 1. A\n# 2. B\n# 3. C\nGoal 1: x\nGoal 2: y\nGoal 3: z\n", "folder/doc.md:3: area 3 is not of this agenda"},
      {"# 1. A\n# 2. B\nGoal 1:\n\nGoal 2: y\nGoal 3: z\n", "folder/doc.md:3: goal 1 has no text"},
      {"ok\n\xC3\x28\n", "folder/doc.md:2: the text is not UTF-8"},
  };
  for (const auto& [text, message] : all) {
    const auto wording = parse(text);
    ASSERT_FALSE(wording) << text;
    EXPECT_NE(wording.error().to_string().find(message), std::string::npos) << wording.error().to_string();
  }
}

}  // namespace
}  // namespace atalaya
