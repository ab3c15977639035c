#include "model/sdmx/kind.h"

#include <algorithm>
#include <array>

namespace atalaya::sdmx {

namespace {

using enum Kind;

// In the order of the enumeration, which a test checks.
constexpr std::array<KindInfo, kinds> table = {{
    {AgencyScheme, "AgencyScheme", "base", "agencyscheme", "agencySchemes", AgencyScheme},
    {DataProviderScheme, "DataProviderScheme", "base", "dataproviderscheme", "dataProviderSchemes", DataProviderScheme},
    {DataConsumerScheme, "DataConsumerScheme", "base", "dataconsumerscheme", "dataConsumerSchemes", DataConsumerScheme},
    {MetadataProviderScheme, "MetadataProviderScheme", "base", "metadataproviderscheme", "metadataProviderSchemes", MetadataProviderScheme},
    {OrganisationUnitScheme, "OrganisationUnitScheme", "base", "organisationunitscheme", "organisationUnitSchemes", OrganisationUnitScheme},
    {Codelist, "Codelist", "codelist", "codelist", "codelists", Codelist},
    {GeographicCodelist, "GeographicCodelist", "codelist", "geographiccodelist", "geographicCodelists", GeographicCodelist},
    {GeoGridCodelist, "GeoGridCodelist", "codelist", "geogridcodelist", "geoGridCodelists", GeoGridCodelist},
    {ValueList, "ValueList", "codelist", "valuelist", "valueLists", ValueList},
    {ConceptScheme, "ConceptScheme", "conceptscheme", "conceptscheme", "conceptSchemes", ConceptScheme},
    {CategoryScheme, "CategoryScheme", "categoryscheme", "categoryscheme", "categorySchemes", CategoryScheme},
    {Categorisation, "Categorisation", "categoryscheme", "categorisation", "categorisations", Categorisation},
    {ReportingTaxonomy, "ReportingTaxonomy", "categoryscheme", "reportingtaxonomy", "reportingTaxonomies", ReportingTaxonomy},
    {DataStructure, "DataStructure", "datastructure", "datastructure", "dataStructures", DataStructure},
    {MetadataStructure, "MetadataStructure", "metadatastructure", "metadatastructure", "metadataStructures", MetadataStructure},
    {Dataflow, "Dataflow", "datastructure", "dataflow", "dataflows", Dataflow},
    {Metadataflow, "Metadataflow", "metadatastructure", "metadataflow", "metadataflows", Metadataflow},
    {ProvisionAgreement, "ProvisionAgreement", "registry", "provisionagreement", "provisionAgreements", ProvisionAgreement},
    {MetadataProvisionAgreement, "MetadataProvisionAgreement", "registry", "metadataprovisionagreement", "metadataProvisionAgreements",
     MetadataProvisionAgreement},
    {DataConstraint, "DataConstraint", "registry", "dataconstraint", "dataConstraints", DataConstraint},
    {MetadataConstraint, "MetadataConstraint", "registry", "metadataconstraint", "metadataConstraints", MetadataConstraint},
    {Hierarchy, "Hierarchy", "codelist", "hierarchy", "hierarchies", Hierarchy},
    {HierarchyAssociation, "HierarchyAssociation", "codelist", "hierarchyassociation", "hierarchyAssociations", HierarchyAssociation},
    {StructureMap, "StructureMap", "structuremapping", "structuremap", "structureMaps", StructureMap},
    {RepresentationMap, "RepresentationMap", "structuremapping", "representationmap", "representationMaps", RepresentationMap},
    {ConceptSchemeMap, "ConceptSchemeMap", "structuremapping", "conceptschememap", "conceptSchemeMaps", ConceptSchemeMap},
    {CategorySchemeMap, "CategorySchemeMap", "structuremapping", "categoryschememap", "categorySchemeMaps", CategorySchemeMap},
    {OrganisationSchemeMap, "OrganisationSchemeMap", "structuremapping", "organisationschememap", "organisationSchemeMaps", OrganisationSchemeMap},
    {ReportingTaxonomyMap, "ReportingTaxonomyMap", "structuremapping", "reportingtaxonomymap", "reportingTaxonomyMaps", ReportingTaxonomyMap},
    {Process, "Process", "process", "process", "processes", Process},
    {TransformationScheme, "TransformationScheme", "transformation", "transformationscheme", "transformationSchemes", TransformationScheme},
    {RulesetScheme, "RulesetScheme", "transformation", "rulesetscheme", "rulesetSchemes", RulesetScheme},
    {UserDefinedOperatorScheme, "UserDefinedOperatorScheme", "transformation", "userdefinedoperatorscheme", "userDefinedOperatorSchemes",
     UserDefinedOperatorScheme},
    {CustomTypeScheme, "CustomTypeScheme", "transformation", "customtypescheme", "customTypeSchemes", CustomTypeScheme},
    {NamePersonalisationScheme, "NamePersonalisationScheme", "transformation", "namepersonalisationscheme", "namePersonalisationSchemes",
     NamePersonalisationScheme},
    {VtlMappingScheme, "VtlMappingScheme", "transformation", "vtlmappingscheme", "vtlMappingSchemes", VtlMappingScheme},
    {MetadataSet, "MetadataSet", "metadatastructure", "metadataset", "metadataSets", MetadataSet},
    {HierarchicalCodelist, "HierarchicalCodelist", "codelist", "hierarchicalcodelist", "hierarchicalCodelists", HierarchicalCodelist},
    {StructureSet, "StructureSet", "mapping", "structureset", "structureSets", StructureSet},
    {Agency, "Agency", "base", "", "", AgencyScheme},
    {DataProvider, "DataProvider", "base", "", "", DataProviderScheme},
    {DataConsumer, "DataConsumer", "base", "", "", DataConsumerScheme},
    {MetadataProvider, "MetadataProvider", "base", "", "", MetadataProviderScheme},
    {OrganisationUnit, "OrganisationUnit", "base", "", "", OrganisationUnitScheme},
    {Code, "Code", "codelist", "", "", Codelist},
    {GeoFeatureSetCode, "GeoFeatureSetCode", "codelist", "", "", GeographicCodelist},
    {GeoGridCode, "GeoGridCode", "codelist", "", "", GeoGridCodelist},
    {ValueItem, "ValueItem", "codelist", "", "", ValueList},
    {Concept, "Concept", "conceptscheme", "", "", ConceptScheme},
    {Category, "Category", "categoryscheme", "", "", CategoryScheme},
    {ReportingCategory, "ReportingCategory", "categoryscheme", "", "", ReportingTaxonomy},
    {DimensionDescriptor, "DimensionDescriptor", "datastructure", "", "", DataStructure},
    {Dimension, "Dimension", "datastructure", "", "", DataStructure},
    {MeasureDimension, "MeasureDimension", "datastructure", "", "", DataStructure},
    {TimeDimension, "TimeDimension", "datastructure", "", "", DataStructure},
    {GroupDimensionDescriptor, "GroupDimensionDescriptor", "datastructure", "", "", DataStructure},
    {MeasureDescriptor, "MeasureDescriptor", "datastructure", "", "", DataStructure},
    {Measure, "Measure", "datastructure", "", "", DataStructure},
    {AttributeDescriptor, "AttributeDescriptor", "datastructure", "", "", DataStructure},
    {DataAttribute, "DataAttribute", "datastructure", "", "", DataStructure},
    {MetadataAttributeDescriptor, "MetadataAttributeDescriptor", "metadatastructure", "", "", MetadataStructure},
    {MetadataAttribute, "MetadataAttribute", "metadatastructure", "", "", MetadataStructure},
    {MetadataTarget, "MetadataTarget", "metadatastructure", "", "", MetadataStructure},
    {ReportStructure, "ReportStructure", "metadatastructure", "", "", MetadataStructure},
    {HierarchicalCode, "HierarchicalCode", "codelist", "", "", Hierarchy},
    {Level, "Level", "codelist", "", "", Hierarchy},
    {ProcessStep, "ProcessStep", "process", "", "", Process},
    {Transition, "Transition", "process", "", "", Process},
    {Transformation, "Transformation", "transformation", "", "", TransformationScheme},
    {Ruleset, "Ruleset", "transformation", "", "", RulesetScheme},
    {UserDefinedOperator, "UserDefinedOperator", "transformation", "", "", UserDefinedOperatorScheme},
    {CustomType, "CustomType", "transformation", "", "", CustomTypeScheme},
    {NamePersonalisation, "NamePersonalisation", "transformation", "", "", NamePersonalisationScheme},
    {VtlMapping, "VtlMapping", "transformation", "", "", VtlMappingScheme},
    {ComponentMap, "ComponentMap", "structuremapping", "", "", StructureMap},
    {EpochMap, "EpochMap", "structuremapping", "", "", StructureMap},
    {DatePatternMap, "DatePatternMap", "structuremapping", "", "", StructureMap},
    {FrequencyFormatMapping, "FrequencyFormatMapping", "structuremapping", "", "", StructureMap},
    {VtlDataflowMapping, "VtlDataflowMapping", "transformation", "", "", VtlMappingScheme},
    {VtlCodelistMapping, "VtlCodelistMapping", "transformation", "", "", VtlMappingScheme},
    {VtlConceptMapping, "VtlConceptMapping", "transformation", "", "", VtlMappingScheme},
}};

consteval bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].kind) != i) return false;
  }
  return true;
}
static_assert(in_order());

}  // namespace

