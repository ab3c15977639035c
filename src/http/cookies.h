// Cookies (RFC 6265): those that a request brings, and the field that sets one.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "http/request.h"
#include "http/response.h"

namespace atalaya::http {

/// The value of the first cookie of the name in the Cookie fields (section 5.4), without the quotes that it may stand in.
[[nodiscard]] std::optional<std::string_view> cookie(const Request& request, std::string_view name);

/// Sent back by the browser with every request to this host below `path`, never shown to scripts. SameSite is Lax, so that a form of another site comes
/// without it while a link from elsewhere keeps the reader logged in.
struct SetCookie {
  std::string_view name;   ///< A token.
  std::string_view value;  ///< Of cookie-octets (section 4.1.1); other characters become `_`.
  std::string_view path = "/";
  std::optional<std::chrono::seconds> max_age = {};  ///< None: until the browser ends. Zero: the cookie goes at once.
  bool secure = false;                               ///< Only over TLS.
};

/// Adds a Set-Cookie field; one of another name that is there stays.
void set_cookie(Response& response, const SetCookie& cookie);

}  // namespace atalaya::http
