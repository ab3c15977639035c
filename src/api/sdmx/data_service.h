// What data, availability and schema queries are answered from, and the routes of the first.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "api/sdmx/answer.h"
#include "query/data/cube_index.h"

namespace atalaya::api {

struct DataServiceLimits {
  /// Observations of one answer (series, where none are told); above it 413.
  std::size_t most_observations = 50'000'000;
  /// Up to so many the message is made whole and kept in the cache; above, it is written while it is sent.
  std::size_t most_kept = 5'000;
};

/// `catalogue` and `cache` must outlive it. Indexes of the cubes of the catalogue are made here; those of what agreements leave of them by a thread that begins
/// here, since they may take a look at every observation; those of earlier releases when they are first asked for.
class DataService {
 public:
  DataService(const Catalogue& catalogue, http::RepresentationCache& cache, DataServiceLimits limits = {});

  [[nodiscard]] const Catalogue& catalogue() const { return catalogue_; }
  [[nodiscard]] http::RepresentationCache& cache() const { return cache_; }
  [[nodiscard]] const query::CubeIndexes& indexes() const { return indexes_; }
  [[nodiscard]] const DataServiceLimits& limits() const { return limits_; }
  [[nodiscard]] const std::vector<std::string>& languages() const { return languages_; }

 private:
  void index_agreements(const std::stop_token& stop) const;
  const Catalogue& catalogue_;
  http::RepresentationCache& cache_;
  query::CubeIndexes indexes_;
  DataServiceLimits limits_;
  std::vector<std::string> languages_;
  std::jthread agreements_;  // Last: it is ended before what it reads.
};

/// `/sdmx/v1/data/...` and `/sdmx/v2/data/...`.
[[nodiscard]] Status add_data_service(http::Router& router, std::shared_ptr<const DataService> service);

/// Whether answering may take longer than a connection's thread should be held up (ServerOptions::is_slow): filters of observations, sorting, states of the
/// past.
[[nodiscard]] bool is_slow_data_request(const http::Request& request);

/// A request with its path in parts and its parameters as SDMX reads them; Usage where they cannot be decoded.
struct QueryParts {
  std::vector<std::string> path;
  http::Query parameters;
  std::vector<std::pair<std::string, std::string>> list = {};  ///< The same parameters, as the parsers of queries take them.

  [[nodiscard]] std::vector<std::string_view> views() const { return {path.begin(), path.end()}; }
};
[[nodiscard]] Result<QueryParts> query_parts(const http::Request& request, const http::PathParameters& parameters);

}  // namespace atalaya::api
