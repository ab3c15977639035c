#include "register/oidc/jws.h"

#include <cjose/cjose.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/text.h"
#include "register/oidc/base64url.h"
#include "register/oidc/key_set.h"

namespace atalaya::reg {

namespace {

constexpr std::array algorithms = {
    Algorithm{"RS256", "RSA", "", 256},     Algorithm{"RS384", "RSA", "", 384},     Algorithm{"RS512", "RSA", "", 512},
    Algorithm{"PS256", "RSA", "", 256},     Algorithm{"PS384", "RSA", "", 384},     Algorithm{"PS512", "RSA", "", 512},
    Algorithm{"ES256", "EC", "P-256", 256}, Algorithm{"ES384", "EC", "P-384", 384}, Algorithm{"ES512", "EC", "P-521", 512},
};

struct Releasing {
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
};

bool has_made(const PublicKey& key, const Jws& jws) {
  if (jws.signature_bytes != key.signature_bytes) return false;
  cjose_err error{};
  const std::unique_ptr<cjose_jws_t, Releasing> token(cjose_jws_import(jws.compact.data(), jws.compact.size(), &error));
  return token != nullptr && cjose_jws_verify(token.get(), key.key.get(), &error);
}

}  // namespace

const Algorithm* find_algorithm(std::string_view name) {
  const auto found = std::ranges::find_if(algorithms, [&](const Algorithm& one) { return one.name == name; });
  return found == algorithms.end() ? nullptr : &*found;
}

std::string algorithm_names() {
  std::vector<std::string> names;
  for (const Algorithm& one : algorithms) names.emplace_back(one.name);
  return join(names, ", ");
}

Result<Jws> read_jws(std::string_view token, const std::string& what) {
  const auto refuse = [&](const std::string& why) { return fail(ErrorKind::Input, why, {.file = what}); };
  if (token.size() > most_token_bytes) return refuse("larger than the " + std::to_string(most_token_bytes) + " bytes that are taken");
  // Five parts are an encrypted token (RFC 7516); we have told no provider a key for that.
  const auto parts = split(token, '.');
  if (parts.size() != 3) return refuse("a signed token has three parts, not " + std::to_string(parts.size()));
  const auto header_bytes = decode_base64url(parts[0]), payload_bytes = decode_base64url(parts[1]), signature = decode_base64url(parts[2]);
  if (!header_bytes || !payload_bytes || !signature) return refuse("a part is not base64url");
  const JsonObject header = TRY(JsonObject::parse(*header_bytes, what + ", header", most_token_bytes));
  std::string algorithm = TRY(header.text("alg"));
  if (find_algorithm(algorithm) == nullptr) return refuse("the algorithm " + shown(algorithm) + " is not taken");
  if (header.has("crit")) return refuse("it demands extensions ('crit')");
  if (header.has("b64")) return refuse("its payload is not encoded as a token's is ('b64')");
  std::string kid = TRY(header.text_or_empty("kid"));
  std::string type = to_lower_ascii(TRY(header.text_or_empty("typ")));
  if (type.starts_with("application/")) type.erase(0, 12);  // RFC 7515, section 4.1.9.
  JsonObject payload = TRY(JsonObject::parse(*payload_bytes, what, most_token_bytes));
  return Jws{std::string(token), std::move(algorithm), std::move(kid), std::move(type), signature->size(), std::move(payload)};
}

Status verify(const Jws& jws, const KeySet& keys, const std::vector<std::string>& allowed) {
  const auto refuse = [&](const std::string& why) { return Status(jws.payload.fault(why)); };
  const Algorithm* algorithm = find_algorithm(jws.algorithm);
  if (algorithm == nullptr || std::ranges::find(allowed, jws.algorithm) == allowed.end()) {
    return refuse("signed with " + jws.algorithm + ", and " + join(allowed, ", ") + " is configured");
  }
  std::vector<const PublicKey*> fitting;
  for (const PublicKey& key : keys.keys()) {
    if (key.fits(*algorithm) && (jws.kid.empty() || key.kid == jws.kid)) fitting.push_back(&key);
  }
  if (fitting.empty()) return refuse("the provider has no key " + (jws.kid.empty() ? std::string() : shown(jws.kid) + " ") + "for " + jws.algorithm);
  if (jws.kid.empty() && fitting.size() > 1) return refuse("it does not say which of the provider's keys signed it");
  if (std::ranges::none_of(fitting, [&](const PublicKey* key) { return has_made(*key, jws); })) return refuse("the signature is not the provider's");
  return {};
}

}  // namespace atalaya::reg
