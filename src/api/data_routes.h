// Addresses for programs: `/data/{flow}/{key}.{csv|sdmx.csv|json}` and `/release/{file}`.
#pragma once

#include "http/representation_cache.h"
#include "http/router.h"
#include "release/release.h"

namespace atalaya::api {

/// Observations that one address gives at most; above it 413, with the way to the whole release.
inline constexpr std::size_t most_observations = 200'000;

/// Errors are problem details (RFC 9457). `release` and `cache` must outlive the router.
[[nodiscard]] Status add_data_routes(http::Router& router, const Release& release, http::RepresentationCache& cache);

}  // namespace atalaya::api
