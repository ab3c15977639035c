// Conditional requests (RFC 9110, section 13): has the client already what we would send?
#pragma once

#include <ctime>
#include <optional>
#include <string_view>

#include "http/request.h"

namespace atalaya::http {

/// Whether an If-None-Match field ("*", or a list of entity tags) names `etag`, by the weak comparison of section 8.8.3.2.
/// `etag` with its quotes; tags that are not of the form are passed over.
[[nodiscard]] bool etag_matches(std::string_view if_none_match, std::string_view etag);

/// The three forms of section 5.6.7: IMF-fixdate, RFC 850 and asctime.
[[nodiscard]] std::optional<std::time_t> parse_http_date(std::string_view text);

/// Whether a GET or HEAD is to be answered with 304. If-Modified-Since counts only where there is no If-None-Match (13.1.3).
[[nodiscard]] bool is_not_modified(const Request& request, std::string_view etag, std::optional<std::time_t> last_modified);

}  // namespace atalaya::http
