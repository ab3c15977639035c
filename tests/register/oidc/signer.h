// A key of a provider that exists only in a test, and tokens signed with it: by OpenSSL alone, so that it does not share the faults of what is tested.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace atalaya::reg::testing {

class Signer {
 public:
  static Signer rsa(int bits = 2048);
  static Signer ec(const std::string& curve = "P-256");

  /// The public key as a member of a set of keys; `more` are further members, as ",\"kid\":\"a\"".
  [[nodiscard]] std::string jwk(const std::string& more = "") const;
  /// In a set by itself.
  [[nodiscard]] std::string jwks(const std::string& more = "") const { return R"({"keys":[)" + jwk(more) + "]}"; }
  [[nodiscard]] std::string pem() const;

  /// The signature of any bytes with an algorithm of RFC 7518 that the key is for.
  [[nodiscard]] std::string sign(std::string_view algorithm, std::string_view bytes) const;
  /// A compact token of a header and a payload, which are taken as they are.
  [[nodiscard]] std::string token(std::string_view algorithm, std::string_view header, std::string_view payload) const;

 private:
  explicit Signer(evp_pkey_st* key);
  std::shared_ptr<evp_pkey_st> key_;
};

/// A token signed with a secret: HS256.
[[nodiscard]] std::string mac_token(std::string_view secret, std::string_view header, std::string_view payload);

}  // namespace atalaya::reg::testing
