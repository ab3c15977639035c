#include <optional>

#include "base/text.h"
#include "formats/sdmx_json/structures_json.h"

namespace atalaya {

namespace {

struct Collection {
  sdmx::Kind kind;
  bool availability = false;
};

/// By the name of its list in "data".
std::optional<Collection> collection(std::string_view member) {
  if (member == "availabilityConstraints") return Collection{sdmx::Kind::DataConstraint, true};
  if (member == "contentConstraints") return Collection{sdmx::Kind::DataConstraint};  // Before 2.0.
  for (std::size_t k = 0; k < sdmx::maintainable_kinds; ++k) {
    const auto kind = static_cast<sdmx::Kind>(k);
    const bool structural = kind != sdmx::Kind::MetadataSet && kind != sdmx::Kind::HierarchicalCodelist && kind != sdmx::Kind::StructureSet;
    if (structural && sdmx::info(kind).member == member) return Collection{kind};
  }
  return std::nullopt;
}

Status read_collection(const Node& list, Collection of, const JsonReading& reading, sdmx::Structures& out) {
  if (list.type == Node::Type::Null) return {};
  if (list.type != Node::Type::Array) return fail(ErrorKind::Input, "'" + list.name + "' is not an array", list.place(reading.file));
  for (const Node& object : list.children) {
    sdmx::Artefact artefact = TRY(read_artefact_json(object, of.kind, reading, of.availability));
    const sdmx::Reference reference = sdmx::reference_of(artefact);
    if (of.availability) {
      // Several of one flow, for several questions, have no names that could tell them apart.
      const std::string id = reference.id;
      for (std::size_t n = 2; !out.add(artefact) && n < 10'000; ++n) sdmx::maintainable(artefact).id = id + "_" + std::to_string(n);
    } else if (!out.add(std::move(artefact))) {
      return fail(ErrorKind::Input, "the " + std::string(sdmx::info(of.kind).class_name) + " " + shorten(reference.short_text(), 120) + " stands twice",
                  object.place(reading.file));
    }
  }
  return {};
}

}  // namespace

Result<StructuresJson> read_structures_json(std::string_view bytes, const std::string& file) {
  StructuresJson out;
  const Node root = TRY(parse_json_tree(bytes, file));
  const auto refuse = [&](const char* what, const char* hint) { return fail(ErrorKind::Input, what, root.place(file), hint); };
  if (root.type != Node::Type::Object) return refuse("the message is not a JSON object", "an SDMX-JSON structure message has 'meta' and 'data'");
  JsonReading reading{.file = file, .ignored = &out.ignored};
  const Node* meta = root.child("meta");
  const Node* data = root.child("data");
  const Node* errors = root.child("errors");
  if (meta == nullptr && data == nullptr && errors == nullptr) {
    const bool old = root.child("header") != nullptr || root.child("dataSets") != nullptr;
    return refuse(old ? "the message is SDMX-JSON 1.0, of data" : "the message has neither 'meta' nor 'data'", "an SDMX-JSON structure message is expected");
  }
  if (meta != nullptr && meta->type != Node::Type::Null) {
    JsonMeta read = TRY(read_meta_json(*meta, reading));
    out.header = std::move(read.header);
    out.languages = std::move(read.languages);
    if (!out.languages.empty()) reading.language = out.languages.front();
  }
  if (data != nullptr && data->type != Node::Type::Null) {
    if (data->type != Node::Type::Object) return fail(ErrorKind::Input, "'data' is not an object", data->place(file));
    for (const char* other : {"dataSets", "structures", "metadataSets"}) {
      if (const Node* node = data->child(other)) {
        return fail(ErrorKind::Input, "the message is of " + std::string(other[0] == 'm' ? "reference metadata" : "data") + " and not of structures",
                    node->place(file));
      }
    }
    for (const Node& list : data->children) {
      if (const auto of = collection(list.name)) {
        TRY_STATUS(read_collection(list, *of, reading, out.structures));
      } else if (out.ignored.size() < 100) {
        out.ignored.push_back(list.place(file).to_string() + ": '" + shorten(list.name, 60) + "'");
      }
    }
  }
  if (errors != nullptr && errors->type != Node::Type::Null) out.errors = TRY(read_errors_json(*errors, reading));
  return out;
}

}  // namespace atalaya
