// What metadata structures, flows, agreements and sets hold, and what the formats call it.
#pragma once

#include "model/sdmx/describe_base.h"
#include "model/sdmx/metadata.h"

namespace atalaya::sdmx {

template <typename V, Is<MetadataAttribute> T>
void describe(V& v, T& x) {
  v.attribute({"minOccurs", "minOccurs"}, x.min_occurs, Form::Literal);
  v.attribute({"maxOccurs", "maxOccurs"}, x.max_occurs, Form::Literal);
  v.flag({"isPresentational", "isPresentational"}, x.is_presentational, false);
  describe_identifiable(v, x);
  v.reference({"ConceptIdentity", "conceptIdentity"}, x.concept_identity, Kind::Concept);
  v.object({"LocalRepresentation", "localRepresentation"}, x.local_representation);
  v.list({.xml = "MetadataAttribute", .json = "metadataAttributes"}, x.attributes);
  if constexpr (V::reads) {
    if (x.id.empty()) x.id = x.concept_identity.item;
  }
}

template <typename V, Is<TargetObject> T>
void describe(V& v, T& x) {
  v.attribute({nullptr, nullptr, "objectType"}, x.object_type, Form::Text);
  describe_identifiable(v, x);
  v.element({}, x.type, Form::Text);  // In 2.1 the name of its element.
  v.object({nullptr, nullptr, "LocalRepresentation"}, x.local_representation);
}

template <typename V, Is<MetadataTarget> T>
void describe(V& v, T& x) {
  describe_identifiable(v, x);
  v.list({}, x.objects);  // In 2.1 each has the name that it says.
}

template <typename V, Is<ReportStructure> T>
void describe(V& v, T& x) {
  describe_identifiable(v, x);
  v.list({.xml21 = "MetadataAttribute"}, x.attributes);
  v.locals({.xml21 = "MetadataTarget"}, x.targets);
}

template <typename V, Is<MetadataStructure> T>
void describe(V& v, T& x) {
  describe_maintainable(v, x);
  const bool components = !x.attributes.empty() || !x.targets.empty() || !x.reports.empty() || x.attribute_list != ComponentList{};
  v.group({"MetadataStructureComponents", "metadataStructureComponents"}, components, [&](auto& inside) {
    inside.list({.xml21 = "MetadataTarget"}, x.targets);
    inside.list({.xml21 = "ReportStructure"}, x.reports);
    describe_list(inside, {"MetadataAttributeList", "metadataAttributeList", nullptr}, "MetadataAttributeDescriptor", x.attribute_list, !x.attributes.empty(),
                  [&](auto& in) { in.list({.xml = "MetadataAttribute", .json = "metadataAttributes"}, x.attributes); });
  });
}

template <typename V, Is<Metadataflow> T>
void describe(V& v, T& x) {
  describe_maintainable(v, x);
  v.reference({"Structure", "structure"}, x.structure, Kind::MetadataStructure);
  v.references({.xml = "Target", .json = "targets", .xml21 = nullptr}, x.targets, std::nullopt);
}

template <typename V, Is<MetadataProvisionAgreement> T>
void describe(V& v, T& x) {
  describe_maintainable(v, x);
  v.reference({"Metadataflow", "metadataflow", "StructureUsage"}, x.metadataflow, Kind::Metadataflow);
  v.reference({"MetadataProvider", "metadataProvider", "DataProvider"}, x.provider, Kind::MetadataProvider);
  v.references({.xml = "Target", .json = "targets", .xml21 = nullptr}, x.targets, std::nullopt);
}

template <typename V, Is<ReportedAttribute> T>
void describe(V& v, T& x) {
  v.attribute({"id", "id"}, x.id, Form::Text);
  describe_annotations(v, x);
  v.reported(x);
  v.list({.xml = "Attribute", .json = "attributes"}, x.attributes);
}

/// Of a message of SDMX-ML 2.1, which has its own code for metadata: the names are those of its reference values.
template <typename V, Is<TargetValue> T>
void describe(V& v, T& x) {
  v.attribute({nullptr, nullptr, "id"}, x.id, Form::Text);
  v.reference({nullptr, nullptr, "ObjectReference"}, x.object, std::nullopt);
  v.list({.xml21 = "KeyValue"}, x.key_values, [](auto& inside, auto& pair) {
    inside.attribute({nullptr, nullptr, "id"}, pair.first, Form::Text);
    inside.element({nullptr, nullptr, "Value"}, pair.second, Form::Text);
  });
  v.element({nullptr, nullptr, "ReportPeriod"}, x.report_period, Form::Text);
  v.element({nullptr, nullptr, "ID"}, x.data_set_id, Form::Text);
}

template <typename V, Is<MetadataSet> T>
void describe(V& v, T& x) {
  v.attribute({"action", "action"}, x.action, Form::Text);
  v.attribute({nullptr, nullptr, "setID"}, x.set_id, Form::Text);
  v.attribute({"reportingBeginDate", "reportingBegin"}, x.reporting_begin, Form::Text);
  v.attribute({"reportingEndDate", "reportingEnd"}, x.reporting_end, Form::Text);
  v.attribute({"publicationYear", "publicationYear"}, x.publication_year, Form::Text);
  v.attribute({"publicationPeriod", "publicationPeriod"}, x.publication_period, Form::Text);
  describe_maintainable(v, x);
  v.reference({"MetadataProvisionAgreement", "metadataProvisionAgreement", "ProvisionAgreement"}, x.provision_agreement, Kind::MetadataProvisionAgreement);
  v.reference({"Metadataflow", "metadataflow", "StructureUsage"}, x.metadataflow, Kind::Metadataflow);
  v.reference({nullptr, nullptr, "Structure"}, x.structure, Kind::MetadataStructure);
  v.reference({nullptr, nullptr, "DataProvider"}, x.provider, Kind::DataProvider);
  v.references({.xml = "Target", .json = "targets", .xml21 = nullptr}, x.targets, std::nullopt);
  v.attribute({nullptr, nullptr, "report"}, x.report, Form::Text);
  v.attribute({nullptr, nullptr, "metadataTarget"}, x.target_id, Form::Text);
  v.list({.xml21 = "ReferenceValue"}, x.target_values);
  v.list({.xml = "Attribute", .json = "attributes"}, x.attributes);
}

}  // namespace atalaya::sdmx
