// A code for tokens (OpenID Connect Core 1.0, section 3.1.3).
#pragma once

#include <string>

#include "register/oidc/configuration.h"
#include "register/oidc/fetch.h"
#include "register/oidc/pending.h"

namespace atalaya::reg {

struct Tokens {
  std::string id_token;
  std::string access_token;  ///< Only to be compared with `at_hash`; we ask nothing with it.
};

[[nodiscard]] FetchRequest token_request(const Provider& provider, const std::string& token_endpoint, const Pending& pending, const std::string& code);
/// Input where the provider refuses the code, or answers otherwise than RFC 6749, section 5.1, says.
[[nodiscard]] Result<Tokens> read_token_answer(const FetchAnswer& answer, const std::string& token_endpoint);

}  // namespace atalaya::reg
