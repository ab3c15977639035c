// Certificates, lists of revoked ones, OCSP responses and signatures that a test makes itself, through OpenSSL.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <map>
#include <string>
#include <vector>

#include "register/signatures/openssl.h"

namespace atalaya::testing {

using Key = std::unique_ptr<EVP_PKEY, reg::signatures::FreedBy<EVP_PKEY_free>>;

struct CertificateWish {
  std::string name;
  bool authority = false;
  std::time_t from = 0, until = 0;
  /// As OpenSSL's configuration writes them: {"extendedKeyUsage", "serverAuth"}. Key usage is given where it is not here.
  std::map<std::string, std::string> extensions = {};
  int rsa_bits = 0;               ///< 0: a key of the curve P-256.
  const char* digest = "SHA256";  ///< Of the issuer's signature.
};

/// A certificate with its private key.
struct Holder {
  reg::signatures::Certificate certificate;
  Key key;
  [[nodiscard]] std::string pem() const;
};

/// Without an issuer it is signed by itself.
[[nodiscard]] Holder make_holder(const CertificateWish& wish, const Holder* issuer = nullptr);

struct SigningWish {
  const char* digest = "SHA256";
  bool pem = false, attached = false, without_certificate = false, without_attributes = false;
  std::vector<const Holder*> beside = {};  ///< Whose certificates go with it.
  std::vector<const Holder*> also = {};    ///< Who signs too.
};
[[nodiscard]] std::string sign(const Holder& signer, const std::string& content, const SigningWish& wish = {});

struct Listed {
  const Holder* holder;
  std::time_t revoked;
};
struct ListWish {
  std::time_t said = 0, next = 0;
  std::vector<Listed> revoked = {};
  std::string part = {};  ///< Address of the part that it is; empty: the whole.
};
/// DER.
[[nodiscard]] std::string make_list(const Holder& issuer, const ListWish& wish);
/// DER; `responder` signs, which may be the issuer. revoked 0: good.
[[nodiscard]] std::string make_response(const Holder& issuer, const Holder& responder, const Holder& about, std::time_t said, std::time_t next,
                                        std::time_t revoked = 0);

}  // namespace atalaya::testing
