#include "query/structures/sdmx21.h"

#include <algorithm>
#include <optional>

namespace atalaya {

namespace {

using sdmx::Kind;
using sdmx::StructureSet;

void copy_identity(const sdmx::Maintainable& from, sdmx::Maintainable& to) { to = from; }

void copy_names(const sdmx::Maintainable& from, sdmx::Nameable& to) {
  to.id = from.id;
  to.name = from.name;
  to.description = from.description;
}

sdmx::HierarchicalCodelist upgraded(const sdmx::Hierarchy& hierarchy) {
  sdmx::HierarchicalCodelist out;
  copy_identity(hierarchy, out);
  sdmx::HierarchicalCodelist::Inner inner;
  copy_names(hierarchy, inner);
  inner.has_formal_levels = hierarchy.has_formal_levels;
  inner.levels = hierarchy.levels;
  inner.codes = hierarchy.codes;
  out.hierarchies.push_back(std::move(inner));
  return out;
}

// SDMX 2.1 reports attributes for a target, and by a report structure: here for any object there is.
std::optional<sdmx::MetadataStructure> upgraded(const sdmx::MetadataStructure& structure) {
  if (structure.attributes.empty() || !structure.reports.empty()) return std::nullopt;
  sdmx::MetadataStructure out = structure;
  sdmx::TargetObject object;
  object.id = "OBJECT";
  object.type = "IdentifiableObjectTarget";
  object.object_type = "Any";
  object.local_representation = sdmx::Representation{.format = sdmx::TextFormat{.data_type = "IdentifiableReference"}};
  sdmx::MetadataTarget target;
  target.id = "TARGET";
  target.objects = {std::move(object)};
  sdmx::ReportStructure report;
  report.id = "REPORT";
  report.attributes = std::move(out.attributes);
  report.targets = {target.id};
  out.attributes.clear();
  out.targets = {std::move(target)};
  out.reports = {std::move(report)};
  return out;
}

bool is_plain(const sdmx::MappedValue& value) { return !value.is_regex && value.start_index.empty() && value.end_index.empty(); }

template <typename Map>
std::optional<StructureSet::ItemSchemeMap> scheme_map(const Map& map, const char* element) {
  StructureSet::ItemSchemeMap out;
  copy_names(map, out);
  out.element = element;
  out.source = map.source;
  out.target = map.target;
  for (const sdmx::ItemMap& item : map.items) {
    if (!is_plain(item.source) || !item.valid_from.empty() || !item.valid_to.empty()) return std::nullopt;
    out.items.push_back({{item.annotations}, item.source.value, item.target});
  }
  return out;
}

std::optional<StructureSet::ItemSchemeMap> codelist_map(const sdmx::RepresentationMap& map) {
  const auto is_list = [](const std::vector<sdmx::MapEnd>& ends) {
    return ends.size() == 1 && ends.front().codelist.kind == Kind::Codelist && !ends.front().codelist.empty();
  };
  if (!is_list(map.source) || !is_list(map.target)) return std::nullopt;
  StructureSet::ItemSchemeMap out;
  copy_names(map, out);
  out.element = "CodelistMap";
  out.source = map.source.front().codelist;
  out.target = map.target.front().codelist;
  for (const sdmx::ValueMapping& value : map.mappings) {
    const bool exact =
        value.source.size() == 1 && value.target.size() == 1 && is_plain(value.source.front()) && value.valid_from.empty() && value.valid_to.empty();
    if (!exact) return std::nullopt;
    out.items.push_back({{value.annotations}, value.source.front().value, value.target.front()});
  }
  return out;
}

// A component as SDMX 2.1 names it: with its class, in the list that it stands in. Nothing where the structure does not have it.
std::optional<StructureSet::LocalComponent> local_component(const sdmx::Structures& structures, sdmx::Reference structure, const std::string& id) {
  if (const auto* flow = structures.get<sdmx::Dataflow>(structure)) structure = flow->structure;
  const auto* own = structures.get<sdmx::DataStructure>(structure);
  if (own == nullptr) return std::nullopt;
  const auto has = [&](const auto& list) { return std::ranges::any_of(list, [&](const sdmx::Component& component) { return component.id == id; }); };
  const auto of = [&](const char* name, const char* container) { return StructureSet::LocalComponent{name, container, id, "datastructure"}; };
  if (const auto found = std::ranges::find(own->dimensions, id, &sdmx::Dimension::id); found != own->dimensions.end()) {
    return of(found->is_measure ? "MeasureDimension" : "Dimension", "DimensionDescriptor");
  }
  if (own->time_dimension && own->time_dimension->id == id) return of("TimeDimension", "DimensionDescriptor");
  if (has(own->measures)) return of("PrimaryMeasure", "MeasureDescriptor");
  if (has(own->attributes)) return of("Attribute", "AttributeDescriptor");
  return std::nullopt;
}

std::optional<StructureSet> upgraded(const sdmx::StructureMap& map, const sdmx::Structures& structures) {
  if (!map.epoch_maps.empty() || !map.date_pattern_maps.empty() || !map.frequency_formats.empty() || !map.fixed_values.empty()) return std::nullopt;
  StructureSet out;
  copy_identity(map, out);
  StructureSet::InnerStructureMap inner;
  copy_names(map, inner);
  inner.source = map.source;
  inner.target = map.target;
  for (const sdmx::ComponentMap& component : map.component_maps) {
    if (component.source.size() != 1 || component.target.size() != 1) return std::nullopt;
    auto from = local_component(structures, map.source, component.source.front());
    auto to = local_component(structures, map.target, component.target.front());
    if (!from || !to) return std::nullopt;
    StructureSet::ComponentAssociation association;
    association.annotations = component.annotations;
    association.source = std::move(*from);
    association.target = std::move(*to);
    if (!component.representation_map.empty()) {
      const auto* values = structures.get<sdmx::RepresentationMap>(component.representation_map);
      auto codes = values == nullptr ? std::nullopt : codelist_map(*values);
      if (!codes) return std::nullopt;
      association.codelist_map = codes->id;
      if (std::ranges::find(out.item_scheme_maps, codes->id, &StructureSet::ItemSchemeMap::id) == out.item_scheme_maps.end()) {
        out.item_scheme_maps.push_back(std::move(*codes));
      }
    }
    inner.components.push_back(std::move(association));
  }
  out.structure_maps.push_back(std::move(inner));
  return out;
}

std::optional<StructureSet> set_of(const sdmx::Maintainable& map, std::optional<StructureSet::ItemSchemeMap> inner) {
  if (!inner) return std::nullopt;
  StructureSet out;
  copy_identity(map, out);
  out.item_scheme_maps.push_back(std::move(*inner));
  return out;
}

}  // namespace

std::deque<sdmx::Artefact> as_sdmx21(const sdmx::Structures& structures) {
  std::deque<sdmx::Artefact> out;
  const auto put = [&](auto artefact) {
    if (!artefact) return;
    const sdmx::Reference identity = artefact->reference(std::decay_t<decltype(*artefact)>::kind);
    const auto same = [&](const sdmx::Artefact& other) { return sdmx::reference_of(other) == identity; };
    if (!std::ranges::any_of(structures.of(identity.kind), same) && !std::ranges::any_of(out, same)) out.emplace_back(std::move(*artefact));
  };
  for (const sdmx::Artefact& artefact : structures.of(Kind::MetadataStructure)) {
    if (auto made = upgraded(std::get<sdmx::MetadataStructure>(artefact))) out.emplace_back(std::move(*made));
  }
  for (const sdmx::Artefact& artefact : structures.of(Kind::Hierarchy)) put(std::optional(upgraded(std::get<sdmx::Hierarchy>(artefact))));
  for (const sdmx::Artefact& artefact : structures.of(Kind::StructureMap)) put(upgraded(std::get<sdmx::StructureMap>(artefact), structures));
  for (const sdmx::Artefact& artefact : structures.of(Kind::RepresentationMap)) {
    const auto& map = std::get<sdmx::RepresentationMap>(artefact);
    put(set_of(map, codelist_map(map)));
  }
  const auto schemes = [&]<typename Map>(const Map*, const char* element) {
    for (const sdmx::Artefact& artefact : structures.of(Map::kind)) put(set_of(std::get<Map>(artefact), scheme_map(std::get<Map>(artefact), element)));
  };
  schemes(static_cast<const sdmx::ConceptSchemeMap*>(nullptr), "ConceptSchemeMap");
  schemes(static_cast<const sdmx::CategorySchemeMap*>(nullptr), "CategorySchemeMap");
  schemes(static_cast<const sdmx::OrganisationSchemeMap*>(nullptr), "OrganisationSchemeMap");
  schemes(static_cast<const sdmx::ReportingTaxonomyMap*>(nullptr), "ReportingTaxonomyMap");
  return out;
}

}  // namespace atalaya
