// Which values a query would find, without the data.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "query/data/cube_filter.h"

namespace atalaya::query {

/// Of one cube.
struct Availability {
  std::vector<std::vector<std::string>> codes;  ///< [dimension]: ids, sorted.
  std::size_t series = 0;                       ///< That have an observation.
  std::size_t observations = 0;
  std::optional<std::pair<TimePeriod, TimePeriod>> span = {};  ///< First and last period; none where there is no observation.

  bool operator==(const Availability&) const = default;
};

/// Mode `exact`: the values that the answer to the query has. Mode `available`: for each dimension the values that the query would find were it not restricted
/// in this dimension; the counts and the span of time are those of the query in either mode.
///
/// A query by dimensions alone costs at most a walk over the series that it takes, and a query of everything nothing; a range of time costs a search in each of
/// them; filters on attributes and measures a walk over the observations.
[[nodiscard]] Availability availability(const std::shared_ptr<const Cube>& cube, const CubeIndex& index, const CubeFilter& filter,
                                        AvailabilityQuery::Mode mode);

/// Of a slice that was made otherwise (what changed since a release), mode `exact`.
[[nodiscard]] Availability availability(const CubeSlice& slice);

/// Both together. Series that are in both count twice.
[[nodiscard]] Availability merged(Availability a, const Availability& b);

}  // namespace atalaya::query
