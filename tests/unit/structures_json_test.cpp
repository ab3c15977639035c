// SDMX-JSON structure messages.
#include "formats/sdmx_json/structures_json.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "formats/sdmx_ml/structures_xml.h"
#include "model/sdmx/languages.h"
#include "sdmx_samples.h"

namespace atalaya {
namespace {

using sdmx::Kind;

MessageHeader header() {
  MessageHeader out;
  out.id = "M1";
  out.test = true;
  out.prepared = "2026-01-31T12:00:00Z";
  out.sender.id = "EX";
  out.sender.name.set("en", "Examples");
  out.sender.contacts.push_back({.id = "C", .telephones = {"+00"}, .emails = {"a@example.org"}});
  out.receivers.push_back({.id = "R"});
  out.name.set("en", "A message");
  out.name.set("es", "Un mensaje");
  return out;
}

class EveryKind : public testing::TestWithParam<std::tuple<SdmxJsonVersion, int>> {};

TEST_P(EveryKind, IsTheSameAfterItWasWrittenAndRead) {
  const SdmxJsonVersion version = std::get<0>(GetParam());
  const samples::Carriers carriers{.json_2_0 = version == SdmxJsonVersion::V2_0, .json_2_1 = version == SdmxJsonVersion::V2_1};
  for (const Kind kind : samples::kinds_of(carriers)) {
    const sdmx::Artefact made = samples::rich_artefact(kind, std::get<1>(GetParam()), carriers);
    sdmx::Structures structures;
    ASSERT_TRUE(structures.add(made));
    std::vector<std::string> left_out;
    const std::string text = write_structures_json(header(), structures, {.version = version, .indent = 1}, {}, &left_out);
    EXPECT_TRUE(left_out.empty()) << left_out.front();
    const auto read = read_structures_json(text, "m.json");
    ASSERT_TRUE(read.has_value()) << read.error().to_string() << "\n" << text;
    EXPECT_EQ(read->header, header());
    EXPECT_TRUE(read->ignored.empty()) << read->ignored.front();
    ASSERT_EQ(read->structures.of(kind).size(), 1U) << text;
    EXPECT_TRUE(read->structures.of(kind).front() == made) << text << write_structures_json(header(), read->structures, {.version = version, .indent = 1});
  }
}

INSTANTIATE_TEST_SUITE_P(StructuresJson, EveryKind,
                         testing::Combine(testing::Values(SdmxJsonVersion::V2_0, SdmxJsonVersion::V2_1), testing::Range(0, samples::variants)));

/// What SDMX-ML 3 and SDMX-JSON both carry is the same in both.
TEST(StructuresJson, IsTheSameByWayOfXml) {
  const sdmx::Structures made = samples::rich_structures({.json_2_1 = true, .ml_3 = true});
  std::vector<StructureLoss> losses;
  const auto xml = read_structures_xml(write_structures_xml(header(), made, {.version = SdmxMlVersion::V3_1}, {}, &losses), "m.xml");
  ASSERT_TRUE(xml.has_value()) << xml.error().to_string();
  EXPECT_TRUE(losses.empty()) << losses.front().to_string();
  EXPECT_TRUE(xml->faults.empty()) << xml->faults.front().to_string();
  std::vector<std::string> left_out;
  const auto json = read_structures_json(write_structures_json(xml->header, xml->structures, {}, {}, &left_out), "m.json");
  ASSERT_TRUE(json.has_value()) << json.error().to_string();
  EXPECT_TRUE(left_out.empty()) << left_out.front();
  EXPECT_EQ(json->header, header());
  for (const Kind kind : samples::kinds_of({.json_2_1 = true, .ml_3 = true})) {
    ASSERT_EQ(json->structures.of(kind).size(), made.of(kind).size()) << sdmx::info(kind).class_name;
    for (std::size_t i = 0; i < made.of(kind).size(); ++i) {
      EXPECT_TRUE(xml->structures.of(kind)[i] == made.of(kind)[i]) << "XML: " << sdmx::info(kind).class_name << " " << i;
      // JSON has availabilities behind other constraints.
      const sdmx::Artefact* found = json->structures.find(sdmx::reference_of(made.of(kind)[i]));
      EXPECT_TRUE(found != nullptr && *found == made.of(kind)[i]) << "JSON: " << sdmx::info(kind).class_name << " " << i;
    }
  }
}

std::string message(const std::string& data) { return "{\"meta\": {\"id\": \"M\"},\n\"data\": {" + data + "}}"; }

std::string codelist(const std::string& members) { return message("\"codelists\": [\n{\"id\": \"CL\", \"agencyID\": \"EX\"" + members + "}]"); }

std::string error_of(const std::string& text) {
  const auto read = read_structures_json(text, "m.json");
  return read ? std::string("read") : read.error().to_string();
}

TEST(StructuresJson, RefusesWithThePlace) {
  EXPECT_EQ(error_of(codelist("")), "read");
  EXPECT_TRUE(error_of(codelist(R"(, "codes": {})")).starts_with("m.json:3:32: 'codes' is an object and not an array"));
  EXPECT_TRUE(error_of(codelist(R"(, "codes": [{"name": "x"}])")).starts_with("m.json:3:42: 'id' is missing"));
  EXPECT_TRUE(error_of(codelist(R"(, "codes": ["A"])")).starts_with("m.json:3:42: an item of a list is a text and not an object"));
  EXPECT_TRUE(error_of(codelist(R"(, "version": 1)")).starts_with("m.json:3:32: 'version' is a number and not a text"));
  EXPECT_TRUE(error_of(codelist(R"(, "isPartial": "yes")")).starts_with("m.json:3:32: 'isPartial' is a text and not true or false"));
  EXPECT_TRUE(error_of(codelist(R"(, "name": ["x"])")).starts_with("m.json:3:32: 'name' is an array and not a text"));
  EXPECT_TRUE(error_of(codelist(R"(, "names": "x")")).starts_with("m.json:3:32: 'names' is a text"));
  EXPECT_TRUE(error_of(codelist(R"(, "names": {"e n": "x"})")).find("'e n' is no language") != std::string::npos);
  EXPECT_TRUE(error_of(codelist(R"(, "id": "CL2")")).find("stands twice in an object") != std::string::npos);
  EXPECT_TRUE(error_of(codelist(R"(, "links": [{"rel": 1}])")).find("'rel' is a number") != std::string::npos);
  EXPECT_TRUE(error_of(message(R"("codelists": [{"id": "CL", "agencyID": "EX"}, {"id": "CL", "agencyID": "EX"}])")).find("stands twice") != std::string::npos);
  EXPECT_TRUE(error_of(message(R"("codelists": [{"id": "CL"}])")).starts_with("m.json:2:24: 'agencyID' is missing"));
  EXPECT_TRUE(error_of(message(R"("codelists": {})")).starts_with("m.json:2:10: 'codelists' is not an array"));
  EXPECT_TRUE(error_of(message(R"("dataflows": [{"id": "F", "agencyID": "EX", "structure": "DSD"}])")).find("no URN") != std::string::npos);
  EXPECT_TRUE(error_of(message(R"("dataflows": [{"id": "F", "agencyID": "EX", "structure": 5}])")).find("'structure' is a number and not a URN") !=
              std::string::npos);
  EXPECT_TRUE(error_of(message(R"("dataConstraints": [{"id": "C", "agencyID": "EX", "role": "Wished"}])")).find("'Wished' is not a word") != std::string::npos);
  EXPECT_TRUE(error_of(message(R"("dataConstraints": [{"id": "C", "agencyID": "EX", "cubeRegions": [{"keyValues": [{"id": "D", "values": [{}]}]}]}])"))
                  .find("'value' is missing") != std::string::npos);
  EXPECT_TRUE(error_of("[1]").find("not a JSON object") != std::string::npos);
  EXPECT_TRUE(error_of("{}").find("neither 'meta' nor 'data'") != std::string::npos);
  EXPECT_TRUE(error_of(R"({"header": {}})").find("SDMX-JSON 1.0") != std::string::npos);
  EXPECT_TRUE(error_of(R"({"data": {"dataSets": []}})").find("of data") != std::string::npos);
  EXPECT_TRUE(error_of(R"({"data": []})").find("'data' is not an object") != std::string::npos);
  EXPECT_TRUE(error_of(R"({"meta": 1})").find("'meta' is a number") != std::string::npos);
  EXPECT_NE(error_of(""), "read");
  EXPECT_NE(error_of("{\"data\":"), "read");
  std::string deep;
  for (int i = 0; i < 500; ++i) deep += R"({"id": "A", "categories": [)";
  EXPECT_TRUE(error_of(message("\"categorySchemes\": [" + deep)).find("deep") != std::string::npos);
}

TEST(StructuresJson, ToleratesWhatTheGuideSays) {
  const auto read = read_structures_json(R"j({"meta": {"id": "M", "prepared": "2026-01-31", "contentLanguages": ["fr"], "sender": {"id": "EX"}, "extra": {}},
    "data": {"novelties": [], "codelists": [{"id": "CL", "agencyID": "EX", "name": "Nom", "description": null, "x-own": 1, "codes": null}]},
    "errors": [{"code": 404, "title": "Not found"}]})j",
                                         "m.json");
  ASSERT_TRUE(read.has_value()) << read.error().to_string();
  EXPECT_EQ(read->ignored, (std::vector<std::string>{"m.json:1:100: 'extra'", "m.json:2:14: 'novelties'", "m.json:2:112: 'x-own'"}));
  const auto& list = std::get<sdmx::Codelist>(read->structures.of(Kind::Codelist).at(0));
  EXPECT_EQ(list.name.all(), (std::vector<std::pair<std::string, std::string>>{{"fr", "Nom"}}));
  EXPECT_EQ(list.version, "1.0");
  ASSERT_EQ(read->errors.size(), 1U);
  EXPECT_EQ(read->errors[0].code, "404");
  EXPECT_EQ(read->errors[0].title.in("fr"), "Not found");
}

