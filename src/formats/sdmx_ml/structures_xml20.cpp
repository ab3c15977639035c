#include "formats/sdmx_ml/structures_xml20.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/sdmx_ml/hierarchies_xml20.h"
#include "formats/sdmx_ml/reader20.h"

namespace atalaya::sdmx_ml {

namespace {

using sdmx::Kind;
using sdmx::Reference;

void read_codelist(const Node& node, Reader20& in) {
  sdmx::Codelist list;
  in.maintainable(node, list);
  in.each(node, "Code", [&](const Node& child) {
    sdmx::Code& code = list.codes.emplace_back();
    in.nameable(child, code);
    code.id = in.attribute(child, "value");
    code.parent = in.attribute(child, "parentCode");
    std::swap(code.name, code.description);
  });
  in.check(node, {"Name", "Description", "Annotations", "Code"});
  in.add(node, std::move(list));
}

sdmx::Representation representation(const Node& node, const std::string& agency, Reader20& in) {
  sdmx::Representation out;
  const std::string list = in.attribute(node, "codelist", "coreRepresentation");
  if (!list.empty()) {
    out.enumeration = {.kind = Kind::Codelist, .agency = in.attribute(node, "codelistAgency", "coreRepresentationAgency"), .id = list};
    if (out.enumeration.agency.empty()) out.enumeration.agency = agency;
    out.enumeration.version = in.attribute(node, "codelistVersion");
    if (out.enumeration.version.empty()) out.enumeration.version = "1.0";
  }
  if (const Node* format = node.child("TextFormat")) in.text_format(*format, out.format.emplace());
  return out;
}

void read_concept(const Node& node, sdmx::ConceptScheme& scheme, Reader20& in) {
  sdmx::Concept item;
  in.nameable(node, item);
  item.parent = in.attribute(node, "parent");
  sdmx::Representation core = representation(node, scheme.agency, in);
  if (core != sdmx::Representation{}) item.core_representation = std::move(core);
  in.check(node, {"Name", "Description", "TextFormat", "Annotations"});
  scheme.concepts.push_back(std::move(item));
}

void read_concept_scheme(const Node& node, Reader20& in) {
  sdmx::ConceptScheme scheme;
  in.maintainable(node, scheme);
  in.each(node, "Concept", [&](const Node& child) { read_concept(child, scheme, in); });
  in.check(node, {"Name", "Description", "Annotations", "Concept"});
  in.add(node, std::move(scheme));
}

/// Concepts that stand alone, by their agency.
void read_concepts(const Node& list, Reader20& in) {
  std::vector<std::pair<const Node*, sdmx::ConceptScheme>> alone;
  for (const Node& child : list.children) {
    if (child.name == "ConceptScheme") {
      read_concept_scheme(child, in);
    } else if (child.name == "Concept") {
      const std::string agency = in.attribute(child, "agencyID", "agency");
      auto it = std::ranges::find_if(alone, [&](const auto& one) { return one.second.agency == agency; });
      if (it == alone.end()) {
        sdmx::ConceptScheme scheme;
        scheme.id = standalone_concepts;
        scheme.agency = agency;
        scheme.name.set("en", "Concepts");
        alone.emplace_back(&child, std::move(scheme));
        it = std::prev(alone.end());
      }
      read_concept(child, it->second, in);
    } else if (child.name != "Annotations") {
      in.unexpected(child, list);
    }
  }
  for (auto& [node, scheme] : alone) in.add_made(*node, std::move(scheme));
}

template <typename C>
void read_component(const Node& node, const std::string& agency, C& out, Reader20& in) {
  in.annotations(node, out);
  out.uri = in.attribute(node, "uri");
  out.id = in.attribute(node, "conceptRef");
  out.concept_identity = in.concept_of(out.id, in.attribute(node, "conceptSchemeRef"), in.attribute(node, "conceptSchemeAgency", "conceptAgency"), agency,
                                       in.attribute(node, "conceptSchemeVersion"));
  sdmx::Representation own = representation(node, agency, in);
  if (own != sdmx::Representation{}) out.local_representation = std::move(own);
  if (out.id.empty()) in.fault(node, "the component names no concept");
  // Roles that 2.1 has no place for, and where a cross-sectional message has the component.
  for (const auto& [name, value] : node.attributes) {
    const bool is_role = name.starts_with("is") && name != "isMeasureDimension" && name != "isFrequencyDimension";
    if ((is_role || name.starts_with("crossSectional")) && flag_of(value).value_or(false)) in.fault(node, "the attribute '" + name + "' is left out");
  }
  in.check(node, {"TextFormat", "Annotations", "AttachmentGroup", "AttachmentMeasure"});
}

void read_attribute(const Node& node, const sdmx::DataStructure& structure, sdmx::Attribute& out, Reader20& in) {
  read_component(node, structure.agency, out, in);
  out.usage = in.attribute(node, "assignmentStatus") == "Mandatory" ? "mandatory" : "optional";
  std::vector<std::string> groups;
  in.each(node, "AttachmentGroup", [&](const Node& group) { groups.push_back(std::string(trim(group.text))); });
  if (node.child("AttachmentMeasure") != nullptr) in.fault(*node.child("AttachmentMeasure"), "attachment to cross-sectional measures is left out");
  const std::string level = in.attribute(node, "attachmentLevel");
  using enum sdmx::AttributeRelationship::Level;
  if (level == "Observation") {
    out.relationship.level = Observation;
  } else if (level == "Group" && !groups.empty()) {
    out.relationship.level = sdmx::AttributeRelationship::Level::Group;
    out.relationship.group = groups.front();
    if (groups.size() > 1) in.fault(node, "the attribute has several groups; '" + shorten(groups.front(), 60) + "' is taken");
  } else if (level == "Series") {
    out.relationship.level = Dimensions;
    for (const sdmx::Dimension& dimension : structure.dimensions) out.relationship.dimensions.push_back(dimension.id);
  } else if (level != "DataSet") {
    in.fault(node, "the attachment level '" + shorten(level, 60) + "' is not known");
  }
}

void read_group(const Node& node, const std::string& agency, sdmx::Group& out, Reader20& in) {
  in.annotations(node, out);
  out.id = in.attribute(node, "id");
  out.uri = in.attribute(node, "uri");
  in.each(node, "DimensionRef", [&](const Node& dimension) { out.dimensions.push_back(std::string(trim(dimension.text))); });
  if (const Node* constraint = node.child("AttachmentConstraintRef")) {
    out.attachment_constraint = {.kind = Kind::DataConstraint, .agency = agency, .id = std::string(trim(constraint->text)), .version = "1.0"};
  }
  if (const Node* description = node.child("Description")) in.fault(*description, "the description of a group is left out");
  in.check(node, {"DimensionRef", "AttachmentConstraintRef", "Annotations", "Description"});
}

void read_key_family(const Node& node, Reader20& in) {
  sdmx::DataStructure out;
  in.maintainable(node, out);
  in.check(node, {"Name", "Description", "Components", "Annotations"});
  const Node* components = node.child("Components");
  if (components == nullptr) return in.add(node, std::move(out));
  // Attributes need the dimensions, wherever these stand.
  for (const Node& child : components->children) {
    if (child.name == "Dimension") {
      sdmx::Dimension& dimension = out.dimensions.emplace_back();
      read_component(child, out.agency, dimension, in);
      dimension.is_measure = in.flag(child, "isMeasureDimension");
      if (in.flag(child, "isFrequencyDimension")) {
        dimension.concept_roles.push_back({.kind = Kind::Concept, .agency = "SDMX", .id = "SDMX_CONCEPT_ROLES", .version = "1.0", .item = "FREQ"});
      }
    } else if (child.name == "TimeDimension") {
      read_component(child, out.agency, out.time_dimension.emplace(), in);
    } else if (child.name == "Group") {
      read_group(child, out.agency, out.groups.emplace_back(), in);
    } else if (child.name == "PrimaryMeasure") {
      read_component(child, out.agency, out.measures.emplace_back(), in);
    } else if (child.name == "CrossSectionalMeasure") {
      out.cross_sectional_measures.push_back({in.attribute(child, "conceptRef"), in.attribute(child, "measureDimension"), in.attribute(child, "code")});
      in.check(child, {"TextFormat", "Annotations"});
    } else if (child.name != "Attribute") {
      in.unexpected(child, *components);
    }
  }
  in.each(*components, "Attribute", [&](const Node& child) { read_attribute(child, out, out.attributes.emplace_back(), in); });
  in.add(node, std::move(out));
}

void read_dataflow(const Node& node, Reader20& in) {
  sdmx::Dataflow out;
  in.maintainable(node, out);
  if (const Node* family = node.child("KeyFamilyRef")) {
    out.structure = in.reference(*family, Kind::DataStructure, "KeyFamilyID", "KeyFamilyAgencyID", {"Version", "KeyFamilyVersion"});
  }
  const Reference own = out.reference(Kind::Dataflow);
  in.each(node, "CategoryRef", [&](const Node& category) { in.categorise(category, own, in.category_reference(category)); });
  if (const Node* constraint = node.child("Constraint")) in.fault(*constraint, "the constraint of the dataflow is left out");
  in.check(node, {"Name", "Description", "KeyFamilyRef", "CategoryRef", "Constraint", "Annotations"});
  in.add(node, std::move(out));
}

void read_metadataflow(const Node& node, Reader20& in) {
  sdmx::Metadataflow out;
  in.maintainable(node, out);
  if (const Node* structure = node.child("MetadataStructureRef")) {
    out.structure = in.reference(*structure, Kind::MetadataStructure, "MetadataStructureID", "MetadataStructureAgencyID", {"Version"});
  }
  const Reference own = out.reference(Kind::Metadataflow);
  in.each(node, "CategoryRef", [&](const Node& category) { in.categorise(category, own, in.category_reference(category)); });
  in.check(node, {"Name", "Description", "MetadataStructureRef", "CategoryRef", "Annotations"});
  in.add(node, std::move(out));
}

void read_category(const Node& node, const Reference& scheme, const std::string& path, sdmx::Category& out, Reader20& in) {
  in.nameable(node, out);
  Reference own = scheme;
  own.kind = Kind::Category;
  own.item = path.empty() ? out.id : path + "." + out.id;
  in.each(node, "DataflowRef", [&](const Node& flow) { in.categorise(flow, in.reference(flow, Kind::Dataflow, "DataflowID", "AgencyID", {"Version"}), own); });
  in.each(node, "MetadataflowRef",
          [&](const Node& flow) { in.categorise(flow, in.reference(flow, Kind::Metadataflow, "MetadataflowID", "AgencyID", {"Version"}), own); });
  in.each(node, "Category", [&](const Node& child) { read_category(child, scheme, own.item, out.categories.emplace_back(), in); });
  in.check(node, {"Name", "Description", "DataflowRef", "MetadataflowRef", "Category", "Annotations"});
}

void read_category_scheme(const Node& node, Reader20& in) {
  sdmx::CategoryScheme out;
  in.maintainable(node, out);
  const Reference own = out.reference(Kind::CategoryScheme);
  in.each(node, "Category", [&](const Node& child) { read_category(child, own, {}, out.categories.emplace_back(), in); });
  in.check(node, {"Name", "Description", "Category", "Annotations"});
  in.add(node, std::move(out));
}

template <typename S>
void read_organisations(const Node& scheme, const Node& list, const char* element, Reader20& in) {
  S out;
  in.maintainable(scheme, out);
  in.each(list, element, [&](const Node& child) {
    sdmx::Organisation& organisation = out.organisations.emplace_back();
    in.nameable(child, organisation);
    for (const Node& contact : child.children) {
      if (contact.name.ends_with("Contact")) in.contact(contact, organisation.contacts.emplace_back());
    }
    in.check(child, {"Name", "Description", "MaintenanceContact", "CollectorContact", "DisseminatorContact", "ReporterContact", "OtherContact", "Annotations"});
  });
  in.check(list, {element});
  in.add(scheme, std::move(out));
}

void read_organisation_scheme(const Node& node, Reader20& in) {
  in.check(node, {"Name", "Description", "Agencies", "DataProviders", "DataConsumers", "Annotations"});
  if (const Node* list = node.child("Agencies")) read_organisations<sdmx::AgencyScheme>(node, *list, "Agency", in);
  if (const Node* list = node.child("DataProviders")) read_organisations<sdmx::DataProviderScheme>(node, *list, "DataProvider", in);
  if (const Node* list = node.child("DataConsumers")) read_organisations<sdmx::DataConsumerScheme>(node, *list, "DataConsumer", in);
}

struct List20 {
  const char* list;
  const char* element;
  void (*read)(const Node&, Reader20&);
};
constexpr std::array<List20, 8> lists = {{{"CodeLists", "CodeList", read_codelist},
                                          {"KeyFamilies", "KeyFamily", read_key_family},
                                          {"Dataflows", "Dataflow", read_dataflow},
                                          {"Metadataflows", "Metadataflow", read_metadataflow},
                                          {"CategorySchemes", "CategoryScheme", read_category_scheme},
                                          {"OrganisationSchemes", "OrganisationScheme", read_organisation_scheme},
                                          {"HierarchicalCodelists", "HierarchicalCodelist", read_hierarchical_codelist20},
                                          {"MetadataStructureDefinitions", "MetadataStructureDefinition", read_metadata_structure20}}};

}  // namespace

void read_structures20(const Node& parent, sdmx::Structures& out, ReadContext& context) {
  Reader20 in(out, context);
  // Concepts first: components and hierarchies refer to their schemes.
  for (const Node& list : parent.children) {
    if (list.name == "Concepts") read_concepts(list, in);
  }
  for (const Node& list : parent.children) {
    if (list.name == "Concepts" || list.name == "Header" || list.name == "Footer") continue;
    const auto it = std::ranges::find_if(lists, [&](const List20& l) { return list.name == l.list; });
    if (it == lists.end()) {
      context.fault(list, "'" + shorten(list.name, 60) + "' of SDMX 2.0 is not read");
      continue;
    }
    for (const Node& element : list.children) {
      if (element.name == it->element) {
        it->read(element, in);
      } else {
        in.unexpected(element, list);
      }
    }
  }
}

}  // namespace atalaya::sdmx_ml
