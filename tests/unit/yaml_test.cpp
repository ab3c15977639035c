#include "base/yaml.h"

#include <gtest/gtest.h>

#include <functional>

#include "base/text.h"

namespace atalaya {
namespace {

/// The faults that a reading of `text` finds, one a line.
std::string faults_of(const std::string& text, const std::function<void(const YamlNode&, Faults&)>& reading) {
  Faults faults;
  if (const auto node = YamlNode::parse(text, "f", faults)) reading(*node, faults);
  std::string out;
  for (const Error& error : faults.errors()) out += error.to_string() + "\n";
  return out;
}

TEST(Yaml, EachFaultHasItsPlace) {
  const auto nothing = [](const YamlNode&, Faults&) {};
  const struct {
    std::string text;
    std::function<void(const YamlNode&, Faults&)> reading;
    std::string faults;
  } all[] = {
      {"a: 1\nb: [", nothing, "f:2:1: not valid YAML: "},
      {"a: \xFF", nothing, "f:1: the text is not UTF-8 (save the file as UTF-8)\n"},
      {"a: 1\n---\nb: 2\n", nothing, "f:2:1: a second YAML document begins here"},
      {"\xEF\xBB\xBF---\na: 1\n---\nb: 2\n", nothing, "f:3:1: a second YAML document begins here"},
      {"\"a\",\"b\"", nothing, "f:1:4: not valid YAML: what stands before is complete"},
      {"a: 1\nb: \x04", nothing, "f:2: a control character stands in the text (take it out)\n"},
      {"a: \"\\0\"", nothing, "f:1:4: a control character stands in the text (take it out)\n"},
      {"a: \"\\_\"", nothing, "f:1:4: an escape here gives no UTF-8"},
      {"a: !!str 5", nothing, "f:1:4: a tag ('!...') means nothing here"},
      {"a: &x [1, *x]", nothing, "f:1:11: this alias stands inside of what it stands for\n"},
      {"a: 1\nc: 2\n",
       [](const YamlNode& n, Faults& f) {
         n.only({"a", "b"}, f);
       },
       "f:2:4: unknown key 'c' (allowed here: a, b)\n"},
      {"a: 1\na: 2\n", [](const YamlNode& n, Faults& f) { n.only({"a"}, f); }, "f:2:1: the key 'a' stands twice\n"},
      {"x: {a: 1}\n", [](const YamlNode& n, Faults& f) { (void)n["x"].text("b", f); }, "f:1:4: 'b' is missing\n"},
      {"x: 1\n", [](const YamlNode& n, Faults& f) { (void)n["y"].text("b", f); }, "f: 'b' is missing\n"},
      {"x: 1\n", [](const YamlNode& n, Faults& f) { (void)n["y"]["z"].integer("b", f); }, "f: 'b' is missing\n"},
      {"a: [1]\n", [](const YamlNode& n, Faults& f) { (void)n.text("a", f); }, "f:1:4: 'a' takes one value, not a list or a map\n"},
      {"a: 1.5\n", [](const YamlNode& n, Faults& f) { (void)n.integer("a", f); }, "f:1:4: 'a' takes a whole number, not '1.5'\n"},
      {"a: no\n", [](const YamlNode& n, Faults& f) { (void)n.number("a", f); }, "f:1:4: 'a' takes a number, not 'no'\n"},
      {"a: yes\n", [](const YamlNode& n, Faults& f) { (void)n.flag("a", true, f); }, "f:1:4: 'a' takes true or false\n"},
      {"a: z\n",
       [](const YamlNode& n, Faults& f) {
         (void)n.choice("a", {"x", "y"}, f);
       },
       "f:1:4: 'a' cannot be 'z' (allowed here: x, y)\n"},
      {"a: {b: 1}\n", [](const YamlNode& n, Faults& f) { (void)n["a"].items(f); }, "f:1:4: a list is expected here\n"},
      {"a: [1, [2]]\n", [](const YamlNode& n, Faults& f) { (void)n.texts("a", f); }, "f:1:8: a plain value is expected here\n"},
      {"~: 1\n", [](const YamlNode& n, Faults& f) { n.only({""}, f); }, "f:1:1: a key is a word (put it in quotes, if it is meant as text)\n"},
      {"- a\n", [](const YamlNode& n, Faults& f) { (void)n.members(f); }, "f:1:1: a map (key: value) is expected here\n"},
  };
  for (const auto& [text, reading, faults] : all) {
    const std::string found = faults_of(text, reading);
    EXPECT_EQ(found.substr(0, faults.size()), faults) << text << found;
    EXPECT_EQ(std::count(found.begin(), found.end(), '\n'), 1) << found;
  }
}

TEST(Yaml, WhatIsRightGivesNoFault) {
  Faults faults;
  const auto node = YamlNode::parse("---\na: 5\nb: -1.5\nc: [x, y]\nd: one\ne: true\nf: ~\n", "f", faults);
  ASSERT_TRUE(node);
  EXPECT_EQ(node->integer("a", faults), 5);
  EXPECT_EQ(node->number("b", faults), -1.5);
  EXPECT_EQ(node->number("nothing", faults), std::nullopt);
  EXPECT_EQ(node->texts("c", faults), (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(node->texts("d", faults), std::vector<std::string>{"one"});
  EXPECT_TRUE(node->flag("e", false, faults));
  EXPECT_FALSE(node->has("f"));
  EXPECT_EQ(node->text_or("f", "else", faults), "else");
  EXPECT_TRUE(YamlNode::parse("", "f", faults));
  // What is not there is nothing, and asking for it is no fault.
  const YamlNode nothing = (*node)["nothing"]["at all"];
  EXPECT_FALSE(nothing.defined() || nothing.is_map() || nothing.is_list() || nothing.is_scalar());
  EXPECT_TRUE(nothing.items(faults).empty() && nothing.members(faults).empty() && nothing.texts("x", faults).empty());
  EXPECT_EQ(nothing.scalar(), "");
  EXPECT_TRUE(faults.empty());
}

TEST(Yaml, AnAliasIsWhatItStandsFor) {
  Faults faults;
  const auto node = YamlNode::parse("a: &x {b: [1, &y 2]}\nc: *x\nd: *y\n", "f", faults);
  ASSERT_TRUE(node);
  EXPECT_EQ((*node)["c"].texts("b", faults), (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ((*node)["c"].place().line, 1U);
  EXPECT_EQ(node->integer("d", faults), 2);
  EXPECT_TRUE(faults.empty());
}

// Each of these takes more time or memory than there is, unless something stops it.
TEST(Yaml, NoTextTakesTheMachine) {
  const auto repeated = [](std::size_t times, std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
  };
  std::string laughs = "- &a0 [1]\n";
  for (int i = 1; i < 100; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    laughs += "- &a" + std::to_string(i) + " [" + last + ", " + last + "]\n";
  }
  const struct {
    std::string text;
    std::string fault;
  } all[] = {
      {laughs, "f:19:9: more than 1000000 values (make several files of it)\n"},
      {repeated(yaml_most_nodes, "-\n"), "f:1000001:1: more than 1000000 values"},
      {repeated(yaml_most_depth, "[") + repeated(yaml_most_depth, "]"), ""},
      {repeated(yaml_most_depth + 1, "[") + repeated(yaml_most_depth + 1, "]"), "f:1:65: lists and maps stand more than 64 deep in each other\n"},
      {repeated(yaml_most_depth + 1, "- "), "f:1:129: lists and maps stand more than 64 deep in each other\n"},
      {repeated(yaml_most_bytes, "["), "f:1:33: lists and maps stand more than 64 deep in each other\n"},
      {repeated(yaml_most_bytes + 1, "#"), "f: larger than 4 MiB (make several files of it)\n"},
      {"%TAG !e! tag:" + repeated(1000000, "x") + "\n---\n" + repeated(1000000, "- !e!x\n"), "f: larger than 4 MiB"},
      {"%TAG !e! tag:" + repeated(1000000, "x") + "\n---\n" + repeated(100000, "- !e!x\n"), "f:3:3: a tag ('!...') means nothing here"},
  };
  for (const auto& [text, fault] : all) {
    const std::string found = faults_of(text, [](const YamlNode&, Faults&) {});
    EXPECT_EQ(found.substr(0, fault.size()), fault) << shorten(text, 80) << found;
    EXPECT_EQ(found.empty(), fault.empty()) << found;
  }
}

}  // namespace
}  // namespace atalaya
