#include "register/oidc/token_request.h"

#include <openssl/evp.h>

#include "base/text.h"
#include "register/oidc/json.h"
#include "register/oidc/url.h"

namespace atalaya::reg {

namespace {

constexpr std::size_t most_bytes = std::size_t{256} << 10U;

/// RFC 6749, section 2.3.1: both are encoded as a form's values first.
std::string basic_credentials(const Provider& provider) {
  const std::string plain = escape(provider.client_id) + ':' + escape(provider.client_secret);
  std::string out((plain.size() + 2) / 3 * 4 + 1, '\0');  // With the NUL that OpenSSL writes.
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(plain.data()), static_cast<int>(plain.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

}  // namespace

FetchRequest token_request(const Provider& provider, const std::string& token_endpoint, const Pending& pending, const std::string& code) {
  FetchRequest out{.url = token_endpoint, .headers = {{"Accept", "application/json"}}};
  Parameters parameters{{"grant_type", "authorization_code"}, {"code", code}, {"redirect_uri", pending.redirect_uri}, {"code_verifier", pending.verifier}};
  if (provider.authentication == ClientAuthentication::Basic) {
    out.headers.emplace_back("Authorization", "Basic " + basic_credentials(provider));
  } else {
    parameters.emplace_back("client_id", provider.client_id);
  }
  if (provider.authentication == ClientAuthentication::Post) parameters.emplace_back("client_secret", provider.client_secret);
  out.form = form(parameters);
  return out;
}

Result<Tokens> read_token_answer(const FetchAnswer& answer, const std::string& token_endpoint) {
  const auto json = JsonObject::parse(answer.body, token_endpoint, most_bytes);
  if (answer.status != 200) {
    const std::string code = json ? json->text_or_empty("error").value_or("") : std::string();
    return fail(ErrorKind::Input, "the provider gives no tokens: status " + std::to_string(answer.status) + (code.empty() ? "" : ", " + shown(code)),
                {.file = token_endpoint}, code == "invalid_client" ? "its client id, secret or way of authentication is not what is configured" : "");
  }
  if (!json) return std::unexpected(json.error());
  const std::string type = TRY(json->text("token_type"));
  if (to_lower_ascii(type) != "bearer") return json->fault("tokens of the type " + shown(type));
  Tokens out;
  out.id_token = TRY(json->text("id_token"));
  out.access_token = TRY(json->text("access_token"));
  return out;
}

}  // namespace atalaya::reg
