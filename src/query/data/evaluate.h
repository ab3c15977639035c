// From a data query to the data sets of its answer, planned and not yet written.
#pragma once

#include <memory>
#include <vector>

#include "model/cube_replay.h"
#include "query/data/availability.h"
#include "query/data/flow_match.h"

namespace atalaya::query {

/// One data set of an answer. It holds the cube that its slice is of.
struct PlannedSet {
  std::shared_ptr<const Cube> cube;
  CubeSlice slice;
  DataSetInfo info;
  ReplayOptions options;

  [[nodiscard]] CubeReplay replay() const { return {slice, info, options}; }
  /// Observations that are told (series where none are), before offset and limit.
  [[nodiscard]] std::size_t count() const;
};

/// The catalogue that a moment would have been answered from: this one, or an earlier; null before the first.
[[nodiscard]] Result<std::shared_ptr<const Catalogue>> state_at(const Catalogue& catalogue, std::time_t moment);

/// The data sets of the answer, those without a series left out; none: no results. With `includeHistory` one or two sets a release, with `updatedAfter` what
/// differs from the release of that time, as Replace and Delete; else the data as they are, as Information. Where several flows match, those that a filter or a
/// key does not fit are passed over. NotFound: no such flow. Usage, Input: the query does not fit. Conflict: too much to sort.
[[nodiscard]] Result<std::vector<PlannedSet>> evaluate(const Catalogue& catalogue, const CubeIndexes& indexes, const DataQuery& query);

struct FlowAvailability {
  FlowMatch match;
  Availability values;
  std::shared_ptr<const Cube> cube;
};

/// What is available of each flow that matches, flows without a series left out. Usage, Input: as for data.
[[nodiscard]] Result<std::vector<FlowAvailability>> evaluate(const Catalogue& catalogue, const CubeIndexes& indexes, const AvailabilityQuery& query);

}  // namespace atalaya::query
