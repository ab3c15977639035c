// The headers that tell a browser what a page may do.
#pragma once

#include <string>

#include "http/headers.h"

namespace atalaya::http {

/// An empty text leaves its header out. The server adds them to every response that does not carry a field of the name already.
struct SecurityPolicy {
  /// Content Security Policy, level 3: all from this server, nothing inline, no frames.
  std::string content_security_policy =
      "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
      "script-src 'self'";
  std::string referrer_policy = "strict-origin-when-cross-origin";
  std::string permissions_policy = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";
  std::string cross_origin_opener_policy = "same-origin";
  /// Public data is meant to be used from elsewhere: set "same-origin" where it is not.
  std::string cross_origin_resource_policy = "cross-origin";
  std::string frame_options = "DENY";  ///< For browsers that do not know frame-ancestors.
  /// Only where the server is reached by TLS (through a proxy), as "max-age=31536000; includeSubDomains" (RFC 6797).
  std::string strict_transport_security = {};
};

/// The fields of the policy, X-Content-Type-Options: nosniff always among them.
[[nodiscard]] Headers security_headers(const SecurityPolicy& policy);

}  // namespace atalaya::http
