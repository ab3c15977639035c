#include "signer.h"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <stdexcept>

#include "register/oidc/base64url.h"

namespace atalaya::reg::testing {

namespace {

void must(bool good) {
  if (!good) throw std::runtime_error("OpenSSL");
}

std::string fixed(const BIGNUM* number, int bytes) {
  std::string out(static_cast<std::size_t>(bytes), '\0');
  must(BN_bn2binpad(number, reinterpret_cast<unsigned char*>(out.data()), bytes) == bytes);
  return out;
}

std::string parameter(const EVP_PKEY* key, const char* name, int bytes = 0) {
  BIGNUM* number = nullptr;
  must(EVP_PKEY_get_bn_param(key, name, &number) == 1);
  std::string out = fixed(number, bytes == 0 ? BN_num_bytes(number) : bytes);
  BN_free(number);
  return base64url(out);
}

int coordinate_bytes(const EVP_PKEY* key) { return (EVP_PKEY_get_bits(key) + 7) / 8; }

}  // namespace

Signer::Signer(evp_pkey_st* key) : key_(key, EVP_PKEY_free) { must(key != nullptr); }
Signer Signer::rsa(int bits) { return Signer(EVP_RSA_gen(static_cast<unsigned>(bits))); }
Signer Signer::ec(const std::string& curve) { return Signer(EVP_EC_gen(curve.c_str())); }

std::string Signer::jwk(const std::string& more) const {
  const EVP_PKEY* key = key_.get();
  if (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA) {
    return R"({"kty":"RSA","n":")" + parameter(key, OSSL_PKEY_PARAM_RSA_N) + R"(","e":")" + parameter(key, OSSL_PKEY_PARAM_RSA_E) + "\"" + more + "}";
  }
  const int bytes = coordinate_bytes(key);
  const std::string curve = bytes == 32 ? "P-256" : bytes == 48 ? "P-384" : "P-521";
  return R"({"kty":"EC","crv":")" + curve + R"(","x":")" + parameter(key, OSSL_PKEY_PARAM_EC_PUB_X, bytes) + R"(","y":")" +
         parameter(key, OSSL_PKEY_PARAM_EC_PUB_Y, bytes) + "\"" + more + "}";
}

std::string Signer::pem() const {
  BIO* memory = BIO_new(BIO_s_mem());
  must(PEM_write_bio_PUBKEY(memory, key_.get()) == 1);
  char* text = nullptr;
  const long size = BIO_get_mem_data(memory, &text);
  std::string out(text, static_cast<std::size_t>(size));
  BIO_free(memory);
  return out;
}

std::string Signer::sign(std::string_view algorithm, std::string_view bytes) const {
  const EVP_MD* method = algorithm.ends_with("256") ? EVP_sha256() : algorithm.ends_with("384") ? EVP_sha384() : EVP_sha512();
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_PKEY_CTX* key_context = nullptr;
  must(EVP_DigestSignInit(context, &key_context, method, nullptr, key_.get()) == 1);
  if (algorithm.starts_with("PS")) {
    must(EVP_PKEY_CTX_set_rsa_padding(key_context, RSA_PKCS1_PSS_PADDING) == 1);
    must(EVP_PKEY_CTX_set_rsa_pss_saltlen(key_context, RSA_PSS_SALTLEN_DIGEST) == 1);
  }
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  std::size_t size = 0;
  must(EVP_DigestSign(context, nullptr, &size, data, bytes.size()) == 1);
  std::string out(size, '\0');
  must(EVP_DigestSign(context, reinterpret_cast<unsigned char*>(out.data()), &size, data, bytes.size()) == 1);
  out.resize(size);
  EVP_MD_CTX_free(context);
  if (EVP_PKEY_get_base_id(key_.get()) == EVP_PKEY_RSA) return out;
  // RFC 7518, section 3.4: the two numbers one after the other, in place of ASN.1.
  const auto* der = reinterpret_cast<const unsigned char*>(out.data());
  ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &der, static_cast<long>(out.size()));
  const int half = coordinate_bytes(key_.get());
  std::string raw = fixed(ECDSA_SIG_get0_r(pair), half) + fixed(ECDSA_SIG_get0_s(pair), half);
  ECDSA_SIG_free(pair);
  return raw;
}

std::string Signer::token(std::string_view algorithm, std::string_view header, std::string_view payload) const {
  const std::string signed_part = base64url(header) + "." + base64url(payload);
  return signed_part + "." + base64url(sign(algorithm, signed_part));
}

std::string mac_token(std::string_view secret, std::string_view header, std::string_view payload) {
  const std::string signed_part = base64url(header) + "." + base64url(payload);
  unsigned char hash[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  must(HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), reinterpret_cast<const unsigned char*>(signed_part.data()), signed_part.size(), hash,
            &size) != nullptr);
  return signed_part + "." + base64url({reinterpret_cast<const char*>(hash), size});
}

}  // namespace atalaya::reg::testing
