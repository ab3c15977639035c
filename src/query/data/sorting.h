// The order in which an answer tells its observations.
#pragma once

#include <memory>
#include <vector>

#include "model/cube_sink.h"
#include "query/data/data_query.h"

namespace atalaya::query {

/// More than so many observations are not sorted: the query is refused, and told to be narrower.
inline constexpr std::size_t most_sorted = 5'000'000;

/// Puts the slice and the options into the order that the query and the layout ask for. With observations under series (or sections) the terms on components of
/// the series order these, and the others order the observations within each; in a flat layout all terms count in their sequence. What no term decides stays in
/// the order of the key and of time. In sections (`dimension` is one of the key) observations that share all else stand together.
///
/// Where the order is not that of the cube, `options.order` is made, with the first and last observations already chosen. Input: a term names no component.
/// Conflict: too many.
[[nodiscard]] Status arrange(const std::vector<SortTerm>& terms, const std::string& dimension_at_observation, CubeSlice& slice, ReplayOptions& options);

}  // namespace atalaya::query
