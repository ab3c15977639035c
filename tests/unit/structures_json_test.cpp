// SDMX-JSON structure messages.
#include "formats/sdmx_json/structures_json.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "base/files.h"
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
