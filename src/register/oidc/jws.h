// Signed tokens in compact form (RFC 7515) with public-key signatures (RFC 7518, sections 3.3 to 3.5). Verified by cjose; read by our own, stricter rules.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "register/oidc/json.h"

namespace atalaya::reg {

class KeySet;

/// What a signature may be made with. `none` and the HS family are not among them: whoever knows the public key or the client's secret could sign.
struct Algorithm {
  const char* name;
  const char* key_type;  ///< "RSA", "EC"
  const char* curve;     ///< "P-256"; empty for RSA.
  int hash_bits;
};
[[nodiscard]] const Algorithm* find_algorithm(std::string_view name);  ///< Or null.
[[nodiscard]] std::string algorithm_names();                           ///< "RS256, RS384, …"

struct Jws {
  std::string compact;
  std::string algorithm;  ///< As the token says; not to be trusted before verify().
  std::string kid;        ///< Empty where there is none.
  std::string type;       ///< "typ", lower case; empty where there is none.
  std::size_t signature_bytes = 0;
  JsonObject payload;
};

constexpr std::size_t most_token_bytes = std::size_t{64} << 10U;

/// Takes a token apart. Input where it is too large, has not three parts of strict base64url, has no algorithm of find_algorithm(), or demands extensions
/// ("crit"; we have none). Keys and addresses of keys in the header are never looked at. `what` names the token in faults.
[[nodiscard]] Result<Jws> read_jws(std::string_view token, const std::string& what);

/// Whether a key of the set, chosen by kid and algorithm, made the signature. The algorithm must be one of `allowed`. Without a kid the set must have exactly
/// one key that fits (OpenID Connect Core, section 10.1). Input otherwise.
[[nodiscard]] Status verify(const Jws& jws, const KeySet& keys, const std::vector<std::string>& allowed);

}  // namespace atalaya::reg
