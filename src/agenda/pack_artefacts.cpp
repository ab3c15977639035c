// The artefacts that a pack's folder `structures` holds: SDMX-JSON structure messages, written as YAML because people write them.
#include <algorithm>

#include "agenda/artefacts.h"
#include "agenda/pack_reader.h"
#include "formats/sdmx_json/artefact_json.h"

namespace atalaya::pack {

namespace {

/// YAML does not say whether a plain value is text: true and false are flags in these messages, all else is read as text.
Node to_json(const YamlNode& yaml, std::string name, Faults& faults) {
  Node out;
  out.name = std::move(name);
  const Place place = yaml.place();
  out.line = static_cast<std::uint32_t>(place.line);
  out.column = static_cast<std::uint32_t>(place.column);
  if (yaml.is_map()) {
    out.type = Node::Type::Object;
    for (const auto& [key, value] : yaml.members(faults)) out.children.push_back(to_json(value, key, faults));
  } else if (yaml.is_list()) {
    out.type = Node::Type::Array;
    for (const YamlNode& item : yaml.items(faults)) out.children.push_back(to_json(item, {}, faults));
  } else if (yaml.is_scalar()) {
    out.text = yaml.scalar();
    out.type = out.text == "true" || out.text == "false" ? Node::Type::Boolean : Node::Type::Text;
  } else {
    out.type = Node::Type::Null;
  }
  return out;
}

void read_file_of_artefacts(const YamlNode& file, const std::string& path, sdmx::Structures& out, Faults& faults) {
  file.only({"data"}, faults);
  const Node data = to_json(file["data"], "data", faults);
  std::vector<std::string> ignored;
  const JsonReading reading{.file = path, .ignored = &ignored};
  for (const Node& list : data.children) {
    std::optional<sdmx::Kind> kind;
    for (std::size_t k = 0; k < sdmx::maintainable_kinds; ++k) {
      if (sdmx::info(static_cast<sdmx::Kind>(k)).member == list.name) kind = static_cast<sdmx::Kind>(k);
    }
    if (!kind || list.type != Node::Type::Array) {
      faults.add(list.place(path), "'" + shorten(list.name, 40) + "' is no list of artefacts of an SDMX-JSON structure message");
      continue;
    }
    for (const Node& item : list.children) {
      auto artefact = read_artefact_json(item, *kind, reading);
      if (!artefact) {
        faults.add(artefact.error());
      } else if (const std::string name = sdmx::reference_of(*artefact).urn(); !out.add(std::move(*artefact))) {
        faults.add(item.place(path), "the artefact " + name + " stands twice");
      }
    }
  }
  // What a service's message may have beyond our reading is a slip in a file of ours.
  for (const std::string& member : ignored) faults.add({.file = path}, "not read: " + member);
}

}  // namespace

void read_artefacts(const Context& context, Agenda& agenda) {
  std::error_code code;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(context.directory / "structures", code)) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  auto structures = std::make_shared<sdmx::Structures>();
  for (const std::filesystem::path& path : paths) {
    if (const auto file = YamlNode::load(path, context.faults)) read_file_of_artefacts(*file, path.string(), *structures, context.faults);
  }
  agenda.artefacts = std::move(structures);
}

}  // namespace atalaya::pack
