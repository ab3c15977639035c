// libFuzzer: what a provider of identities, or somebody in its place, may send. The first letter says what the rest is.
#include "register/oidc/discovery.h"
#include "register/oidc/id_token.h"
#include "register/oidc/key_set.h"
#include "register/oidc/logout_token.h"
#include "register/oidc/pending.h"
#include "register/oidc/token_request.h"
#include "register/oidc/url.h"

#include "support.h"

using namespace atalaya;

namespace {

const std::string issuer = "https://id.example.org/realm";
const std::vector<std::string> algorithms = {"RS256", "PS256", "ES256", "ES384", "ES512"};
const reg::Instant now = reg::parse_instant("2026-11-26T01:43:15.000Z").value();

template <typename T>
bool good(const Result<T>& result) {
  if (!result) fuzz::check_error(result.error());
  return result.has_value();
}

void metadata(std::string_view bytes) {
  const auto read = reg::read_metadata(bytes, issuer, algorithms);
  if (!good(read)) return;
  fuzz::require(read->issuer == issuer);
  for (const std::string* url : {&read->authorization_endpoint, &read->token_endpoint, &read->jwks_uri}) {
    fuzz::require(reg::parse_secure_url(*url, reg::Loopback::Refuse).has_value());
  }
}

/// Tokens whose signatures are noise; no key is theirs.
void keys(std::string_view bytes) {
  const auto read = reg::KeySet::read(bytes, "keys");
  if (!good(read)) return;
  fuzz::require(!read->keys().empty());
  for (const reg::PublicKey& key : read->keys()) {
    fuzz::require(key.key != nullptr && key.signature_bytes >= 64 && key.signature_bytes <= 1024);
    const char* algorithm = key.type == "RSA" ? "RS256" : key.curve == "P-256" ? "ES256" : key.curve == "P-384" ? "ES384" : "ES512";
    const auto payload = reg::JsonObject::parse("{}", "payload", 100).value();
    const std::string signature((key.signature_bytes * 4 + 2) / 3, 'A');
    const std::string header = key.type == "RSA" ? "eyJhbGciOiJSUzI1NiJ9" : "eyJhbGciOiJFUzI1NiJ9";
    fuzz::require(!reg::verify({header + ".e30." + signature, algorithm, key.kid, "", key.signature_bytes, payload}, *read, algorithms));
  }
}

const reg::KeySet& published() {
  static const reg::KeySet set =
      reg::KeySet::read(
          R"({"keys":[{"kty":"EC","crv":"P-256","kid":"a","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]})",
          "keys")
          .value();
  return set;
}

void token(std::string_view bytes) {
  const auto read = reg::read_jws(bytes, "token");
  if (!good(read)) return;
  fuzz::require(reg::find_algorithm(read->algorithm) != nullptr && read->compact == bytes);
  fuzz::require(!reg::verify(*read, published(), algorithms));
}

void claims(std::string_view bytes) {
  auto payload = reg::JsonObject::parse(bytes, "payload", reg::most_token_bytes);
  if (!good(payload)) return;
  const reg::Jws jws{"", "RS256", "", "", 0, std::move(*payload)};
  const auto read = reg::check_id_token(
      jws, {.issuer = issuer, .client_id = "atalaya", .nonce = "n", .access_token = "secret", .max_age = std::chrono::hours(1), .asked = now, .now = now});
  if (good(read)) fuzz::require(!read->subject.empty() && read->authenticated.has_value());
  const auto notice = reg::check_logout_token(jws, issuer, "atalaya", now, std::chrono::seconds(60));
  if (good(notice)) fuzz::require(!read && !notice->id.empty() && !(notice->subject.empty() && notice->session.empty()));
}

void answer(std::string_view bytes) {
  const auto read = reg::read_token_answer({.status = 200, .body = std::string(bytes)}, "token endpoint");
  if (good(read)) fuzz::require(!read->id_token.empty());
  fuzz::require(!good(reg::read_token_answer({.status = 400, .body = std::string(bytes)}, "token endpoint")));
}

void pending(std::string_view bytes) {
  const auto read = reg::Pending::from_text(bytes);
  if (good(read)) fuzz::require(reg::Pending::from_text(read->to_text()) == *read);
}

void address(std::string_view bytes) {
  const auto read = reg::parse_url(bytes);
  if (good(read))
    fuzz::require(!read->host.empty() && read->host.find_first_of("@/\\?#") == std::string::npos && (read->scheme == "http" || read->scheme == "https"));
  if (reg::is_local_path(bytes)) fuzz::require(!read && bytes[0] == '/');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  if (bytes.empty()) return 0;
  const std::string_view rest = bytes.substr(1);
  switch (bytes[0]) {
    case 'm': metadata(rest); break;
    case 'k': keys(rest); break;
    case 't': token(rest); break;
    case 'c': claims(rest); break;
    case 'a': answer(rest); break;
    case 'p': pending(rest); break;
    default: address(rest);
  }
  return 0;
}
