#include "register/oidc/discovery.h"

#include <algorithm>

#include "base/text.h"
#include "register/oidc/json.h"
#include "register/oidc/url.h"

namespace atalaya::reg {

namespace {

constexpr std::size_t most_bytes = std::size_t{256} << 10U;

/// Where the member is there, it must have one of the values; where it is not, the caller knows what that means.
Status check_support(const JsonObject& json, const char* name, const std::vector<std::string>& wanted) {
  if (!json.has(name)) return {};
  const auto offered = TRY(json.texts(name));
  const bool there = std::ranges::any_of(wanted, [&](const std::string& one) { return std::ranges::find(offered, one) != offered.end(); });
  if (there) return {};
  return json.fault(std::string("the provider's '") + name + "' has not " + join(wanted, " or "));
}

}  // namespace

std::string discovery_url(const std::string& issuer) {
  return (issuer.ends_with('/') ? issuer.substr(0, issuer.size() - 1) : issuer) + "/.well-known/openid-configuration";
}

Result<Metadata> read_metadata(std::string_view text, const std::string& issuer, const std::vector<std::string>& algorithms) {
  const JsonObject json = TRY(JsonObject::parse(text, discovery_url(issuer), most_bytes));
  Metadata out;
  out.issuer = TRY(json.text("issuer"));
  if (out.issuer != issuer) return json.fault("the issuer is " + shown(out.issuer) + ", and '" + issuer + "' is configured");
  const Url own = TRY(parse_secure_url(issuer, Loopback::Allow));
  // A provider elsewhere does not make us ask the services of this machine.
  const Loopback loopback = own.is_loopback() ? Loopback::Allow : Loopback::Refuse;
  const auto endpoint = [&](const char* name, bool required) -> Result<std::string> {
    std::string address = TRY(required ? json.text(name) : json.text_or_empty(name));
    if (address.empty()) return address;
    const auto url = parse_secure_url(address, loopback);
    if (!url) return json.fault(std::string("'") + name + "': " + url.error().what);
    if (url->is_loopback() && loopback == Loopback::Refuse) return json.fault(std::string("'") + name + "' is an address of this machine");
    return address;
  };
  out.authorization_endpoint = TRY(endpoint("authorization_endpoint", true));
  out.token_endpoint = TRY(endpoint("token_endpoint", true));
  out.jwks_uri = TRY(endpoint("jwks_uri", true));
  out.end_session_endpoint = TRY(endpoint("end_session_endpoint", false));
  out.names_issuer_in_answers = TRY(json.flag("authorization_response_iss_parameter_supported", false));
  TRY_STATUS(check_support(json, "response_types_supported", {"code"}));
  TRY_STATUS(check_support(json, "id_token_signing_alg_values_supported", algorithms));
  // Not there: a provider that is older than RFC 8414, or does not say. It passes over what it does not know (RFC 7636, section 5).
  TRY_STATUS(check_support(json, "code_challenge_methods_supported", {"S256"}));
  return out;
}

}  // namespace atalaya::reg
