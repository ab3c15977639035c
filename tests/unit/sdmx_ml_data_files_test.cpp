// Real messages: where SDMX_TEST_DATA names a folder of them (with the structures that they refer to), each is read, written in every form that can carry it,
// and reads the same.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "base/files.h"
#include "collection_source.h"
#include "data_content.h"
#include "formats/sdmx_ml/structures_xml.h"
#include "formats/sdmx_ml_data/message_kind.h"
#include "model/resolve.h"
#include "sdmx_ml_data_messages.h"

using namespace atalaya;
using namespace atalaya::testing;

namespace {

namespace fs = std::filesystem;

/// What says which sets a message has, for a writer that needs to know before.
struct Sets final : DataSink {
  std::vector<DataSetInfo> sets;
  Status begin_set(const DataSetInfo& info) override {
    sets.push_back(info);
    return {};
  }
  Status series(SeriesKey, std::span<const Value>) override { return {}; }
  Status observation(const DataObservation&) override { return {}; }
};

TEST(SdmxMlDataFiles, ReadTheSameAfterEachFormThatCanCarryThem) {
  const char* const folder = std::getenv("SDMX_TEST_DATA");
  if (folder == nullptr) GTEST_SKIP() << "SDMX_TEST_DATA names no folder of messages";
  std::vector<fs::path> data;
  sdmx::Structures structures;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".xml") continue;
    const MappedFile file = MappedFile::open(entry.path()).value();
    const auto kind = peek_sdmx_ml(file.bytes(), entry.path().string());
    if (!kind) continue;
    if (kind->kind == SdmxMlMessage::Kind::Data) data.push_back(entry.path());
    if (kind->kind != SdmxMlMessage::Kind::Structure) continue;
    const auto read = read_structures_xml(file.bytes(), entry.path().string());
    if (!read) continue;
    read->structures.for_each([&](const sdmx::Artefact& artefact) {
      // Stubs would stand in the way of what they stand for.
      const auto* structure = std::get_if<sdmx::DataStructure>(&artefact);
      if (structure == nullptr || !structure->dimensions.empty()) (void)structures.add(artefact);
    });
  }
  std::ranges::sort(data);
  ASSERT_FALSE(data.empty());
  const CollectionSource source(structures);

  // What these say, no form but their own can: their reasons are the failures' texts.
  std::size_t forms = 0;
  for (const fs::path& path : data) {
    const std::string name = fs::relative(path, folder).string();
    const MappedFile file = MappedFile::open(path).value();
    DataContent content;
    Sets sets;
    auto read = read_sdmx_ml_data(file.bytes(), name, source, content);
    if (read) read = read_sdmx_ml_data(file.bytes(), name, source, sets);
    if (!read) {
      std::cout << "not read: " << read.error().to_string() << "\n";
      continue;
    }
    std::cout << name << ": " << content.observations << " observations\n";
    const DataStructure* structure = sets.sets.empty() ? nullptr : sets.sets.front().structure.get();
    std::vector<std::string> dimensions = {"TIME_PERIOD", "AllDimensions"};
    if (structure != nullptr && !structure->dimensions.empty()) dimensions.push_back(structure->dimensions.back().id);
    for (const auto format : {SdmxMlDataFormat::Generic21, SdmxMlDataFormat::GenericTimeSeries21, SdmxMlDataFormat::StructureSpecific21,
                              SdmxMlDataFormat::StructureSpecificTimeSeries21, SdmxMlDataFormat::StructureSpecific30, SdmxMlDataFormat::StructureSpecific31}) {
      for (const std::string& dimension : dimensions) {
        const bool is_time_series = format == SdmxMlDataFormat::GenericTimeSeries21 || format == SdmxMlDataFormat::StructureSpecificTimeSeries21;
        if (is_time_series && dimension != "TIME_PERIOD") continue;
        StringSink out;
        const auto writer = sdmx_ml_data_writer(out, {.format = format, .dimension_at_observation = dimension, .sets = sets.sets});
        if (const auto written = read_sdmx_ml_data(file.bytes(), name, source, *writer); !written) {
          std::cout << "  form " << static_cast<int>(format) << " with " << dimension << " cannot: " << written.error().to_string() << "\n";
          continue;
        }
        DataContent again;
        const auto reread = read_sdmx_ml_data(out.text, name + " written", source, again);
        ASSERT_TRUE(reread.has_value()) << reread.error().to_string() << "\n" << out.text.substr(0, 3000);
        EXPECT_EQ(again.lines, content.lines) << name << " form " << static_cast<int>(format) << " with " << dimension;
        EXPECT_EQ(again.observations, content.observations);
        if (const char* const keep = std::getenv("SDMX_TEST_WRITTEN"); keep != nullptr) {
          std::string flat = name + "." + std::to_string(static_cast<int>(format)) + "." + dimension + ".xml";
          std::ranges::replace(flat, '/', '_');
          ASSERT_TRUE(write_file(fs::path(keep) / flat, out.text));
        }
        ++forms;
      }
    }
  }
  std::cout << data.size() << " messages, " << forms << " forms of them\n";
}

}  // namespace
