#include "formats/messages.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/sdmx_csv/sdmx_csv_data_reader.h"
#include "formats/sdmx_csv/sdmx_csv_data_writer.h"
#include "formats/sdmx_csv/sdmx_csv_header.h"
#include "formats/sdmx_json_data/sdmx_json_data_reader.h"
#include "formats/sdmx_ml_data/message_kind.h"
#include "formats/sdmx_ml_data/sdmx_ml_data_reader.h"
#include "formats/sdmx_ml_data/sdmx_ml_data_writer.h"

namespace atalaya {

namespace {

using enum MessageKind;

constexpr std::array formats = {
    MessageFormat{"sdmx-ml-2.0", Data, "SDMX-ML 2.0, generic and compact data", true, false},
    MessageFormat{"sdmx-ml-2.1-generic", Data, "SDMX-ML 2.1, generic data"},
    MessageFormat{"sdmx-ml-2.1-generic-ts", Data, "SDMX-ML 2.1, generic time-series data"},
    MessageFormat{"sdmx-ml-2.1", Data, "SDMX-ML 2.1, structure-specific data"},
    MessageFormat{"sdmx-ml-2.1-ts", Data, "SDMX-ML 2.1, structure-specific time-series data"},
    MessageFormat{"sdmx-ml-3.0", Data, "SDMX-ML 3.0, structure-specific data"},
    MessageFormat{"sdmx-ml-3.1", Data, "SDMX-ML 3.1, structure-specific data"},
    MessageFormat{"sdmx-json-1.0", Data, "SDMX-JSON 1.0 data"},
    MessageFormat{"sdmx-json-2.0", Data, "SDMX-JSON 2.0 data"},
    MessageFormat{"sdmx-json-2.1", Data, "SDMX-JSON 2.1 data"},
    MessageFormat{"sdmx-csv-1.0", Data, "SDMX-CSV 1.0 data"},
    MessageFormat{"sdmx-csv-2.0", Data, "SDMX-CSV 2.0 data"},
    MessageFormat{"sdmx-csv-2.1", Data, "SDMX-CSV 2.1 data"},
};

std::string_view without_mark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return bytes;
}

MessageGuess guess_xml(std::string_view bytes) {
  const auto message = peek_sdmx_ml(bytes, {});
  if (!message) return {.format = nullptr, .detail = message.error().what};
  std::string name = "sdmx-ml-" + message->version;
  const bool generic = message->is_generic_data();
  const bool series = message->root.find("TimeSeries") != std::string::npos;
  if (message->version == "2.1" && message->kind == SdmxMlMessage::Kind::Data) name += std::string(generic ? "-generic" : "") + (series ? "-ts" : "");
  const auto kind = message->kind == SdmxMlMessage::Kind::Data        ? std::optional(Data)
                    : message->kind == SdmxMlMessage::Kind::Structure ? std::optional(Structure)
                    : message->kind == SdmxMlMessage::Kind::Metadata  ? std::optional(Metadata)
                                                                      : std::nullopt;
  return {.format = kind ? find_format(name, *kind) : nullptr, .detail = "SDMX-ML " + message->version + " " + message->root};
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
  bytes = without_mark(bytes);
  const std::string_view start = trim(bytes.substr(0, 1024));
  if (start.starts_with('<')) return guess_xml(bytes);
  if (start.starts_with('{')) return {.format = find_format("sdmx-json-2.1", Data), .detail = "SDMX-JSON"};
  if (is_sdmx_csv(bytes)) {
    const bool first = start.starts_with("DATAFLOW");
    return {.format = find_format(first ? "sdmx-csv-1.0" : "sdmx-csv-2.0", Data), .detail = first ? "SDMX-CSV 1.0" : "SDMX-CSV 2.x"};
  }
  return {};
}

Status read_data_message(std::string_view bytes, const std::string& file, const StructureSource& structures, DataSink& sink, std::vector<std::string>* notes) {
  const std::string_view start = trim(without_mark(bytes).substr(0, 1024));
  LeftOut left_out;
  if (start.starts_with('<')) {
    TRY_STATUS(read_sdmx_ml_data(bytes, file, structures, sink));
  } else if (start.starts_with('{')) {
    left_out = TRY(read_sdmx_json_data(bytes, file, structures, sink));
  } else {
    left_out = TRY(read_sdmx_csv(bytes, file, structures, sink));
  }
  if (notes != nullptr) notes->insert(notes->end(), left_out.what.begin(), left_out.what.end());
  return {};
}

Result<std::unique_ptr<DataSink>> make_data_writer(std::string_view format, ByteSink& out, DataWriterOptions options) {
  static constexpr std::array xml = {
      std::pair{"sdmx-ml-2.1-generic", SdmxMlDataFormat::Generic21},     std::pair{"sdmx-ml-2.1-generic-ts", SdmxMlDataFormat::GenericTimeSeries21},
      std::pair{"sdmx-ml-2.1", SdmxMlDataFormat::StructureSpecific21},   std::pair{"sdmx-ml-2.1-ts", SdmxMlDataFormat::StructureSpecificTimeSeries21},
      std::pair{"sdmx-ml-3.0", SdmxMlDataFormat::StructureSpecific30},   std::pair{"sdmx-ml-3.1", SdmxMlDataFormat::StructureSpecific31},
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
    made.keys = options.keys == "series" ? Csv::Keys::Series : options.keys == "obs" ? Csv::Keys::Observation : options.keys == "both" ? Csv::Keys::Both : Csv::Keys::None;
    if (!options.languages.empty()) made.language = options.languages.front();
    for (const DataSetInfo& set : options.sets) made.structures.push_back(set.structure);
    return std::make_unique<SdmxCsvWriter>(out, std::move(made));
  }
  return fail(ErrorKind::Usage, "there is no data format '" + std::string(format) + "' that is written");
}

}  // namespace atalaya
