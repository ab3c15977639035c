#include "site/register/public_pages.h"

#include <chrono>

#include "http/cookies.h"

namespace atalaya::site::desk {

namespace {

// The second is part of the key: what is older is never found again, and leaves the cache as the least recently used.
std::string key_of(const http::Request& request) {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::to_string(std::chrono::floor<std::chrono::seconds>(now).count()) + request.target;
}

bool may_be_known(const Desk& desk, const http::Request& request) { return http::cookie(request, desk.cookie_name("session")).has_value(); }

}  // namespace

std::optional<http::Response> recent_page(Desk& desk, const http::Request& request) {
  if (request.method == "POST" || may_be_known(desk, request)) return std::nullopt;
  const auto kept = desk.recent.find(key_of(request));
  return kept ? std::optional(http::respond(request, *kept)) : std::nullopt;
}

http::Response share_page(const Visit& visit, http::Response made) {
  const http::Request& request = visit.request();
  if (request.method == "POST" || made.status != 200 || !visit.is_everybodys() || may_be_known(visit.desk(), request)) return made;
  if (made.body == nullptr || made.headers.contains("Set-Cookie")) return made;
  // Anybody may keep it, who asks each time whether it is still the same.
  made.headers.set("Cache-Control", "no-cache");
  const auto kept = visit.desk().recent.get(key_of(request), [&]() -> Result<http::SharedRepresentation> {
    return std::make_shared<const http::Representation>(
        *made.body, http::Representation::Metadata{.content_type = made.content_type, .last_modified = {}, .headers = made.headers});
  });
  return kept ? http::respond(request, **kept) : std::move(made);
}

}  // namespace atalaya::site::desk
