#include "formats/messages.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/jsonstat/jsonstat_reader.h"
#include "formats/sdmx_csv/sdmx_csv_data_reader.h"
#include "formats/sdmx_csv/sdmx_csv_data_writer.h"
#include "formats/sdmx_json_data/sdmx_json_data_reader.h"
#include "formats/sdmx_json_data/sdmx_json_data_writer.h"
#include "formats/sdmx_ml_data/message_kind.h"
#include "formats/sdmx_ml_data/sdmx_ml_data_reader.h"
#include "formats/sdmx_ml_data/sdmx_ml_data_writer.h"
#include "formats/sniff.h"
#include "formats/wrapper/wrapper.h"

namespace atalaya {

namespace {

using enum MessageKind;

constexpr std::array formats = {
    MessageFormat{"sdmx-ml-2.0", Data, "SDMX-ML 2.0 data", true, false},
    MessageFormat{"sdmx-ml-2.1-generic", Data, "SDMX-ML 2.1 generic data"},
    MessageFormat{"sdmx-ml-2.1-generic-ts", Data, "SDMX-ML 2.1 generic time-series data"},
    MessageFormat{"sdmx-ml-2.1", Data, "SDMX-ML 2.1 structure-specific data"},
    MessageFormat{"sdmx-ml-2.1-ts", Data, "SDMX-ML 2.1 structure-specific time-series data"},
    MessageFormat{"sdmx-ml-3.0", Data, "SDMX-ML 3.0 structure-specific data"},
    MessageFormat{"sdmx-ml-3.1", Data, "SDMX-ML 3.1 structure-specific data"},
    MessageFormat{"sdmx-json-1.0", Data, "SDMX-JSON 1.0 data"},
    MessageFormat{"sdmx-json-2.0", Data, "SDMX-JSON 2.0 data"},
    MessageFormat{"sdmx-json-2.1", Data, "SDMX-JSON 2.1 data"},
    MessageFormat{"sdmx-csv-1.0", Data, "SDMX-CSV 1.0 data"},
    MessageFormat{"sdmx-csv-2.0", Data, "SDMX-CSV 2.0 data"},
    MessageFormat{"sdmx-csv-2.1", Data, "SDMX-CSV 2.1 data"},
    MessageFormat{"json-stat-2.0", Data, "JSON-stat 2.0 data", true, false},
    MessageFormat{"sdmx-ml-2.0", Structure, "SDMX-ML 2.0 structures", true, false},
    MessageFormat{"sdmx-ml-2.1", Structure, "SDMX-ML 2.1 structures"},
    MessageFormat{"sdmx-ml-3.0", Structure, "SDMX-ML 3.0 structures"},
    MessageFormat{"sdmx-ml-3.1", Structure, "SDMX-ML 3.1 structures"},
    MessageFormat{"sdmx-json-2.0", Structure, "SDMX-JSON 2.0 structures"},
    MessageFormat{"sdmx-json-2.1", Structure, "SDMX-JSON 2.1 structures"},
    MessageFormat{"sdmx-ml-2.1", Metadata, "SDMX-ML 2.1 generic metadata"},
    MessageFormat{"sdmx-ml-2.1-structure-specific", Metadata, "SDMX-ML 2.1 structure-specific metadata"},
    MessageFormat{"sdmx-ml-3.0", Metadata, "SDMX-ML 3.0 metadata"},
    MessageFormat{"sdmx-ml-3.1", Metadata, "SDMX-ML 3.1 metadata"},
    MessageFormat{"sdmx-json-2.0", Metadata, "SDMX-JSON 2.0 metadata"},
    MessageFormat{"sdmx-json-2.1", Metadata, "SDMX-JSON 2.1 metadata"},
    MessageFormat{"sdmx-csv-2.0", Metadata, "SDMX-CSV 2.0 metadata"},
    MessageFormat{"sdmx-csv-2.1", Metadata, "SDMX-CSV 2.1 metadata"},
};

std::string_view without_mark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return bytes;
}

/// "2.0.0" as "2.0".
std::string short_version(const std::string& version) { return version.substr(0, 3); }

/// The variants of data in SDMX-ML 2.1, by the root element; those of metadata likewise.
std::string variant_of(const Content& content) {
  if (content.version != "2.1") return {};
  std::string out;
  if (content.kind == ContentKind::SdmxMlData && content.detail.starts_with("Generic")) out += "-generic";
  if (content.kind == ContentKind::SdmxMlMetadata && content.detail.starts_with("StructureSpecific")) out += "-structure-specific";
  if (content.detail.find("TimeSeries") != std::string::npos) out += "-ts";
  return out;
}

}  // namespace

const char* to_string(MessageKind kind) {
  switch (kind) {
    case Structure: return "structure";
    case Data: return "data";
    case Metadata: return "metadata";
  }
  return "data";
}

std::span<const MessageFormat> message_formats() { return formats; }

const MessageFormat* find_format(std::string_view name, MessageKind kind) {
  const auto it = std::ranges::find_if(formats, [&](const MessageFormat& format) { return format.name == name && format.kind == kind; });
  return it == formats.end() ? nullptr : &*it;
}

