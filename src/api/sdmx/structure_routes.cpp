#include "api/sdmx/structure_routes.h"

#include "api/sdmx/answer.h"
#include "api/sdmx/errors.h"
#include "api/sdmx/structure_request.h"
#include "query/structures/structure_query.h"

namespace atalaya::api {

namespace {

// Where a stub's artefact is to be had. A path without a host is resolved against the address of the message (RFC 3986, section 5.1.3).
std::string structure_url(SdmxApi api, const sdmx::Artefact& artefact) {
  const sdmx::Maintainable& own = sdmx::maintainable(artefact);
  const std::string base = api == SdmxApi::V1 ? "/sdmx/v1/" : "/sdmx/v2/structure/";
  return base + resource_of(api, artefact) + "/" + own.agency + "/" + own.id + "/" + own.version;
}

sdmx::Structures with_addresses(SdmxApi api, const sdmx::Structures& structures) {
  sdmx::Structures out;
  structures.for_each([&](sdmx::Artefact artefact) {
    sdmx::Maintainable& own = sdmx::maintainable(artefact);
    if (own.is_external_reference && own.structure_url.empty() && own.service_url.empty()) own.structure_url = structure_url(api, artefact);
    out.add(std::move(artefact));
  });
  return out;
}

struct StructureService {
  std::shared_ptr<const CatalogueViews> views;
  http::RepresentationCache& cache;
  std::size_t most_parts;

  http::Response operator()(const http::Request& request, const std::vector<std::string>& parts) const {
    const SdmxApi api = views->api();
    const auto parameters = api == SdmxApi::V1 ? read_query(request, {"detail", "references"}) : read_query(request, {"detail", "references", "asOf"});
    if (!parameters) return fault_response(request, api, parameters.error());
    const auto query = parse_structure_query(api, parts, *parameters);
    if (!query) return fault_response(request, api, query.error());
    const auto view = views->as_of(*parameters);
    if (!view) {
      if (view.error().kind == ErrorKind::NotFound) return fault_response(request, api, Fault::NoResults, view.error().to_string());
      return fault_response(request, api, view.error());
    }
    const auto form = negotiate(request, *parameters, api, SdmxResource::Structure, (*view)->languages);
    if (!form) return fault_response(request, api, Fault::NotAcceptable, form.error());
    const std::string key = (api == SdmxApi::V1 ? "sdmx/v1/structure/" : "sdmx/v2/structure/") + (*view)->catalogue.release + query->key() + form->key();
    return answer(request, api, cache, key, [&]() -> Result<http::SharedRepresentation> {
      const auto selected = TRY(select_structures((*view)->index, *query));
      if (selected.empty()) return fail(ErrorKind::NotFound, "no artefact matches the query");
      auto body = TRY(write_structure_message(message_header((*view)->catalogue), with_addresses(api, selected), *form, most_parts));
      return std::make_shared<http::Representation>(std::move(body), metadata_of((*view)->catalogue, *form, (*view)->languages));
    });
  }
};

}  // namespace

Status add_structure_routes(http::Router& router, std::shared_ptr<const CatalogueViews> views, http::RepresentationCache& cache, std::size_t most_parts) {
  const StructureService service{views, cache, most_parts};
  if (views->api() == SdmxApi::V2) {
    return add_service(router, "/sdmx/v2/structure", true,
                       [service](const http::Request& request, const http::PathParameters& path) { return service(request, path_parts(path["rest"])); });
  }
  for (const auto name : structure_resources(SdmxApi::V1)) {
    const std::string resource(name);
    TRY_STATUS(add_service(router, "/sdmx/v1/" + resource, true, [service, resource](const http::Request& request, const http::PathParameters& path) {
      auto parts = path_parts(path["rest"]);
      parts.insert(parts.begin(), resource);
      return service(request, parts);
    }));
  }
  return {};
}

}  // namespace atalaya::api