const KindInfo& info(Kind kind) { return table[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind_of_class(std::string_view class_name) {
  // What SDMX 2.1 calls otherwise.
  if (class_name == "ContentConstraint" || class_name == "AttachmentConstraint" || class_name == "Constraint" || class_name == "AvailabilityConstraint")
    return DataConstraint;
  if (class_name == "PrimaryMeasure") return Measure;
  const auto it = std::ranges::find(table, class_name, &KindInfo::class_name);
  if (it == table.end()) return std::nullopt;
  return it->kind;
}

std::optional<Kind> kind_of_resource(std::string_view resource) {
  const auto it = std::ranges::find(table, resource, &KindInfo::resource);
  if (it == table.end() || resource.empty()) return std::nullopt;
  return it->kind;
}

bool is_item_scheme(Kind kind) {
  switch (kind) {
    case AgencyScheme:
    case DataProviderScheme:
    case DataConsumerScheme:
    case MetadataProviderScheme:
    case OrganisationUnitScheme:
    case Codelist:
    case GeographicCodelist:
    case GeoGridCodelist:
    case ValueList:
    case ConceptScheme:
    case CategoryScheme:
    case ReportingTaxonomy:
    case TransformationScheme:
    case RulesetScheme:
    case UserDefinedOperatorScheme:
    case CustomTypeScheme:
    case NamePersonalisationScheme:
    case VtlMappingScheme: return true;
    default: return false;
  }
}

}  // namespace atalaya::sdmx