TEST(StructuresJson, ErrorsAlone) {
  JsonStatus status{.code = "404"};
  status.title.set("en", "Not found");
  const std::string text = write_structures_json(header(), sdmx::Structures{}, {}, {status});
  EXPECT_EQ(text.find("\"data\""), std::string::npos) << text;
  const auto read = read_structures_json(text, "m.json");
  ASSERT_TRUE(read.has_value()) << read.error().to_string();
  EXPECT_EQ(read->errors, std::vector<JsonStatus>{status});
}

sdmx::Codelist two_languages() {
  sdmx::Codelist list;
  list.agency = "EX";
  list.id = "CL";
  list.name.set("en", "Codes");
  list.name.set("pt-BR", "Códigos");
  list.name.set("es", "Códigos es");
  return list;
}

TEST(StructuresJson, NamesInTheLanguageAskedFor) {
  sdmx::Artefact list = two_languages();
  const auto written = [&](const StructuresJsonOptions& options) {
    return write_structures_json(header(), std::vector<const sdmx::Artefact*>{&list}, options);
  };
  const auto has = [](const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; };
  EXPECT_TRUE(has(written({}), R"("name":"Codes","names":{"en":"Codes","pt-BR":"Códigos","es":"Códigos es"})"));
  EXPECT_TRUE(has(written({.languages = {"pt"}}), R"("name":"Códigos","names":{"en")"));
  EXPECT_TRUE(has(written({.languages = {"fr", "es-MX"}}), R"("name":"Códigos es")"));
  EXPECT_FALSE(has(written({.names = false}), R"("Codes")"));
  EXPECT_TRUE(has(written({}), R"j("links":[{"rel":"self","urn":"urn:sdmx:org.sdmx.infomodel.codelist.Codelist=EX:CL(1.0)"}])j"));
  EXPECT_FALSE(has(written({.self_links = false}), "links"));

  sdmx::keep_languages(list, {"pt"});
  EXPECT_TRUE(has(written({}), R"("isPartialLanguage":true)"));
  EXPECT_TRUE(has(written({}), R"("name":"Códigos","names":{"pt-BR":"Códigos"})"));
  sdmx::Artefact other = two_languages();
  sdmx::keep_languages(other, {"fr"});
  EXPECT_EQ(std::get<sdmx::Codelist>(other).name.all(), (std::vector<std::pair<std::string, std::string>>{{"en", "Codes"}}));
  sdmx::Artefact all = two_languages();
  sdmx::keep_languages(all, {"fr", "*"});
  EXPECT_TRUE(all == sdmx::Artefact(two_languages()));
}

