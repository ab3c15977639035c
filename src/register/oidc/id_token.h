// ID tokens: what they say once their signature is known to be the provider's (OpenID Connect Core 1.0, section 3.1.3.7).
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/error.h"
#include "register/oidc/jws.h"
#include "register/store/clock.h"

namespace atalaya::reg {

/// What an ID token must agree with.
struct IdTokenRules {
  std::string issuer;
  std::string client_id;
  std::string nonce;
  std::string access_token;                     ///< That came with it; `at_hash` must be its hash.
  std::optional<std::chrono::seconds> max_age;  ///< As it was asked for.
  Instant asked;                                ///< When the person was sent to the provider.
  Instant now;
  std::chrono::seconds clock_skew{60};
};

/// The claims that are used. What else a token says about a person is not kept.
struct Claims {
  std::string subject;  ///< Unique for the issuer, and never given to another person; not so an e-mail address.
  std::string name;     ///< May be empty.
  std::string email;    ///< Empty where the provider has not verified it.
  std::string acr;      ///< May be empty.
  std::string session;  ///< "sid", for a logout that the provider tells of; may be empty.
  std::optional<Instant> authenticated;
};

/// Judges the claims of a token whose signature is verified. Input with the first thing that is not as it must be.
[[nodiscard]] Result<Claims> check_id_token(const Jws& token, const IdTokenRules& rules);

/// Issuer, audience and times, which logout tokens have as well.
[[nodiscard]] Status check_common_claims(const JsonObject& claims, const std::string& issuer, const std::string& client_id, Instant now,
                                         std::chrono::seconds clock_skew);

/// The left half of the hash of an access token, as `at_hash` has it (section 3.1.3.6).
[[nodiscard]] std::string half_hash(std::string_view access_token, const Algorithm& algorithm);

}  // namespace atalaya::reg
