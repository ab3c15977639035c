#include "api/sdmx/routes.h"

#include "api/sdmx/answer.h"
#include "api/sdmx/availability_service.h"
#include "api/sdmx/catalogue_views.h"
#include "api/sdmx/errors.h"
#include "api/sdmx/metadata_routes.h"
#include "api/sdmx/schema_service.h"
#include "api/sdmx/structure_routes.h"

namespace atalaya::api {

Status add_sdmx_routes(http::Router& router, const Catalogue& catalogue, http::RepresentationCache& cache) {
  const auto data = std::make_shared<const DataService>(catalogue, cache);
  TRY_STATUS(add_data_service(router, data));
  TRY_STATUS(add_availability_service(router, data));
  for (const auto& [path, api] : {std::pair("/sdmx/v1", SdmxApi::V1), std::pair("/sdmx/v2", SdmxApi::V2)}) {
    const auto views = std::make_shared<const CatalogueViews>(catalogue, api);
    TRY_STATUS(add_structure_routes(router, views, cache));
    TRY_STATUS(add_schema_service(router, views, cache));
    if (api == SdmxApi::V2) {
      TRY_STATUS(add_metadata_routes(router, views, cache));
      TRY_STATUS(add_registration_routes(router));
    }
    TRY_STATUS(add_service(router, path, true, [version = api](const http::Request& request, const http::PathParameters&) {
      return fault_response(request, version, Fault::NotFound, "there is no such resource");
    }));
  }
  return {};
}

}  // namespace atalaya::api
