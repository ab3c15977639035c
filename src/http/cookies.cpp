#include "http/cookies.h"

#include <algorithm>

#include "base/text.h"

namespace atalaya::http {

namespace {

// cookie-octet of RFC 6265, section 4.1.1.
bool is_cookie_octet(char c) { return c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\'; }

}  // namespace

std::optional<std::string_view> cookie(const Request& request, std::string_view name) {
  for (const Header& field : request.headers) {
    if (!equal_ignoring_case(field.name, "Cookie")) continue;
    for (const std::string_view pair : split(field.value, ';')) {
      const auto equals = pair.find('=');
      if (equals == std::string_view::npos || trim(pair.substr(0, equals)) != name) continue;
      std::string_view value = trim(pair.substr(equals + 1));
      if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
      return value;
    }
  }
  return std::nullopt;
}

void set_cookie(Response& response, const SetCookie& cookie) {
  std::string field(cookie.name);
  field += '=';
  std::ranges::transform(cookie.value, std::back_inserter(field), [](char c) { return is_cookie_octet(c) ? c : '_'; });
  field += "; Path=";
  field += cookie.path;
  if (cookie.max_age) field += "; Max-Age=" + std::to_string(cookie.max_age->count());
  if (cookie.secure) field += "; Secure";
  field += "; HttpOnly; SameSite=Lax";
  response.headers.add("Set-Cookie", std::move(field));
}

}  // namespace atalaya::http
