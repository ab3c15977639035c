// What SDMX-ML 2.1 has in another shape than 3 (model/sdmx/describe.h). Beside what is said there, its visitors have
//
//   named(span<const char* const>, vector<T>& x, name_of, set_name, f)  // elements of several names in one list; name_of(item) says which one an item has,
//                                                                       // set_name(item, name) is told which one it had
//   self_reference(Reference& x, Kind)                                  // the element itself is the reference
//   skip(const char*)                                                   // an attribute that says nothing of its own
//   lost(string)                                                        // a writer: what cannot be carried
//   primary_measure()                                                   // a writer: the id of the data structure's first measure
//   in_data_structure()                                                 // a writer: that is what is being written
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/text.h"
#include "model/sdmx/describe.h"

namespace atalaya::sdmx {

template <typename V, Is<AttributeRelationship> T>
void describe21(V& v, T& x) {
  using enum AttributeRelationship::Level;
  v.marker({nullptr, nullptr, "None"}, x.level, Dataset);
  v.locals({.xml21 = "Dimension"}, x.dimensions);
  v.locals({.xml21 = "AttachmentGroup"}, x.attachment_groups);
  v.local({nullptr, nullptr, "Group"}, x.group);
  std::string measure;
  if constexpr (!V::reads) {
    if (x.level == Observation) measure = v.primary_measure();
    if (std::ranges::find(x.optional_dimensions, true) != x.optional_dimensions.end()) v.lost("areDimensionsOptional");
  }
  v.local({nullptr, nullptr, "PrimaryMeasure"}, measure);
  if constexpr (V::reads) {
    if (!x.dimensions.empty()) x.level = Dimensions;
    if (!x.group.empty()) x.level = AttributeRelationship::Level::Group;
    if (!measure.empty()) x.level = Observation;
  }
}

template <typename V, Is<Attribute> T>
void describe21(V& v, T& x) {
  std::string status;
  if constexpr (!V::reads) status = x.usage == "mandatory" ? "Mandatory" : "Conditional";
  v.attribute({nullptr, nullptr, "assignmentStatus"}, status, Form::Text);
  if constexpr (V::reads) x.usage = status == "Mandatory" ? "mandatory" : "optional";
  describe_component(v, x);
  v.object({nullptr, nullptr, "AttributeRelationship"}, x.relationship);
  v.strings({.json = "measureRelationship", .xml21 = nullptr}, x.measures);
}

inline constexpr std::string_view reporting_year_start_day = "REPORTING_YEAR_START_DAY";

template <typename V, Is<DataStructure> T>
void describe21(V& v, T& x) {
  v.flag({.what = "evolvingStructure"}, x.evolving, false);
  describe_cross_sectional(v, x);
  describe_maintainable(v, x);
  const bool components = !x.dimensions.empty() || x.time_dimension || !x.groups.empty() || !x.attributes.empty() || !x.measures.empty() ||
                          x.dimension_list != ComponentList{} || x.attribute_list != ComponentList{} || x.measure_list != ComponentList{};
  v.group({nullptr, nullptr, "DataStructureComponents"}, components, [&](auto& inside) {
    if constexpr (!V::reads) inside.set_primary_measure(x.measures.empty() ? "OBS_VALUE" : x.measures.front().id);
    describe_list(inside, {nullptr, nullptr, "DimensionList"}, "DimensionDescriptor", x.dimension_list, true, [&](auto& in) {
      constexpr std::array<const char*, 2> names = {"Dimension", "MeasureDimension"};
      in.named(
          names, x.dimensions, [&](const Dimension& d) { return d.is_measure ? names[1] : names[0]; },
          [&](auto& d, std::string_view name) { d.is_measure = name == names[1]; },
          [](auto& of, auto& dimension) {
            of.skip("type");
            of.attribute({nullptr, nullptr, "position"}, dimension.position, Form::Literal);
            describe_component(of, dimension);
          });
      in.object({nullptr, nullptr, "TimeDimension"}, x.time_dimension, [](auto& of, auto& dimension) {
        of.skip("type");
        of.skip("position");                                   // Always the last.
        if constexpr (V::reads) dimension.id = "TIME_PERIOD";  // Where it does not say so.
        describe_component(of, dimension);
      });
    });
    inside.list({.xml21 = "Group"}, x.groups);
    describe_list(inside, {nullptr, nullptr, "AttributeList"}, "AttributeDescriptor", x.attribute_list, !x.attributes.empty(), [&](auto& in) {
      constexpr std::array<const char*, 2> names = {"Attribute", "ReportingYearStartDay"};
      in.named(
          names, x.attributes, [&](const Attribute& a) { return a.id == reporting_year_start_day ? names[1] : names[0]; },
          [&](auto& a, std::string_view name) {
            if (name == names[1]) a.id = reporting_year_start_day;
          },
          [](auto& of, auto& attribute) { describe21(of, attribute); });
    });
    describe_list(inside, {nullptr, nullptr, "MeasureList"}, "MeasureDescriptor", x.measure_list, !x.measures.empty(), [&](auto& in) {
      if constexpr (V::reads) {
        in.list({.xml21 = "PrimaryMeasure"}, x.measures, [](auto& of, auto& measure) {
          measure.id = "OBS_VALUE";  // Where it does not say so.
          describe_component(of, measure);
        });
      } else {
        const std::vector<Measure> first(x.measures.begin(), x.measures.begin() + (x.measures.empty() ? 0 : 1));
        in.list({.xml21 = "PrimaryMeasure"}, first);
        for (const Measure& measure : x.measures) {
          if (&measure != x.measures.data()) in.lost("Measure " + measure.id + ", not the first one");
        }
      }
    });
  });
  v.list({.json = "metadataAttributeUsages", .xml21 = nullptr}, x.metadata_attributes);
  v.reference({nullptr, "metadata", nullptr}, x.metadata_structure, Kind::MetadataStructure);
}

template <typename V, Is<ValueSelection> T>
void describe21(V& v, T& x) {
  v.attribute({nullptr, nullptr, "id"}, x.id, Form::Text);
  v.flag({nullptr, nullptr, "include"}, x.include, true);
  v.flag({.what = "removePrefix"}, x.remove_prefix, false);
  describe_validity(v, x);
  v.list({.xml21 = "Value", .common = true}, x.values);
  v.object({.xml21 = "TimeRange", .common = true}, x.time_range);
}

template <typename V, Is<TimeRange> T>
void describe21(V& v, T& x) {
  describe_validity(v, x);
  v.object({.xml21 = "BeforePeriod", .common = true}, x.before);
  v.object({.xml21 = "AfterPeriod", .common = true}, x.after);
  v.object({.xml21 = "StartPeriod", .common = true}, x.start);
  v.object({.xml21 = "EndPeriod", .common = true}, x.end);
}

/// Components of a data structure have no texts in several languages in 2.1, and nothing has geospatial information.
template <typename V, Is<TextFormat> T>
void describe21(V& v, T& x) {
  if constexpr (V::reads) {
    describe(v, x);
  } else {
    TextFormat carried = x;
    if (carried.data_type == "GeospatialInformation") {
      v.lost("textType GeospatialInformation");
      carried.data_type.clear();
    }
    if (!carried.is_multilingual.empty() && v.in_data_structure()) {
      v.lost("isMultiLingual");
      carried.is_multilingual.clear();
    }
    describe(v, static_cast<const TextFormat&>(carried));
  }
}

/// That a value stands once is what 2.1 takes for granted.
template <typename V, Is<Representation> T>
void describe21(V& v, T& x) {
  if (x.min_occurs != "1") v.attribute({"minOccurs", "minOccurs", nullptr}, x.min_occurs, Form::Literal);
  if (x.max_occurs != "1") v.attribute({"maxOccurs", "maxOccurs", nullptr}, x.max_occurs, Form::Literal);
  if (V::reads || x.enumeration.empty()) v.object({"TextFormat", "format"}, x.format);
  v.reference({"Enumeration", "enumeration"}, x.enumeration, Kind::Codelist);
  if (V::reads || !x.enumeration.empty()) v.object({"EnumerationFormat", "enumerationFormat"}, x.format);
}

/// Regions and keys have no annotations in 2.1. `standard`: when "include" is left out.
template <typename V, typename T>
void describe_region21(V& v, T& x, std::optional<bool> standard) {
  v.flag({nullptr, nullptr, "include"}, x.include, standard);
  v.list({.json = "annotations", .xml21 = nullptr}, x.annotations);
  v.list({.xml21 = "KeyValue", .common = true}, x.key_values);
  v.list({.xml21 = "Attribute", .common = true}, x.components);
}

template <typename V, Is<CubeRegion> T>
void describe21(V& v, T& x) {
  describe_region21(v, x, std::nullopt);  // Some readers ask for it.
}

template <typename V, Is<DataKey> T>
void describe21(V& v, T& x) {
  describe_validity(v, x);
  describe_region21(v, x, true);
}

template <typename V, Is<MetadataTargetRegion> T>
void describe21(V& v, T& x) {
  v.attribute({nullptr, nullptr, "report"}, x.report, Form::Text);
  v.attribute({nullptr, nullptr, "metadataTarget"}, x.target, Form::Text);
  describe_validity(v, x);
  describe_region21(v, x, true);
}

template <typename V, Is<DataSetAttachment> T>
void describe21(V& v, T& x) {
  v.reference({.xml21 = "DataProvider", .common = true}, x.provider, Kind::DataProvider);
  v.element({.xml21 = "ID", .common = true}, x.id, Form::Text);
}

/// A constraint that does not say so is of what is there; an attachment constraint says neither.
template <typename V, typename T>
void describe_role21(V& v, T& x) {
  if constexpr (V::reads) x.role = DataConstraint::Role::Actual;
  v.choice({nullptr, nullptr, "type"}, x.role, constraint_roles<DataConstraint::Role>);
}

template <typename V, Is<DataConstraint> T>
void describe21(V& v, T& x) {
  if (!x.is_attachment) describe_role21(v, x);
  describe_maintainable(v, x);
  describe_data_attachment(v, x);
  v.list({.xml21 = "DataKeySet"}, x.key_sets);
  v.list({.xml21 = "CubeRegion"}, x.regions);
  v.object({nullptr, nullptr, "ReleaseCalendar"}, x.calendar);
  v.object({nullptr, nullptr, "ReferencePeriod"}, x.reference_period);
  describe_count(v, {nullptr, "seriesCount"}, x.series_count);
  describe_count(v, {nullptr, "obsCount"}, x.observation_count);
}

template <typename V, Is<MetadataConstraint> T>
void describe21(V& v, T& x) {
  describe_role21(v, x);
  describe_maintainable(v, x);
  describe_metadata_attachment(v, x);
  v.list({.xml21 = "MetadataTargetRegion"}, x.regions);
  v.object({nullptr, nullptr, "ReleaseCalendar"}, x.calendar);
}

template <typename V, Is<HierarchicalCode> T>
void describe21(V& v, T& x) {
  v.attribute({nullptr, nullptr, "validFrom"}, x.valid_from, Form::Text);
  v.attribute({nullptr, nullptr, "validTo"}, x.valid_to, Form::Text);
  describe_identifiable(v, x);
  if (V::reads || x.codelist_alias.empty()) v.reference({nullptr, nullptr, "Code"}, x.code, Kind::Code);
  v.element({nullptr, nullptr, "CodelistAliasRef"}, x.codelist_alias, Form::Text);
  if (V::reads || !x.codelist_alias.empty()) v.local({nullptr, nullptr, "CodeID"}, x.code.item);
  if constexpr (V::reads) x.code.kind = Kind::Code;
  v.list({.xml21 = "HierarchicalCode"}, x.codes);
  v.local({nullptr, nullptr, "Level"}, x.level);
}

template <typename V, Is<HierarchicalCodelist::Included> T>
void describe21(V& v, T& x) {
  v.attribute({nullptr, nullptr, "alias"}, x.alias, Form::Text);
  v.self_reference(x.codelist, Kind::Codelist);
}

template <typename V, Is<TargetObject> T>
void describe21(V& v, T& x) {
  v.attribute({nullptr, nullptr, "objectType"}, x.object_type, Form::Text);
  describe_identifiable(v, x);
  v.object({nullptr, nullptr, "LocalRepresentation"}, x.local_representation);
}

template <typename V, Is<MetadataTarget> T>
void describe21(V& v, T& x) {
  constexpr std::array<const char*, 5> names = {"KeyDescriptorValuesTarget", "DataSetTarget", "ReportPeriodTarget", "ConstraintContentTarget",
                                                "IdentifiableObjectTarget"};
  // Those that a target has but once have a fixed id.
  constexpr std::array<const char*, 4> ids = {"DIMENSION_DESCRIPTOR_VALUES_TARGET", "DATA_SET_TARGET", "REPORT_PERIOD_TARGET", "CONSTRAINT_CONTENT_TARGET"};
  describe_identifiable(v, x);
  v.named(
      names, x.objects, [](const TargetObject& o) { return std::string_view(o.type); },
      [&](auto& o, std::string_view name) {
        o.type = name;
        const auto at = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
        if (at < ids.size()) o.id = ids[at];
      },
      [](auto& of, auto& object) { describe21(of, object); });
}

struct ItemSchemeMap21 {
  const char* element;
  const char* item;
  std::optional<Kind> scheme;
};
inline constexpr std::array<ItemSchemeMap21, 5> item_scheme_maps_21 = {{{"OrganisationSchemeMap", "OrganisationMap", std::nullopt},
                                                                        {"CategorySchemeMap", "CategoryMap", Kind::CategoryScheme},
                                                                        {"CodelistMap", "CodeMap", Kind::Codelist},
                                                                        {"ConceptSchemeMap", "ConceptMap", Kind::ConceptScheme},
                                                                        {"ReportingTaxonomyMap", "ReportingCategoryMap", Kind::ReportingTaxonomy}}};

template <typename V, Is<StructureSet::ItemSchemeMap> T>
void describe21(V& v, T& x) {
  describe_nameable(v, x);
  const auto it = std::ranges::find_if(item_scheme_maps_21, [&](const ItemSchemeMap21& m) { return x.element == m.element; });
  if (it == item_scheme_maps_21.end()) return;
  v.reference({nullptr, nullptr, "Source"}, x.source, it->scheme);
  v.reference({nullptr, nullptr, "Target"}, x.target, it->scheme);
  v.list({.xml21 = it->item}, x.items);
}

template <typename V, Is<StructureSet> T>
void describe21(V& v, T& x) {
  constexpr std::array<const char*, 5> names = {item_scheme_maps_21[0].element, item_scheme_maps_21[1].element, item_scheme_maps_21[2].element,
                                                item_scheme_maps_21[3].element, item_scheme_maps_21[4].element};
  describe_maintainable(v, x);
  v.references({.xml21 = "RelatedStructure"}, x.related, std::nullopt);
  v.named(
      names, x.item_scheme_maps, [](const StructureSet::ItemSchemeMap& m) { return std::string_view(m.element); },
      [](auto& m, std::string_view name) { m.element = name; }, [](auto& of, auto& map) { describe21(of, map); });
  v.list({.xml21 = "HybridCodelistMap"}, x.hybrid_maps);
  v.list({.xml21 = "StructureMap"}, x.structure_maps);
}

/// The description of the version that the visitor is for.
template <typename V, typename T>
void describe_version(V& v, T& x) {
  if constexpr (V::is_21 && requires { describe21(v, x); }) {
    describe21(v, x);
  } else {
    describe(v, x);
  }
}

}  // namespace atalaya::sdmx
