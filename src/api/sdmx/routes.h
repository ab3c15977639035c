// All addresses of the SDMX services.
#pragma once

#include "http/representation_cache.h"
#include "http/router.h"
#include "query/catalogue.h"

namespace atalaya::api {

/// `catalogue` and `cache` must outlive the router.
[[nodiscard]] Status add_sdmx_routes(http::Router& router, const Catalogue& catalogue, http::RepresentationCache& cache);

}  // namespace atalaya::api
