#include "formats/sdmx_ml/xml_context.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace atalaya::sdmx_ml {

namespace {

using sdmx::Kind;
using sdmx::Reference;

constexpr std::string_view root = "http://www.sdmx.org/resources/sdmxml/schemas/";

constexpr Namespaces space_2_1 = {"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message", "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure",
                                  "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common",
                                  "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message/footer"};
constexpr Namespaces space_3_0 = {"http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message", "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure",
                                  "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common",
                                  "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message/footer"};
constexpr Namespaces space_3_1 = {"http://www.sdmx.org/resources/sdmxml/schemas/v3_1/message", "http://www.sdmx.org/resources/sdmxml/schemas/v3_1/structure",
                                  "http://www.sdmx.org/resources/sdmxml/schemas/v3_1/common",
                                  "http://www.sdmx.org/resources/sdmxml/schemas/v3_1/message/footer"};

/// What SDMX 2.1 calls otherwise than the information model of 3.
struct Class21 {
  Kind kind;
  std::string_view name;
  std::string_view package;
};
constexpr std::array<Class21, 8> classes_21 = {{
    {Kind::DataConstraint, "ContentConstraint", "registry"},
    {Kind::MetadataConstraint, "ContentConstraint", "registry"},
    {Kind::Measure, "PrimaryMeasure", "datastructure"},
    {Kind::DataAttribute, "Attribute", "datastructure"},
    {Kind::MetadataProvisionAgreement, "ProvisionAgreement", "registry"},
    {Kind::ConceptSchemeMap, "ConceptSchemeMap", "mapping"},
    {Kind::CategorySchemeMap, "CategorySchemeMap", "mapping"},
    {Kind::OrganisationSchemeMap, "OrganisationSchemeMap", "mapping"},
}};

Class21 class21(Kind kind, bool attachment_constraint = false) {
  if (attachment_constraint) return {kind, "AttachmentConstraint", "registry"};
  if (const auto it = std::ranges::find(classes_21, kind, &Class21::kind); it != classes_21.end()) return *it;
  return {kind, sdmx::info(kind).class_name, sdmx::info(kind).package};
}

/// Kinds for which SDMX 2.1 has no class.
bool is_new_in_3(Kind kind) {
  switch (kind) {
    case Kind::MetadataProviderScheme:
    case Kind::GeographicCodelist:
    case Kind::GeoGridCodelist:
    case Kind::ValueList:
    case Kind::HierarchyAssociation:
    case Kind::RepresentationMap:
    case Kind::MetadataProvider:
    case Kind::GeoFeatureSetCode:
    case Kind::GeoGridCode:
    case Kind::ValueItem:
    case Kind::MetadataAttributeDescriptor:
    case Kind::Hierarchy:
    case Kind::StructureMap:
    case Kind::MetadataSet: return true;
    default: return false;
  }
}

/// Of these the id alone does not say which one is meant inside the maintainable.
bool has_container(Kind kind) { return kind == Kind::HierarchicalCode || kind == Kind::Level || kind == Kind::Transition || kind == Kind::MetadataAttribute; }

std::optional<Kind> kind_of_class21(std::string_view name) {
  if (name == "Attribute") return Kind::DataAttribute;
  return sdmx::kind_of_class(name);
}

const std::string& attribute_or_empty(const Node& node, std::string_view name) {
  static const std::string none;
  const std::string* found = node.attribute(name);
  return found == nullptr ? none : *found;
}

Reference read_ref(const Node& ref, std::optional<Kind> kind, ReadContext& context) {
  if (const std::string& name = attribute_or_empty(ref, "class"); !name.empty()) {
    const auto of_class = kind_of_class21(name);
    if (!of_class) {
      context.fault(ref, "a reference to the class '" + shorten(name, 60) + "', which is not one of the information model");
      return {};
    }
    // Some kinds of 3 share a class in 2.1; then it is the one that is expected.
    if (!kind || class21(*kind).name != name) kind = of_class;
  }
  const std::string& id = attribute_or_empty(ref, "id");
  const std::string& parent = attribute_or_empty(ref, "maintainableParentID");
  if (!kind) {
    context.fault(ref, "the reference does not say to what class it is");
    return {};
  }
  if (id.empty()) {
    context.fault(ref, "the reference has no id");
    return {};
  }
  Reference out{.kind = *kind, .agency = attribute_or_empty(ref, "agencyID")};
  if (parent.empty()) {
    if (!sdmx::is_maintainable(*kind)) {
      context.fault(ref, "the reference does not name the artefact that holds '" + shorten(id, 60) + "'");
      return {};
    }
    out.id = id;
    out.version = attribute_or_empty(ref, "version");
  } else {
    out.id = parent;
    out.version = attribute_or_empty(ref, "maintainableParentVersion");
    const std::string& container = attribute_or_empty(ref, "containerID");
    out.item = container.empty() || !has_container(*kind) ? id : container + "." + id;
  }
  if (out.version.empty()) out.version = "1.0";  // As the schema says.
  return out;
}

Reference read_urn(const Node& node, std::string_view text, ReadContext& context) {
  auto urn = sdmx::parse_urn(text);
  if (urn) return std::move(*urn);
  context.fault(node, urn.error().what, urn.error().hint);
  return {};
}

}  // namespace

