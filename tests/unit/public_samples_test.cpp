// The public test collection (khaeru/sdmx-test-data), where SDMX_TEST_DATA is its folder: read, written, and read again the same.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>

#include "base/files.h"
#include "formats/sdmx_json/structures_json.h"
#include "formats/sdmx_metadata/metadata_csv.h"
#include "formats/sdmx_metadata/metadata_json.h"
#include "formats/sdmx_metadata/metadata_xml.h"
#include "formats/sdmx_ml/structures_xml.h"

namespace atalaya {
namespace {

std::optional<std::filesystem::path> collection() {
  const char* folder = std::getenv("SDMX_TEST_DATA");
  if (folder == nullptr) return std::nullopt;
  return folder;
}

std::string bytes(const std::filesystem::path& path) {
  const auto read = read_file(path);
  return read ? *read : std::string();
}

/// Structures through both versions of JSON, and through SDMX-ML 3.1 where it carries all.
void check_structures(const sdmx::Structures& structures, const MessageHeader& header, const std::string& name) {
  for (const auto version : {SdmxJsonVersion::V2_0, SdmxJsonVersion::V2_1}) {
    std::vector<std::string> left_out;
    const std::string text = write_structures_json(header, structures, {.version = version}, {}, &left_out);
    const auto again = read_structures_json(text, name);
    ASSERT_TRUE(again.has_value()) << again.error().to_string();
    EXPECT_TRUE(again->ignored.empty()) << name << ": " << again->ignored.front();
    if (left_out.empty()) {
      EXPECT_TRUE(again->structures == structures) << name;
    } else {
      if (version == SdmxJsonVersion::V2_1) std::cout << name << ": JSON leaves out " << left_out.size() << ", the first: " << left_out.front() << "\n";
      std::vector<std::string> more;
      const std::string once_more = write_structures_json(header, again->structures, {.version = version}, {}, &more);
      EXPECT_TRUE(more.empty()) << name << ": " << more.front();
      const auto once_more_read = read_structures_json(once_more, name);
      ASSERT_TRUE(once_more_read.has_value());
      EXPECT_TRUE(once_more_read->structures == again->structures) << name;
    }
  }
}

TEST(PublicSamples, StructuresInJson) {
  const auto folder = collection();
  if (!folder) GTEST_SKIP() << "SDMX_TEST_DATA is not set";
  for (const auto& entry : std::filesystem::directory_iterator(*folder / "v3/json/structure")) {
    const std::string name = entry.path().filename().string();
    const auto read = read_structures_json(bytes(entry.path()), name);
    ASSERT_TRUE(read.has_value()) << read.error().to_string();
    for (const std::string& ignored : read->ignored) {
      if (ignored.find("'x-") == std::string::npos) std::cout << "ignored: " << ignored << "\n";
    }
    EXPECT_FALSE(read->structures.empty());
    check_structures(read->structures, read->header, name);
  }
}

TEST(PublicSamples, StructuresInXmlAsJson) {
  const auto folder = collection();
  if (!folder) GTEST_SKIP() << "SDMX_TEST_DATA is not set";
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
    if (entry.path().extension() != ".xml") continue;
    const auto read = read_structures_xml(bytes(entry.path()), entry.path().string());
    if (!read || read->structures.empty()) continue;
    ++files;
    check_structures(read->structures, read->header, entry.path().lexically_relative(*folder).string());
  }
  std::cout << files << " files\n";
  EXPECT_GT(files, 50U);
}

void check_metadata(const MetadataMessage& message, const std::string& name) {
  for (const auto version : {SdmxJsonVersion::V2_0, SdmxJsonVersion::V2_1}) {
    LeftOutTexts left_out;
    const auto text = write_metadata_json(message, {.version = version}, {}, &left_out);
    ASSERT_TRUE(text.has_value()) << text.error().to_string();
    const auto again = read_metadata_json(*text, name);
    ASSERT_TRUE(again.has_value()) << again.error().to_string();
    for (const std::string& lost : left_out) std::cout << name << ": JSON leaves out " << lost << "\n";
    if (left_out.empty()) {
      EXPECT_TRUE(again->sets == message.sets) << name;
    }
  }
  for (const auto format : {MetadataXmlFormat::V3_0, MetadataXmlFormat::Generic2_1, MetadataXmlFormat::StructureSpecific2_1}) {
    LeftOutTexts left_out;
    const auto text = write_metadata_xml(message, {.format = format}, {}, &left_out);
    if (!text) {
      std::cout << name << ": " << text.error().to_string() << "\n";
      continue;
    }
    const auto again = read_metadata_xml(*text, name);
    ASSERT_TRUE(again.has_value()) << again.error().to_string();
    EXPECT_TRUE(again->faults.empty()) << name << ": " << again->faults.front().to_string();
    ASSERT_EQ(again->sets.size(), message.sets.size()) << name;
    for (std::size_t i = 0; left_out.empty() && i < message.sets.size(); ++i) EXPECT_TRUE(again->sets[i] == message.sets[i]) << name << ", set " << i;
  }
  const auto csv = write_metadata_csv(message, {});
  ASSERT_TRUE(csv.has_value());
  const auto again = read_metadata_csv(*csv, name);
  ASSERT_TRUE(again.has_value()) << again.error().to_string();
  EXPECT_EQ(again->sets.size(), message.sets.size());
}

TEST(PublicSamples, Metadata) {
  const auto folder = collection();
  if (!folder) GTEST_SKIP() << "SDMX_TEST_DATA is not set";
  for (const auto& entry : std::filesystem::directory_iterator(*folder / "v3/json/metadata")) {
    const std::string name = entry.path().filename().string();
    const auto read = read_metadata_json(bytes(entry.path()), name);
    if (!read) {
      std::cout << read.error().to_string() << "\n";
      continue;
    }
    for (const std::string& ignored : read->ignored) {
      if (ignored.find("'x-") == std::string::npos) std::cout << "ignored: " << ignored << "\n";
    }
    check_metadata(*read, name);
  }
  std::vector<MetadataMessage> of_both;
  for (const char* name : {"v21/xml/demography/esms_generic.xml", "v21/xml/demography/esms_structured.xml", "ESTAT/esms.xml", "ESTAT/esms-ss.xml"}) {
    if (!std::filesystem::exists(*folder / name)) continue;
    const auto read = read_metadata_xml(bytes(*folder / name), name);
    ASSERT_TRUE(read.has_value()) << read.error().to_string();
    EXPECT_TRUE(read->faults.empty()) << read->faults.front().to_string();
    of_both.push_back(*read);
    check_metadata(*read, name);
  }
  if (of_both.size() > 1) {
    EXPECT_TRUE(of_both[0].sets == of_both[1].sets);
  }
}

}  // namespace
}  // namespace atalaya
