// Any maintainable artefact, and a collection of them in which references are looked up.
#pragma once

#include <array>
#include <variant>
#include <vector>

#include "model/sdmx/constraints.h"
#include "model/sdmx/data_structure.h"
#include "model/sdmx/hierarchies.h"
#include "model/sdmx/item_schemes.h"
#include "model/sdmx/mappings.h"
#include "model/sdmx/metadata.h"
#include "model/sdmx/organisations.h"
#include "model/sdmx/process.h"
#include "model/sdmx/vtl_schemes.h"

namespace atalaya::sdmx {

/// One alternative a maintainable Kind, in its order.
using Artefact = std::variant<AgencyScheme, DataProviderScheme, DataConsumerScheme, MetadataProviderScheme, OrganisationUnitScheme,  //
                              Codelist, GeographicCodelist, GeoGridCodelist, ValueList, ConceptScheme, CategoryScheme, Categorisation, ReportingTaxonomy,
                              DataStructure, MetadataStructure, Dataflow, Metadataflow, ProvisionAgreement, MetadataProvisionAgreement,  //
                              DataConstraint, MetadataConstraint, Hierarchy, HierarchyAssociation,                                       //
                              StructureMap, RepresentationMap, ConceptSchemeMap, CategorySchemeMap, OrganisationSchemeMap, ReportingTaxonomyMap, Process,
                              TransformationScheme, RulesetScheme, UserDefinedOperatorScheme, CustomTypeScheme, NamePersonalisationScheme, VtlMappingScheme,
                              MetadataSet, HierarchicalCodelist, StructureSet>;
static_assert(std::variant_size_v<Artefact> == maintainable_kinds);

[[nodiscard]] inline Kind kind_of(const Artefact& artefact) { return static_cast<Kind>(artefact.index()); }
[[nodiscard]] const Maintainable& maintainable(const Artefact& artefact);
[[nodiscard]] Maintainable& maintainable(Artefact& artefact);
[[nodiscard]] Reference reference_of(const Artefact& artefact);
/// An artefact of this kind with nothing in it.
[[nodiscard]] Artefact make_artefact(Kind kind);

/// Artefacts by kind, each list in the order in which they were added.
class Structures {
 public:
  /// False, and nothing added, where the same kind, agency, id and version is there already (replace() takes the new one).
  bool add(Artefact artefact);
  void replace(Artefact artefact);
  [[nodiscard]] const std::vector<Artefact>& of(Kind kind) const { return by_kind_[static_cast<std::size_t>(kind)]; }
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool empty() const { return size() == 0; }
  void merge(Structures other);  ///< Those that are there already are left out.

  /// The artefact that holds what the reference names (a code's code list); where the reference's version has a wildcard or is empty, the newest that matches.
  /// A reference to a Codelist finds the other kinds of code lists too, and one to a ValueList code lists.
  [[nodiscard]] const Artefact* find(const Reference& reference) const;
  template <typename T>
  [[nodiscard]] const T* get(const Reference& reference) const {
    const Artefact* found = find(reference);
    return found == nullptr ? nullptr : std::get_if<T>(found);
  }

  template <typename F>
  void for_each(F&& f) const {
    for (const auto& list : by_kind_) {
      for (const Artefact& artefact : list) f(artefact);
    }
  }
  bool operator==(const Structures&) const = default;

 private:
  std::array<std::vector<Artefact>, maintainable_kinds> by_kind_;
};

}  // namespace atalaya::sdmx
