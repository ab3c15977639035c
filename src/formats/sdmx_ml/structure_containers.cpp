#include "formats/sdmx_ml/structure_containers.h"

#include <array>

namespace atalaya {

namespace sdmx_ml {

namespace {

using sdmx::Kind;

constexpr std::array<Container, 27> containers_21 = {{
    {"OrganisationSchemes", "AgencyScheme", Kind::AgencyScheme},
    {"OrganisationSchemes", "DataConsumerScheme", Kind::DataConsumerScheme},
    {"OrganisationSchemes", "DataProviderScheme", Kind::DataProviderScheme},
    {"OrganisationSchemes", "OrganisationUnitScheme", Kind::OrganisationUnitScheme},
    {"Dataflows", "Dataflow", Kind::Dataflow},
    {"Metadataflows", "Metadataflow", Kind::Metadataflow},
    {"CategorySchemes", "CategoryScheme", Kind::CategoryScheme},
    {"Categorisations", "Categorisation", Kind::Categorisation},
    {"Codelists", "Codelist", Kind::Codelist},
    {"HierarchicalCodelists", "HierarchicalCodelist", Kind::HierarchicalCodelist},
    {"Concepts", "ConceptScheme", Kind::ConceptScheme},
    {"MetadataStructures", "MetadataStructure", Kind::MetadataStructure},
    {"DataStructures", "DataStructure", Kind::DataStructure},
    {"StructureSets", "StructureSet", Kind::StructureSet},
    {"ReportingTaxonomies", "ReportingTaxonomy", Kind::ReportingTaxonomy},
    {"Processes", "Process", Kind::Process},
    {"Constraints", "AttachmentConstraint", Kind::DataConstraint},
    {"Constraints", "ContentConstraint", Kind::DataConstraint},
    {"Constraints", "ContentConstraint", Kind::MetadataConstraint},
    {"ProvisionAgreements", "ProvisionAgreement", Kind::ProvisionAgreement},
    {"ProvisionAgreements", "ProvisionAgreement", Kind::MetadataProvisionAgreement},
    {"CustomTypes", "CustomTypeScheme", Kind::CustomTypeScheme},
    {"VtlMappings", "VtlMappingScheme", Kind::VtlMappingScheme},
    {"NamePersonalisations", "NamePersonalisationScheme", Kind::NamePersonalisationScheme},
    {"Rulesets", "RulesetScheme", Kind::RulesetScheme},
    {"Transformations", "TransformationScheme", Kind::TransformationScheme},
    {"UserDefinedOperators", "UserDefinedOperatorScheme", Kind::UserDefinedOperatorScheme},
}};

constexpr std::array<Container, 36> containers_3 = {{
    {"AgencySchemes", "AgencyScheme", Kind::AgencyScheme},
    {"Categorisations", "Categorisation", Kind::Categorisation},
    {"CategorySchemeMaps", "CategorySchemeMap", Kind::CategorySchemeMap},
    {"CategorySchemes", "CategoryScheme", Kind::CategoryScheme},
    {"Codelists", "Codelist", Kind::Codelist},
    {"ConceptSchemeMaps", "ConceptSchemeMap", Kind::ConceptSchemeMap},
    {"ConceptSchemes", "ConceptScheme", Kind::ConceptScheme},
    {"CustomTypeSchemes", "CustomTypeScheme", Kind::CustomTypeScheme},
    {"DataConstraints", "DataConstraint", Kind::DataConstraint},
    {"DataConsumerSchemes", "DataConsumerScheme", Kind::DataConsumerScheme},
    {"Dataflows", "Dataflow", Kind::Dataflow},
    {"DataProviderSchemes", "DataProviderScheme", Kind::DataProviderScheme},
    {"DataStructures", "DataStructure", Kind::DataStructure},
    {"GeographicCodelists", "GeographicCodelist", Kind::GeographicCodelist},
    {"GeoGridCodelists", "GeoGridCodelist", Kind::GeoGridCodelist},
    {"Hierarchies", "Hierarchy", Kind::Hierarchy},
    {"HierarchyAssociations", "HierarchyAssociation", Kind::HierarchyAssociation},
    {"MetadataConstraints", "MetadataConstraint", Kind::MetadataConstraint},
    {"Metadataflows", "Metadataflow", Kind::Metadataflow},
    {"MetadataProviderSchemes", "MetadataProviderScheme", Kind::MetadataProviderScheme},
    {"MetadataProvisionAgreements", "MetadataProvisionAgreement", Kind::MetadataProvisionAgreement},
    {"MetadataStructures", "MetadataStructure", Kind::MetadataStructure},
    {"NamePersonalisationSchemes", "NamePersonalisationScheme", Kind::NamePersonalisationScheme},
    {"OrganisationSchemeMaps", "OrganisationSchemeMap", Kind::OrganisationSchemeMap},
    {"OrganisationUnitSchemes", "OrganisationUnitScheme", Kind::OrganisationUnitScheme},
    {"Processes", "Process", Kind::Process},
    {"ProvisionAgreements", "ProvisionAgreement", Kind::ProvisionAgreement},
    {"ReportingTaxonomies", "ReportingTaxonomy", Kind::ReportingTaxonomy},
    {"ReportingTaxonomyMaps", "ReportingTaxonomyMap", Kind::ReportingTaxonomyMap},
    {"RepresentationMaps", "RepresentationMap", Kind::RepresentationMap},
    {"RulesetSchemes", "RulesetScheme", Kind::RulesetScheme},
    {"StructureMaps", "StructureMap", Kind::StructureMap},
    {"TransformationSchemes", "TransformationScheme", Kind::TransformationScheme},
    {"UserDefinedOperatorSchemes", "UserDefinedOperatorScheme", Kind::UserDefinedOperatorScheme},
    {"ValueLists", "ValueList", Kind::ValueList},
    {"VtlMappingSchemes", "VtlMappingScheme", Kind::VtlMappingScheme},
}};

constexpr std::string_view new_in_3 = "SDMX 3 has introduced it";
constexpr std::array<UncarriedKind, 13> uncarried_21 = {{
    {Kind::MetadataProviderScheme, new_in_3},
    {Kind::GeographicCodelist, new_in_3},
    {Kind::GeoGridCodelist, new_in_3},
    {Kind::ValueList, new_in_3},
    {Kind::Hierarchy, "SDMX 3 has introduced it; the hierarchies of 2.1 are parts of a HierarchicalCodelist"},
    {Kind::HierarchyAssociation, new_in_3},
    {Kind::StructureMap, "SDMX 3 has introduced it; the maps of 2.1 are parts of a StructureSet"},
    {Kind::RepresentationMap, new_in_3},
    {Kind::ConceptSchemeMap, "in 2.1 it is a part of a StructureSet"},
    {Kind::CategorySchemeMap, "in 2.1 it is a part of a StructureSet"},
    {Kind::OrganisationSchemeMap, "in 2.1 it is a part of a StructureSet"},
    {Kind::ReportingTaxonomyMap, "in 2.1 it is a part of a StructureSet"},
    {Kind::MetadataSet, "it stands in a metadata message"},
}};
constexpr std::array<UncarriedKind, 3> uncarried_3 = {{
    {Kind::HierarchicalCodelist, "SDMX 3 has hierarchies in its place, which are artefacts with a version of their own each"},
    {Kind::StructureSet, "SDMX 3 has structure maps, representation maps and scheme maps in its place"},
    {Kind::MetadataSet, "it stands in a metadata message"},
}};

}  // namespace

std::span<const Container> containers(bool is_21) {
  if (is_21) return containers_21;
  return containers_3;
}

}  // namespace sdmx_ml

std::span<const UncarriedKind> uncarried_kinds(SdmxMlVersion version) {
  if (version == SdmxMlVersion::V3_0 || version == SdmxMlVersion::V3_1) return sdmx_ml::uncarried_3;
  return sdmx_ml::uncarried_21;
}

}  // namespace atalaya
