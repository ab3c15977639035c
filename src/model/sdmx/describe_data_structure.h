// What data structures and what uses them hold, and what the formats call it.
#pragma once

#include "model/sdmx/data_structure.h"
#include "model/sdmx/describe_base.h"

namespace atalaya::sdmx {

/// A component without an id of its own has the one of its concept (SDMX 3.1, Section 2, 5.3.1).
template <typename V, typename T>
void describe_component(V& v, T& x) {
  describe_identifiable(v, x);
  v.reference({"ConceptIdentity", "conceptIdentity"}, x.concept_identity, Kind::Concept);
  v.object({"LocalRepresentation", "localRepresentation"}, x.local_representation);
  v.references({.xml = "ConceptRole", .json = "conceptRoles"}, x.concept_roles, Kind::Concept);
  if constexpr (V::reads) {
    if (x.id.empty()) x.id = x.concept_identity.item;
  }
}

template <typename V, Is<Component> T>
void describe(V& v, T& x) {
  describe_component(v, x);
}

template <typename V, Is<Dimension> T>
void describe(V& v, T& x) {
  v.attribute({"position", "position"}, x.position, Form::Literal);
  v.flag({.what = "MeasureDimension"}, x.is_measure, false);  // In 2.1 its element has another name.
  describe_component(v, x);
}

template <typename V, Is<Group> T>
void describe(V& v, T& x) {
  describe_identifiable(v, x);
  v.strings({.xml = "GroupDimension", .json = "groupDimensions", .inner = "DimensionReference"}, x.dimensions);
  v.reference({nullptr, nullptr, "AttachmentConstraint"}, x.attachment_constraint, Kind::DataConstraint);
}

template <typename V, Is<Measure> T>
void describe(V& v, T& x) {
  v.attribute({"usage", "usage", nullptr}, x.usage, Form::Text);
  describe_component(v, x);
}

template <typename V, Is<AttributeRelationship> T>
void describe(V& v, T& x) {
  using enum AttributeRelationship::Level;
  v.marker({"Dataflow", "dataflow"}, x.level, Dataset);
  v.dimensions(x);
  v.strings({.xml21 = "AttachmentGroup"}, x.attachment_groups);
  v.element({"Group", "group"}, x.group, Form::Text);
  v.marker({"Observation", "observation"}, x.level, Observation);
  if constexpr (V::reads) {
    if (!x.dimensions.empty()) x.level = Dimensions;
    if (!x.group.empty()) x.level = AttributeRelationship::Level::Group;
  }
}

template <typename V, Is<Attribute> T>
void describe(V& v, T& x) {
  v.attribute({"usage", "usage"}, x.usage, Form::Text);
  describe_component(v, x);
  v.object({"AttributeRelationship", "attributeRelationship"}, x.relationship);
  if constexpr (V::reads) {
    if (x.usage.empty()) x.usage = "optional";  // What the schemas say it is then.
  }
  v.strings({.xml = "Measure", .json = "measureRelationship", .wrapper = "MeasureRelationship", .xml21 = nullptr}, x.measures);
}

template <typename V, Is<MetadataAttributeUsage> T>
void describe(V& v, T& x) {
  describe_annotations(v, x);
  std::string none;
  v.address(none, x.links);
  v.element({"MetadataAttributeReference", "metadataAttributeReference"}, x.metadata_attribute, Form::Text);
  v.object({"AttributeRelationship", "attributeRelationship"}, x.relationship);
}

/// No format that is written has them.
template <typename V, typename T>
void describe_cross_sectional(V& v, T& x) {
  bool any = !x.cross_sectional_measures.empty();
  v.flag({.what = "CrossSectionalMeasure"}, any, false);
}

template <typename V, Is<DataStructure> T>
void describe(V& v, T& x) {
  describe_cross_sectional(v, x);
  v.flag({"evolvingStructure", "evolvingStructure", nullptr}, x.evolving, false);
  describe_maintainable(v, x);
  const bool components = !x.dimensions.empty() || x.time_dimension || !x.groups.empty() || !x.attributes.empty() || !x.metadata_attributes.empty() ||
                          !x.measures.empty() || x.dimension_list != ComponentList{} || x.attribute_list != ComponentList{} ||
                          x.measure_list != ComponentList{};
  v.group({"DataStructureComponents", "dataStructureComponents"}, components, [&](auto& inside) {
    describe_list(inside, {"DimensionList", "dimensionList"}, "DimensionDescriptor", x.dimension_list, true, [&](auto& in) {
      in.list({.xml = "Dimension", .json = "dimensions"}, x.dimensions);
      in.object({"TimeDimension", "timeDimension"}, x.time_dimension);
    });
    inside.list({.xml = "Group", .json = "groups"}, x.groups);
    const bool attributes = !x.attributes.empty() || !x.metadata_attributes.empty();
    describe_list(inside, {"AttributeList", "attributeList"}, "AttributeDescriptor", x.attribute_list, attributes, [&](auto& in) {
      in.list({.xml = "Attribute", .json = "attributes"}, x.attributes);
      in.list({.xml = "MetadataAttributeUsage", .json = "metadataAttributeUsages", .xml21 = nullptr}, x.metadata_attributes);
    });
    describe_list(inside, {"MeasureList", "measureList"}, "MeasureDescriptor", x.measure_list, !x.measures.empty(),
                  [&](auto& in) { in.list({.xml = "Measure", .json = "measures"}, x.measures); });
  });
  v.reference({"Metadata", "metadata", nullptr}, x.metadata_structure, Kind::MetadataStructure);
}

template <typename V, Is<Dataflow> T>
void describe(V& v, T& x) {
  describe_maintainable(v, x);
  v.reference({"Structure", "structure"}, x.structure, Kind::DataStructure);
  v.strings({.xml = "Dimension", .json = "dimensionConstraint", .wrapper = "DimensionConstraint", .xml21 = nullptr}, x.dimension_constraint);
}

template <typename V, Is<ProvisionAgreement> T>
void describe(V& v, T& x) {
  describe_maintainable(v, x);
  v.reference({"Dataflow", "dataflow", "StructureUsage"}, x.dataflow, Kind::Dataflow);
  v.reference({"DataProvider", "dataProvider"}, x.provider, Kind::DataProvider);
}

}  // namespace atalaya::sdmx
