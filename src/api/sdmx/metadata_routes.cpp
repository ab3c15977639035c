#include "api/sdmx/metadata_routes.h"

#include "api/sdmx/answer.h"
#include "api/sdmx/errors.h"
#include "api/sdmx/metadata_request.h"
#include "api/sdmx/structure_message.h"

namespace atalaya::api {

Status add_metadata_routes(http::Router& router, std::shared_ptr<const CatalogueViews> views, http::RepresentationCache& cache) {
  return add_service(router, "/sdmx/v2/metadata", true, [views, &cache](const http::Request& request, const http::PathParameters& path) {
    const SdmxApi api = views->api();
    const auto parameters = read_query(request, {"detail", "asOf"});
    if (!parameters) return fault_response(request, api, parameters.error());
    const auto query = parse_metadata_query(path_parts(path["rest"]), *parameters);
    if (!query) return fault_response(request, api, query.error());
    const auto view = views->as_of(*parameters);
    if (!view) {
      if (view.error().kind == ErrorKind::NotFound) return fault_response(request, api, Fault::NoResults, view.error().to_string());
      return fault_response(request, api, view.error());
    }
    const auto form = negotiate(request, *parameters, api, SdmxResource::Metadata, (*view)->languages);
    if (!form) return fault_response(request, api, Fault::NotAcceptable, form.error());
    const std::string key = "sdmx/v2/metadata/" + (*view)->catalogue.release + "/" + query->key() + form->key();
    return answer(request, api, cache, key, [&]() -> Result<http::SharedRepresentation> {
      auto selected = select_metadata((*view)->index, *query);
      if (selected.empty()) return fail(ErrorKind::NotFound, "no metadata set matches the query");
      const Catalogue& catalogue = (*view)->catalogue;
      auto body = TRY(write_metadata_message(message_header(catalogue), std::move(selected), catalogue.structures, *form));
      return std::make_shared<http::Representation>(std::move(body), metadata_of(catalogue, *form, (*view)->languages));
    });
  });
}

Status add_registration_routes(http::Router& router) {
  return add_service(router, "/sdmx/v2/registration", true, [](const http::Request& request, const http::PathParameters& path) {
    const auto parameters = read_query(request, {"updatedBefore", "updatedAfter"});
    if (!parameters) return fault_response(request, SdmxApi::V2, parameters.error());
    if (const auto status = check_registration_query(path_parts(path["rest"])); !status) return fault_response(request, SdmxApi::V2, status.error());
    return fault_response(request, SdmxApi::V2, Fault::NotImplemented, "this service is no registry: data are not registered with it");
  });
}

}  // namespace atalaya::api