MessageGuess guess_message(std::string_view bytes) {
  const Content content = sniff(bytes);
  const auto version_or = [&](const char* otherwise) { return content.version.empty() ? std::string(otherwise) : short_version(content.version); };
  const auto guess = [&](const std::string& name, MessageKind kind) { return MessageGuess{.format = find_format(name, kind), .detail = name}; };
  switch (content.kind) {
    case ContentKind::SdmxMlStructure: return guess("sdmx-ml-" + content.version, Structure);
    case ContentKind::SdmxMlData: return guess("sdmx-ml-" + content.version + variant_of(content), Data);
    case ContentKind::SdmxMlMetadata: return guess("sdmx-ml-" + content.version + variant_of(content), Metadata);
    case ContentKind::SdmxJsonData: return guess("sdmx-json-" + version_or("1.0"), Data);
    case ContentKind::SdmxJsonStructure: return guess("sdmx-json-" + (version_or("2.0") == "1.0" ? "2.0" : version_or("2.0")), Structure);
    case ContentKind::SdmxJsonMetadata: return guess("sdmx-json-" + version_or("2.0"), Metadata);
    case ContentKind::JsonStat: return guess("json-stat-2.0", Data);
    case ContentKind::SdmxCsvData: return guess("sdmx-csv-" + version_or("2.0"), Data);
    case ContentKind::SdmxCsvMetadata: return guess("sdmx-csv-" + version_or("2.1"), Metadata);
    case ContentKind::SdmxMlOther: return {.format = nullptr, .detail = "SDMX-ML " + content.version + " " + content.detail};
    case ContentKind::Xml: {
      const auto message = peek_sdmx_ml(bytes, {});
      if (!message) return {.format = nullptr, .detail = message.error().what, .place = message.error().place};
      break;
    }
    default: break;
  }
  return {.format = nullptr, .detail = to_string(content.kind)};
}

Result<std::vector<MessageFile>> open_messages(const std::filesystem::path& path) {
  MappedFile file = TRY(MappedFile::open(path));
  std::vector<MessageFile> out;
  if (wrapping_of(file.bytes()) == Wrapping::None) {
    out.push_back({path.string(), std::move(file)});
    return out;
  }
  for (UnwrappedMessage& message : TRY(unwrap(file.bytes(), path.string()))) out.push_back({std::move(message.name), std::move(message.file)});
  return out;
}

Status read_data_message(std::string_view bytes, const std::string& file, const StructureSource& structures, DataSink& sink, const DataReadOptions& options) {
  const std::string_view start = trim(without_mark(bytes).substr(0, 1024));
  if (start.starts_with('<')) return read_sdmx_ml_data(bytes, file, structures, sink);
  if (start.starts_with('{')) {
    return sniff(bytes).kind == ContentKind::JsonStat ? read_jsonstat(bytes, file, sink) : read_sdmx_json_data(bytes, file, structures, sink);
  }
  return read_sdmx_csv(bytes, file, structures, sink, {.shown_structures = options.shown_structures});
}

Result<std::unique_ptr<DataSink>> make_data_writer(std::string_view format, ByteSink& out, DataWriterOptions options) {
  static constexpr std::array xml = {
      std::pair{"sdmx-ml-2.1-generic", SdmxMlDataFormat::Generic21},   std::pair{"sdmx-ml-2.1-generic-ts", SdmxMlDataFormat::GenericTimeSeries21},
      std::pair{"sdmx-ml-2.1", SdmxMlDataFormat::StructureSpecific21}, std::pair{"sdmx-ml-2.1-ts", SdmxMlDataFormat::StructureSpecificTimeSeries21},
      std::pair{"sdmx-ml-3.0", SdmxMlDataFormat::StructureSpecific30}, std::pair{"sdmx-ml-3.1", SdmxMlDataFormat::StructureSpecific31},
  };
  for (const auto& [name, of] : xml) {
    if (format != name) continue;
    return sdmx_ml_data_writer(out, {.format = of, .dimension_at_observation = options.dimension_at_observation, .sets = std::move(options.sets)});
  }
  using Csv = SdmxCsvWriteOptions;
  static constexpr std::array csv = {std::pair{"sdmx-csv-1.0", Csv::Version::V1_0}, std::pair{"sdmx-csv-2.0", Csv::Version::V2_0},
                                     std::pair{"sdmx-csv-2.1", Csv::Version::V2_1}};
  for (const auto& [name, version] : csv) {
    if (format != name) continue;
    Csv made;
    made.version = version;
    made.labels = options.labels == "name" ? Csv::Labels::Name : options.labels == "both" ? Csv::Labels::Both : Csv::Labels::Id;
    made.time_format = options.time_format == "normalized" ? Csv::TimeFormat::Normalized : Csv::TimeFormat::Original;
    made.keys = options.keys == "series" ? Csv::Keys::Series
                : options.keys == "obs"  ? Csv::Keys::Observation
                : options.keys == "both" ? Csv::Keys::Both
                                         : Csv::Keys::None;
    if (!options.languages.empty()) made.language = options.languages.front();
    for (const DataSetInfo& set : options.sets) made.structures.push_back(set.structure);
    made.structure_name = std::move(options.structure_name);
    return std::make_unique<SdmxCsvWriter>(out, std::move(made));
  }
  static constexpr std::array json = {std::pair{"sdmx-json-1.0", JsonDataVersion::V1_0}, std::pair{"sdmx-json-2.0", JsonDataVersion::V2_0},
                                      std::pair{"sdmx-json-2.1", JsonDataVersion::V2_1}};
  for (const auto& [name, version] : json) {
    if (format != name) continue;
    SdmxJsonWriteOptions made{.version = version};
    if (!options.languages.empty()) made.language = options.languages.front();
    made.structure_name = std::move(options.structure_name);
    return std::make_unique<SdmxJsonWriter>(out, std::move(made));
  }
  return fail(ErrorKind::Usage, "there is no data format '" + std::string(format) + "' that is written");
}

}  // namespace atalaya
