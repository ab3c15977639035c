#include "api/sdmx/structure_message.h"

#include "formats/sdmx_json/structures_json.h"
#include "formats/sdmx_metadata/metadata_csv.h"
#include "formats/sdmx_metadata/metadata_json.h"
#include "formats/sdmx_metadata/metadata_xml.h"
#include "formats/sdmx_ml/structures_xml.h"
#include "model/sdmx/languages.h"
#include "query/structures/answer_size.h"

namespace atalaya::api {

namespace {

std::vector<std::string> preferred(const Negotiated& form) {
  return form.language.empty() ? std::vector<std::string>() : std::vector<std::string>{form.language};
}

template <typename T>
T in_languages(T artefact, const Negotiated& form) {
  if (form.only_language) sdmx::keep_languages(artefact, {form.language});
  return artefact;
}

sdmx::Structures in_languages(const sdmx::Structures& structures, const Negotiated& form) {
  sdmx::Structures out;
  structures.for_each([&](const sdmx::Artefact& artefact) { out.add(in_languages<sdmx::Artefact>(artefact, form)); });
  return out;
}

auto unwritten(const Negotiated& form) { return fail(ErrorKind::Internal, form.content_type() + " has no writer"); }

}  // namespace

Result<std::string> write_structure_message(const MessageHeader& header, sdmx::Structures structures, const Negotiated& form, std::size_t most_parts) {
  if (const std::size_t parts = count_parts(structures); parts > most_parts) {
    return fail(ErrorKind::Conflict,
                "the answer would have " + std::to_string(parts) + " artefacts, items and other parts, above " + std::to_string(most_parts), {},
                "ask for fewer artefacts, for some of the items, or for detail=allstubs");
  }
  if (form.only_language) structures = in_languages(structures, form);
  const auto xml = [&](SdmxMlVersion version) { return write_structures_xml(header, structures, {.version = version}); };
  const auto json = [&](SdmxJsonVersion version) { return write_structures_json(header, structures, {.version = version, .languages = preferred(form)}); };
  switch (form.format) {
    case MessageFormat::StructureXml21: return xml(SdmxMlVersion::V2_1);
    case MessageFormat::StructureXml30: return xml(SdmxMlVersion::V3_0);
    case MessageFormat::StructureXml31: return xml(SdmxMlVersion::V3_1);
    case MessageFormat::StructureJson20: return json(SdmxJsonVersion::V2_0);
    case MessageFormat::StructureJson21: return json(SdmxJsonVersion::V2_1);
    default: return unwritten(form);
  }
}

Result<std::string> write_metadata_message(const MessageHeader& header, std::vector<sdmx::MetadataSet> sets, const sdmx::Structures& structures,
                                           const Negotiated& form) {
  for (sdmx::MetadataSet& set : sets) set = std::get<sdmx::MetadataSet>(in_languages<sdmx::Artefact>(std::move(set), form));
  const MetadataMessage message{header, std::move(sets)};
  const auto csv = [&](MetadataCsvOptions::Layout layout) {
    using enum MetadataCsvOptions::Labels;
    MetadataCsvOptions options{.layout = layout, .structures = &structures};
    options.labels = form.csv.labels == "both" ? Both : form.csv.labels == "name" ? Name : Id;
    if (!form.language.empty()) options.language = form.language;
    return write_metadata_csv(message, options);
  };
  switch (form.format) {
    case MessageFormat::MetadataJson20: return write_metadata_json(message, {.version = SdmxJsonVersion::V2_0, .languages = preferred(form)});
    case MessageFormat::MetadataJson21: return write_metadata_json(message, {.version = SdmxJsonVersion::V2_1, .languages = preferred(form)});
    case MessageFormat::MetadataCsv10:
    case MessageFormat::MetadataCsv20: return csv(MetadataCsvOptions::Layout::Sdmx30);
    case MessageFormat::GenericMetadataXml21: return write_metadata_xml(message, {.format = MetadataXmlFormat::Generic2_1});
    case MessageFormat::StructureSpecificMetadataXml21: return write_metadata_xml(message, {.format = MetadataXmlFormat::StructureSpecific2_1});
    case MessageFormat::MetadataXml30: return write_metadata_xml(message, {.format = MetadataXmlFormat::V3_0});
    case MessageFormat::MetadataXml31: return write_metadata_xml(message, {.format = MetadataXmlFormat::V3_1});
    case MessageFormat::MetadataCsv21: return csv(MetadataCsvOptions::Layout::Sdmx31);
    default: return unwritten(form);
  }
}

}  // namespace atalaya::api
