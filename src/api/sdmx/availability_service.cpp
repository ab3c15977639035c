#include "api/sdmx/availability_service.h"

#include "api/sdmx/errors.h"
#include "api/sdmx/structure_message.h"
#include "query/data/availability_structures.h"

namespace atalaya::api {

namespace {

http::Response answer_availability(const DataService& service, SdmxApi api, const http::Request& request, const http::PathParameters& parameters) {
  auto parts = query_parts(request, parameters);
  if (!parts) return fault_response(request, api, parts.error());
  const auto form = negotiate(request, parts->parameters, api, SdmxResource::Availability, service.languages());
  if (!form) return fault_response(request, api, Fault::NotAcceptable, form.error());
  std::string key = "sdmx-availability|" + service.catalogue().release + (api == SdmxApi::V1 ? "|1|" : "|2|");
  for (const std::string& part : parts->path) key += part + "/";
  key += "?" + parts->parameters.to_string() + "|" + form->key();
  if (const auto known = service.cache().find(key)) return http::respond(request, *known);

  const query::RawQuery raw{parts->views(), parts->list};
  const auto query = api == SdmxApi::V1 ? query::parse_availability_rest1(raw) : query::parse_availability_rest2(raw);
  if (!query) return fault_response(request, api, query.error());
  const auto found = query::evaluate(service.catalogue(), service.indexes(), *query);
  if (!found) return fault_response(request, api, found.error());
  if (found->empty()) return fault_response(request, api, Fault::NoResults, "no series is taken by this query");
  return answer(request, api, service.cache(), key, [&]() -> Result<http::SharedRepresentation> {
    sdmx::Structures structures = TRY(query::availability_structures(service.catalogue(), *found, *query));
    return std::make_shared<http::Representation>(TRY(write_structure_message(message_header(service.catalogue()), std::move(structures), *form)),
                                                  metadata_of(service.catalogue(), *form, service.languages()));
  });
}

}  // namespace

Status add_availability_service(http::Router& router, std::shared_ptr<const DataService> service) {
  for (const auto& [path, api] : {std::pair("/sdmx/v1/availableconstraint", SdmxApi::V1), std::pair("/sdmx/v2/availability", SdmxApi::V2)}) {
    TRY_STATUS(add_service(router, path, true, [service, api](const http::Request& request, const http::PathParameters& parameters) {
      return answer_availability(*service, api, request, parameters);
    }));
  }
  return {};
}

}  // namespace atalaya::api
