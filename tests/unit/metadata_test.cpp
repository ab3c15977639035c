// Reference metadata in SDMX-JSON and SDMX-CSV, and what their formats have in common.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "formats/sdmx_metadata/metadata_csv.h"
#include "formats/sdmx_metadata/metadata_json.h"
#include "sdmx_samples.h"

namespace atalaya {
namespace {

using sdmx::Kind;
using sdmx::MetadataSet;
using sdmx::ReportedAttribute;

constexpr const char* paragraph = "<p xmlns=\"http://www.w3.org/1999/xhtml\">Some <b>markup</b>; and more</p>";

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

MetadataSet set(std::string id) {
  MetadataSet out;
  out.agency = "EX";
  out.id = std::move(id);
  out.version = "1.0.0";
  out.metadataflow = {Kind::Metadataflow, "EX", "MDF", "1.0.0", {}};
  out.targets = {{Kind::Dataflow, "EX", "DF", "1.0.0", {}}};
  return out;
}

MetadataSet named(std::string id) {
  MetadataSet out = set(std::move(id));
  out.name.set("en", "A set");
  out.name.set("es", "Un conjunto");
  return out;
}

/// Values of every form, nested, several times, in languages.
std::vector<ReportedAttribute> all_forms() {
  ReportedAttribute contact = attribute("CONTACT");
  contact.attributes = {attribute("NAME", {"Ana; \"la jefa\""}), attribute("PHONE", {"1", "2;3", "line\nbreak"})};
  ReportedAttribute second = attribute("CONTACT");
  second.attributes = {attribute("PHONE", {"4"})};
  ReportedAttribute texts = attribute("DESCRIPTION");
  texts.text.set("en", "A text: with; marks");
  texts.text.set("es", "Un \"texto\"");
  ReportedAttribute structured = attribute("METHOD");
  structured.structured_text.set("en", paragraph);
  ReportedAttribute steps = attribute("STEP");
  steps.text.set("en", "One");
  ReportedAttribute more_steps = attribute("STEP");
  more_steps.text.set("en", "Two");
  more_steps.text.set("es", "Dos");
  return {contact, second, texts, structured, steps, more_steps, attribute("CODES", {"A", "B"}), attribute("NUMBER", {"12.50"})};
}

// ---- SDMX-JSON

class MetadataJsonOf : public testing::TestWithParam<std::tuple<SdmxJsonVersion, int>> {};

TEST_P(MetadataJsonOf, EveryFieldIsTheSameAfterItWasWrittenAndRead) {
  const auto [version, variant] = GetParam();
  const auto made = samples::rich_artefact(Kind::MetadataSet, variant, {.json_2_0 = true, .json_2_1 = true});
  MetadataMessage message{.header = header(), .sets = {std::get<MetadataSet>(made)}};
  if (version == SdmxJsonVersion::V2_0) message.sets[0].is_partial_language = false;  // Which its schema does not take.
  LeftOutTexts left_out;
  const auto text = write_metadata_json(message, {.version = version, .indent = 1}, {}, &left_out);
  ASSERT_TRUE(text.has_value());
  EXPECT_TRUE(left_out.empty()) << left_out.front();
  const auto read = read_metadata_json(*text, "m.json");
  ASSERT_TRUE(read.has_value()) << read.error().to_string();
  EXPECT_EQ(read->header, header());
  EXPECT_TRUE(read->ignored.empty()) << read->ignored.front();
  ASSERT_EQ(read->sets.size(), 1U);
  EXPECT_TRUE(read->sets.front() == message.sets.front()) << *text;
}

INSTANTIATE_TEST_SUITE_P(Metadata, MetadataJsonOf,
                         testing::Combine(testing::Values(SdmxJsonVersion::V2_0, SdmxJsonVersion::V2_1), testing::Range(0, samples::variants)));

TEST(MetadataJson, SeveralValuesAreSeveralAttributes) {
  MetadataMessage message{.header = header(), .sets = {named("S")}};
  message.sets[0].attributes = all_forms();
  const auto text = write_metadata_json(message);
  ASSERT_TRUE(text.has_value());
  EXPECT_NE(text->find(R"({"id":"CODES","value":"A"},{"id":"CODES","value":"B"})"), std::string::npos) << *text;
  const auto read = read_metadata_json(*text, "m.json");
  ASSERT_TRUE(read.has_value()) << read.error().to_string();
  EXPECT_TRUE(read->sets == message.sets) << *text;
}

TEST(MetadataJson, ReadsValuesOfAllTypes) {
  const auto read = read_metadata_json(R"j({"meta": {"id": "M", "prepared": "2026-01-31", "sender": {"id": "EX"}, "contentLanguages": ["fr", "en"]},
    "data": {"metadataSets": [{"id": "S", "agencyID": "EX", "name": "Un nom", "metadataflow": "urn:sdmx:org.sdmx.infomodel.metadatastructure.Metadataflow=EX:F(1.0)",
      "targets": ["urn:sdmx:org.sdmx.infomodel.categoryscheme.Category=EX:C(1.0).A.B"],
      "attributes": [{"id": "A", "value": 27.10}, {"id": "B", "value": true}, {"id": "C", "value": null, "attributes": [{"id": "D", "value": ["x", "y"]}]},
        {"id": "E", "value": {"en": "<p>One</p>"}}, {"id": "F", "value": {"en": "<p>One</p>"}, "format": {"dataType": "String"}},
        {"id": "G", "value": {"en": "1 < 2 > 0"}}, {"id": "H", "value": {"en": "<p>not closed"}}]}]}})j",
                                       "m.json");
  ASSERT_TRUE(read.has_value()) << read.error().to_string();
  const MetadataSet& s = read->sets.at(0);
  EXPECT_EQ(s.version, "1.0");
  EXPECT_EQ(s.name.in("fr"), "Un nom");
  EXPECT_EQ(s.targets.at(0).item, "A.B");
  ASSERT_EQ(s.attributes.size(), 7U);
  EXPECT_EQ(s.attributes[0].values, std::vector<std::string>{"27.10"});
  EXPECT_EQ(s.attributes[1].values, std::vector<std::string>{"true"});
  EXPECT_TRUE(s.attributes[2].values.empty());
  EXPECT_EQ(s.attributes[2].attributes.at(0).values, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(s.attributes[3].structured_text.in("en"), "<p xmlns=\"http://www.w3.org/1999/xhtml\">One</p>");
  EXPECT_EQ(s.attributes[4].text.in("en"), "<p>One</p>");
  EXPECT_EQ(s.attributes[5].text.in("en"), "1 < 2 > 0");
  EXPECT_EQ(s.attributes[6].text.in("en"), "<p>not closed");
}

TEST(MetadataJson, RefusesWhatIsOfTheWrongTypeWithItsPlace) {
  const auto error = [](const std::string& attributes) {
    const auto read =
        read_metadata_json("{\"data\": {\"metadataSets\": [\n{\"id\": \"S\", \"agencyID\": \"EX\", \"attributes\": [\n" + attributes + "]}]}}", "m.json");
    return read ? std::string("read") : read.error().to_string();
  };
  EXPECT_TRUE(error(R"({"value": 1})").starts_with("m.json:3:1: 'id' is missing"));
  EXPECT_TRUE(error(R"({"id": "a b"})").starts_with("m.json:3:1: 'a b' is no id of an attribute"));
  EXPECT_TRUE(error(R"({"id": "A", "value": [["x"]]})").starts_with("m.json:3:"));
  EXPECT_TRUE(error(R"({"id": "A", "value": {"en": 1}})").starts_with("m.json:3:"));
  EXPECT_TRUE(error(R"({"id": "A", "value": {"en:x": "y"}})").find("no language") != std::string::npos);
  EXPECT_TRUE(error(R"("A")").starts_with("m.json:3:1: an item of a list is a text and not an object"));
  EXPECT_FALSE(read_metadata_json("[]", "m.json").has_value());
  EXPECT_FALSE(read_metadata_json("{}", "m.json").has_value());
  EXPECT_FALSE(read_metadata_json(R"({"data": {"dataSets": []}})", "m.json").has_value());
  EXPECT_FALSE(read_metadata_json(R"({"data": {"metadataSets": {}}})", "m.json").has_value());
}

/// As StructuresJson.MeetsTheSchema.
TEST(MetadataJson, MeetsTheSchema) {
  const char *schemas = std::getenv("SDMX_SCHEMAS"), *validator = std::getenv("SDMX_JSON_VALIDATOR");
  if (schemas == nullptr || validator == nullptr) GTEST_SKIP() << "SDMX_SCHEMAS or SDMX_JSON_VALIDATOR is not set";
  MetadataMessage message{.header = header()};
  for (int variant = 0; variant < samples::variants; ++variant) {
    message.sets.push_back(std::get<MetadataSet>(samples::rich_artefact(Kind::MetadataSet, variant, {.json_2_0 = true, .json_2_1 = true})));
  }
  message.sets.push_back(named("ALL_FORMS"));
  message.sets.back().attributes = all_forms();
  for (const auto version : {SdmxJsonVersion::V2_0, SdmxJsonVersion::V2_1}) {
    const std::string name = version == SdmxJsonVersion::V2_1 ? "2.1.0" : "2.0.0";
    const std::filesystem::path file = std::filesystem::temp_directory_path() / ("atalaya-metadata-" + name + ".json");
    ASSERT_TRUE(write_file(file, write_metadata_json(message, {.version = version, .indent = 1}).value()).has_value());
    const std::string command = std::string(validator) + " '" + schemas + "/sdmx-json-metadata-schema-" + name + ".json' '" + file.string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
  }
}

// ---- SDMX-CSV

TEST(MetadataCsv, WritesTheColumnsOfTheGuide) {
  MetadataMessage message{.sets = {set("S")}};
  message.sets[0].attributes = all_forms();
  const auto text = write_metadata_csv(message, {});
  ASSERT_TRUE(text.has_value());
  EXPECT_EQ(*text,
            "MDSTRUCTURE[;],MDSTRUCTURE_ID,METADATASET_ID,TARGET_TYPES,TARGET_IDS,CONTACT[].NAME,CONTACT[].PHONE[],DESCRIPTION[en;es],METHOD[en],"
            "STEP[][en;es],CODES[],NUMBER\n"
            "metadataflow,EX:MDF(1.0.0),EX:S(1.0.0),dataflow,EX:DF(1.0.0),\"\"\"Ana; \"\"\"\"la "
            "jefa\"\"\"\"\"\";\",\"\"\"1;\"\"\"\"2;3\"\"\"\";\"\"\"\"line\nbreak\"\"\"\"\"\";4\","
            "\"en:\"\"A text: with; marks\"\";es:\"\"Un \"\"\"\"texto\"\"\"\"\"\"\","
            "\"en:\"\"<p xmlns=\"\"\"\"http://www.w3.org/1999/xhtml\"\"\"\">Some <b>markup</b>; and more</p>\"\"\","
            "\"\"\"en:One\"\";\"\"en:Two;es:Dos\"\"\",A;B,12.50\n");
}

TEST(MetadataCsv, IsTheSameAfterItWasWrittenAndRead) {
  MetadataMessage message{.sets = {set("S"), set("T")}};
  message.sets[0].attributes = all_forms();
  message.sets[0].publication_year = "2020";
  message.sets[0].valid_from = "2020-01-01T00:00:00Z";
  message.sets[1].attributes = {attribute("NUMBER", {"-"}), attribute("OTHER", {"a,b"})};
  message.sets[1].metadataflow = {};
  message.sets[1].provision_agreement = {Kind::MetadataProvisionAgreement, "EX", "MPA", "1.0", {}};
  message.sets[1].targets = {{Kind::Category, "EX", "CS", "1.0", "A.B"}, {Kind::Codelist, "EX", "CL", "1.0", {}}};
  for (const auto layout : {MetadataCsvOptions::Layout::Sdmx30, MetadataCsvOptions::Layout::Sdmx31}) {
    const bool v31 = layout == MetadataCsvOptions::Layout::Sdmx31;
    message.sets[0].is_partial_language = v31;
    message.sets[0].action = v31 ? "" : "Replace";
    message.sets[1].action = v31 ? "" : "Information";
    LeftOutTexts left_out;
    const auto text = write_metadata_csv(message, {.layout = layout}, &left_out);
    ASSERT_TRUE(text.has_value());
    const auto read = read_metadata_csv(*text, "m.csv");
    ASSERT_TRUE(read.has_value()) << read.error().to_string() << "\n" << *text;
    EXPECT_TRUE(read->sets == message.sets) << *text << write_metadata_csv(*read, {.layout = layout}).value();
    EXPECT_EQ(left_out, LeftOutTexts{});
    MetadataMessage named = message;
    named.sets[1].name.set("en", "The other");
    ASSERT_TRUE(write_metadata_csv(named, {.layout = layout}, &left_out).has_value());
    EXPECT_EQ(left_out, LeftOutTexts{"T: its name"});
  }
}

sdmx::Structures structures() {
  sdmx::Structures out;
  sdmx::Codelist codes;
  codes.agency = "EX";
  codes.id = "CL";
  codes.name.set("en", "Codes");
  codes.codes.resize(2);
  codes.codes[0].id = "A";
  codes.codes[0].name.set("en", "First");
  codes.codes[1].id = "B";
  codes.codes[1].name.set("en", "Second: b");
  (void)out.add(codes);
  sdmx::ConceptScheme concepts;
  concepts.agency = "EX";
  concepts.id = "CS";
  for (const char* id : {"NUMBER", "CODES"}) {
    sdmx::Concept item;
    item.id = id;
    item.name.set("en", std::string("The ") + id);
    concepts.concepts.push_back(item);
  }
  concepts.concepts[1].core_representation = sdmx::Representation{.enumeration = {Kind::Codelist, "EX", "CL", "1.0", {}}};
  (void)out.add(concepts);
  sdmx::MetadataStructure structure;
  structure.agency = "EX";
  structure.id = "MSD";
  for (const char* id : {"CODES", "NUMBER"}) {
    sdmx::MetadataAttribute made;
    made.id = id;
    made.concept_identity = {Kind::Concept, "EX", "CS", "1.0", id};
    structure.attributes.push_back(made);
  }
  (void)out.add(structure);
  sdmx::Metadataflow flow;
  flow.agency = "EX";
  flow.id = "MDF";
  flow.version = "1.0.0";
  flow.name.set("en", "Metadata flow");
  flow.structure = structure.reference(Kind::MetadataStructure);
  (void)out.add(flow);
  sdmx::Dataflow data;
  data.agency = "EX";
  data.id = "DF";
  data.version = "1.0.0";
  data.name.set("en", "A flow");
  (void)out.add(data);
  return out;
}

TEST(MetadataCsv, LabelsAreNamesBehindIdsOrInColumnsOfTheirOwn) {
  const sdmx::Structures known = structures();
  MetadataMessage message{.sets = {set("S")}};
  message.sets[0].name.set("en", "A set");
  message.sets[0].attributes = {attribute("CODES", {"A", "B"}), attribute("NUMBER", {"x: y"})};
  const auto both = write_metadata_csv(message, {.labels = MetadataCsvOptions::Labels::Both, .structures = &known});
  ASSERT_TRUE(both.has_value());
  EXPECT_EQ(*both,
            "MDSTRUCTURE[;],MDSTRUCTURE_ID,METADATASET_ID,TARGET_TYPES,TARGET_IDS,CODES[]: The CODES,NUMBER: The NUMBER\n"
            "metadataflow,EX:MDF(1.0.0): Metadata flow,EX:S(1.0.0): A set,dataflow,EX:DF(1.0.0): A flow,A: First;B: Second: b,x: y\n");
  const auto names = write_metadata_csv(message, {.labels = MetadataCsvOptions::Labels::Name, .structures = &known});
  ASSERT_TRUE(names.has_value());
  EXPECT_EQ(*names,
            "MDSTRUCTURE[;],MDSTRUCTURE_ID,MDSTRUCTURE_NAME,METADATASET_ID,METADATASET_NAME,TARGET_TYPES,TARGET_IDS,TARGET_NAMES,"
            "CODES[],The CODES,NUMBER,The NUMBER\n"
            "metadataflow,EX:MDF(1.0.0),Metadata flow,EX:S(1.0.0),A set,dataflow,EX:DF(1.0.0),A flow,A;B,First;Second: b,x: y,\n");
  for (const std::string& text : {*both, *names}) {
    const auto read = read_metadata_csv(text, "m.csv", &known);
    ASSERT_TRUE(read.has_value()) << read.error().to_string();
    EXPECT_TRUE(read->sets == message.sets) << text;
  }
}

TEST(MetadataCsv, ReadsTheExamplesOfTheGuide) {
  const auto read = read_metadata_csv(
      "MDSTRUCTURE[;],MDSTRUCTURE_ID,METADATASET_ID,ACTION,TARGET_TYPES,TARGET_IDS,ATTRIBUTE_1,ATTRIBUTE_1.ATTRIBUTE_1_2[][en;fr],ATTRIBUTE_2[],ATTRIBUTE_3[]\n"
      "metadataflow,OECD:MDF(1.0.0),OECD:MDS(1.0.0),I,dataflow,OECD:DF(1.0.0),CODE_ID,"
      "\"\"\"en:\"\"\"\"<p>An XHTML text</p>\"\"\"\";fr:\"\"\"\"<p>Un texte XHTML</p>\"\"\"\"\"\";\"\"en:\"\"\"\"<p>Another XHTML "
      "text</p>\"\"\"\";fr:\"\"\"\"<p>Un autre texte XHTML</p>\"\"\"\"\"\"\","
      "\"\"\"Text with \"\"\"\"quotes\"\"\"\"\"\";\"\"Another text\"\"\",123;456\n",
      "m.csv");
  ASSERT_TRUE(read.has_value()) << read.error().to_string();
  const MetadataSet& s = read->sets.at(0);
  EXPECT_EQ(s.action, "Information");
  ASSERT_EQ(s.attributes.size(), 3U);
  EXPECT_EQ(s.attributes[0].values, std::vector<std::string>{"CODE_ID"});
  ASSERT_EQ(s.attributes[0].attributes.size(), 2U);
  EXPECT_EQ(s.attributes[0].attributes[1].structured_text.in("fr"), "<p xmlns=\"http://www.w3.org/1999/xhtml\">Un autre texte XHTML</p>");
  EXPECT_EQ(s.attributes[1].values, (std::vector<std::string>{"Text with \"quotes\"", "Another text"}));
  EXPECT_EQ(s.attributes[2].values, (std::vector<std::string>{"123", "456"}));

  // Nothing but what is to be deleted; what has no version is version 1.0; another separator.
  const auto deleted = read_metadata_csv("MDSTRUCTURE[|];MDSTRUCTURE_ID;METADATASET_ID;ACTION\nmetadataprovision;OECD:MDP;;D\n", "m.csv");
  ASSERT_TRUE(deleted.has_value()) << deleted.error().to_string();
  EXPECT_EQ(deleted->sets.at(0).action, "Delete");
  EXPECT_TRUE(deleted->sets[0].id.empty());
  EXPECT_EQ(deleted->sets[0].provision_agreement, (sdmx::Reference{Kind::MetadataProvisionAgreement, "OECD", "MDP", "1.0", {}}));
}

TEST(MetadataCsv, RefusesWithThePlace) {
  const auto error = [](const std::string& header, const std::string& row) {
    const auto read = read_metadata_csv(header + "\n" + row + "\n", "m.csv");
    return read ? std::string("read") : read.error().to_string();
  };
  const std::string ids = "MDSTRUCTURE[;],MDSTRUCTURE_ID,METADATASET_ID,TARGET_TYPES,TARGET_IDS";
  const std::string row = "metadataflow,A:F(1.0),A:S(1.0),";
  EXPECT_TRUE(error("STRUCTURE,STRUCTURE_ID", "").starts_with("m.csv:1:1: the first column is not MDSTRUCTURE"));
  EXPECT_TRUE(error("MDSTRUCTURE_ID", "").starts_with("m.csv:1:1: no separator"));
  EXPECT_TRUE(error("MDSTRUCTURE,MDSTRUCTURE_ID", "").find("lacks") != std::string::npos);
  EXPECT_TRUE(error(ids + ",A[", row + ",,").starts_with("m.csv:1:6: the column 'A['"));
  EXPECT_TRUE(error(ids + ",A..B", row + ",,").starts_with("m.csv:1:6: the column 'A..B'"));
  EXPECT_TRUE(error(ids, "dataflow,A:F(1.0),A:S(1.0),,").starts_with("m.csv:2:1: 'dataflow'"));
  EXPECT_TRUE(error(ids, "metadataflow,F,A:S(1.0),,").starts_with("m.csv:2:2: 'F' does not name an artefact"));
  EXPECT_TRUE(error(ids, "metadataflow,A:F(1)0),A:S(1.0),,").starts_with("m.csv:2:2: MDSTRUCTURE_ID names no artefact: '1)0' is no version"));
  EXPECT_TRUE(error(ids, row + "dataflow;dataflow,A:D(1.0)").starts_with("m.csv:2:4: 1 targets have 2 types"));
  EXPECT_TRUE(error(ids, row + "nonsense,A:D(1.0)").starts_with("m.csv:2:4: 'nonsense' is no type"));
  EXPECT_TRUE(error(ids + ",A[]", row + ",,\"\"\"x\"").starts_with("m.csv:2:6: a quote inside a field is never closed"));
  EXPECT_TRUE(error(ids + ",A[]", row + ",,\"\"\"x\"\"y\"").starts_with("m.csv:2:6: text follows"));
  EXPECT_TRUE(error(ids + ",A[en]", row + ",,fr:x").starts_with("m.csv:2:6: a text does not begin with one of the languages"));
  EXPECT_TRUE(error(ids + ",A[]", row + ",," + std::string(20'000, ';')).starts_with("m.csv:2:6: a field has more than"));
  EXPECT_TRUE(error(ids, row + ",,").starts_with("m.csv:2:6: the line has 6 fields"));
}

// ---- SDMX 2.1 as 3

TEST(MetadataSets, OfSdmx21BecomeSetsOf3) {
  MetadataSet given;
  given.id.clear();
  given.structure = {Kind::MetadataStructure, "EX", "MSD", "1.0", {}};
  given.report = "REPORT";
  given.target_id = "TARGET";
  given.target_values = {{.id = "OBJECT", .object = {Kind::Category, "EX", "CS", "1.0", "A"}}, {.id = "PERIOD", .report_period = "2010"}};
  given.attributes = {attribute("A", {"1"})};
  LeftOutTexts left_out;
  const auto sets = sets_of_sdmx3({.header = header(), .sets = {given, given}}, &left_out);
  ASSERT_TRUE(sets.has_value());
  EXPECT_EQ(sets->at(0).id, "REPORT");
  EXPECT_EQ(sets->at(1).id, "REPORT_2");
  EXPECT_EQ(sets->at(0).agency, "EX");
  EXPECT_EQ(sets->at(0).metadataflow, (sdmx::Reference{Kind::Metadataflow, "EX", "MSD", "1.0", {}}));
  EXPECT_EQ(sets->at(0).targets, (std::vector<sdmx::Reference>{{Kind::Category, "EX", "CS", "1.0", "A"}}));
  EXPECT_EQ(left_out.size(), 8U);
  EXPECT_EQ(left_out[0], "REPORT: that it has no name: its id stands for one");
  EXPECT_EQ(left_out[3], "REPORT: the report period 2010");
}

}  // namespace
}  // namespace atalaya
