#include "formats/sdmx_ml/reader20.h"

#include <algorithm>

#include "base/text.h"
#include "formats/sdmx_ml/structure_xml_reader.h"

namespace atalaya::sdmx_ml {

namespace {

using sdmx::Kind;
using sdmx::Reference;

std::string text_of(const Node& node, std::string_view name) {
  const Node* child = node.child(name);
  return child == nullptr ? std::string() : std::string(trim(child->text));
}

void read_texts(const Node& node, std::string_view name, LocalText& out) {
  for (const Node& child : node.children) {
    if (child.name != name) continue;
    const std::string* language = child.attribute("lang");
    out.set(language == nullptr ? "en" : *language, child.text);
  }
}

}  // namespace

std::string Reader20::attribute(const Node& node, std::string_view name, std::string_view other) const {
  if (const std::string* found = node.attribute(name)) return *found;
  if (const std::string* found = other.empty() ? nullptr : node.attribute(other)) return *found;
  return {};
}

bool Reader20::flag(const Node& node, std::string_view name) const { return flag_of(attribute(node, name)).value_or(false); }

void Reader20::annotations(const Node& node, sdmx::Annotable& out) const {
  const Node* all = node.child("Annotations");
  if (all == nullptr) return;
  each(*all, "Annotation", [&](const Node& child) { StructureXmlReader<true>::read(child, out.annotations.emplace_back(), context_); });
}

void Reader20::nameable(const Node& node, sdmx::Nameable& out) const {
  annotations(node, out);
  out.id = attribute(node, "id");
  out.uri = attribute(node, "uri");
  read_texts(node, "Name", out.name);
  read_texts(node, "Description", out.description);
}

void Reader20::maintainable(const Node& node, sdmx::Maintainable& out) const {
  nameable(node, out);
  out.agency = attribute(node, "agencyID", "agency");
  if (const std::string version = attribute(node, "version"); !version.empty()) out.version = version;
  out.valid_from = attribute(node, "validFrom");
  out.valid_to = attribute(node, "validTo");
  out.is_final = flag(node, "isFinal");
  out.is_external_reference = flag(node, "isExternalReference");
}

void Reader20::text_format(const Node& node, sdmx::TextFormat& out) const { StructureXmlReader<true>::read(node, out, context_); }

void Reader20::contact(const Node& node, sdmx::Contact& out) const {
  out.id = attribute(node, "id");
  if (out.id.empty()) out.id = text_of(node, "id");
  read_texts(node, "Name", out.name);
  read_texts(node, "Department", out.department);
  read_texts(node, "Role", out.role);
  for (const Node& child : node.children) {
    if (child.name == "Telephone") out.telephones.push_back(child.text);
    if (child.name == "Fax") out.faxes.push_back(child.text);
    if (child.name == "X400") out.x400s.push_back(child.text);
    if (child.name == "URI") out.uris.push_back(child.text);
    if (child.name == "Email") out.emails.push_back(child.text);
  }
  check(node, {"id", "Name", "Department", "Role", "Telephone", "Fax", "X400", "URI", "Email"});
}

Reference Reader20::reference(const Node& node, Kind kind, std::string_view id, std::string_view agency,
                              std::initializer_list<std::string_view> versions) const {
  Reference out{.kind = kind, .agency = text_of(node, agency), .id = text_of(node, id)};
  for (const auto name : versions) {
    if (out.version.empty()) out.version = text_of(node, name);
  }
  if (out.version.empty()) out.version = "1.0";
  if (!out.id.empty()) return out;
  // Classes had other names in the URNs of 2.0, which says the kind less well than the element does.
  if (const std::string urn = text_of(node, "URN"); !urn.empty()) {
    const std::size_t equals = urn.rfind('=');
    const auto parsed = sdmx::parse_short_reference(std::string_view(urn).substr(equals == std::string::npos ? 0 : equals + 1), kind);
    if (parsed) return *parsed;
  }
  fault(node, "'" + node.name + "' refers to nothing");
  return {};
}

Reference Reader20::category_reference(const Node& node) const {
  Reference out = reference(node, Kind::Category, "CategorySchemeID", "CategorySchemeAgencyID", {"CategorySchemeVersion"});
  const Node* at = node.child("CategoryID");
  while (at != nullptr) {
    out.item += (out.item.empty() ? "" : ".") + text_of(*at, "ID");
    at = at->child("CategoryID");
  }
  if (out.item.empty()) fault(node, "the reference names no category");
  return out.item.empty() ? Reference{} : out;
}

Reference Reader20::concept_of(const std::string& id, const std::string& scheme, const std::string& agency, const std::string& own_agency,
                               const std::string& version) const {
  Reference out{.kind = Kind::Concept, .agency = agency.empty() ? own_agency : agency, .id = scheme, .version = version.empty() ? "1.0" : version, .item = id};
  if (id.empty()) return {};
  if (!scheme.empty()) return out;
  const auto& schemes = out_.of(Kind::ConceptScheme);
  const sdmx::ConceptScheme* best = nullptr;
  for (const sdmx::Artefact& artefact : schemes) {
    const auto& candidate = std::get<sdmx::ConceptScheme>(artefact);
    if (std::ranges::find(candidate.concepts, id, &sdmx::Concept::id) == candidate.concepts.end()) continue;
    if (candidate.agency == out.agency) {
      best = &candidate;
      break;
    }
    if (best == nullptr && agency.empty()) best = &candidate;
  }
  if (best == nullptr) {
    out.id = standalone_concepts;
    return out;
  }
  out.agency = best->agency;
  out.id = best->id;
  out.version = best->version;
  return out;
}

void Reader20::categorise(const Node& node, const Reference& source, const Reference& target) {
  if (source.empty() || target.empty()) return;
  sdmx::Categorisation out;
  out.id = to_identifier(source.id + "@" + target.id + "@" + target.item);
  out.agency = source.agency;
  out.name.set("en", source.id + " in " + target.item);
  out.source = source;
  out.target = target;
  // A flow may name its category, and the category the flow.
  for (const sdmx::Artefact& artefact : out_.of(Kind::Categorisation)) {
    const auto& other = std::get<sdmx::Categorisation>(artefact);
    if (other.source == source && other.target == target) return;
  }
  add_made(node, std::move(out));
}

void Reader20::add_made(const Node& node, sdmx::Artefact artefact) {
  Node place;
  place.line = node.line;
  place.column = node.column;
  add_artefact(place, std::move(artefact), out_, context_);
}

void Reader20::check(const Node& node, std::initializer_list<std::string_view> known) const {
  for (const Node& child : node.children) {
    if (std::ranges::find(known, std::string_view(child.name)) == known.end()) unexpected(child, node);
  }
}

void Reader20::unexpected(const Node& node, const Node& inside) const {
  fault(node, "the element '" + shorten(node.name, 60) + "' is not expected in '" + shorten(inside.name, 60) + "'");
}

}  // namespace atalaya::sdmx_ml
