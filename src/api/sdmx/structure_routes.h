// Structure queries: /sdmx/v2/structure/... and the resources of /sdmx/v1/.
#pragma once

#include <memory>

#include "api/sdmx/catalogue_views.h"
#include "http/representation_cache.h"
#include "http/router.h"

namespace atalaya::api {

/// `cache` must outlive the router.
[[nodiscard]] Status add_structure_routes(http::Router& router, std::shared_ptr<const CatalogueViews> views, http::RepresentationCache& cache);

}  // namespace atalaya::api
