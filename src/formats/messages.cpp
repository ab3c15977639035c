#include "formats/messages.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/sdmx_csv/sdmx_csv_data_reader.h"
#include "formats/sdmx_csv/sdmx_csv_data_writer.h"
#include "formats/sdmx_csv/sdmx_csv_header.h"
#include "formats/sdmx_json_data/sdmx_json_data_reader.h"
#include "formats/sdmx_json_data/sdmx_json_data_writer.h"
#include "formats/sdmx_ml_data/message_kind.h"
#include "formats/sdmx_ml_data/sdmx_ml_data_reader.h"
#include "formats/sdmx_ml_data/sdmx_ml_data_writer.h"

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
    MessageFormat{"sdmx-ml-2.0", Structure, "SDMX-ML 2.0 structures", true, false},
    MessageFormat{"sdmx-ml-2.1", Structure, "SDMX-ML 2.1 structures"},
    MessageFormat{"sdmx-ml-3.0", Structure, "SDMX-ML 3.0 structures"},
    MessageFormat{"sdmx-ml-3.1", Structure, "SDMX-ML 3.1 structures"},
    MessageFormat{"sdmx-json-2.0", Structure, "SDMX-JSON 2.0 structures"},
    MessageFormat{"sdmx-json-2.1", Structure, "SDMX-JSON 2.1 structures"},
    MessageFormat{"sdmx-json-2.0", Metadata, "SDMX-JSON 2.0 metadata"},
    MessageFormat{"sdmx-json-2.1", Metadata, "SDMX-JSON 2.1 metadata"},
    MessageFormat{"sdmx-csv-2.0", Metadata, "SDMX-CSV 2.0 metadata"},
    MessageFormat{"sdmx-csv-2.1", Metadata, "SDMX-CSV 2.1 metadata"},
};

/// A member of a structure message that holds artefacts of a kind.
bool holds_artefacts(std::string_view member) {
  for (std::size_t k = 0; k < sdmx::maintainable_kinds; ++k) {
    if (const auto known = sdmx::info(static_cast<sdmx::Kind>(k)).member; !known.empty() && known == member) return true;
  }
  return member == "contentConstraints" || member == "hierarchicalCodelists";
}

std::string_view without_mark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return bytes;
}

MessageGuess guess_xml(std::string_view bytes) {
  const auto message = peek_sdmx_ml(bytes, {});
  if (!message) return {.format = nullptr, .detail = message.error().what, .place = message.error().place};
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

/// What the members of a JSON document's two outer levels say that it is, by a walk over the bytes that looks at nothing else.
struct JsonMembers {
  std::optional<MessageKind> kind = {};
  std::string schema = {};         ///< "meta.schema"
  bool has_structures = false;     ///< Data of 2.x: "structures"; of 1.0: "structure".
  bool has_structure = false;
};

JsonMembers json_members(std::string_view bytes) {
  JsonMembers out;
  std::size_t depth = 0;
  bool is_key = true;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    switch (bytes[i]) {
      case '{':
      case '[':
        ++depth;
        is_key = bytes[i] == '{';
        continue;
      case '}':
      case ']': depth -= depth == 0 ? 0 : 1; continue;
      case ',': is_key = true; continue;
      case ':': is_key = false; continue;
      case '"': break;
      default: continue;
    }
    const std::size_t begin = ++i;
    while (i < bytes.size() && bytes[i] != '"') i += bytes[i] == '\\' ? 2U : 1U;
    if (depth > 2 || !is_key) continue;
    const std::string_view key = bytes.substr(begin, i - begin);
    if (key == "dataSets") out.kind = Data;
    if (key == "metadataSets") out.kind = Metadata;
    out.has_structures = out.has_structures || key == "structures";
    out.has_structure = out.has_structure || key == "structure";
    if (key == "schema" && out.schema.empty()) {
      const auto colon = bytes.find(':', i);
      const auto open = colon == std::string_view::npos ? colon : bytes.find('"', colon);
      const auto close = open == std::string_view::npos ? open : bytes.find('"', open + 1);
      if (close != std::string_view::npos) out.schema = bytes.substr(open + 1, std::min<std::size_t>(close - open - 1, 300));
    }
    if (!out.kind && holds_artefacts(key)) out.kind = Structure;
    if (out.kind && (*out.kind != Data || out.has_structures || out.has_structure || !out.schema.empty())) break;
  }
  return out;
}

MessageGuess guess_json(std::string_view bytes) {
  const JsonMembers members = json_members(bytes);
  std::optional<MessageKind> kind = members.kind;
  for (const auto& [part, of] : {std::pair{"data-message", Data}, std::pair{"structure-message", Structure}, std::pair{"metadata-message", Metadata}}) {
    if (members.schema.find(part) != std::string::npos && (of != Data || members.schema.find("metadata-message") == std::string::npos)) kind = of;
  }
  if (!kind) return {.format = nullptr, .detail = "JSON"};
  std::string version = *kind == Data && members.has_structure && !members.has_structures ? "1.0" : "2.1";
  for (const char* known : {"1.0", "2.0", "2.1"}) {
    if (members.schema.find(std::string("/") + known) != std::string::npos || members.schema.find(std::string("/v") + known) != std::string::npos) version = known;
  }
  if (*kind != Data && version == "1.0") version = "2.0";  // structures were in drafts of 1.0; they are read as 2.0
  return {.format = find_format("sdmx-json-" + version, *kind), .detail = "SDMX-JSON " + version};
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
  if (start.starts_with('{')) return guess_json(bytes);
  if (start.starts_with("MDSTRUCTURE")) {
    // The layout of 3.0 has a column of actions, that of 3.1 none.
    const bool has_action = start.substr(0, start.find('\n')).find("ACTION") != std::string_view::npos;
    return {.format = find_format(has_action ? "sdmx-csv-2.0" : "sdmx-csv-2.1", Metadata), .detail = "SDMX-CSV metadata"};
  }
  if (is_sdmx_csv(bytes)) {
    const bool first = start.starts_with("DATAFLOW");
    return {.format = find_format(first ? "sdmx-csv-1.0" : "sdmx-csv-2.0", Data), .detail = first ? "SDMX-CSV 1.0" : "SDMX-CSV 2.x"};
  }
  return {};
}

Status read_data_message(std::string_view bytes, const std::string& file, const StructureSource& structures, DataSink& sink) {
  const std::string_view start = trim(without_mark(bytes).substr(0, 1024));
  if (start.starts_with('<')) return read_sdmx_ml_data(bytes, file, structures, sink);
  if (start.starts_with('{')) return read_sdmx_json_data(bytes, file, structures, sink);
  return read_sdmx_csv(bytes, file, structures, sink);
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
  static constexpr std::array json = {std::pair{"sdmx-json-1.0", JsonDataVersion::V1_0}, std::pair{"sdmx-json-2.0", JsonDataVersion::V2_0},
                                      std::pair{"sdmx-json-2.1", JsonDataVersion::V2_1}};
  for (const auto& [name, version] : json) {
    if (format != name) continue;
    SdmxJsonWriteOptions made{.version = version};
    if (!options.languages.empty()) made.language = options.languages.front();
    return std::make_unique<SdmxJsonWriter>(out, std::move(made));
  }
  return fail(ErrorKind::Usage, "there is no data format '" + std::string(format) + "' that is written");
}

}  // namespace atalaya
