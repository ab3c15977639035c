// Schema queries: `/sdmx/v1/schema/...` and `/sdmx/v2/schema/...`.
#pragma once

#include <memory>

#include "api/sdmx/catalogue_views.h"
#include "http/representation_cache.h"
#include "http/router.h"

namespace atalaya::api {

/// `cache` must outlive the router.
[[nodiscard]] Status add_schema_service(http::Router& router, std::shared_ptr<const CatalogueViews> views, http::RepresentationCache& cache);

}  // namespace atalaya::api
