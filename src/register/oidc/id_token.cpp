#include "register/oidc/id_token.h"

#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>

#include "register/oidc/base64url.h"
#include "register/store/random.h"

namespace atalaya::reg {

namespace {

/// A token comes at once from the token endpoint; one that is older was not made for this login.
constexpr std::chrono::minutes most_token_age{10};
constexpr std::size_t most_subject_bytes = 255, most_text_bytes = 320;

bool is_short_and_plain(std::string_view text, std::size_t most) {
  return text.size() <= most && std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != '\x7f'; });
}

/// A text about the person, or nothing where it is no text that can be shown. It is no reason to refuse the login.
std::string personal_text(const JsonObject& claims, const char* name) {
  auto text = claims.text_or_empty(name);
  return text && is_short_and_plain(*text, most_text_bytes) ? std::move(*text) : std::string();
}

/// Section 2: never empty, and at most 255 ASCII characters.
Result<std::string> read_subject(const JsonObject& claims) {
  std::string subject = TRY(claims.text("sub"));
  const bool ascii = std::ranges::all_of(subject, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!ascii || !is_short_and_plain(subject, most_subject_bytes)) return claims.fault("'sub' is not at most 255 ASCII characters");
  return subject;
}

Status check_authentication_time(const JsonObject& claims, const IdTokenRules& rules, const std::optional<Instant>& authenticated) {
  if (authenticated && *authenticated > rules.now + rules.clock_skew) return claims.fault("'auth_time' is in the future");
  if (!rules.max_age) return {};
  if (!authenticated) return claims.fault("'auth_time' is missing, and 'max_age' was asked for");
  if (*authenticated + *rules.max_age + rules.clock_skew < rules.asked) return claims.fault("the person showed too long ago who they are ('auth_time')");
  return {};
}

}  // namespace

std::string half_hash(std::string_view access_token, const Algorithm& algorithm) {
  const EVP_MD* method = algorithm.hash_bits == 256 ? EVP_sha256() : algorithm.hash_bits == 384 ? EVP_sha384() : EVP_sha512();
  unsigned char hash[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (EVP_Digest(access_token.data(), access_token.size(), hash, &size, method, nullptr) != 1) throw std::runtime_error("OpenSSL makes no hash");
  return base64url({reinterpret_cast<const char*>(hash), size / 2});
}

Status check_common_claims(const JsonObject& claims, const std::string& issuer, const std::string& client_id, Instant now, std::chrono::seconds clock_skew) {
  // Step 2: `iss` must be exactly the issuer that discovery gave.
  const std::string said = TRY(claims.text("iss"));
  if (said != issuer) return claims.fault("the issuer is " + shown(said) + ", not '" + issuer + "'");

  // Step 3: `aud` must have our client_id, and no audience that we do not trust; we trust no other.
  const auto audiences = TRY(claims.text_or_texts("aud"));
  if (std::ranges::find(audiences, client_id) == audiences.end()) return claims.fault("it is for another audience ('aud')");
  if (audiences.size() != 1) return claims.fault("it is for other audiences too ('aud')");

  // Steps 4 and 5: where `azp` is present, it should be our client_id.
  const std::string party = TRY(claims.text_or_empty("azp"));
  if (claims.has("azp") && party != client_id) return claims.fault("it was issued to another party ('azp')");

  // Step 9: the present time must be before `exp`.
  const auto expires = TRY(claims.instant("exp"));
  if (!expires) return claims.fault("'exp' is missing");
  if (now >= *expires + clock_skew) return claims.fault("it has expired ('exp')");

  // Step 10: by `iat`, tokens that were issued too far from the present time can be refused.
  const auto issued = TRY(claims.instant("iat"));
  if (!issued) return claims.fault("'iat' is missing");
  if (*issued > now + clock_skew) return claims.fault("it was issued in the future ('iat')");
  if (*issued + most_token_age + clock_skew < now) return claims.fault("it was issued too long ago ('iat')");

  // RFC 7519, section 4.1.5: not to be taken before `nbf`.
  const auto not_before = TRY(claims.instant("nbf"));
  if (not_before && *not_before > now + clock_skew) return claims.fault("it is not valid yet ('nbf')");
  return {};
}

Result<Claims> check_id_token(const Jws& token, const IdTokenRules& rules) {
  const JsonObject& claims = token.payload;
  // Step 1 (encryption) is read_jws(): we register no key for it, so an encrypted token is not ours. Steps 6 to 8 (signature by the issuer's keys, an algorithm
  // that was agreed on, and MACs, which we do not take) are verify(). A token of another kind that the same key signed is no ID token (RFC 8725, section 3.11).
  if (!token.type.empty() && token.type != "jwt") return claims.fault("a token of the type " + shown(token.type) + " is no ID token");
  TRY_STATUS(check_common_claims(claims, rules.issuer, rules.client_id, rules.now, rules.clock_skew));
  Claims out;
  out.subject = TRY(read_subject(claims));

  // Step 11: `nonce` must be present and the one that was sent. It is made for one login, which ends with the first answer: that is the check for replays.
  const std::string nonce = TRY(claims.text("nonce"));
  if (rules.nonce.empty() || !same_secret(nonce, rules.nonce)) return claims.fault("it was made for another login ('nonce')");

  // Step 12: whether `acr` is enough is the caller's to say, by the provider's levels.
  out.acr = TRY(claims.text_or_empty("acr"));

  // Step 13: where `max_age` was asked for, `auth_time` must not be too long ago. The time that the person took since then does not count.
  out.authenticated = TRY(claims.instant("auth_time"));
  TRY_STATUS(check_authentication_time(claims, rules, out.authenticated));

  // Section 3.1.3.8: where `at_hash` is present, it must be the access token's.
  const std::string hash = TRY(claims.text_or_empty("at_hash"));
  const Algorithm* algorithm = find_algorithm(token.algorithm);
  if (claims.has("at_hash") && (algorithm == nullptr || hash != half_hash(rules.access_token, *algorithm))) {
    return claims.fault("the access token beside it is another ('at_hash')");
  }
  out.session = TRY(claims.text_or_empty("sid"));
  out.name = personal_text(claims, "name");
  if (claims.flag("email_verified", false).value_or(false)) out.email = personal_text(claims, "email");
  return out;
}

}  // namespace atalaya::reg
