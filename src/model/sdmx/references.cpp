#include "model/sdmx/references.h"

namespace atalaya::sdmx {

namespace {

/// One overload a class; what has no references of its own falls to the last.
class Walk {
 public:
  explicit Walk(const ReferenceVisitor& visit) : visit_(visit) {}

  void operator()(const Codelist& list) const { extensions(list); }
  void operator()(const GeographicCodelist& list) const { extensions(list); }
  void operator()(const GeoGridCodelist& list) const { extensions(list); }
  void operator()(const ConceptScheme& scheme) const {
    for (const Concept& item : scheme.concepts) representation(item.core_representation, item.id);
  }
  void operator()(const Categorisation& categorisation) const {
    one(categorisation.source);
    one(categorisation.target);
  }
  void operator()(const ReportingTaxonomy& taxonomy) const { categories(taxonomy.categories, {}); }
  void operator()(const DataStructure& structure) const {
    for (const Dimension& dimension : structure.dimensions) component(dimension);
    if (structure.time_dimension) component(*structure.time_dimension);
    for (const Group& group : structure.groups) one(group.attachment_constraint, group.id);
    for (const Measure& measure : structure.measures) component(measure);
    for (const Attribute& attribute : structure.attributes) component(attribute);
    one(structure.metadata_structure);
  }
  void operator()(const MetadataStructure& structure) const {
    metadata_attributes(structure.attributes, {});
    for (const MetadataTarget& target : structure.targets) {
      for (const TargetObject& object : target.objects) representation(object.local_representation, target.id + "." + object.id);
    }
    for (const ReportStructure& report : structure.reports) metadata_attributes(report.attributes, report.id + ".");
  }
  void operator()(const Dataflow& flow) const { one(flow.structure); }
  void operator()(const Metadataflow& flow) const {
    one(flow.structure);
    all(flow.targets);
  }
  void operator()(const ProvisionAgreement& agreement) const {
    one(agreement.dataflow);
    one(agreement.provider);
  }
  void operator()(const MetadataProvisionAgreement& agreement) const {
    one(agreement.metadataflow);
    one(agreement.provider);
    all(agreement.targets);
  }
  void operator()(const DataConstraint& constraint) const {
    all(constraint.attachments);
    for (const DataSetAttachment& set : constraint.data_sets) one(set.provider);
  }
  void operator()(const MetadataConstraint& constraint) const { all(constraint.attachments); }
  void operator()(const Hierarchy& hierarchy) const { codes(hierarchy.codes, {}); }
  void operator()(const HierarchyAssociation& association) const {
    one(association.hierarchy);
    one(association.linked_object);
    one(association.context_object);
  }
  void operator()(const HierarchicalCodelist& list) const {
    for (const auto& included : list.included) one(included.codelist, included.alias);
    for (const auto& hierarchy : list.hierarchies) codes(hierarchy.codes, hierarchy.id + ".");
  }
  void operator()(const StructureMap& map) const {
    one(map.source);
    one(map.target);
    for (const ComponentMap& of : map.component_maps) one(of.representation_map);
  }
  void operator()(const RepresentationMap& map) const {
    for (const MapEnd& end : map.source) one(end.codelist);
    for (const MapEnd& end : map.target) one(end.codelist);
  }
  template <Kind K>
  void operator()(const SchemeMap<K>& map) const {
    one(map.source);
    one(map.target);
  }
  void operator()(const StructureSet& set) const {
    all(set.related);
    for (const auto& map : set.item_scheme_maps) ends(map);
    for (const auto& map : set.structure_maps) ends(map);
    for (const auto& map : set.hybrid_maps) {
      ends(map);
      for (const auto& pair : map.pairs) {
        one(pair.source, map.id);
        one(pair.target, map.id);
      }
    }
  }
  void operator()(const Process& process) const { steps(process.steps, {}); }
  void operator()(const TransformationScheme& scheme) const {
    one(scheme.vtl_mapping_scheme);
    one(scheme.name_personalisation_scheme);
    one(scheme.custom_type_scheme);
    all(scheme.ruleset_schemes);
    all(scheme.user_defined_operator_schemes);
  }
  void operator()(const RulesetScheme& scheme) const { one(scheme.vtl_mapping_scheme); }
  void operator()(const UserDefinedOperatorScheme& scheme) const {
    one(scheme.vtl_mapping_scheme);
    all(scheme.ruleset_schemes);
  }
  void operator()(const VtlMappingScheme& scheme) const {
    for (const VtlMapping& item : scheme.items) one(item.object, item.id);
  }
  void operator()(const MetadataSet& set) const {
    one(set.metadataflow);
    one(set.provision_agreement);
    one(set.structure);
    all(set.targets);
    for (const TargetValue& value : set.target_values) one(value.object, value.id);
  }
  void operator()(const Maintainable&) const {}  // the schemes of organisations, categories, values, custom types and personalised names

 private:
  void one(const Reference& reference, const std::string& holder = {}) const {
    if (!reference.empty()) visit_(reference, holder);
  }
  void all(const std::vector<Reference>& references) const {
    for (const Reference& reference : references) one(reference);
  }
  void extensions(const Codelist& list) const {
    for (const CodelistExtension& extension : list.extensions) one(extension.codelist);
  }
  void representation(const std::optional<Representation>& representation, const std::string& holder) const {
    if (representation) one(representation->enumeration, holder);
  }
  void component(const Component& of) const {
    const std::string& holder = of.id.empty() ? of.concept_identity.item : of.id;
    one(of.concept_identity, holder);
    for (const Reference& role : of.concept_roles) one(role, holder);
    representation(of.local_representation, holder);
  }
  void categories(const std::vector<ReportingCategory>& items, const std::string& above) const {
    for (const ReportingCategory& item : items) {
      for (const auto* list : {&item.structural_metadata, &item.provisioning_metadata}) {
        for (const Reference& reference : *list) one(reference, above + item.id);
      }
      categories(item.categories, above + item.id + ".");
    }
  }
  void metadata_attributes(const std::vector<MetadataAttribute>& attributes, const std::string& above) const {
    for (const MetadataAttribute& attribute : attributes) {
      one(attribute.concept_identity, above + attribute.id);
      representation(attribute.local_representation, above + attribute.id);
      metadata_attributes(attribute.attributes, above + attribute.id + ".");
    }
  }
  void codes(const std::vector<HierarchicalCode>& items, const std::string& above) const {
    for (const HierarchicalCode& item : items) {
      one(item.code, above + item.id);
      codes(item.codes, above + item.id + ".");
    }
  }
  void steps(const std::vector<ProcessStep>& items, const std::string& above) const {
    for (const ProcessStep& item : items) {
      for (const auto* list : {&item.inputs, &item.outputs}) {
        for (const ProcessObject& object : *list) one(object.object, above + item.id);
      }
      steps(item.steps, above + item.id + ".");
    }
  }
  template <typename Map>
  void ends(const Map& map) const {
    one(map.source, map.id);
    one(map.target, map.id);
  }

  const ReferenceVisitor& visit_;
};

}  // namespace

void for_each_reference(const Artefact& artefact, const ReferenceVisitor& visit) { std::visit(Walk(visit), artefact); }

}  // namespace atalaya::sdmx
