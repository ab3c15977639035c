// What every answer of the SDMX services has in common: headers, validators, the cache, the header of its message.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "api/sdmx/media_types.h"
#include "http/representation_cache.h"
#include "http/router.h"
#include "model/data_message.h"
#include "query/catalogue.h"

namespace atalaya::api {

/// Vary, Cache-Control, and what lets a script of any other site read the answer (CORS).
[[nodiscard]] http::Headers common_headers();

/// The parameters of a request as SDMX reads them: a plus sign is itself. Usage where one is given twice, or is not among `known` (beside those that every
/// resource has: format, formatVersion, lang).
[[nodiscard]] Result<http::Query> read_query(const http::Request& request, std::initializer_list<std::string_view> known);

/// Of a whole body that is sent with its validators; Last-Modified is when the release was made.
[[nodiscard]] http::Representation::Metadata metadata_of(const Catalogue& catalogue, const Negotiated& form, std::span<const std::string> languages);

/// The same bytes for the same release: prepared when the release was made, and named after it.
[[nodiscard]] MessageHeader message_header(const Catalogue& catalogue);

/// The entry of the cache, with its validators, or the fault that `make` met; NotFound means that the query has no results. `key` must say all that the
/// answer depends on, the release too.
[[nodiscard]] http::Response answer(const http::Request& request, SdmxApi api, http::RepresentationCache& cache, const std::string& key,
                                    const http::RepresentationCache::Make& make);

/// Adds a handler for a path, the same with a slash behind it and, if `with_rest`, everything below it (in the place "rest"). OPTIONS is answered with
/// what a browser asks before it lets a script send If-None-Match (CORS preflight).
[[nodiscard]] Status add_service(http::Router& router, const std::string& path, bool with_rest, const http::Router::Handler& handler);

/// The parts of what follows a path, without those that are empty at the end ("ECB/EXR/").
[[nodiscard]] std::vector<std::string> path_parts(std::string_view rest);

}  // namespace atalaya::api
