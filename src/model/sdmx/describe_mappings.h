// What maps hold, and what the formats call it.
#pragma once

#include "model/sdmx/describe_base.h"
#include "model/sdmx/mappings.h"

namespace atalaya::sdmx {

template <typename V, typename T>
void describe_date_map(V& v, T& x) {
  v.attribute({"resolvePeriod", "resolvePeriod"}, x.resolve_period, Form::Text);
  describe_identifiable(v, x);
  v.pairs(x.components);
  v.element({"FrequencyDimension", "frequencyDimension"}, x.frequency_dimension, Form::Text);
  v.strings({.xml = "MappedFrequencies", .json = "mappedFrequencies"}, x.mapped_frequencies);
  v.element({"TargetFrequencyID", "targetFrequencyID"}, x.target_frequency, Form::Text);
}

template <typename V, Is<EpochMap> T>
void describe(V& v, T& x) {
  v.attribute({"basePeriod", "basePeriod"}, x.base_period, Form::Text);
  v.attribute({"epochPeriod", "epochPeriod"}, x.epoch_period, Form::Text);
  describe_date_map(v, x);
}

template <typename V, Is<DatePatternMap> T>
void describe(V& v, T& x) {
  v.attribute({"sourcePattern", "sourcePattern"}, x.source_pattern, Form::Text);
  v.attribute({"locale", "locale"}, x.locale, Form::Text);
  describe_date_map(v, x);
}

template <typename V, Is<FrequencyFormatMapping> T>
void describe(V& v, T& x) {
  describe_identifiable(v, x);
  v.element({"FrequencyId", "frequencyId"}, x.frequency, Form::Text);
  v.element({"DatePattern", "datePattern"}, x.date_pattern, Form::Text);
}

template <typename V, Is<ComponentMap> T>
void describe(V& v, T& x) {
  describe_annotations(v, x);
  v.strings({.xml = "Source", .json = "source"}, x.source);
  v.strings({.xml = "Target", .json = "target"}, x.target);
  v.reference({"RepresentationMap", "representationMap"}, x.representation_map, Kind::RepresentationMap);
}

template <typename V, Is<FixedValueMap> T>
void describe(V& v, T& x) {
  describe_annotations(v, x);
  v.element({"Source", "source"}, x.source, Form::Text);
  v.element({"Target", "target"}, x.target, Form::Text);
  v.strings({.xml = "Value", .json = "values"}, x.values);
}

template <typename V, Is<StructureMap> T>
void describe(V& v, T& x) {
  describe_maintainable(v, x);
  v.reference({"Source", "source"}, x.source, std::nullopt);
  v.reference({"Target", "target"}, x.target, std::nullopt);
  v.list({.xml = "EpochMap", .json = "epochMaps"}, x.epoch_maps);
  v.list({.xml = "DatePatternMap", .json = "datePatternMaps"}, x.date_pattern_maps);
  v.list({.xml = "FrequencyFormatMapping", .json = "frequencyFormatMappings"}, x.frequency_formats);
  v.list({.xml = "ComponentMap", .json = "componentMaps"}, x.component_maps);
  v.list({.xml = "FixedValueMap", .json = "fixedValueMaps"}, x.fixed_values);
}

template <typename V, Is<MappedValue> T>
void describe(V& v, T& x) {
  v.flag({"isRegEx", "isRegEx"}, x.is_regex, false);
  v.attribute({"startIndex", "startIndex"}, x.start_index, Form::Literal);
  v.attribute({"endIndex", "endIndex"}, x.end_index, Form::Literal);
  v.content({.json = "value"}, x.value);
}

template <typename V, Is<ValueMapping> T>
void describe(V& v, T& x) {
  v.attribute({"validFrom", "validFrom"}, x.valid_from, Form::Text);
  v.attribute({"validTo", "validTo"}, x.valid_to, Form::Text);
  describe_annotations(v, x);
  v.list({.xml = "SourceValue", .json = "sourceValues"}, x.source);
  v.strings({.xml = "TargetValue", .json = "targetValues"}, x.target);
}

template <typename V, Is<RepresentationMap> T>
void describe(V& v, T& x) {
  describe_maintainable(v, x);
  v.ends({"Source", "source"}, x.source);
  v.ends({"Target", "target"}, x.target);
  v.list({.xml = "RepresentationMapping", .json = "representationMappings"}, x.mappings);
}

template <typename V, Is<ItemMap> T>
void describe(V& v, T& x) {
  v.attribute({"validFrom", "validFrom"}, x.valid_from, Form::Text);
  v.attribute({"validTo", "validTo"}, x.valid_to, Form::Text);
  describe_annotations(v, x);
  v.object({"SourceValue", "sourceValue"}, x.source);
  v.element({"TargetValue", "targetValue"}, x.target, Form::Text);
}

template <typename T>
concept IsSchemeMap = Is<T, ConceptSchemeMap> || Is<T, CategorySchemeMap> || Is<T, OrganisationSchemeMap> || Is<T, ReportingTaxonomyMap>;

/// Any of the five organisation schemes may be at an end, so their kind is left open.
consteval std::optional<Kind> mapped_scheme(Kind map) {
  switch (map) {
    case Kind::ConceptSchemeMap: return Kind::ConceptScheme;
    case Kind::CategorySchemeMap: return Kind::CategoryScheme;
    case Kind::ReportingTaxonomyMap: return Kind::ReportingTaxonomy;
    default: return std::nullopt;
  }
}

template <typename V, IsSchemeMap T>
void describe(V& v, T& x) {
  describe_maintainable(v, x);
  v.reference({"Source", "source"}, x.source, mapped_scheme(T::kind));
  v.reference({"Target", "target"}, x.target, mapped_scheme(T::kind));
  v.list({.xml = "ItemMap", .json = "itemMaps"}, x.items);
}

template <typename V, Is<StructureSet::ItemAssociation> T>
void describe(V& v, T& x) {
  describe_annotations(v, x);
  v.local({nullptr, nullptr, "Source"}, x.source);
  v.local({nullptr, nullptr, "Target"}, x.target);
}

template <typename V, Is<StructureSet::ItemSchemeMap> T>
void describe(V& v, T& x) {
  describe_nameable(v, x);
  v.reference({nullptr, nullptr, "Source"}, x.source, std::nullopt);
  v.reference({nullptr, nullptr, "Target"}, x.target, std::nullopt);
  v.list({}, x.items);  // In 2.1 the name of their elements follows from the name of the map's.
}

/// In 2.1 the attributes of a Ref.
template <typename V, Is<StructureSet::LocalComponent> T>
void describe(V& v, T& x) {
  v.attribute({nullptr, nullptr, "id"}, x.id, Form::Text);
  v.attribute({nullptr, nullptr, "containerID"}, x.container, Form::Text);
  v.attribute({nullptr, nullptr, "package"}, x.package, Form::Text);
  v.attribute({nullptr, nullptr, "class"}, x.class_name, Form::Text);
}

template <typename V, typename T>
void describe_ends(V& v, T& x) {
  const auto ref = [&](auto& inside, auto& component) { inside.object({nullptr, nullptr, "Ref"}, component); };
  v.group({nullptr, nullptr, "Source"}, true, [&](auto& inside) { ref(inside, x.source); });
  v.group({nullptr, nullptr, "Target"}, true, [&](auto& inside) { ref(inside, x.target); });
}

template <typename V, Is<StructureSet::ComponentAssociation> T>
void describe(V& v, T& x) {
  describe_annotations(v, x);
  describe_ends(v, x);
  const bool representation = !x.codelist_map.empty() || x.to_text_format || !x.to_value_type.empty() || !x.values.empty();
  v.group({nullptr, nullptr, "RepresentationMapping"}, representation, [&](auto& inside) {
    inside.local({nullptr, nullptr, "CodelistMap"}, x.codelist_map);
    inside.object({nullptr, nullptr, "ToTextFormat"}, x.to_text_format);
    inside.element({nullptr, nullptr, "ToValueType"}, x.to_value_type, Form::Text);
    inside.group({nullptr, nullptr, "ValueMap"}, !x.values.empty(), [&](auto& in) {
      in.list({.xml21 = "ValueMapping"}, x.values, [](auto& of, auto& pair) {
        of.attribute({nullptr, nullptr, "source"}, pair.first, Form::Text);
        of.attribute({nullptr, nullptr, "target"}, pair.second, Form::Text);
      });
    });
  });
}

template <typename V, Is<StructureSet::InnerStructureMap> T>
void describe(V& v, T& x) {
  v.flag({nullptr, nullptr, "isExtension"}, x.is_extension, false);
  describe_nameable(v, x);
  v.reference({nullptr, nullptr, "Source"}, x.source, std::nullopt);
  v.reference({nullptr, nullptr, "Target"}, x.target, std::nullopt);
  v.list({.xml21 = "ComponentMap"}, x.components);
}

template <typename V, Is<StructureSet::HybridMap::Pair> T>
void describe(V& v, T& x) {
  describe_annotations(v, x);
  describe_ends(v, x);
}

template <typename V, Is<StructureSet::HybridMap> T>
void describe(V& v, T& x) {
  describe_nameable(v, x);
  v.reference({nullptr, nullptr, "Source"}, x.source, std::nullopt);
  v.reference({nullptr, nullptr, "Target"}, x.target, std::nullopt);
  v.list({.xml21 = "HybridCodeMap"}, x.pairs);
}

template <typename V, Is<StructureSet> T>
void describe(V& v, T& x) {
  describe_maintainable(v, x);
  v.references({.xml21 = "RelatedStructure"}, x.related, std::nullopt);
  v.list({}, x.item_scheme_maps);  // In 2.1 each has the name that it says.
  v.list({.xml21 = "HybridCodelistMap"}, x.hybrid_maps);
  v.list({.xml21 = "StructureMap"}, x.structure_maps);
}

}  // namespace atalaya::sdmx
