#include "http/security_headers.h"

namespace atalaya::http {

Headers security_headers(const SecurityPolicy& policy) {
  Headers headers;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) headers.add(name, value);
  };
  headers.add("X-Content-Type-Options", "nosniff");
  add("Content-Security-Policy", policy.content_security_policy);
  add("Referrer-Policy", policy.referrer_policy);
  add("Permissions-Policy", policy.permissions_policy);
  add("Cross-Origin-Opener-Policy", policy.cross_origin_opener_policy);
  add("Cross-Origin-Resource-Policy", policy.cross_origin_resource_policy);
  add("X-Frame-Options", policy.frame_options);
  add("Strict-Transport-Security", policy.strict_transport_security);
  return headers;
}

}  // namespace atalaya::http
