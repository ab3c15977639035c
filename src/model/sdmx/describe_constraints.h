// What constraints hold, and what the formats call it.
#pragma once

#include "model/sdmx/constraints.h"
#include "model/sdmx/describe_base.h"

namespace atalaya::sdmx {

template <typename V, typename T>
void describe_validity(V& v, T& x) {
  v.attribute({"validFrom", "validFrom", nullptr}, x.valid_from, Form::Text);
  v.attribute({"validTo", "validTo", nullptr}, x.valid_to, Form::Text);
}

template <typename V, Is<PeriodBound> T>
void describe(V& v, T& x) {
  v.flag({"isInclusive", "isInclusive"}, x.inclusive, std::nullopt);  // said always: some readers ask for it
  v.content({.json = "period"}, x.period);
}

template <typename V, Is<TimeRange> T>
void describe(V& v, T& x) {
  describe_validity(v, x);
  v.object({"BeforePeriod", "beforePeriod"}, x.before);
  v.object({"AfterPeriod", "afterPeriod"}, x.after);
  v.object({"StartPeriod", "startPeriod"}, x.start);
  v.object({"EndPeriod", "endPeriod"}, x.end);
}

template <typename V, Is<ConstrainedValue> T>
void describe(V& v, T& x) {
  v.attribute({"cascadeValues", "cascadeValues"}, x.cascade, Form::Literal);
  v.language({"lang", "lang"}, x.language);
  describe_validity(v, x);
  v.content({.json = "value"}, x.value);
}

template <typename V, Is<ValueSelection> T>
void describe(V& v, T& x) {
  v.attribute({"id", "id"}, x.id, Form::Text);
  v.flag({"include", "include"}, x.include, true);
  v.flag({"removePrefix", "removePrefix", nullptr}, x.remove_prefix, false);
  describe_validity(v, x);
  v.list({.xml = "Value", .json = "values", .plain = true}, x.values);
  v.object({"TimeRange", "timeRange"}, x.time_range);
}

/// A dimension of one key: in JSON a value alone may stand for the list.
template <typename V, typename T>
void describe_key_value(V& v, T& x) {
  v.attribute({"id", "id"}, x.id, Form::Text);
  v.flag({"include", "include"}, x.include, true);
  v.flag({"removePrefix", "removePrefix", nullptr}, x.remove_prefix, false);
  describe_validity(v, x);
  v.list({.xml = "Value", .json = "values", .single = "value", .plain = true}, x.values);
  v.object({"TimeRange", "timeRange"}, x.time_range);
}

template <typename V, Is<CubeRegion> T>
void describe(V& v, T& x) {
  v.flag({"include", "include"}, x.include, std::nullopt);  // Some readers ask for it.
  describe_annotations(v, x);
  v.list({.xml = "KeyValue", .json = "keyValues"}, x.key_values);
  v.list({.xml = "Component", .json = "components", .xml21 = "Attribute"}, x.components);
}

template <typename V, Is<DataKey> T>
void describe(V& v, T& x) {
  v.flag({"include", "include"}, x.include, true);
  describe_validity(v, x);
  describe_annotations(v, x);
  v.list({.xml = "KeyValue", .json = "keyValues"}, x.key_values, [](auto& inside, auto& value) { describe_key_value(inside, value); });
  v.list({.xml = "Component", .json = "components", .xml21 = "Attribute"}, x.components);
}

template <typename V, Is<DataKeySet> T>
void describe(V& v, T& x) {
  v.flag({"isIncluded", "isIncluded"}, x.included, std::nullopt);
  v.list({.xml = "Key", .json = "keys"}, x.keys);
}

template <typename V, Is<ReleaseCalendar> T>
void describe(V& v, T& x) {
  v.element({"Periodicity", "periodicity"}, x.periodicity, Form::Text);
  v.element({"Offset", "offset"}, x.offset, Form::Text);
  v.element({"Tolerance", "tolerance"}, x.tolerance, Form::Text);
}

template <typename V, Is<ReferencePeriod> T>
void describe(V& v, T& x) {
  v.attribute({nullptr, nullptr, "startTime"}, x.start, Form::Text);
  v.attribute({nullptr, nullptr, "endTime"}, x.end, Form::Text);
}

template <typename V, Is<DataSetAttachment> T>
void describe(V& v, T& x) {
  v.reference({nullptr, nullptr, "DataProvider"}, x.provider, Kind::DataProvider);
  v.element({nullptr, nullptr, "ID"}, x.id, Form::Text);
}

template <typename V, Is<QueryableDataSource> T>
void describe(V& v, T& x) {
  v.flag({"isRESTDatasource", "isRESTDatasource"}, x.is_rest, std::nullopt);
  v.flag({"isWebServiceDatasource", "isWebServiceDatasource"}, x.is_web_service, std::nullopt);
  v.element({.xml = "DataURL", .json = "dataURL", .common = true}, x.data_url, Form::Text);
  v.element({.xml = "WSDLURL", .json = "wsdlURL", .common = true}, x.wsdl_url, Form::Text);
  v.element({.xml = "WADLURL", .json = "wadlURL", .common = true}, x.wadl_url, Form::Text);
}

/// A count that may be zero, or not known.
template <typename V, typename T>
void describe_count(V& v, Names names, T& x) {
  std::string text = x.value_or("");
  v.attribute(names, text, Form::Literal);
  if constexpr (V::reads) {
    if (!text.empty()) x = text;
  }
}

template <typename E>
inline constexpr std::array<std::pair<E, const char*>, 2> constraint_roles = {{{E::Allowed, "Allowed"}, {E::Actual, "Actual"}}};

template <typename V, typename T>
void describe_data_attachment(V& v, T& x) {
  const bool attached = !x.attachments.empty() || !x.data_sets.empty() || !x.data_sources.empty() || !x.queryable_sources.empty();
  v.group({"ConstraintAttachment", "constraintAttachment"}, attached, [&](auto& inside) {
    inside.references_of({.xml = "DataProvider", .single = "dataProvider"}, x.attachments, Kind::DataProvider);
    inside.list({.xml21 = "DataSet"}, x.data_sets);
    inside.strings({.xml = "SimpleDataSource", .json = "simpleDataSources"}, x.data_sources);
    inside.references_of({.xml = "DataStructure", .json = "dataStructures", .single = "dataStructure"}, x.attachments, Kind::DataStructure);
    inside.references_of({.xml = "Dataflow", .json = "dataflows", .single = "dataflow"}, x.attachments, Kind::Dataflow);
    inside.references_of({.xml = "ProvisionAgreement", .json = "provisionAgreements", .single = "provisionAgreement"}, x.attachments, Kind::ProvisionAgreement);
    inside.list({.xml = "QueryableDataSource", .json = "queryableDataSources"}, x.queryable_sources);
  });
}

/// The role is in JSON 2.0 a member, in 2.1 told by the list in which a constraint stands ("availabilityConstraints").
template <typename V, Is<DataConstraint> T>
void describe(V& v, T& x) {
  v.choice({"role", "role", "type"}, x.role, constraint_roles<DataConstraint::Role>);
  v.flag({.what = "AttachmentConstraint"}, x.is_attachment, false);  // In 2.1 its element has another name.
  describe_maintainable(v, x);
  describe_data_attachment(v, x);
  v.object({"ReleaseCalendar", "releaseCalendar"}, x.calendar);
  v.list({.xml = "DataKeySet", .json = "dataKeySets"}, x.key_sets);
  v.list({.xml = "CubeRegion", .json = "cubeRegions", .single = "cubeRegion"}, x.regions);
  v.object({nullptr, nullptr, "ReferencePeriod"}, x.reference_period);
  describe_count(v, {nullptr, "seriesCount"}, x.series_count);
  describe_count(v, {nullptr, "obsCount"}, x.observation_count);
}

template <typename V, Is<MetadataTargetRegion> T>
void describe(V& v, T& x) {
  v.attribute({nullptr, nullptr, "report"}, x.report, Form::Text);
  v.attribute({nullptr, nullptr, "metadataTarget"}, x.target, Form::Text);
  v.flag({"include", "include"}, x.include, true);
  describe_validity(v, x);
  describe_annotations(v, x);
  v.list({.xml21 = "KeyValue"}, x.key_values);
  v.list({.xml = "Component", .json = "components", .xml21 = "Attribute"}, x.components);
}

template <typename V, typename T>
void describe_metadata_attachment(V& v, T& x) {
  const bool attached = !x.attachments.empty() || !x.data_sources.empty() || !x.queryable_sources.empty();
  v.group({"ConstraintAttachment", "constraintAttachment"}, attached, [&](auto& inside) {
    inside.references_of({.xml = "MetadataProvider", .single = "metadataProvider", .xml21 = "DataProvider"}, x.attachments, Kind::MetadataProvider);
    inside.references_of({.xml = "MetadataSet", .json = "metadataSets"}, x.attachments, Kind::MetadataSet);
    inside.strings({.xml = "SimpleDataSource", .json = "simpleDataSources"}, x.data_sources);
    inside.references_of({.xml = "MetadataStructure", .json = "metadataStructures"}, x.attachments, Kind::MetadataStructure);
    inside.references_of({.xml = "Metadataflow", .json = "metadataflows"}, x.attachments, Kind::Metadataflow);
    inside.references_of({.xml = "MetadataProvisionAgreement", .json = "metadataProvisionAgreements", .xml21 = "ProvisionAgreement"}, x.attachments,
                         Kind::MetadataProvisionAgreement);
    inside.list({.xml = "QueryableDataSource", .json = "queryableDataSources"}, x.queryable_sources);
  });
}

template <typename V, Is<MetadataConstraint> T>
void describe(V& v, T& x) {
  v.choice({"role", "role", "type"}, x.role, constraint_roles<DataConstraint::Role>);
  describe_maintainable(v, x);
  describe_metadata_attachment(v, x);
  v.object({"ReleaseCalendar", "releaseCalendar"}, x.calendar);
  v.list({.xml = "MetadataTargetRegion", .json = "metadataTargetRegions"}, x.regions);
}

}  // namespace atalaya::sdmx