TEST(StructuresJson, WhatJsonCannotCarryIsTold) {
  sdmx::Structures structures;
  sdmx::HierarchicalCodelist old;
  old.agency = "EX";
  old.id = "H";
  (void)structures.add(old);
  sdmx::Codelist list = two_languages();
  list.is_final = true;
  list.service_url = "https://example.org";
  list.name.set("en", "Twice");
  (void)structures.add(list);
  std::vector<std::string> left_out;
  const std::string text = write_structures_json(header(), structures, {}, {}, &left_out);
  EXPECT_EQ(left_out, (std::vector<std::string>{"Codelist EX:CL(1.0): isFinal", "Codelist EX:CL(1.0): serviceURL",
                                                "Codelist EX:CL(1.0): names: a second text in one language", "HierarchicalCodelist EX:H(1.0): all of it"}));
  EXPECT_TRUE(read_structures_json(text, "m.json").has_value());
}

TEST(StructuresJson, AvailabilityWithoutAnIdentityHasTheOneOfItsFlow) {
  const auto read = read_structures_json(message(R"j("availabilityConstraints": [
    {"constraintAttachment": {"dataflow": "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=EX:DF(1.0)"}, "seriesCount": 3, "obsCount": 0,
     "cubeRegion": {"keyValues": [{"id": "FREQ", "values": ["A", {"value": "M"}]}]}},
    {"constraintAttachment": {"dataflow": "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=EX:DF(1.0)"}}])j"),
                                         "m.json");
  ASSERT_TRUE(read.has_value()) << read.error().to_string();
  const auto& all = read->structures.of(Kind::DataConstraint);
  ASSERT_EQ(all.size(), 2U);
  const auto& first = std::get<sdmx::DataConstraint>(all[0]);
  EXPECT_EQ(first.id, "DF");
  EXPECT_EQ(first.agency, "EX");
  EXPECT_EQ(first.role, sdmx::DataConstraint::Role::Actual);
  EXPECT_EQ(first.series_count, "3");
  EXPECT_EQ(first.observation_count, "0");
  EXPECT_EQ(first.regions.at(0).key_values.at(0).values.at(1).value, "M");
  EXPECT_EQ(sdmx::maintainable(all[1]).id, "DF_2");
  // In 2.0 it is a constraint with a role.
  EXPECT_NE(write_structures_json(header(), read->structures, {.version = SdmxJsonVersion::V2_0}).find(R"("role":"Actual")"), std::string::npos);
}

