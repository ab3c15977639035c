// Faults of a request in the standard's form: an SDMX-ML error message, or the `errors` of an SDMX-JSON message.
#pragma once

#include <string_view>

#include "api/sdmx/media_types.h"
#include "base/error.h"
#include "http/response.h"

namespace atalaya::api {

/// REST 1.5, section 4.7, has a number of its own for each; REST 2.2 has the codes of HTTP alone.
enum class Fault {
  NoResults,       ///< 1.5: 100, HTTP 404. 2.2: 204, which has no message.
  NotFound,        ///< What is named is not there, or the address is none: 100, 404.
  Syntax,          ///< 140, 400.
  Semantic,        ///< Well formed, but against the structures: 150, in 1.5 HTTP 403, in 2.2 HTTP 422.
  NotAcceptable,   ///< 406; in 1.5 a number of our own, 1406.
  TooLarge,        ///< 130, 413.
  NotImplemented,  ///< 501.
  Internal,        ///< 500.
};

[[nodiscard]] int http_status(SdmxApi api, Fault fault);

/// In the syntax that the request likes (liked_syntax), CSV having none for errors; with the headers that every answer has.
[[nodiscard]] http::Response fault_response(const http::Request& request, SdmxApi api, Fault fault, std::string_view detail);

/// Usage: Syntax. Input: Semantic. NotFound: NotFound. Conflict: TooLarge. All else is Internal, and what it says is not told to the world.
[[nodiscard]] http::Response fault_response(const http::Request& request, SdmxApi api, const Error& error);

}  // namespace atalaya::api
