// What a provider sends when a person has logged out there (OpenID Connect Back-Channel Logout 1.0).
#pragma once

#include <string>

#include "base/error.h"
#include "register/oidc/id_token.h"

namespace atalaya::reg {

struct LogoutNotice {
  std::string issuer;
  std::string subject;  ///< Whose sessions end: of this subject, of this session at the provider, or of both. One of them is not empty.
  std::string session;
  std::string id;   ///< "jti"; the caller refuses one that it has seen, until it has expired.
  Instant expires;  ///< Clock skew included.
};

/// Judges the claims of a logout token whose signature is verified (section 2.6).
[[nodiscard]] Result<LogoutNotice> check_logout_token(const Jws& token, const std::string& issuer, const std::string& client_id, Instant now,
                                                      std::chrono::seconds clock_skew);

}  // namespace atalaya::reg
