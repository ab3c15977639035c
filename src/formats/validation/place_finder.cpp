#include "formats/validation/place_finder.h"

#include "base/text.h"

namespace atalaya {

namespace {

/// An attribute of an XML element, or a text member of a JSON object; null where there is none.
const std::string* value_of(const Node& node, const char* name) {
  if (node.type == Node::Type::Element) return node.attribute(name);
  if (node.type != Node::Type::Object) return nullptr;
  const Node* member = node.child(name);
  return member != nullptr && member->type == Node::Type::Text ? &member->text : nullptr;
}

bool has(const Node& node, const char* name, std::string_view value, bool must) {
  const std::string* found = value_of(node, name);
  return found == nullptr ? !must : *found == value;
}

/// References too have ids; they hold nothing.
bool is_reference(const Node& node) { return node.name == "Ref" || node.name == "Parent"; }

template <typename F>
const Node* search(const Node& node, F&& wanted) {
  for (const Node& child : node.children) {
    if (!is_reference(child) && wanted(child)) return &child;
    if (const Node* found = search(child, wanted)) return found;
  }
  return nullptr;
}

}  // namespace

Place PlaceFinder::find(const sdmx::Reference& artefact, std::string_view item) {
  if (!parsed_) {
    parsed_ = true;
    const std::string_view start = trim(bytes_.substr(0, 1024));
    auto tree = start.find('<') < 4 ? parse_xml_tree(bytes_, file_) : parse_json_tree(bytes_, file_);
    if (tree) root_ = std::move(*tree);
  }
  if (!root_) return {.file = file_};
  const std::string_view class_name = sdmx::info(artefact.kind).class_name;
  const auto is_artefact = [&](const Node& node) {
    return has(node, "id", artefact.id, true) && has(node, "agencyID", artefact.agency, false) && has(node, "version", artefact.version, false);
  };
  const Node* at = search(*root_, [&](const Node& node) { return to_lower_ascii(node.name) == to_lower_ascii(class_name) && is_artefact(node); });
  if (at == nullptr) at = search(*root_, is_artefact);
  if (at == nullptr) return {.file = file_};
  if (!item.empty()) {
    const auto with_id = [](const Node& node, std::string_view id) { return search(node, [&](const Node& child) { return has(child, "id", id, true); }); };
    const Node* found = with_id(*at, item);
    if (found == nullptr) {
      for (const std::string_view part : split(item, '.')) {
        const Node* next = with_id(found == nullptr ? *at : *found, part);
        if (next == nullptr) break;
        found = next;
      }
    }
    if (found != nullptr) at = found;
  }
  return at->place(file_);
}

}  // namespace atalaya
