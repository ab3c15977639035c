// An authenticator in software: makes passkeys and shows them, with keys of OpenSSL, and says whatever a test wants it to.
#pragma once

#include <openssl/evp.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "register/passkeys/ceremony.h"

namespace atalaya::testing {

/// A map of CBOR with texts as keys; the values are items already.
[[nodiscard]] std::string cbor_map(const std::vector<std::pair<std::string, std::string>>& members);
[[nodiscard]] std::string cbor_bytes(const std::string& bytes);

class Authenticator {
 public:
  Authenticator(reg::webauthn::Algorithm algorithm, const reg::webauthn::RelyingParty& site);

  std::string id;                     ///< Of the credential, raw.
  std::string rp_id, origin;          ///< Those of the site.
  std::string type = {};              ///< Empty: what is right.
  std::string format = "none";        ///< "packed": signed with the new key.
  std::string more_client_data = {};  ///< JSON after the members that must be there.
  unsigned flags = 0x05;              ///< User present and verified.
  std::uint32_t counter = 0;
  std::string after = {};                  ///< After the authenticator data: extensions.
  std::optional<int> cose_algorithm = {};  ///< In place of the true one.
  bool bad_point = false;

  [[nodiscard]] reg::webauthn::Attestation attest(const std::string& challenge) const;
  [[nodiscard]] reg::webauthn::Assertion show(const std::string& challenge, const std::string& user) const;
  [[nodiscard]] reg::webauthn::PublicKey key() const;

 private:
  struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  };
  [[nodiscard]] std::string client_data(const char* right_type, const std::string& challenge) const;
  [[nodiscard]] std::string authenticator_data(bool with_credential) const;
  [[nodiscard]] std::string cose_key() const;
  [[nodiscard]] std::string sign(const std::string& message) const;

  reg::webauthn::Algorithm algorithm_;
  std::unique_ptr<EVP_PKEY, Free> key_;
};

}  // namespace atalaya::testing
