// Reference metadata in SDMX-ML, and between the formats.
#include "formats/sdmx_metadata/metadata_xml.h"

#include <gtest/gtest.h>

#include "formats/sdmx_metadata/metadata_csv.h"
#include "formats/sdmx_metadata/metadata_json.h"
#include "sdmx_samples.h"

namespace atalaya {
namespace {

using sdmx::Kind;
using sdmx::MetadataSet;
using sdmx::ReportedAttribute;

MessageHeader header() {
  MessageHeader out;
  out.id = "M1";
  out.prepared = "2026-01-31T12:00:00Z";
  out.sender.id = "EX";
  return out;
}

ReportedAttribute attribute(std::string id, std::vector<std::string> values = {}) {
  ReportedAttribute out;
  out.id = std::move(id);
  out.values = std::move(values);
  return out;
}

std::vector<ReportedAttribute> attributes() {
  ReportedAttribute contact = attribute("CONTACT");
  contact.attributes = {attribute("NAME", {"Ana <a@example.org>"}), attribute("PHONE", {"1", "2"})};
  contact.annotations.push_back({.id = "NOTE", .title = "A title"});
  ReportedAttribute text = attribute("DESCRIPTION");
  text.text.set("en", "A text & more");
  text.text.set("es", "Un texto");
  ReportedAttribute structured = attribute("METHOD");
  structured.structured_text.set("en", "<p xmlns=\"http://www.w3.org/1999/xhtml\">Some <b>markup</b></p>");
  return {contact, text, structured, attribute("EMPTY")};
}

/// A report of SDMX 2.1 with targets of every kind.
MetadataSet report() {
  MetadataSet out;
  out.structure = {Kind::MetadataStructure, "EX", "MSD", "1.0", {}};
  out.provider = {Kind::DataProvider, "EX", "DATA_PROVIDERS", "1.0", "P1"};
  out.set_id = "SET";
  out.action = "Append";
  out.name.set("en", "A set");
  out.reporting_begin = "2019-01-01";
  out.publication_year = "2020";
  out.report = "REPORT";
  out.target_id = "TARGET";
  out.target_values = {{.id = "CATEGORY", .object = {Kind::Category, "EX", "CS", "1.0", "A.B"}},
                       {.id = "REPORT_PERIOD_TARGET", .report_period = "2010"},
                       {.id = "DIMENSION_DESCRIPTOR_VALUES_TARGET", .key_values = {{"FREQ", "A"}, {"AREA", "BO"}}},
                       {.id = "DATA_SET_TARGET", .object = {Kind::DataProvider, "EX", "DATA_PROVIDERS", "1.0", "P1"}, .data_set_id = "DS"}};
  out.annotations.push_back({.id = "A", .type = "T"});
  out.attributes = attributes();
  return out;
}

TEST(MetadataXml, ReportsOf21AreTheSameInBothOfItsFormats) {
  MetadataSet second = report();
  second.report = "OTHER";
  MetadataSet third = report();
  third.set_id = "SET2";
  third.structure = {};
  third.metadataflow = {Kind::Metadataflow, "EX", "MDF", "1.0", {}};
  const MetadataMessage message{.header = header(), .sets = {report(), second, third}};
  for (const auto format : {MetadataXmlFormat::Generic2_1, MetadataXmlFormat::StructureSpecific2_1}) {
    LeftOutTexts left_out;
    const auto text = write_metadata_xml(message, {.format = format}, {}, &left_out);
    ASSERT_TRUE(text.has_value()) << text.error().to_string();
    EXPECT_TRUE(left_out.empty()) << left_out.front();
    const auto read = read_metadata_xml(*text, "m.xml");
    ASSERT_TRUE(read.has_value()) << read.error().to_string() << *text;
    EXPECT_TRUE(read->faults.empty()) << read->faults.front().to_string();
    EXPECT_EQ(read->format, format);
    EXPECT_EQ(read->header, header());
    EXPECT_TRUE(read->sets == message.sets) << *text;
  }
}

class MetadataXmlOf : public testing::TestWithParam<std::tuple<MetadataXmlFormat, int>> {};

TEST_P(MetadataXmlOf, EveryFieldIsTheSameInXmlAndInJson) {
  const auto [format, variant] = GetParam();
  MetadataSet set = std::get<MetadataSet>(samples::rich_artefact(Kind::MetadataSet, variant, {.json_2_1 = true, .ml_3 = true}));
  if (format == MetadataXmlFormat::V3_0) set.is_partial_language = false;
  const MetadataMessage message{.header = header(), .sets = {set}};
  LeftOutTexts left_out;
  const auto text = write_metadata_xml(message, {.format = format}, {}, &left_out);
  ASSERT_TRUE(text.has_value()) << text.error().to_string();
  EXPECT_TRUE(left_out.empty()) << left_out.front();
  const auto read = read_metadata_xml(*text, "m.xml");
  ASSERT_TRUE(read.has_value()) << read.error().to_string() << *text;
  EXPECT_TRUE(read->faults.empty()) << read->faults.front().to_string();
  ASSERT_EQ(read->sets.size(), 1U);
  EXPECT_TRUE(read->sets.front() == set) << *text << write_metadata_xml(*read, {.format = format}).value();

  const auto json = write_metadata_json(*read);
  ASSERT_TRUE(json.has_value());
  const auto again = read_metadata_json(*json, "m.json");
  ASSERT_TRUE(again.has_value()) << again.error().to_string();
  EXPECT_TRUE(again->sets == message.sets) << *json;
}

INSTANTIATE_TEST_SUITE_P(Metadata, MetadataXmlOf,
                         testing::Combine(testing::Values(MetadataXmlFormat::V3_0, MetadataXmlFormat::V3_1), testing::Range(0, samples::variants)));

TEST(MetadataXml, SetsOf3BecomeReportsOf21) {
  MetadataSet set;
  set.agency = "EX";
  set.id = "S";
  set.version = "1.0.0";
  set.metadataflow = {Kind::Metadataflow, "EX", "MDF", "1.0.0", {}};
  set.targets = {{Kind::Dataflow, "EX", "DF", "1.0.0", {}}, {Kind::Codelist, "EX", "CL", "1.0.0", {}}};
  set.attributes = {attribute("A", {"1", "2"})};
  LeftOutTexts left_out;
  const auto text = write_metadata_xml({.header = header(), .sets = {set}}, {.format = MetadataXmlFormat::Generic2_1}, {}, &left_out);
  ASSERT_TRUE(text.has_value());
  EXPECT_EQ(left_out, (LeftOutTexts{"S: its agency and version"}));
  const auto read = read_metadata_xml(*text, "m.xml");
  ASSERT_TRUE(read.has_value()) << read.error().to_string();
  ASSERT_EQ(read->sets.size(), 1U);
  EXPECT_EQ(read->sets[0].set_id, "S");
  EXPECT_EQ(read->sets[0].report, "MDF");
  ASSERT_EQ(read->sets[0].target_values.size(), 2U);
  EXPECT_EQ(read->sets[0].target_values[1].id, "OBJECT_2");
  EXPECT_EQ(read->sets[0].target_values[1].object, set.targets[1]);
  EXPECT_TRUE(read->sets[0].attributes == set.attributes) << *text;
}

TEST(MetadataXml, NamesThatXmlCannotHaveAreRefused) {
  MetadataSet set = report();
  set.attributes = {attribute("1@$", {"x"})};
  const MetadataMessage message{.header = header(), .sets = {set}};
  EXPECT_FALSE(write_metadata_xml(message, {.format = MetadataXmlFormat::StructureSpecific2_1}).has_value());
  EXPECT_TRUE(write_metadata_xml(message, {.format = MetadataXmlFormat::Generic2_1}).has_value());
  // Markup that is not well-formed is written as the text that it is.
  set.attributes = {attribute("A")};
  set.attributes[0].structured_text.set("en", "<p>open");
  const auto text = write_metadata_xml({.header = header(), .sets = {set}}, {.format = MetadataXmlFormat::Generic2_1});
  ASSERT_TRUE(text.has_value());
  const auto read = read_metadata_xml(*text, "m.xml");
  ASSERT_TRUE(read.has_value()) << read.error().to_string();
  EXPECT_EQ(read->sets.at(0).attributes.at(0).text.in("en"), "<p>open");
}

TEST(MetadataXml, WhatIsNotUnderstoodIsToldWithItsPlace) {
  const auto read = read_metadata_xml(R"(<m:GenericMetadata xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
  xmlns:g="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/metadata/generic" xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
<m:Header><m:ID>M</m:ID><m:Structure structureID="S1"><c:Structure><Ref agencyID="EX" id="MSD"/></c:Structure></m:Structure></m:Header>
<m:MetadataSet structureRef="S2"><g:Report id="R"><g:Target id="T"><g:ReferenceValue id="O"><g:ObjectReference/></g:ReferenceValue></g:Target>
<g:AttributeSet><g:ReportedAttribute id="a b"/><g:ReportedAttribute id="A" value="1"><g:Nonsense/></g:ReportedAttribute></g:AttributeSet></g:Report></m:MetadataSet>
</m:GenericMetadata>)",
                                      "m.xml");
  ASSERT_TRUE(read.has_value()) << read.error().to_string();
  std::vector<std::string> faults;
  for (const Error& fault : read->faults) faults.push_back(fault.to_string());
  ASSERT_EQ(faults.size(), 4U);
  EXPECT_TRUE(faults[0].starts_with("m.xml:4:1: the header has no structure 'S2'")) << faults[0];
  EXPECT_TRUE(faults[1].starts_with("m.xml:4:")) << faults[1];
  EXPECT_TRUE(faults[2].starts_with("m.xml:5:17: 'a b' is no id of an attribute")) << faults[2];
  EXPECT_TRUE(faults[3].find("'Nonsense' is not expected") != std::string::npos) << faults[3];
  EXPECT_EQ(read->sets.at(0).attributes.at(0).values, std::vector<std::string>{"1"});

  EXPECT_FALSE(read_metadata_xml("<GenericMetadata/>", "m.xml").has_value());
  EXPECT_FALSE(read_metadata_xml("<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>", "m.xml").has_value());
  EXPECT_FALSE(read_metadata_xml("", "m.xml").has_value());
}

}  // namespace
}  // namespace atalaya
