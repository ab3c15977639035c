// Reference metadata, and registrations: /sdmx/v2/metadata/... and /sdmx/v2/registration/...
#pragma once

#include <memory>

#include "api/sdmx/catalogue_views.h"
#include "http/representation_cache.h"
#include "http/router.h"

namespace atalaya::api {

/// `cache` must outlive the router.
[[nodiscard]] Status add_metadata_routes(http::Router& router, std::shared_ptr<const CatalogueViews> views, http::RepresentationCache& cache);

/// This is no registry: nobody can register data here. An address of the form of the standard is answered with 501, any other with 400.
[[nodiscard]] Status add_registration_routes(http::Router& router);

}  // namespace atalaya::api
