// The classes of the SDMX information model that have a URN, with the names under which the standard's parts know them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace atalaya::sdmx {

/// Maintainable artefacts first, in the order in which a structure message has them; then the items and components inside them.
enum class Kind : std::uint8_t {
  AgencyScheme,
  DataProviderScheme,
  DataConsumerScheme,
  MetadataProviderScheme,
  OrganisationUnitScheme,
  Codelist,
  GeographicCodelist,
  GeoGridCodelist,
  ValueList,
  ConceptScheme,
  CategoryScheme,
  Categorisation,
  ReportingTaxonomy,
  DataStructure,
  MetadataStructure,
  Dataflow,
  Metadataflow,
  ProvisionAgreement,
  MetadataProvisionAgreement,
  DataConstraint,
  MetadataConstraint,
  Hierarchy,
  HierarchyAssociation,
  StructureMap,
  RepresentationMap,
  ConceptSchemeMap,
  CategorySchemeMap,
  OrganisationSchemeMap,
  ReportingTaxonomyMap,
  Process,
  TransformationScheme,
  RulesetScheme,
  UserDefinedOperatorScheme,
  CustomTypeScheme,
  NamePersonalisationScheme,
  VtlMappingScheme,
  MetadataSet,
  HierarchicalCodelist,
  StructureSet,  // of SDMX 2.1 alone
  // Items and components
  Agency,
  DataProvider,
  DataConsumer,
  MetadataProvider,
  OrganisationUnit,
  Code,
  GeoFeatureSetCode,
  GeoGridCode,
  ValueItem,
  Concept,
  Category,
  ReportingCategory,
  DimensionDescriptor,
  Dimension,
  MeasureDimension,
  TimeDimension,
  GroupDimensionDescriptor,
  MeasureDescriptor,
  Measure,
  AttributeDescriptor,
  DataAttribute,
  MetadataAttributeDescriptor,
  MetadataAttribute,
  MetadataTarget,
  ReportStructure,
  HierarchicalCode,
  Level,
  ProcessStep,
  Transition,
  Transformation,
  Ruleset,
  UserDefinedOperator,
  CustomType,
  NamePersonalisation,
  VtlMapping,
  ComponentMap,
  EpochMap,
  DatePatternMap,
  FrequencyFormatMapping,
  VtlDataflowMapping,
  VtlCodelistMapping,
  VtlConceptMapping,
};

inline constexpr std::size_t kinds = static_cast<std::size_t>(Kind::VtlConceptMapping) + 1;

inline constexpr std::size_t maintainable_kinds = static_cast<std::size_t>(Kind::StructureSet) + 1;

struct KindInfo {
  Kind kind;
  std::string_view class_name;  ///< In a URN of SDMX 3: "Codelist".
  std::string_view package;     ///< In a URN: "codelist".
  std::string_view resource;    ///< In REST 2.2: "codelist"; empty for what is no maintainable.
  std::string_view member;      ///< In SDMX-JSON 2.1, below `data`: "codelists".
  Kind container;               ///< The maintainable that holds it; itself for a maintainable.
};

[[nodiscard]] const KindInfo& info(Kind kind);
/// By the class name of a URN; "ContentConstraint" and "AttachmentConstraint" of 2.1 are DataConstraint, and so is "AvailabilityConstraint" of 3.1. Letters'
/// case counts.
[[nodiscard]] std::optional<Kind> kind_of_class(std::string_view class_name);
/// By the name of a resource in REST 2.2.
[[nodiscard]] std::optional<Kind> kind_of_resource(std::string_view resource);
[[nodiscard]] inline bool is_maintainable(Kind kind) { return static_cast<std::size_t>(kind) < maintainable_kinds; }
[[nodiscard]] bool is_item_scheme(Kind kind);

}  // namespace atalaya::sdmx
