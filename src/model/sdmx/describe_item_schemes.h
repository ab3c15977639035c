// What code lists, value lists, schemes of concepts, categories and organisations hold, and what the formats call it.
#pragma once

#include "model/sdmx/describe_base.h"
#include "model/sdmx/item_schemes.h"
#include "model/sdmx/organisations.h"

namespace atalaya::sdmx {

template <typename V, Is<Code> T>
void describe(V& v, T& x) {
  describe_nameable(v, x);
  v.local({"Parent", "parent"}, x.parent);
}

template <typename V, Is<MemberValue> T>
void describe(V& v, T& x) {
  v.attribute({"cascadeValues", "cascadeValues"}, x.cascade, Form::Literal);
  v.content({.json = "value"}, x.value);
}

template <typename V, Is<CodeSelection> T>
void describe(V& v, T& x) {
  // XML has one list for both, in which a wildcard is told by its '%'.
  v.list({.xml = "MemberValue", .json = "memberValues", .plain = true}, x.members);
  v.strings({.xml = V::reads ? nullptr : "MemberValue", .json = "wildcardedMemberValues"}, x.wildcards);
  if constexpr (V::reads) {
    const auto is_wildcard = [](const MemberValue& m) { return m.cascade.empty() && m.value.find('%') != std::string::npos; };
    for (const MemberValue& member : x.members) {
      if (is_wildcard(member)) x.wildcards.push_back(member.value);
    }
    std::erase_if(x.members, is_wildcard);
  }
}

template <typename V, Is<CodelistExtension> T>
void describe(V& v, T& x) {
  v.attribute({"prefix", "prefix"}, x.prefix, Form::Text);
  v.reference({"Codelist", "codelist"}, x.codelist, Kind::Codelist);
  const auto selection = [&](Names names, bool inclusive) {
    const bool had = x.selection.has_value();
    if (V::reads ? had : had && x.selection->inclusive != inclusive) return;
    v.object(names, x.selection);
    if constexpr (V::reads) {
      if (x.selection) x.selection->inclusive = inclusive;
    }
  };
  selection({"InclusiveCodeSelection", "inclusiveCodeSelection"}, true);
  selection({"ExclusiveCodeSelection", "exclusiveCodeSelection"}, false);
}

template <typename V, typename T>
void describe_extensions(V& v, T& x) {
  v.list({.xml = "CodelistExtension", .json = "codelistExtensions", .xml21 = nullptr}, x.extensions);
}

template <typename V, Is<Codelist> T>
void describe(V& v, T& x) {
  describe_item_scheme(v, x);
  v.list({.xml = "Code", .json = "codes"}, x.codes);
  describe_extensions(v, x);
}

template <typename V, Is<GeographicCodelist> T>
void describe(V& v, T& x) {
  v.constant({"geoType", "geoType"}, "GeographicCodelist");
  describe_item_scheme(v, x);
  v.list({.xml = "GeoFeatureSetCode", .json = "geoFeatureSetCodes"}, x.codes, [](auto& inside, auto& code) {
    inside.attribute({"value", "value"}, code.value, Form::Text);
    describe(inside, code);
  });
  describe_extensions(v, x);
}

template <typename V, Is<GeoGridCodelist> T>
void describe(V& v, T& x) {
  v.constant({"geoType", "geoType"}, "GeoGridCodelist");
  describe_item_scheme(v, x);
  v.list({.xml = "GeoGridCode", .json = "geoGridCodes"}, x.codes, [](auto& inside, auto& code) {
    describe(inside, code);
    inside.element({"GeoCell", "geoCell"}, code.value, Form::Text);
  });
  describe_extensions(v, x);
  v.element({"GridDefinition", "gridDefinition"}, x.grid_definition, Form::Text);
}

template <typename V, Is<ValueItem> T>
void describe(V& v, T& x) {
  describe_nameable(v, x);
}

template <typename V, Is<ValueList> T>
void describe(V& v, T& x) {
  describe_item_scheme(v, x);
  v.list({.xml = "ValueItem", .json = "valueItems"}, x.items);
}

template <typename V, Is<IsoConceptReference> T>
void describe(V& v, T& x) {
  v.element({"ConceptAgency", "conceptAgency"}, x.agency, Form::Text);
  v.element({"ConceptSchemeID", "conceptSchemeID"}, x.scheme, Form::Text);
  v.element({"ConceptID", "conceptID"}, x.concept_id, Form::Text);
}

template <typename V, Is<Concept> T>
void describe(V& v, T& x) {
  describe_nameable(v, x);
  v.local({"Parent", "parent"}, x.parent);
  v.object({"CoreRepresentation", "coreRepresentation"}, x.core_representation);
  v.object({"ISOConceptReference", "isoConceptReference"}, x.iso_concept);
}

template <typename V, Is<ConceptScheme> T>
void describe(V& v, T& x) {
  describe_item_scheme(v, x);
  v.list({.xml = "Concept", .json = "concepts"}, x.concepts);
}

template <typename V, Is<Category> T>
void describe(V& v, T& x) {
  describe_nameable(v, x);
  v.list({.xml = "Category", .json = "categories"}, x.categories);
}

template <typename V, Is<CategoryScheme> T>
void describe(V& v, T& x) {
  describe_item_scheme(v, x);
  v.list({.xml = "Category", .json = "categories"}, x.categories);
}

template <typename V, Is<Categorisation> T>
void describe(V& v, T& x) {
  describe_maintainable(v, x);
  v.reference({"Source", "source"}, x.source, std::nullopt);
  v.reference({"Target", "target"}, x.target, Kind::Category);
}

template <typename V, Is<ReportingCategory> T>
void describe(V& v, T& x) {
  describe_nameable(v, x);
  v.list({.xml = "ReportingCategory", .json = "reportingCategories"}, x.categories);
  v.references({.xml = "StructuralMetadata", .json = "structuralMetadata"}, x.structural_metadata, std::nullopt);
  v.references({.xml = "ProvisioningMetadata", .json = "provisioningMetadata"}, x.provisioning_metadata, std::nullopt);
}

template <typename V, Is<ReportingTaxonomy> T>
void describe(V& v, T& x) {
  describe_item_scheme(v, x);
  v.list({.xml = "ReportingCategory", .json = "reportingCategories"}, x.categories);
}

template <typename V, Is<Contact> T>
void describe(V& v, T& x) {
  v.attribute({"id", "id"}, x.id, Form::Text);
  v.texts({"Name", "name", "names", true}, x.name);
  v.texts({"Department", "department", "departments"}, x.department);
  v.texts({"Role", "role", "roles"}, x.role);
  v.strings({.xml = "Telephone", .json = "telephones"}, x.telephones);
  v.strings({.xml = "Fax", .json = "faxes"}, x.faxes);
  v.strings({.xml = "X400", .json = "x400s"}, x.x400s);
  v.strings({.xml = "URI", .json = "uris"}, x.uris);
  v.strings({.xml = "Email", .json = "emails"}, x.emails);
}

template <typename V, Is<Organisation> T>
void describe(V& v, T& x) {
  describe_nameable(v, x);
  v.local({"Parent", "parent"}, x.parent);
  v.list({.xml = "Contact", .json = "contacts"}, x.contacts);
}

consteval ListNames organisation_names(Kind scheme) {
  switch (scheme) {
    case Kind::AgencyScheme: return {.xml = "Agency", .json = "agencies"};
    case Kind::DataProviderScheme: return {.xml = "DataProvider", .json = "dataProviders"};
    case Kind::DataConsumerScheme: return {.xml = "DataConsumer", .json = "dataConsumers"};
    case Kind::MetadataProviderScheme: return {.xml = "MetadataProvider", .json = "metadataProviders"};
    default: return {.xml = "OrganisationUnit", .json = "organisationUnits"};
  }
}

template <typename T>
concept IsOrganisationScheme =
    Is<T, AgencyScheme> || Is<T, DataProviderScheme> || Is<T, DataConsumerScheme> || Is<T, MetadataProviderScheme> || Is<T, OrganisationUnitScheme>;

template <typename V, IsOrganisationScheme T>
void describe(V& v, T& x) {
  describe_item_scheme(v, x, true);
  v.list(organisation_names(T::kind), x.organisations);
}

}  // namespace atalaya::sdmx
