// Maps from one structure, list or scheme to another.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/sdmx/representation.h"

namespace atalaya::sdmx {

/// Identifiable in SDMX 3 where a map has an id.
struct DateMap : Identifiable {
  struct Pair {
    std::string source, target;
    bool operator==(const Pair&) const = default;
  };
  std::vector<Pair> components = {};
  std::string resolve_period = {};
  std::string frequency_dimension = {};
  std::vector<std::string> mapped_frequencies = {};
  std::string target_frequency = {};
  bool operator==(const DateMap&) const = default;
};

struct EpochMap : DateMap {
  std::string base_period = {}, epoch_period = {};
  bool operator==(const EpochMap&) const = default;
};

struct DatePatternMap : DateMap {
  std::string source_pattern = {}, locale = {};
  bool operator==(const DatePatternMap&) const = default;
};

struct FrequencyFormatMapping : Identifiable {
  std::string frequency = {}, date_pattern = {};
  bool operator==(const FrequencyFormatMapping&) const = default;
};

struct ComponentMap : Annotable {
  std::vector<std::string> source = {}, target = {};
  Reference representation_map = {};
  bool operator==(const ComponentMap&) const = default;
};

/// One side is a component, the other side is fixed values.
struct FixedValueMap : Annotable {
  std::string source = {}, target = {};
  std::vector<std::string> values = {};
  bool operator==(const FixedValueMap&) const = default;
};

struct StructureMap : Maintainable {
  static constexpr Kind kind = Kind::StructureMap;
  Reference source = {}, target = {};
  std::vector<EpochMap> epoch_maps = {};
  std::vector<DatePatternMap> date_pattern_maps = {};
  std::vector<FrequencyFormatMapping> frequency_formats = {};
  std::vector<ComponentMap> component_maps = {};
  std::vector<FixedValueMap> fixed_values = {};
  bool operator==(const StructureMap&) const = default;
};

struct MappedValue {
  std::string value;
  bool is_regex = false;
  std::string start_index = {}, end_index = {};
  bool operator==(const MappedValue&) const = default;
};

struct ValueMapping : Annotable {
  std::vector<MappedValue> source = {};
  std::vector<std::string> target = {};
  std::string valid_from = {}, valid_to = {};
  bool operator==(const ValueMapping&) const = default;
};

/// A code or value list, or a data type.
struct MapEnd {
  Reference codelist = {};
  std::string data_type = {};
  bool operator==(const MapEnd&) const = default;
};

struct RepresentationMap : Maintainable {
  static constexpr Kind kind = Kind::RepresentationMap;
  std::vector<MapEnd> source = {}, target = {};
  std::vector<ValueMapping> mappings = {};
  bool operator==(const RepresentationMap&) const = default;
};

struct ItemMap : Annotable {
  MappedValue source = {};
  std::string target = {};
  std::string valid_from = {}, valid_to = {};
  bool operator==(const ItemMap&) const = default;
};

template <Kind K>
struct SchemeMap : Maintainable {
  static constexpr Kind kind = K;
  Reference source = {}, target = {};
  std::vector<ItemMap> items = {};
  bool operator==(const SchemeMap&) const = default;
};

using ConceptSchemeMap = SchemeMap<Kind::ConceptSchemeMap>;
using CategorySchemeMap = SchemeMap<Kind::CategorySchemeMap>;
using OrganisationSchemeMap = SchemeMap<Kind::OrganisationSchemeMap>;
using ReportingTaxonomyMap = SchemeMap<Kind::ReportingTaxonomyMap>;

/// SDMX 2.1: maps of several kinds in one artefact; each has its place and its names in it.
struct StructureSet : Maintainable {
  static constexpr Kind kind = Kind::StructureSet;
  struct ItemAssociation : Annotable {
    std::string source = {}, target = {};
    bool operator==(const ItemAssociation&) const = default;
  };
  /// A map between two item schemes; `element` is its name in the message (CodelistMap, ConceptSchemeMap ...).
  struct ItemSchemeMap : Nameable {
    std::string element = {};
    Reference source = {}, target = {};
    std::vector<ItemAssociation> items = {};
    bool operator==(const ItemSchemeMap&) const = default;
  };
  /// A component as the message names it: "Dimension" "FREQ" in "DimensionDescriptor", of the package "datastructure".
  struct LocalComponent {
    std::string class_name = {}, container = {}, id = {}, package = {};
    bool operator==(const LocalComponent&) const = default;
  };
  struct ComponentAssociation : Annotable {
    LocalComponent source = {}, target = {};
    std::string codelist_map = {};  ///< The id of a map of this set.
    std::optional<TextFormat> to_text_format = {};
    std::string to_value_type = {};
    std::vector<std::pair<std::string, std::string>> values = {};  ///< Source and target, one by one.
    bool operator==(const ComponentAssociation&) const = default;
  };
  struct InnerStructureMap : Nameable {
    bool is_extension = false;
    Reference source = {}, target = {};
    std::vector<ComponentAssociation> components = {};
    bool operator==(const InnerStructureMap&) const = default;
  };
  struct HybridMap : Nameable {
    Reference source = {}, target = {};
    struct Pair : Annotable {
      LocalComponent source = {}, target = {};  ///< A code or a hierarchical code, this in its hierarchy.
      bool operator==(const Pair&) const = default;
    };
    std::vector<Pair> pairs = {};
    bool operator==(const HybridMap&) const = default;
  };
  std::vector<Reference> related = {};
  std::vector<ItemSchemeMap> item_scheme_maps = {};
  std::vector<InnerStructureMap> structure_maps = {};
  std::vector<HybridMap> hybrid_maps = {};
  bool operator==(const StructureSet&) const = default;
};

}  // namespace atalaya::sdmx
