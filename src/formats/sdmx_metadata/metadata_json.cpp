#include "formats/sdmx_metadata/metadata_json.h"

#include "base/text.h"
#include "model/sdmx/languages.h"

namespace atalaya {

namespace {

constexpr const char* schema_2_0 =
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/metadata-message/tools/schemas/2.0.0/sdmx-json-metadata-schema.json";
constexpr const char* schema_2_1 = "https://json.sdmx.org/2.1/sdmx-json-metadata-schema.json";

}  // namespace

Result<MetadataJson> read_metadata_json(std::string_view bytes, const std::string& file) {
  MetadataJson out;
  const Node root = TRY(parse_json_tree(bytes, file));
  if (root.type != Node::Type::Object)
    return fail(ErrorKind::Input, "the message is not a JSON object", root.place(file), "an SDMX-JSON metadata message has 'meta' and 'data'");
  JsonReading reading{.file = file, .ignored = &out.ignored};
  const auto member = [&](const char* name) {
    const Node* node = root.child(name);
    return node == nullptr || node->type == Node::Type::Null ? nullptr : node;
  };
  const Node *meta = member("meta"), *data = member("data"), *errors = member("errors");
  if (meta == nullptr && data == nullptr && errors == nullptr) {
    return fail(ErrorKind::Input, "the message has neither 'meta' nor 'data'", root.place(file), "an SDMX-JSON metadata message is expected");
  }
  if (meta != nullptr) {
    JsonMeta read = TRY(read_meta_json(*meta, reading));
    out.header = std::move(read.header);
    out.languages = std::move(read.languages);
    if (!out.languages.empty()) reading.language = out.languages.front();
  }
  if (data != nullptr) {
    if (data->type != Node::Type::Object) return fail(ErrorKind::Input, "'data' is not an object", data->place(file));
    for (const Node& list : data->children) {
      if (list.name != "metadataSets") {
        if (list.name == "dataSets" || list.name == "structures" || list.name == "dataStructures") {
          return fail(ErrorKind::Input, "the message is not of reference metadata: it has '" + list.name + "'", list.place(file));
        }
        if (out.ignored.size() < 100) out.ignored.push_back(list.place(file).to_string() + ": '" + shorten(list.name, 60) + "'");
        continue;
      }
      if (list.type == Node::Type::Null) continue;
      if (list.type != Node::Type::Array) return fail(ErrorKind::Input, "'metadataSets' is not an array", list.place(file));
      for (const Node& object : list.children) {
        sdmx::Artefact read = TRY(read_artefact_json(object, sdmx::Kind::MetadataSet, reading));
        out.sets.push_back(std::get<sdmx::MetadataSet>(std::move(read)));
      }
    }
  }
  if (errors != nullptr) out.errors = TRY(read_errors_json(*errors, reading));
  return out;
}

Result<std::string> write_metadata_json(const MetadataMessage& message, const MetadataJsonOptions& options, const std::vector<JsonStatus>& errors,
                                        LeftOutTexts* left_out) {
  std::vector<sdmx::Artefact> sets;
  for (sdmx::MetadataSet& set : TRY(sets_of_sdmx3(message, left_out))) sets.emplace_back(std::move(set));
  const bool v2_1 = options.version == SdmxJsonVersion::V2_1;
  const JsonWriting writing{.version = options.version, .languages = options.languages, .names = true, .self_links = false, .left_out = left_out};
  JsonMeta meta{.header = message.header};
  for (const sdmx::Artefact& set : sets) sdmx::add_languages(meta.languages, set);
  JsonWriter json(options.indent);
  json.begin_object();
  if (v2_1) json.field("$schema", schema_2_1);
  json.key("meta");
  write_meta_json(json, meta, v2_1 ? "" : schema_2_0, writing);
  if (!sets.empty() || errors.empty()) {
    json.key("data").begin_object().key("metadataSets").begin_array();
    for (const sdmx::Artefact& set : sets) write_artefact_json(json, set, writing);
    json.end_array().end_object();
  }
  if (!errors.empty()) {
    json.key("errors");
    write_errors_json(json, errors, writing);
  }
  json.end_object();
  return json.take() + "\n";
}

}  // namespace atalaya
