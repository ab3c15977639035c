// Structure queries: /sdmx/v2/structure/... and the resources of /sdmx/v1/.
#pragma once

#include <memory>

#include "api/sdmx/catalogue_views.h"
#include "api/sdmx/structure_message.h"
#include "http/representation_cache.h"
#include "http/router.h"

namespace atalaya::api {

/// `cache` must outlive the router. An answer of more than `most_parts` is refused with 413.
[[nodiscard]] Status add_structure_routes(http::Router& router, std::shared_ptr<const CatalogueViews> views, http::RepresentationCache& cache,
                                          std::size_t most_parts = most_structure_parts);

}  // namespace atalaya::api
