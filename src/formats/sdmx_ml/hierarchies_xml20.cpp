#include "formats/sdmx_ml/hierarchies_xml20.h"

#include <algorithm>

#include "base/text.h"

namespace atalaya::sdmx_ml {

namespace {

using sdmx::Kind;
using sdmx::Reference;

std::string text_of(const Node& node, std::string_view name) {
  const Node* child = node.child(name);
  return child == nullptr ? std::string() : std::string(trim(child->text));
}

/// 2.0 names codes of a hierarchy by the list's alias and the code, and gives them an id of their own at will.
void read_code_reference(const Node& node, sdmx::HierarchicalCode& out, Reader20& in) {
  out.codelist_alias = text_of(node, "CodelistAliasRef");
  out.code.kind = Kind::Code;
  out.code.item = text_of(node, "CodeID");
  out.id = text_of(node, "NodeAliasID");
  if (out.id.empty()) out.id = out.code.item;
  out.level = text_of(node, "LevelRef");
  out.valid_from = text_of(node, "ValidFrom");
  out.valid_to = text_of(node, "ValidTo");
  if (out.code.item.empty()) in.fault(node, "'CodeRef' names no code");
  in.each(node, "CodeRef", [&](const Node& child) { read_code_reference(child, out.codes.emplace_back(), in); });
  in.check(node, {"CodelistAliasRef", "CodeID", "NodeAliasID", "LevelRef", "ValidFrom", "ValidTo", "CodeRef", "Version"});
}

void read_level(const Node& node, std::vector<std::pair<long, sdmx::Level>>& out, Reader20& in) {
  sdmx::Level level;
  in.nameable(node, level);
  const std::string type = text_of(node, "CodingType");
  if (!type.empty()) level.coding_format = sdmx::TextFormat{.data_type = type};
  in.check(node, {"Name", "Description", "Order", "CodingType", "Annotations"});
  out.emplace_back(parse_integer(text_of(node, "Order")).value_or(static_cast<long>(out.size()) + 1), std::move(level));
}

Reference concept_of_attribute(const Node& node, const std::string& id, const std::string& agency, Reader20& in) {
  return in.concept_of(id, in.attribute(node, "conceptSchemeRef"), in.attribute(node, "conceptSchemeAgency", "conceptAgency"), agency,
                       in.attribute(node, "conceptSchemeVersion"));
}

void read_metadata_attribute(const Node& node, const std::string& agency, sdmx::MetadataAttribute& out, Reader20& in) {
  in.annotations(node, out);
  out.id = in.attribute(node, "conceptRef");
  out.concept_identity = concept_of_attribute(node, out.id, agency, in);
  out.min_occurs = in.attribute(node, "usageStatus") == "Mandatory" ? "1" : "0";
  if (const std::string list = in.attribute(node, "representationScheme"); !list.empty()) {
    out.local_representation =
        sdmx::Representation{.enumeration = {.kind = Kind::Codelist, .agency = in.attribute(node, "representationSchemeAgency"), .id = list, .version = "1.0"}};
  }
  if (const Node* format = node.child("TextFormat")) {
    if (!out.local_representation) out.local_representation.emplace();
    in.text_format(*format, out.local_representation->format.emplace());
  }
  in.each(node, "MetadataAttribute", [&](const Node& child) { read_metadata_attribute(child, agency, out.attributes.emplace_back(), in); });
  in.check(node, {"TextFormat", "MetadataAttribute", "Annotations"});
}

void read_identifier_component(const Node& node, sdmx::TargetObject& out, Reader20& in) {
  out.type = "IdentifiableObjectTarget";
  out.id = in.attribute(node, "id");
  out.object_type = text_of(node, "TargetObjectClass");
  if (const Node* scheme = node.child("RepresentationScheme")) {
    const std::string type = in.attribute(*scheme, "representationSchemeType");
    const Kind kind = type == "Category" || type == "CategoryScheme" ? Kind::CategoryScheme
                      : type == "Concept" || type == "ConceptScheme" ? Kind::ConceptScheme
                                                                     : Kind::Codelist;
    out.local_representation = sdmx::Representation{.enumeration = {.kind = kind,
                                                                    .agency = in.attribute(*scheme, "representationSchemeAgency"),
                                                                    .id = in.attribute(*scheme, "representationScheme"),
                                                                    .version = "1.0"}};
  }
  in.check(node, {"Name", "Description", "TargetObjectClass", "RepresentationScheme", "Annotations"});
}

}  // namespace

void read_hierarchical_codelist20(const Node& node, Reader20& in) {
  sdmx::HierarchicalCodelist out;
  in.maintainable(node, out);
  in.each(node, "CodelistRef", [&](const Node& child) {
    sdmx::HierarchicalCodelist::Included& included = out.included.emplace_back();
    included.codelist = in.reference(child, Kind::Codelist, "CodelistID", "AgencyID", {"Version"});
    included.alias = text_of(child, "Alias");
  });
  in.each(node, "Hierarchy", [&](const Node& child) {
    sdmx::HierarchicalCodelist::Inner& hierarchy = out.hierarchies.emplace_back();
    in.nameable(child, hierarchy);
    in.each(child, "CodeRef", [&](const Node& code) { read_code_reference(code, hierarchy.codes.emplace_back(), in); });
    std::vector<std::pair<long, sdmx::Level>> levels;
    in.each(child, "Level", [&](const Node& level) { read_level(level, levels, in); });
    std::ranges::stable_sort(levels, {}, &std::pair<long, sdmx::Level>::first);
    for (auto& level : levels) hierarchy.levels.push_back(std::move(level.second));
    hierarchy.has_formal_levels = !hierarchy.levels.empty();
    in.check(child, {"Name", "Description", "CodeRef", "Level", "Annotations"});
  });
  in.check(node, {"Name", "Description", "CodelistRef", "Hierarchy", "Annotations"});
  in.add(node, std::move(out));
}

void read_metadata_structure20(const Node& node, Reader20& in) {
  sdmx::MetadataStructure out;
  in.maintainable(node, out);
  in.check(node, {"Name", "Description", "TargetIdentifiers", "ReportStructure", "Annotations"});
  if (const Node* identifiers = node.child("TargetIdentifiers")) {
    in.check(*identifiers, {"FullTargetIdentifier", "PartialTargetIdentifier", "Annotations"});
    sdmx::MetadataTarget full;
    if (const Node* child = identifiers->child("FullTargetIdentifier")) {
      full.id = in.attribute(*child, "id");
      in.annotations(*child, full);
      in.each(*child, "IdentifierComponent", [&](const Node& c) { read_identifier_component(c, full.objects.emplace_back(), in); });
      in.check(*child, {"Name", "Description", "IdentifierComponent", "Annotations"});
      out.targets.push_back(full);
    }
    in.each(*identifiers, "PartialTargetIdentifier", [&](const Node& child) {
      sdmx::MetadataTarget& target = out.targets.emplace_back();
      target.id = in.attribute(child, "id");
      in.annotations(child, target);
      in.each(child, "IdentifierComponentRef", [&](const Node& component) {
        const std::string id(trim(component.text));
        const auto it = std::ranges::find(full.objects, id, &sdmx::TargetObject::id);
        if (it == full.objects.end()) {
          in.fault(component, "the full target identifier has no component '" + shorten(id, 60) + "'");
        } else {
          target.objects.push_back(*it);
        }
      });
      in.check(child, {"Name", "Description", "IdentifierComponentRef", "Annotations"});
    });
  }
  in.each(node, "ReportStructure", [&](const Node& child) {
    sdmx::ReportStructure& report = out.reports.emplace_back();
    report.id = in.attribute(child, "id");
    in.annotations(child, report);
    if (const std::string target = in.attribute(child, "target"); !target.empty()) report.targets.push_back(target);
    in.each(child, "MetadataAttribute", [&](const Node& a) { read_metadata_attribute(a, out.agency, report.attributes.emplace_back(), in); });
    in.check(child, {"Name", "Description", "MetadataAttribute", "Annotations"});
  });
  in.add(node, std::move(out));
}

}  // namespace atalaya::sdmx_ml
