// What a data or availability query asks for, the same for REST 1.5 and 2.2; no word of HTTP.
#pragma once

#include <cstdint>
#include <ctime>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/sdmx/constraints.h"
#include "query/data/component_filter.h"
#include "query/data/key_pattern.h"
#include "query/structures/version_pattern.h"

namespace atalaya::query {

/// A provider of REST 1.5: "AGENCY,ID" or "ID".
struct ProviderPattern {
  std::string agency = {};  ///< Empty: any.
  std::string id = {};
  bool operator==(const ProviderPattern&) const = default;
};

/// Which artefacts the data are reported against. Empty lists take all; versions may have wildcards.
struct ContextQuery {
  enum class Kind : std::uint8_t { Any, DataStructure, Dataflow, ProvisionAgreement };
  Kind kind = Kind::Any;
  std::vector<std::string> agencies = {}, ids = {};
  std::vector<VersionPattern> versions = {};
  std::vector<ProviderPattern> providers = {};
};

/// Which series and observations.
struct CubeQuery {
  std::vector<KeyPattern> keys = {};          ///< Any of them; none: all series.
  std::vector<ComponentFilter> filters = {};  ///< All of them; one a component.
  /// REST 1.5: startPeriod and endPeriod as conditions on the time dimension, whatever its id.
  std::vector<Condition> time_range = {};
  std::string year_start = {};  ///< "--07-01" or empty.
  /// What lies outside of them is not taken; the index of the cube is made of them (cube_index.h). They must outlive it.
  std::vector<const sdmx::DataConstraint*> constraints = {};
};

struct SortTerm {
  std::string component;  ///< An id, "*" for all dimensions, "series_key" for those that are not at the observations.
  bool descending = false;
  bool operator==(const SortTerm&) const = default;
};

/// Attributes by where they are attached, and by name.
struct AttributeChoice {
  bool data_set = true, series = true, observation = true;
  bool metadata = false;  ///< "msd", "all": reference metadata too.
  std::vector<std::string> ids = {};
};

struct MeasureChoice {
  bool all = true;
  std::vector<std::string> ids = {};
};

struct DataQuery {
  ContextQuery context;
  CubeQuery cube;
  std::optional<std::time_t> updated_after = {}, as_of = {};
  std::size_t first_observations = 0, last_observations = 0;  ///< 0: all.
  std::string dimension_at_observation = {};                  ///< Empty: by the structure.
  AttributeChoice attributes = {};
  MeasureChoice measures = {};
  bool observations = true;  ///< False: series alone.
  bool include_history = false;
  std::size_t offset = 0;
  std::optional<std::size_t> limit = {};
  std::vector<SortTerm> sort = {};
};

struct AvailabilityQuery {
  enum class Mode : std::uint8_t { Exact, Available };
  ContextQuery context;
  CubeQuery cube;
  std::optional<std::time_t> updated_after = {};
  std::vector<std::string> components = {};  ///< Empty: all dimensions.
  Mode mode = Mode::Exact;
  bool as_reference_period = false;  ///< REST 1.5: the range of time is the constraint's reference period, unless the time dimension is asked for.
  bool codelists = false, valuelists = false, data_structures = false, concept_schemes = false, dataflows = false, provider_schemes = false;  ///< `references`
};

struct SchemaQuery {
  std::string context;  ///< The resource: "datastructure" ...
  std::string agency, id;
  VersionPattern version = VersionPattern::latest();
  std::string dimension_at_observation = {};
  bool explicit_measure = false;  ///< REST 1.5.
  bool deletion = false;
  std::optional<std::time_t> as_of = {};
};

/// The path after the resource's name in its parts, decoded; and the parameters of the query string, decoded with "+" as itself.
struct RawQuery {
  std::vector<std::string_view> path;
  std::span<const std::pair<std::string, std::string>> parameters;
};

/// Failures are Usage, with the parameter (or the part of the path) as the place. A parameter that the resource does not have is named together with those that
/// it has. `format`, `formatVersion`, `lang` and `compression` are passed over: they choose the representation.
[[nodiscard]] Result<DataQuery> parse_data_rest2(const RawQuery& raw);
[[nodiscard]] Result<DataQuery> parse_data_rest1(const RawQuery& raw);
[[nodiscard]] Result<AvailabilityQuery> parse_availability_rest2(const RawQuery& raw);
[[nodiscard]] Result<AvailabilityQuery> parse_availability_rest1(const RawQuery& raw);
[[nodiscard]] Result<SchemaQuery> parse_schema_rest2(const RawQuery& raw);
[[nodiscard]] Result<SchemaQuery> parse_schema_rest1(const RawQuery& raw);

}  // namespace atalaya::query
