// A provider's public keys (RFC 7517).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "register/oidc/jws.h"

struct _cjose_jwk_int;  // NOLINT(bugprone-reserved-identifier): cjose's own name.

namespace atalaya::reg {

struct PublicKey {
  std::string kid;        ///< May be empty.
  std::string type;       ///< "RSA", "EC"
  std::string curve;      ///< "P-256", "P-384", "P-521"; empty for RSA.
  std::string algorithm;  ///< Empty: any of its type.
  std::size_t signature_bytes = 0;
  std::shared_ptr<const _cjose_jwk_int> key;

  [[nodiscard]] bool fits(const Algorithm& wanted) const {
    return type == wanted.key_type && curve == wanted.curve && (algorithm.empty() || algorithm == wanted.name);
  }
};

class KeySet {
 public:
  /// Input where it is no set of keys. Keys that cannot verify a signature of ours are passed over: other types and uses, RSA below 2,048 or above 8,192 bits,
  /// points that are not on their curve, and those whose private part is published. Input also where no key is left.
  [[nodiscard]] static Result<KeySet> read(std::string_view json, const std::string& from);

  [[nodiscard]] const std::vector<PublicKey>& keys() const { return keys_; }
  [[nodiscard]] const std::vector<std::string>& passed_over() const { return passed_over_; }  ///< Why, one line a key.

 private:
  std::vector<PublicKey> keys_;
  std::vector<std::string> passed_over_;
};

}  // namespace atalaya::reg
