// Messages as trees: XML and JSON, with their places, and what is refused of them.
#include "formats/tree/node.h"

#include <gtest/gtest.h>

#include "formats/tree/xml_writer.h"

namespace atalaya {
namespace {

std::string error_of(const Result<Node>& result) { return result ? "no error" : result.error().to_string(); }

TEST(XmlTree, NamesTextsAttributesPlaces) {
  const auto root = parse_xml_tree("<?xml version='1.0'?>\n<m:A xmlns:m='urn:m' xmlns='urn:d'>\n  <B c='1' xml:lang='es'>Año</B>\n  <B/>\n</m:A>", "f");
  ASSERT_TRUE(root) << error_of(root);
  EXPECT_EQ(root->name, "A");
  EXPECT_EQ(root->space, "urn:m");
  EXPECT_EQ(root->text, "");
  ASSERT_EQ(root->children.size(), 2U);
  const Node& b = root->children[0];
  EXPECT_EQ(b.name, "B");
  EXPECT_EQ(b.space, "urn:d");
  EXPECT_EQ(b.text, "Año");
  EXPECT_EQ(*b.attribute("c"), "1");
  EXPECT_EQ(*b.attribute("lang"), "es");
  EXPECT_EQ(b.line, 3U);
  EXPECT_EQ(b.column, 3U);
  EXPECT_EQ(root->children[1].line, 4U);
  EXPECT_EQ(root->child("B"), &b);
  EXPECT_EQ(root->child("C"), nullptr);
}

TEST(XmlTree, XhtmlIsKeptAsMarkup) {
  const auto root = parse_xml_tree("<T xmlns:h='http://www.w3.org/1999/xhtml'>a &amp; <h:p class='x'>b<h:br/> &lt;</h:p> c</T>", "f");
  ASSERT_TRUE(root) << error_of(root);
  EXPECT_EQ(root->markup, "a &amp; <p xmlns=\"http://www.w3.org/1999/xhtml\" class=\"x\">b<br></br> &lt;</p> c");
  EXPECT_EQ(root->text, "a &  c");
  // Read again it is the same.
  const auto again = parse_xml_tree("<T>" + root->markup + "</T>", "f");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->markup, root->markup);
}

TEST(XmlTree, Encodings) {
  const auto latin = parse_xml_tree("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xF1</a>", "f");
  ASSERT_TRUE(latin) << error_of(latin);
  EXPECT_EQ(latin->text, "ñ");
  const auto windows = parse_xml_tree("<?xml version='1.0' encoding='windows-1252'?><a>\x80</a>", "f");
  ASSERT_TRUE(windows) << error_of(windows);
  EXPECT_EQ(windows->text, "€");
  EXPECT_EQ(error_of(parse_xml_tree("<a>\n\xFF</a>", "f")), "f:2:1: not well-formed XML: not well-formed (invalid token)");
}

TEST(XmlTree, WhatIsRefused) {
  const std::string bomb =
      "<?xml version='1.0'?>\n<!DOCTYPE lolz [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;'>]>\n<x>&c;</x>";
  EXPECT_TRUE(error_of(parse_xml_tree(bomb, "f")).starts_with("f:2:1: a document type declaration is not taken"));
  const std::string external = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>";
  EXPECT_TRUE(error_of(parse_xml_tree(external, "f")).starts_with("f:1:1: a document type declaration is not taken"));
  EXPECT_EQ(error_of(parse_xml_tree("<x>\n  &e;</x>", "f")), "f:2:3: not well-formed XML: undefined entity");
  EXPECT_EQ(error_of(parse_xml_tree("<x><y></x>", "f")), "f:1:9: not well-formed XML: mismatched tag");
  EXPECT_EQ(error_of(parse_xml_tree("<x a='1' a='2'/>", "f")), "f:1:10: not well-formed XML: duplicate attribute");
  EXPECT_EQ(error_of(parse_xml_tree("", "f")), "f:1:1: not well-formed XML: no element found");
  EXPECT_EQ(error_of(parse_xml_tree("<p:x/>", "f")), "f:1:1: not well-formed XML: unbound prefix");
}

TEST(XmlTree, Limits) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_EQ(error_of(parse_xml_tree(deep, "f")), "f:1:385: elements are nested more than 128 deep");
  const std::string huge = "<a b='" + std::string(100'000, 'x') + "'/>";
  EXPECT_EQ(error_of(parse_xml_tree(huge, "f", {.text_bytes = 1000})), "f:1:1: the attribute 'b' is too long");
  EXPECT_EQ(error_of(parse_xml_tree("<a>" + std::string(2000, 'x') + "</a>", "f", {.text_bytes = 1000})), "f:1:4: the text of 'a' is too long");
  EXPECT_EQ(error_of(parse_xml_tree("<a><b/><b/><b/></a>", "f", {.nodes = 3})), "f:1:12: the message has more than 3 elements");
  EXPECT_EQ(error_of(parse_xml_tree("<a></a>", "f", {.bytes = 3})), "f: the message is larger than the 3 bytes that are taken");
  std::string xhtml = "<a xmlns:h='http://www.w3.org/1999/xhtml'>";
  for (int i = 0; i < 1000; ++i) xhtml += "<h:b>";
  EXPECT_TRUE(error_of(parse_xml_tree(xhtml, "f")).ends_with("elements are nested more than 128 deep"));
}

TEST(JsonTree, ValuesAndPlaces) {
  const auto root = parse_json_tree("{\n  \"a\": [1, 2.50, true, null, \"x\\u00f1\"],\n  \"b\": {}\n}\n", "f");
  ASSERT_TRUE(root) << error_of(root);
  EXPECT_EQ(root->type, Node::Type::Object);
  const Node* a = root->child("a");
  ASSERT_NE(a, nullptr);
  EXPECT_EQ(a->type, Node::Type::Array);
  EXPECT_EQ(a->line, 2U);
  EXPECT_EQ(a->column, 3U);
  ASSERT_EQ(a->children.size(), 5U);
  EXPECT_EQ(a->children[1].type, Node::Type::Number);
  EXPECT_EQ(a->children[1].text, "2.50");
  EXPECT_EQ(a->children[1].column, 12U);
  EXPECT_EQ(a->children[2].type, Node::Type::Boolean);
  EXPECT_EQ(a->children[2].text, "true");
  EXPECT_EQ(a->children[3].type, Node::Type::Null);
  EXPECT_EQ(a->children[4].text, "xñ");
  EXPECT_EQ(root->child("b")->line, 3U);
}

TEST(JsonTree, NumbersAsTheyAreWritten) {
  const auto root = parse_json_tree("[123456789012345678901234567890, 1e400, -0, 0.10]", "f");
  ASSERT_TRUE(root) << error_of(root);
  EXPECT_EQ(root->children[0].text, "123456789012345678901234567890");
  EXPECT_EQ(root->children[1].text, "1e400");
  EXPECT_EQ(root->children[3].text, "0.10");
}

TEST(JsonTree, WhatIsRefused) {
  EXPECT_EQ(error_of(parse_json_tree("{\"a\": 1,\n \"b\": 2, \"a\": 3}", "f")), "f:2:10: the member 'a' stands twice in an object");
  EXPECT_EQ(error_of(parse_json_tree("{\"a\": 1} {}", "f")), "f:1:10: there is something behind the end of the JSON document");
  EXPECT_EQ(error_of(parse_json_tree("\"a\"", "f")), "f:1:1: a JSON object or array is expected");
  EXPECT_EQ(error_of(parse_json_tree("[\n\"\xFF\"]", "f")), "f:2:2: not valid UTF-8");
  for (const char* text :
       {"", "{", "[1,]", "{\"a\"}", "[01]", "[1.]", "[nul]", "[tru]", "[\"\\x\"]", "[\"\\ud800\"]", "[1 2]", "{\"a\":1,}", "{a:1}", "[\"a", "[--1]", "]"}) {
    const auto result = parse_json_tree(text, "f");
    EXPECT_FALSE(result) << text;
    if (!result) {
      EXPECT_GT(result.error().place.line, 0U) << text;
    }
  }
}

TEST(JsonTree, Limits) {
  EXPECT_TRUE(error_of(parse_json_tree(std::string(100'000, '['), "f")).ends_with("values are nested more than 128 deep"));
  EXPECT_EQ(error_of(parse_json_tree("[1,2,3]", "f", {.nodes = 3})), "f:1:6: the message has more than 3 values");
  EXPECT_EQ(error_of(parse_json_tree("[\"" + std::string(2000, 'x') + "\"]", "f", {.text_bytes = 1000})), "f:1:2: a text is too long");
}

TEST(XmlWriter, EscapesAndIndents) {
  XmlWriter writer(2);
  writer.declaration().start("a").attribute("b", "<\"\n&").start("c").text("x > y & \x01\r").end().start("d").end().end();
  EXPECT_EQ(writer.bytes(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&lt;&quot;&#10;&amp;\">\n  <c>x &gt; y &amp; \xEF\xBF\xBD&#13;</c>\n  <d/>\n</a>");
  const auto back = parse_xml_tree(writer.bytes(), "f");
  ASSERT_TRUE(back) << error_of(back);
  EXPECT_EQ(*back->attribute("b"), "<\"\n&");
  EXPECT_EQ(back->children[0].text, "x > y & \xEF\xBF\xBD\r");
}

}  // namespace
}  // namespace atalaya
