// What the schemes of the Validation and Transformation Language hold, and what the formats call it.
#pragma once

#include "model/sdmx/describe_base.h"
#include "model/sdmx/vtl_schemes.h"

namespace atalaya::sdmx {

template <typename V, typename T>
void describe_vtl_scheme(V& v, T& x) {
  v.attribute({"vtlVersion", "vtlVersion"}, x.vtl_version, Form::Text);
  describe_item_scheme(v, x);
}

template <typename V, Is<Transformation> T>
void describe(V& v, T& x) {
  v.flag({"isPersistent", "isPersistent"}, x.is_persistent, std::nullopt);
  describe_nameable(v, x);
  v.element({"Expression", "expression"}, x.expression, Form::Text);
  v.element({"Result", "result"}, x.result, Form::Text);
}

template <typename V, Is<TransformationScheme> T>
void describe(V& v, T& x) {
  describe_vtl_scheme(v, x);
  v.list({.xml = "Transformation", .json = "transformations"}, x.items);
  v.reference({"VtlMappingScheme", "vtlMappingScheme"}, x.vtl_mapping_scheme, Kind::VtlMappingScheme);
  v.reference({"NamePersonalisationScheme", "namePersonalisationScheme"}, x.name_personalisation_scheme, Kind::NamePersonalisationScheme);
  v.reference({"CustomTypeScheme", "customTypeScheme"}, x.custom_type_scheme, Kind::CustomTypeScheme);
  v.references({.xml = "RulesetScheme", .json = "rulesetSchemes"}, x.ruleset_schemes, Kind::RulesetScheme);
  v.references({.xml = "UserDefinedOperatorScheme", .json = "userDefinedOperatorSchemes"}, x.user_defined_operator_schemes, Kind::UserDefinedOperatorScheme);
}

template <typename V, Is<Ruleset> T>
void describe(V& v, T& x) {
  v.attribute({"rulesetType", "rulesetType"}, x.type, Form::Text);
  v.attribute({"rulesetScope", "rulesetScope"}, x.scope, Form::Text);
  describe_nameable(v, x);
  v.element({"RulesetDefinition", "rulesetDefinition"}, x.definition, Form::Text);
}

template <typename V, Is<RulesetScheme> T>
void describe(V& v, T& x) {
  describe_vtl_scheme(v, x);
  v.list({.xml = "Ruleset", .json = "rulesets"}, x.items);
  v.reference({"VtlMappingScheme", "vtlMappingScheme"}, x.vtl_mapping_scheme, Kind::VtlMappingScheme);
}

template <typename V, Is<UserDefinedOperator> T>
void describe(V& v, T& x) {
  describe_nameable(v, x);
  v.element({"OperatorDefinition", "operatorDefinition"}, x.definition, Form::Text);
}

template <typename V, Is<UserDefinedOperatorScheme> T>
void describe(V& v, T& x) {
  describe_vtl_scheme(v, x);
  v.list({.xml = "UserDefinedOperator", .json = "userDefinedOperators"}, x.items);
  v.reference({"VtlMappingScheme", "vtlMappingScheme"}, x.vtl_mapping_scheme, Kind::VtlMappingScheme);
  v.references({.xml = "RulesetScheme", .json = "rulesetSchemes"}, x.ruleset_schemes, Kind::RulesetScheme);
}

template <typename V, Is<CustomType> T>
void describe(V& v, T& x) {
  describe_nameable(v, x);
  v.element({"VtlScalarType", "vtlScalarType"}, x.vtl_scalar_type, Form::Text);
  v.element({"DataType", "dataType"}, x.data_type, Form::Text);
  v.element({"VtlLiteralFormat", "vtlLiteralFormat"}, x.vtl_literal_format, Form::Text);
  v.element({"OutputFormat", "outputFormat"}, x.output_format, Form::Text);
  v.element({"NullValue", "nullValue"}, x.null_value, Form::Text);
}

template <typename V, Is<CustomTypeScheme> T>
void describe(V& v, T& x) {
  describe_vtl_scheme(v, x);
  v.list({.xml = "CustomType", .json = "customTypes"}, x.items);
}

template <typename V, Is<NamePersonalisation> T>
void describe(V& v, T& x) {
  v.attribute({"vtlArtefact", "vtlArtefact"}, x.vtl_artefact, Form::Text);
  describe_nameable(v, x);
  v.element({"VtlDefaultName", "vtlDefaultName"}, x.vtl_default_name, Form::Text);
  v.element({"PersonalisedName", "personalisedName"}, x.personalised_name, Form::Text);
}

template <typename V, Is<NamePersonalisationScheme> T>
void describe(V& v, T& x) {
  describe_vtl_scheme(v, x);
  v.list({.xml = "NamePersonalisation", .json = "namePersonalisations"}, x.items);
}

/// `space` names the sub-space on the way to VTL, the super-space on the way back.
template <typename V, typename T>
void describe_space(V& v, Names names, Names space, T& mapping) {
  v.object(names, mapping, [&](auto& inside, auto& x) {
    inside.attribute({"method", "method"}, x.method, Form::Text);
    inside.group(space, !x.keys.empty(), [&](auto& in) { in.strings({.xml = "Key", .json = "keys"}, x.keys); });
  });
}

template <typename V, Is<VtlMapping> T>
void describe(V& v, T& x) {
  v.attribute({"alias", "alias"}, x.alias, Form::Text);
  describe_nameable(v, x);
  v.reference_of({"Dataflow", "dataflow"}, x.object, Kind::Dataflow);
  v.marker({"GenericDataflow", "genericDataflow"}, x.generic_dataflow, true);
  describe_space(v, {"ToVtlMapping", "toVtlMapping"}, {"ToVtlSubSpace", "toVtlSubSpace"}, x.to_vtl);
  describe_space(v, {"FromVtlMapping", "fromVtlMapping"}, {"FromVtlSuperSpace", "fromVtlSuperSpace"}, x.from_vtl);
  v.reference_of({"Codelist", "codelist"}, x.object, Kind::Codelist);
  v.reference_of({nullptr, nullptr, "ConceptScheme"}, x.object, Kind::ConceptScheme);
  v.reference_of({"Concept", "concept"}, x.object, Kind::Concept);
}

/// Unlike the other VTL schemes it says no version of VTL.
template <typename V, Is<VtlMappingScheme> T>
void describe(V& v, T& x) {
  v.attribute({.what = "vtlVersion"}, x.vtl_version, Form::Text);
  describe_item_scheme(v, x);
  v.list({.xml = "VtlMapping", .json = "vtlMappings"}, x.items);
}

}  // namespace atalaya::sdmx
