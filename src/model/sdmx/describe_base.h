// Names of fields (describe.h says how they are used), and the description of what every artefact has.
#pragma once

#include <array>
#include <concepts>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "model/sdmx/representation.h"

namespace atalaya::sdmx {

/// How a text stands in JSON: quoted, or as a number or true or false where it looks like one.
enum class Form { Text, Literal };

/// In place of a name of SDMX-ML 2.1: the one of 3.
inline constexpr char same_name[] = "";

struct Names {
  const char* xml = nullptr;   ///< SDMX-ML 3.
  const char* json = nullptr;  ///< SDMX-JSON 2.
  const char* xml21 = same_name;
  bool common = false;         ///< An element of the namespace "common".
  const char* what = nullptr;  ///< For people, of a field that has no name in a format.
  [[nodiscard]] constexpr const char* in_xml21() const { return xml21 == same_name ? xml : xml21; }
};

struct TextNames {
  const char* xml = nullptr;
  const char* json = nullptr;   ///< One text.
  const char* jsons = nullptr;  ///< Texts by language.
  bool common = false;
};

struct ListNames {
  const char* xml = nullptr;      ///< Of each element.
  const char* json = nullptr;     ///< Of the array.
  const char* wrapper = nullptr;  ///< XML: the element around all; null: none.
  const char* inner = nullptr;    ///< XML, of strings: the element inside each, which has the text; null: none.
  const char* single = nullptr;   ///< JSON: the member in which one alone may stand without an array (the only form where `json` is null).
  const char* xml21 = same_name;
  bool common = false;
  bool plain = false;  ///< JSON: an item that has nothing but its content is a string instead of an object.
  [[nodiscard]] constexpr const char* in_xml21() const { return xml21 == same_name ? xml : xml21; }
};

/// T is S or const S.
template <typename T, typename S>
concept Is = std::same_as<std::remove_const_t<T>, S>;

template <typename V, Is<AnnotationLink> T>
void describe(V& v, T& x) {
  v.language({"lang", "hreflang"}, x.language);
  v.attribute({nullptr, "rel"}, x.relation, Form::Text);
  v.attribute({nullptr, "urn"}, x.urn, Form::Text);
  v.attribute({nullptr, "type"}, x.type, Form::Text);
  v.attribute({nullptr, "uri"}, x.uri, Form::Text);
  v.texts({nullptr, "title", "titles"}, x.title);
  v.content({.json = "href"}, x.url);
}

template <typename V, Is<Annotation> T>
void describe(V& v, T& x) {
  v.attribute({"id", "id"}, x.id, Form::Text);
  v.element({.xml = "AnnotationTitle", .json = "title", .common = true}, x.title, Form::Text);
  v.element({.xml = "AnnotationType", .json = "type", .common = true}, x.type, Form::Text);
  v.list({.xml = "AnnotationURL", .json = "links", .common = true}, x.urls);
  v.texts({"AnnotationText", "text", "texts", true}, x.text);
  v.element({.xml = "AnnotationValue", .json = "value", .xml21 = nullptr, .common = true}, x.value, Form::Text);
}

template <typename V, Is<Link> T>
void describe(V& v, T& x) {
  v.attribute({"rel", "rel"}, x.relation, Form::Text);
  v.attribute({"url", "href"}, x.url, Form::Text);
  v.attribute({"urn", "urn"}, x.urn, Form::Text);
  v.attribute({"type", "type"}, x.type, Form::Text);
  v.attribute({nullptr, "uri"}, x.uri, Form::Text);
  v.attribute({nullptr, "hreflang"}, x.language, Form::Text);
  v.texts({nullptr, "title", "titles"}, x.title);
}

template <typename V, typename T>
void describe_annotations(V& v, T& x) {
  v.list({.xml = "Annotation", .json = "annotations", .wrapper = "Annotations", .common = true}, x.annotations);
}

template <typename V, typename T>
void describe_identifiable(V& v, T& x) {
  v.attribute({"id", "id"}, x.id, Form::Text);
  describe_annotations(v, x);
  v.address(x.uri, x.links);
}

template <typename V, typename T>
void describe_names(V& v, T& x) {
  v.texts({"Name", "name", "names", true}, x.name);
  v.texts({"Description", "description", "descriptions", true}, x.description);
}

template <typename V, typename T>
void describe_nameable(V& v, T& x) {
  describe_identifiable(v, x);
  describe_names(v, x);
}

template <typename V, typename T>
void describe_maintainable(V& v, T& x, bool unversioned = false) {
  v.attribute({"agencyID", "agencyID"}, x.agency, Form::Text);
  v.version({"version", "version"}, x.version, unversioned);
  v.attribute({"validFrom", "validFrom"}, x.valid_from, Form::Text);
  v.attribute({"validTo", "validTo"}, x.valid_to, Form::Text);
  v.flag({nullptr, nullptr, "isFinal"}, x.is_final, false);
  v.flag({"isExternalReference", "isExternalReference"}, x.is_external_reference, false);
  v.flag({"isPartialLanguage", "isPartialLanguage", nullptr}, x.is_partial_language, false);
  v.attribute({"serviceURL"}, x.service_url, Form::Text);
  v.attribute({"structureURL"}, x.structure_url, Form::Text);
  describe_nameable(v, x);
}

template <typename V, typename T>
void describe_item_scheme(V& v, T& x, bool unversioned = false) {
  v.flag({"isPartial", "isPartial"}, x.is_partial, false);
  describe_maintainable(v, x, unversioned);
}

template <typename V, Is<SentinelValue> T>
void describe(V& v, T& x) {
  v.attribute({"value", "value"}, x.value, Form::Text);
  describe_names(v, x);
}

template <typename V, Is<TextFormat> T>
void describe(V& v, T& x) {
  v.attribute({"textType", "dataType"}, x.data_type, Form::Text);
  v.attribute({"isSequence", "isSequence"}, x.is_sequence, Form::Literal);
  v.attribute({"interval", "interval"}, x.interval, Form::Literal);
  v.attribute({"startValue", "startValue"}, x.start_value, Form::Literal);
  v.attribute({"endValue", "endValue"}, x.end_value, Form::Literal);
  v.attribute({"timeInterval", "timeInterval"}, x.time_interval, Form::Text);
  v.attribute({"startTime", "startTime"}, x.start_time, Form::Text);
  v.attribute({"endTime", "endTime"}, x.end_time, Form::Text);
  v.attribute({"minLength", "minLength"}, x.min_length, Form::Literal);
  v.attribute({"maxLength", "maxLength"}, x.max_length, Form::Literal);
  v.attribute({"minValue", "minValue"}, x.min_value, Form::Literal);
  v.attribute({"maxValue", "maxValue"}, x.max_value, Form::Literal);
  v.attribute({"decimals", "decimals"}, x.decimals, Form::Literal);
  v.attribute({"pattern", "pattern"}, x.pattern, Form::Text);
  v.attribute({"isMultiLingual", "isMultiLingual"}, x.is_multilingual, Form::Literal);
  v.list({.xml = "SentinelValue", .json = "sentinelValues", .xml21 = nullptr}, x.sentinels);
}

template <typename V, Is<Representation> T>
void describe(V& v, T& x) {
  v.attribute({"minOccurs", "minOccurs", nullptr}, x.min_occurs, Form::Literal);
  v.attribute({"maxOccurs", "maxOccurs", nullptr}, x.max_occurs, Form::Literal);
  if (V::reads || x.enumeration.empty()) v.object({"TextFormat", "format"}, x.format);
  v.reference({"Enumeration", "enumeration"}, x.enumeration, Kind::Codelist);
  if (V::reads || !x.enumeration.empty()) v.object({"EnumerationFormat", "enumerationFormat"}, x.format);
}

/// A list of components that is there: with its fixed id and with what `f` says of the components.
template <typename V, Is<ComponentList> T, typename F>
void describe_list(V& v, Names names, const char* id, T& x, bool present, F f) {
  v.group(names, present || x != ComponentList{}, [&](auto& inside) {
    inside.constant({"id", "id"}, id);
    describe_annotations(inside, x);
    inside.address(x.uri, x.links);
    f(inside);
  });
}

}  // namespace atalaya::sdmx
