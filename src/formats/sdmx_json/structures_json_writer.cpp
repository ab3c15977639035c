#include "formats/sdmx_json/structures_json.h"
#include "model/sdmx/languages.h"

namespace atalaya {

namespace {

constexpr const char* schema_2_0 =
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json";
constexpr const char* schema_2_1 = "https://json.sdmx.org/2.1/sdmx-json-structure-schema.json";

bool has_place(sdmx::Kind kind) { return kind != sdmx::Kind::MetadataSet && kind != sdmx::Kind::HierarchicalCodelist && kind != sdmx::Kind::StructureSet; }

}  // namespace

std::string write_structures_json(const MessageHeader& header, const std::vector<const sdmx::Artefact*>& artefacts, const StructuresJsonOptions& options,
                                  const std::vector<JsonStatus>& errors, std::vector<std::string>* left_out) {
  const bool v2_1 = options.version == SdmxJsonVersion::V2_1;
  const JsonWriting writing{
      .version = options.version, .languages = options.languages, .names = options.names, .self_links = options.self_links, .left_out = left_out};
  JsonMeta meta{.header = header};
  for (const sdmx::Artefact* artefact : artefacts) {
    if (has_place(sdmx::kind_of(*artefact))) sdmx::add_languages(meta.languages, *artefact);
  }
  JsonWriter json(options.indent);
  json.begin_object();
  if (v2_1) json.field("$schema", schema_2_1);
  json.key("meta");
  write_meta_json(json, meta, v2_1 ? "" : schema_2_0, writing);
  const bool with_data = !artefacts.empty() || errors.empty();
  if (with_data) json.key("data").begin_object();
  for (std::size_t k = 0; k < sdmx::maintainable_kinds; ++k) {
    const auto kind = static_cast<sdmx::Kind>(k);
    for (const bool availability : {false, true}) {
      bool open = false;
      for (const sdmx::Artefact* artefact : artefacts) {
        if (sdmx::kind_of(*artefact) != kind || (v2_1 && is_availability(*artefact)) != availability) continue;
        if (!has_place(kind)) {
          if (left_out != nullptr)
            left_out->push_back(std::string(sdmx::info(kind).class_name) + " " + sdmx::reference_of(*artefact).short_text() + ": all of it");
          continue;
        }
        if (!open) json.key(availability ? "availabilityConstraints" : sdmx::info(kind).member).begin_array();
        open = true;
        write_artefact_json(json, *artefact, writing);
      }
      if (open) json.end_array();
    }
  }
  if (with_data) json.end_object();
  if (!errors.empty()) {
    json.key("errors");
    write_errors_json(json, errors, writing);
  }
  json.end_object();
  return json.take() + "\n";
}

std::string write_structures_json(const MessageHeader& header, const sdmx::Structures& structures, const StructuresJsonOptions& options,
                                  const std::vector<JsonStatus>& errors, std::vector<std::string>* left_out) {
  std::vector<const sdmx::Artefact*> artefacts;
  structures.for_each([&](const sdmx::Artefact& artefact) { artefacts.push_back(&artefact); });
  return write_structures_json(header, artefacts, options, errors, left_out);
}

}  // namespace atalaya
