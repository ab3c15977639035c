#include "query/structures/structure_index.h"

#include <algorithm>
#include <array>

#include "model/sdmx/references.h"
#include "model/sdmx/version.h"
#include "query/structures/sdmx21.h"

namespace atalaya {

namespace {

using sdmx::Kind;
using Edge = StructureIndex::Edge;
using Link = StructureIndex::Link;

constexpr std::array code_lists = {Kind::Codelist, Kind::GeographicCodelist, Kind::GeoGridCodelist, Kind::ValueList};

// A reference to a code list is one to any sort of it, and components of SDMX 3 may have value lists in their place.
bool fits(Kind wanted, Kind given) {
  return wanted == given || (std::ranges::find(code_lists, wanted) != code_lists.end() && std::ranges::find(code_lists, given) != code_lists.end());
}

bool is_vtl(Kind kind) { return kind >= Kind::TransformationScheme && kind <= Kind::VtlMappingScheme; }

// The agency "A.B" stands as B in the scheme of A, and "A" in that of SDMX (SDMX 3.1, Section 5, "Maintenance agencies").
sdmx::Reference agency_reference(const std::string& agency) {
  const auto dot = agency.rfind('.');
  if (dot == std::string::npos) return {Kind::Agency, "SDMX", "AGENCIES", "", agency};
  return {Kind::Agency, agency.substr(0, dot), "AGENCIES", "", agency.substr(dot + 1)};
}

bool same_edge(const Edge& a, const Edge& b) { return a.node == b.node && a.item == b.item && a.link == b.link; }

}  // namespace

bool has_kind(StructureModel model, Kind kind) {
  if (!sdmx::is_maintainable(kind) || kind == Kind::MetadataSet) return false;
  const bool is_of_21_alone = kind == Kind::HierarchicalCodelist || kind == Kind::StructureSet;
  if (model == StructureModel::Sdmx3) return !is_of_21_alone;
  switch (kind) {
    case Kind::MetadataProviderScheme:
    case Kind::GeographicCodelist:
    case Kind::GeoGridCodelist:
    case Kind::ValueList:
    case Kind::MetadataProvisionAgreement:
    case Kind::Hierarchy:
    case Kind::HierarchyAssociation:
    case Kind::StructureMap:
    case Kind::RepresentationMap:
    case Kind::ConceptSchemeMap:
    case Kind::CategorySchemeMap:
    case Kind::OrganisationSchemeMap:
    case Kind::ReportingTaxonomyMap: return false;
    default: return true;
  }
}

namespace {

bool is_made(const sdmx::Artefact& artefact, const std::deque<sdmx::Artefact>& made) {
  return std::ranges::any_of(made, [&](const sdmx::Artefact& one) { return &one == &artefact; });
}

}  // namespace

StructureIndex::StructureIndex(const sdmx::Structures& structures, StructureModel model) : structures_(structures), model_(model) {
  if (model == StructureModel::Sdmx21) made_ = as_sdmx21(structures);
  for (std::size_t k = 0; k < sdmx::maintainable_kinds; ++k) {
    const auto kind = static_cast<Kind>(k);
    if (!has_kind(model, kind)) continue;
    for (const sdmx::Artefact& artefact : structures.of(kind)) {
      // SDMX 3 has no attachment constraints.
      const auto* constraint = std::get_if<sdmx::DataConstraint>(&artefact);
      if (model == StructureModel::Sdmx3 && constraint != nullptr && constraint->is_attachment) continue;
      // In SDMX 2.1 a region names a report and a target; what has none cannot be said there.
      const auto* metadata = std::get_if<sdmx::MetadataConstraint>(&artefact);
      if (model == StructureModel::Sdmx21 && metadata != nullptr &&
          std::ranges::any_of(metadata->regions, [](const sdmx::MetadataTargetRegion& region) { return region.report.empty(); })) {
        continue;
      }
      const sdmx::Reference own = sdmx::reference_of(artefact);
      if (std::ranges::any_of(made_, [&](const sdmx::Artefact& made) { return sdmx::reference_of(made) == own; })) continue;
      nodes_.push_back({&artefact});
    }
    for (const sdmx::Artefact& artefact : made_) {
      if (sdmx::kind_of(artefact) == kind) nodes_.push_back({&artefact});
    }
  }
  for (Node node = 0; node < nodes_.size(); ++node) by_id_[sdmx::maintainable(artefact(node)).id].push_back(node);
  for (Node node = 0; node < nodes_.size(); ++node) {
    nodes_[node].references = references_of(artefact(node));
    // A structure set that was made for 2.1 is there for who asks for it. As a parent it would come with every flow, and clients of 2.1 mostly read none.
    if (is_made(artefact(node), made_) && sdmx::kind_of(artefact(node)) == Kind::StructureSet) continue;
    for (const Edge& edge : nodes_[node].references) nodes_[edge.node].users.push_back({node, edge.item, edge.link});
  }
}

std::vector<StructureIndex::Node> StructureIndex::resolve(const sdmx::Reference& reference) const {
  const Kind kind = sdmx::info(reference.kind).container;
  std::vector<Node> out;
  const auto look = [&](Node node) {
    const sdmx::Maintainable& given = sdmx::maintainable(artefact(node));
    if (!fits(kind, sdmx::kind_of(artefact(node)))) return;
    if (reference.agency != "*" && !reference.agency.empty() && reference.agency != given.agency) return;
    if (sdmx::matches_version(reference.version, given.version)) out.push_back(node);
  };
  if (reference.id == "*") {
    for (Node node = 0; node < nodes_.size(); ++node) look(node);
  } else if (const auto found = by_id_.find(reference.id); found != by_id_.end()) {
    std::ranges::for_each(found->second, look);
  }
  // Where there is one of the very kind, the others that would do are not meant.
  const auto exact = [&](Node node) { return sdmx::kind_of(artefact(node)) == kind; };
  if (std::ranges::any_of(out, exact)) std::erase_if(out, [&](Node node) { return !exact(node); });
  if (!sdmx::wants_latest(reference.version)) return out;
  std::vector<Node> latest;
  for (const Node node : out) {
    const sdmx::Maintainable& own = sdmx::maintainable(artefact(node));
    const bool newer = std::ranges::any_of(out, [&](Node other) {
      const sdmx::Maintainable& m = sdmx::maintainable(artefact(other));
      return m.agency == own.agency && m.id == own.id && artefact(other).index() == artefact(node).index() &&
             sdmx::compare_versions(m.version, own.version) > 0;
    });
    if (!newer) latest.push_back(node);
  }
  return latest;
}

std::vector<Edge> StructureIndex::references_of(const sdmx::Artefact& artefact) const {
  std::vector<Edge> out;
  const sdmx::Reference self = sdmx::reference_of(artefact);
  const auto put = [&](const sdmx::Reference& reference, Link link) {
    for (const Node node : resolve(reference)) {
      Edge edge{node, reference.item == "*" ? std::string() : reference.item, link};
      if (sdmx::reference_of(this->artefact(node)) == self) continue;
      if (std::ranges::none_of(out, [&](const Edge& known) { return same_edge(known, edge); })) out.push_back(std::move(edge));
    }
  };
  std::vector<sdmx::Reference> extended;
  std::vector<sdmx::Reference> unsaid;
  std::visit(
      [&](const auto& own) {
        if constexpr (requires { own.extensions; }) {
          for (const auto& extension : own.extensions) extended.push_back(extension.codelist);
        }
      },
      artefact);
  // What SDMX 2.1 has no place for: flows of metadata have no targets there, and data structures no metadata structure.
  if (model_ == StructureModel::Sdmx21) {
    if (const auto* flow = std::get_if<sdmx::Metadataflow>(&artefact)) unsaid = flow->targets;
    if (const auto* structure = std::get_if<sdmx::DataStructure>(&artefact)) unsaid = {structure->metadata_structure};
  }
  const auto among = [](const std::vector<sdmx::Reference>& list, const sdmx::Reference& one) { return std::ranges::find(list, one) != list.end(); };
  sdmx::for_each_reference(artefact, [&](const sdmx::Reference& reference, const std::string&) {
    if (!among(extended, reference) && !among(unsaid, reference)) put(reference, Link::Plain);
  });
  if (model_ == StructureModel::Sdmx3) {
    for (const sdmx::Reference& reference : extended) put(reference, Link::Extension);
  }
  if (model_ == StructureModel::Sdmx3 || is_vtl(sdmx::kind_of(artefact))) put(agency_reference(self.agency), Link::Maintainer);
  return out;
}

}  // namespace atalaya
