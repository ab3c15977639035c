#include "formats/document_messages.h"

#include "base/text.h"
#include "formats/sdmx_json/structures_json.h"
#include "formats/sdmx_metadata/metadata_csv.h"
#include "formats/sdmx_metadata/metadata_json.h"
#include "formats/sdmx_metadata/metadata_xml.h"
#include "formats/sdmx_ml/structures_xml.h"

namespace atalaya {

namespace {

bool begins(std::string_view bytes, char c) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return trim(bytes.substr(0, 1024)).starts_with(c);
}

/// What a reader of JSON read past.
std::vector<MessageNote> as_notes(const std::vector<std::string>& ignored) {
  std::vector<MessageNote> out;
  for (const std::string& text : ignored) out.emplace_back().text.set("en", text);
  return out;
}

std::unexpected<Error> no_such_format(MessageKind kind, std::string_view format) {
  std::string known;
  for (const MessageFormat& one : message_formats()) {
    if (one.kind == kind && one.writes) known.append(known.empty() ? "" : ", ").append(one.name);
  }
  return fail(ErrorKind::Usage, std::string("there is no ") + to_string(kind) + " format '" + std::string(format) + "' that is written", {},
              "there are " + known);
}

}  // namespace

Result<StructureMessage> read_structure_message(std::string_view bytes, const std::string& file) {
  if (begins(bytes, '<')) {
    StructuresXml read = TRY(read_structures_xml(bytes, file));
    return StructureMessage{std::move(read.header), std::move(read.structures), std::move(read.notes), std::move(read.faults)};
  }
  StructuresJson read = TRY(read_structures_json(bytes, file));
  StructureMessage out{.header = std::move(read.header), .structures = std::move(read.structures)};
  out.notes = as_notes(read.ignored);
  return out;
}

Result<std::string> write_structure_message(std::string_view format, const StructureMessage& message, const DocumentWriterOptions& options,
                                            std::vector<std::string>& left_out) {
  for (const auto& [name, version] :
       {std::pair{"sdmx-ml-2.1", SdmxMlVersion::V2_1}, {"sdmx-ml-3.0", SdmxMlVersion::V3_0}, {"sdmx-ml-3.1", SdmxMlVersion::V3_1}}) {
    if (format != name) continue;
    std::vector<StructureLoss> losses;
    std::string out = write_structures_xml(message.header, message.structures, {.version = version, .indent = options.indent}, message.notes, &losses);
    for (const StructureLoss& loss : losses) left_out.push_back(loss.to_string());
    return out;
  }
  for (const auto& [name, version] : {std::pair{"sdmx-json-2.0", SdmxJsonVersion::V2_0}, {"sdmx-json-2.1", SdmxJsonVersion::V2_1}}) {
    if (format != name) continue;
    return write_structures_json(message.header, message.structures, {.version = version, .languages = options.languages, .indent = options.indent}, {},
                                 &left_out);
  }
  return no_such_format(MessageKind::Structure, format);
}

Result<MetadataSetMessage> read_metadata_message(std::string_view bytes, const std::string& file, const sdmx::Structures* structures) {
  if (begins(bytes, '<')) {
    MetadataXml read = TRY(read_metadata_xml(bytes, file));
    return MetadataSetMessage{std::move(read.header), std::move(read.sets), std::move(read.notes), std::move(read.faults)};
  }
  if (!begins(bytes, '{')) {
    MetadataMessage read = TRY(read_metadata_csv(bytes, file, structures));
    return MetadataSetMessage{.header = std::move(read.header), .sets = std::move(read.sets)};
  }
  MetadataJson read = TRY(read_metadata_json(bytes, file));
  return MetadataSetMessage{.header = std::move(read.header), .sets = std::move(read.sets), .notes = as_notes(read.ignored)};
}

Result<std::string> write_metadata_message(std::string_view format, const MetadataSetMessage& message, const DocumentWriterOptions& options,
                                           const sdmx::Structures* structures, std::vector<std::string>& left_out) {
  const MetadataMessage plain{message.header, message.sets};
  using Xml = MetadataXmlFormat;
  for (const auto& [name, version] : {std::pair{"sdmx-ml-2.1", Xml::Generic2_1},
                                      {"sdmx-ml-2.1-structure-specific", Xml::StructureSpecific2_1},
                                      {"sdmx-ml-3.0", Xml::V3_0},
                                      {"sdmx-ml-3.1", Xml::V3_1}}) {
    if (format == name) return write_metadata_xml(plain, {.format = version, .indent = options.indent}, message.notes, &left_out);
  }
  for (const auto& [name, version] : {std::pair{"sdmx-json-2.0", SdmxJsonVersion::V2_0}, {"sdmx-json-2.1", SdmxJsonVersion::V2_1}}) {
    if (format != name) continue;
    return write_metadata_json(plain, {.version = version, .languages = options.languages, .indent = options.indent}, {}, &left_out);
  }
  using Layout = MetadataCsvOptions::Layout;
  for (const auto& [name, layout] : {std::pair{"sdmx-csv-2.0", Layout::Sdmx30}, {"sdmx-csv-2.1", Layout::Sdmx31}}) {
    if (format != name) continue;
    MetadataCsvOptions made{.layout = layout, .structures = structures};
    if (!options.languages.empty()) made.language = options.languages.front();
    return write_metadata_csv(plain, made, &left_out);
  }
  return no_such_format(MessageKind::Metadata, format);
}

}  // namespace atalaya
