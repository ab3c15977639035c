// What a provider says of itself (OpenID Connect Discovery 1.0; RP-Initiated Logout 1.0; RFC 9207).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace atalaya::reg {

/// A provider's metadata, as far as it is needed here.
struct Metadata {
  std::string issuer;
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string jwks_uri;
  std::string end_session_endpoint;      ///< Empty where the provider has no logout.
  bool names_issuer_in_answers = false;  ///< authorization_response_iss_parameter_supported (RFC 9207, section 3)
  bool operator==(const Metadata&) const = default;
};

/// Where an issuer's metadata is (section 4: the path of the issuer without the slash at its end).
[[nodiscard]] std::string discovery_url(const std::string& issuer);

/// Reads the answer. Input where the issuer in it is another than `issuer`, byte for byte (section 4.3), where an endpoint is missing or is not https
/// (unless both it and the issuer are on this machine), or where the provider lacks the code flow, PKCE by S256 or an algorithm out of `algorithms`.
[[nodiscard]] Result<Metadata> read_metadata(std::string_view json, const std::string& issuer, const std::vector<std::string>& algorithms);

}  // namespace atalaya::reg