TEST(StructuresJson, AKeyOfSeveralValuesIsSeveralKeysIn20) {
  sdmx::DataConstraint constraint;
  constraint.agency = "EX";
  constraint.id = "C";
  sdmx::DataKey key;
  key.key_values = {{.id = "A", .values = {{.value = "1"}, {.value = "2"}}},
                    {.id = "B", .values = {{.value = "x"}}},
                    {.id = "C", .values = {{.value = "p"}, {.value = "q"}}}};
  constraint.key_sets = {{.keys = {key}}};
  sdmx::Structures structures;
  (void)structures.add(constraint);
  const auto of_2_1 = read_structures_json(write_structures_json(header(), structures, {.version = SdmxJsonVersion::V2_1}), "m.json");
  ASSERT_TRUE(of_2_1.has_value());
  EXPECT_TRUE(of_2_1->structures == structures);
  const auto of_2_0 = read_structures_json(write_structures_json(header(), structures, {.version = SdmxJsonVersion::V2_0}), "m.json");
  ASSERT_TRUE(of_2_0.has_value());
  const auto& keys = std::get<sdmx::DataConstraint>(of_2_0->structures.of(Kind::DataConstraint).at(0)).key_sets.at(0).keys;
  ASSERT_EQ(keys.size(), 4U);
  EXPECT_EQ(keys[1].key_values[0].values[0].value, "1");
  EXPECT_EQ(keys[1].key_values[2].values[0].value, "q");
}

/// SDMX_JSON_VALIDATOR is a command that takes a schema and a message; SDMX_SCHEMAS a folder with sdmx-json-structure-schema-2.0.0.json and ...-2.1.0.json.
TEST(StructuresJson, MeetsTheSchema) {
  const char *schemas = std::getenv("SDMX_SCHEMAS"), *validator = std::getenv("SDMX_JSON_VALIDATOR");
  if (schemas == nullptr || validator == nullptr) GTEST_SKIP() << "SDMX_SCHEMAS or SDMX_JSON_VALIDATOR is not set";
  for (const auto version : {SdmxJsonVersion::V2_0, SdmxJsonVersion::V2_1}) {
    const bool v2_1 = version == SdmxJsonVersion::V2_1;
    const auto structures = samples::rich_structures({.json_2_0 = !v2_1, .json_2_1 = v2_1});
    const std::string name = v2_1 ? "2.1.0" : "2.0.0";
    const std::filesystem::path file = std::filesystem::temp_directory_path() / ("atalaya-structures-" + name + ".json");
    ASSERT_TRUE(write_file(file, write_structures_json(header(), structures, {.version = version, .indent = 1})).has_value());
    const std::string command = std::string(validator) + " '" + schemas + "/sdmx-json-structure-schema-" + name + ".json' '" + file.string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
  }
}

}  // namespace
}  // namespace atalaya
