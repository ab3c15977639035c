#include "api/sdmx/data_service.h"

#include <algorithm>
#include <array>

#include "api/sdmx/data_message_body.h"
#include "api/sdmx/errors.h"
#include "base/hash.h"
#include "http/streaming.h"
#include "model/sdmx/languages.h"
#include "query/data/agreement_filter.h"

namespace atalaya::api {

namespace {

using query::PlannedSet;

/// What one answer is made of, between the question and the bytes.
class DataRequest {
 public:
  DataRequest(const DataService& service, SdmxApi api, const http::Request& request, const http::PathParameters& parameters)
      : service_(service), api_(api), request_(request), parameters_(parameters) {}

  http::Response answer() {
    auto parts = query_parts(request_, parameters_);
    if (!parts) return fault_response(request_, api_, parts.error());
    const auto form = negotiate(request_, parts->parameters, api_, SdmxResource::Data, service_.languages());
    if (!form) return fault_response(request_, api_, Fault::NotAcceptable, form.error());
    form_ = *form;
    key_ = "sdmx-data|" + service_.catalogue().release + (api_ == SdmxApi::V1 ? "|1|" : "|2|");
    for (const std::string& part : parts->path) key_ += part + "/";
    key_ += "?" + parts->parameters.to_string() + "|" + form_.key();
    // The answer to a question that was asked before costs a look into the cache.
    if (const auto known = service_.cache().find(key_)) return http::respond(request_, *known);

    const query::RawQuery raw{parts->views(), parts->list};
    const auto query = api_ == SdmxApi::V1 ? query::parse_data_rest1(raw) : query::parse_data_rest2(raw);
    if (!query) return fault_response(request_, api_, query.error());
    auto sets = query::evaluate(service_.catalogue(), service_.indexes(), *query);
    if (!sets) return fault_response(request_, api_, sets.error());
    if (sets->empty()) return fault_response(request_, api_, Fault::NoResults, "no observation is taken by this query");
    return of(std::move(*sets));
  }

 private:
  http::Response of(std::vector<PlannedSet> sets) {
    std::size_t count = 0;
    for (const PlannedSet& set : sets) {
      const std::size_t own = set.count() - std::min(set.count(), set.options.offset);
      count += set.options.limit == 0 ? own : std::min(own, set.options.limit);
    }
    const std::size_t most = service_.limits().most_observations;
    if (count > most) {
      return fault_response(request_, api_, Fault::TooLarge,
                            "the query takes " + std::to_string(count) + " observations, above " + std::to_string(most) +
                                (api_ == SdmxApi::V1 ? "; narrow the key or the periods" : "; narrow it, or take it in parts with offset and limit") +
                                ", or take the files of the whole release");
    }
    const auto metadata = metadata_of(service_.catalogue(), form_, service_.languages());
    if (count <= service_.limits().most_kept) {
      const auto made = service_.cache().get(key_, [&]() -> Result<http::SharedRepresentation> {
        const auto body = TRY(DataMessageBody::make(form_, std::move(sets), service_.catalogue(), message_header(service_.catalogue())));
        return std::make_shared<http::Representation>(TRY(body->whole()), metadata);
      });
      return made ? http::respond(request_, **made) : refusal(made.error());
    }
    auto body = DataMessageBody::make(form_, std::move(sets), service_.catalogue(), message_header(service_.catalogue()));
    if (!body) return refusal(body.error());
    return http::respond(request_, metadata, sha256(key_).substr(0, 32), [&] { return *body; });
  }

  /// What a writer refuses it would say in another format.
  http::Response refusal(const Error& error) const {
    if (error.kind == ErrorKind::Usage) return fault_response(request_, api_, Fault::NotAcceptable, error.to_string());
    return fault_response(request_, api_, error);
  }

  const DataService& service_;
  SdmxApi api_;
  const http::Request& request_;
  const http::PathParameters& parameters_;
  Negotiated form_;
  std::string key_;
};

}  // namespace

DataService::DataService(const Catalogue& catalogue, http::RepresentationCache& cache, DataServiceLimits limits)
    : catalogue_(catalogue), cache_(cache), limits_(limits) {
  catalogue.structures.for_each([this](const sdmx::Artefact& artefact) { sdmx::add_languages(languages_, artefact); });
  for (const CatalogueFlow& flow : catalogue.flows) (void)indexes_.of(flow.cube);
  agreements_ = std::jthread([this](const std::stop_token& stop) { index_agreements(stop); });
}

void DataService::index_agreements(const std::stop_token& stop) const {
  for (const sdmx::Artefact& artefact : catalogue_.structures.of(sdmx::Kind::ProvisionAgreement)) {
    if (stop.stop_requested()) return;
    const CatalogueFlow* flow = catalogue_.flow(std::get<sdmx::ProvisionAgreement>(artefact).dataflow);
    const auto constraints = query::constraints_of(catalogue_.structures, sdmx::reference_of(artefact));
    if (flow != nullptr && !constraints.empty()) (void)indexes_.of(flow->cube, constraints);
  }
}

Result<QueryParts> query_parts(const http::Request& request, const http::PathParameters& parameters) {
  http::Query query = TRY(http::Query::parse(request.raw_query, http::Plus::Literal));
  QueryParts out{path_parts(parameters["rest"]), std::move(query)};
  for (const auto& parameter : out.parameters) out.list.push_back(parameter);
  return out;
}

Status add_data_service(http::Router& router, std::shared_ptr<const DataService> service) {
  for (const auto& [path, api] : {std::pair("/sdmx/v1/data", SdmxApi::V1), std::pair("/sdmx/v2/data", SdmxApi::V2)}) {
    TRY_STATUS(add_service(router, path, true, [service, api](const http::Request& request, const http::PathParameters& parameters) {
      return DataRequest(*service, api, request, parameters).answer();
    }));
  }
  return {};
}

bool is_slow_data_request(const http::Request& request) {
  if (!request.path.starts_with("/sdmx/")) return false;
  constexpr std::array<std::string_view, 8> slow = {"c[", "c%5B", "c%5b", "sort=", "updatedAfter=", "asOf=", "includeHistory=", "dimensionAtObservation="};
  return std::ranges::any_of(slow, [&](std::string_view word) { return request.raw_query.find(word) != std::string::npos; });
}

}  // namespace atalaya::api
