// How a component's values look: a list that enumerates them, or a data type with facets (SDMX 3.1, Section 2, 4.4 "Representation").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/sdmx/base.h"

namespace atalaya::sdmx {

struct SentinelValue {
  std::string value;
  LocalText name = {};
  LocalText description = {};
  bool operator==(const SentinelValue&) const = default;
};

/// Facets as their texts, so that nothing is lost; empty where a facet is not given.
struct TextFormat {
  std::string data_type = {};  ///< "String", "Double", "ObservationalTimePeriod" ...; the standard's default is String.
  std::string is_sequence = {}, interval = {}, start_value = {}, end_value = {}, time_interval = {}, start_time = {}, end_time = {};
  std::string min_length = {}, max_length = {}, min_value = {}, max_value = {}, decimals = {}, pattern = {}, is_multilingual = {};
  std::vector<SentinelValue> sentinels = {};
  bool operator==(const TextFormat&) const = default;
};

struct Representation {
  Reference enumeration = {};             ///< Code list (of any kind) or value list; empty: not enumerated.
  std::optional<TextFormat> format = {};  ///< Of the text; with an enumeration, the format of its codes.
  std::string min_occurs = {};            ///< Of values; empty: 1.
  std::string max_occurs = {};            ///< A number or "unbounded"; empty: 1.
  bool operator==(const Representation&) const = default;
};

/// The id of a list of components (DimensionDescriptor ...) is fixed; its annotations are not.
struct ComponentList : Annotable {
  std::string uri = {};
  std::vector<Link> links = {};
  bool operator==(const ComponentList&) const = default;
};

}  // namespace atalaya::sdmx
