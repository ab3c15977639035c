#include "api/sdmx/routes.h"

#include "api/sdmx/answer.h"
#include "api/sdmx/errors.h"

namespace atalaya::api {

Status add_sdmx_routes(http::Router& router, const Catalogue&, http::RepresentationCache&) {
  for (const auto& [path, api] : {std::pair("/sdmx/v1", SdmxApi::V1), std::pair("/sdmx/v2", SdmxApi::V2)}) {
    TRY_STATUS(add_service(router, path, true, [api](const http::Request& request, const http::PathParameters&) {
      return fault_response(request, api, Fault::NotFound, "there is no such resource");
    }));
  }
  return {};
}

}  // namespace atalaya::api