const Namespaces& namespaces(SdmxMlVersion version) {
  switch (version) {
    case SdmxMlVersion::V3_0: return space_3_0;
    case SdmxMlVersion::V3_1: return space_3_1;
    default: return space_2_1;
  }
}

std::optional<SdmxMlVersion> version_of_namespace(std::string_view space) {
  // 2.0 wrote it in capitals.
  if (space.find("/resources/SDMXML/schemas/v2_0/") != std::string_view::npos) return SdmxMlVersion::V2_0;
  if (!space.starts_with(root)) return std::nullopt;
  const std::string_view rest = space.substr(root.size());
  if (rest.starts_with("v2_0/")) return SdmxMlVersion::V2_0;
  if (rest.starts_with("v2_1/")) return SdmxMlVersion::V2_1;
  if (rest.starts_with("v3_0/")) return SdmxMlVersion::V3_0;
  if (rest.starts_with("v3_1/")) return SdmxMlVersion::V3_1;
  return std::nullopt;
}

void ReadContext::fault(const Node& node, std::string what, std::string hint) {
  if (faults_.size() < most_faults) {
    faults_.push_back({ErrorKind::Input, std::move(what), node.place(file_), std::move(hint)});
  } else if (faults_.size() == most_faults) {
    faults_.push_back({ErrorKind::Input, "there are more faults", node.place(file_), {}});
  }
}

Reference read_reference(const Node& node, std::optional<Kind> kind, ReadContext& context) {
  if (const Node* ref = node.child("Ref")) return read_ref(*ref, kind, context);
  if (const Node* urn = node.child("URN")) return read_urn(*urn, trim(urn->text), context);
  if (const std::string_view text = trim(node.text); !text.empty()) return read_urn(node, text, context);
  context.fault(node, "'" + node.name + "' refers to nothing");
  return {};
}

std::string read_local(const Node& node, ReadContext& context) {
  if (const Node* ref = node.child("Ref")) {
    if (const std::string* id = ref->attribute("id")) return *id;
  } else if (const std::string_view text = trim(node.text); !text.empty()) {
    return std::string(text);
  } else if (const Node* urn = node.child("URN")) {
    return read_urn(*urn, trim(urn->text), context).item;
  }
  context.fault(node, "'" + node.name + "' names nothing");
  return {};
}

std::string urn3(const Reference& reference) {
  Reference own = reference;
  // The schemas know no class of their own for these.
  switch (reference.kind) {
    case Kind::GeographicCodelist:
    case Kind::GeoGridCodelist: own.kind = Kind::Codelist; break;
    case Kind::GeoFeatureSetCode:
    case Kind::GeoGridCode: own.kind = Kind::Code; break;
    default: break;
  }
  return own.urn();
}

std::string urn21(const Reference& reference, bool attachment_constraint) {
  const auto [kind, name, package] = class21(reference.kind, attachment_constraint);
  std::string out = "urn:sdmx:org.sdmx.infomodel." + std::string(package) + "." + std::string(name) + "=" + reference.short_text();
  return reference.item.empty() ? out : out + "." + reference.item;
}

void write_reference21(XmlWriter& writer, const Reference& reference, bool attachment_constraint) {
  // A version that is none of 2.1 stands in no Ref, nor does an item of which the id is not known.
  const bool lacks_item = reference.item.empty() && !reference.empty() && !sdmx::is_maintainable(reference.kind);
  if (is_new_in_3(reference.kind) || lacks_item || reference.version.find_first_not_of("0123456789.") != std::string::npos) {
    writer.element("URN", urn21(reference, attachment_constraint));
    return;
  }
  const auto [kind, name, package] = class21(reference.kind, attachment_constraint);
  writer.start("Ref");
  if (reference.item.empty()) {
    writer.attribute("id", reference.id);
    if (!reference.version.empty()) writer.attribute("version", reference.version);
  } else {
    std::string_view id = reference.item;
    if (const std::size_t dot = id.rfind('.'); has_container(reference.kind) && dot != std::string_view::npos) {
      writer.attribute("containerID", id.substr(0, dot));
      id.remove_prefix(dot + 1);
    }
    writer.attribute("id", id).attribute("maintainableParentID", reference.id);
    if (!reference.version.empty()) writer.attribute("maintainableParentVersion", reference.version);
  }
  if (!reference.agency.empty()) writer.attribute("agencyID", reference.agency);
  writer.attribute("package", package).attribute("class", name).end();
}

std::optional<bool> flag_of(std::string_view text) {
  text = trim(text);
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return std::nullopt;
}

}  // namespace atalaya::sdmx_ml
