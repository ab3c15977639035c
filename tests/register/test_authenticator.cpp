#include "test_authenticator.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

#include "base/json_writer.h"
#include "register/store/random.h"

namespace atalaya::testing {

using reg::webauthn::Algorithm;

namespace {

std::string hashed(const std::string& text) {
  std::string out(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), reinterpret_cast<unsigned char*>(out.data()));
  return out;
}

std::string big_endian(std::uint64_t number, int bytes) {
  std::string out;
  for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(number >> static_cast<unsigned>(8 * i) & 0xffU);
  return out;
}

std::string head(unsigned major, std::uint64_t argument) {
  const auto first = [&](unsigned low) { return std::string(1, static_cast<char>(major << 5U | low)); };
  if (argument < 24) return first(static_cast<unsigned>(argument));
  if (argument < 256) return first(24) + big_endian(argument, 1);
  return first(25) + big_endian(argument, 2);
}

std::string integer(int number) { return number < 0 ? head(1, static_cast<std::uint64_t>(-1 - number)) : head(0, static_cast<std::uint64_t>(number)); }
std::string text(const std::string& content) { return head(3, content.size()) + content; }

std::string number_of(const EVP_PKEY* key, const char* name, int bytes) {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key, name, &number);
  std::string out(static_cast<std::size_t>(bytes), '\0');
  BN_bn2binpad(number, reinterpret_cast<unsigned char*>(out.data()), bytes);
  BN_free(number);
  return out;
}

}  // namespace

std::string cbor_bytes(const std::string& bytes) { return head(2, bytes.size()) + bytes; }
std::string cbor_map(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string out = head(5, members.size());
  for (const auto& [key, item] : members) out += text(key) + item;
  return out;
}

Authenticator::Authenticator(Algorithm algorithm, const reg::webauthn::RelyingParty& site)
    : id(reg::random_bytes(32)), rp_id(site.id), origin(site.origin), algorithm_(algorithm) {
  switch (algorithm) {
    case Algorithm::Es256: key_.reset(EVP_EC_gen("P-256")); break;
    case Algorithm::EdDsa: key_.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")); break;
    case Algorithm::Rs256: key_.reset(EVP_RSA_gen(2048)); break;
  }
}

std::string Authenticator::client_data(const char* right_type, const std::string& challenge) const {
  JsonWriter json;
  json.begin_object().field("type", type.empty() ? right_type : type).field("challenge", challenge).field("origin", origin).end_object();
  std::string out = json.take();
  return out.insert(out.size() - 1, more_client_data);
}

std::string Authenticator::cose_key() const {
  const auto item = [](int label, const std::string& value) { return integer(label) + value; };
  const std::string algorithm = item(3, integer(cose_algorithm.value_or(static_cast<int>(algorithm_))));
  switch (algorithm_) {
    case Algorithm::Es256: {
      const std::string x = number_of(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32), y = number_of(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32);
      return head(5, 5) + item(1, integer(2)) + algorithm + item(-1, integer(1)) + item(-2, cbor_bytes(x)) + item(-3, cbor_bytes(bad_point ? x : y));
    }
    case Algorithm::EdDsa: {
      std::string x(32, '\0');
      std::size_t size = x.size();
      EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(x.data()), &size);
      return head(5, 4) + item(1, integer(1)) + algorithm + item(-1, integer(6)) + item(-2, cbor_bytes(x));
    }
    case Algorithm::Rs256:
      return head(5, 4) + item(1, integer(3)) + algorithm + item(-1, cbor_bytes(number_of(key_.get(), OSSL_PKEY_PARAM_RSA_N, 256))) +
             item(-2, cbor_bytes(number_of(key_.get(), OSSL_PKEY_PARAM_RSA_E, 3)));
  }
  return {};
}

std::string Authenticator::authenticator_data(bool with_credential) const {
  std::string out = hashed(rp_id);
  out += static_cast<char>(flags | (with_credential ? 0x40U : 0U));
  out += big_endian(counter, 4);
  if (with_credential) out += std::string(16, '\0') + big_endian(id.size(), 2) + id + cose_key();
  return out + after;
}

std::string Authenticator::sign(const std::string& message) const {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_DigestSignInit(context, nullptr, algorithm_ == Algorithm::EdDsa ? nullptr : EVP_sha256(), nullptr, key_.get());
  const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
  std::size_t size = 0;
  EVP_DigestSign(context, nullptr, &size, bytes, message.size());
  std::string out(size, '\0');
  EVP_DigestSign(context, reinterpret_cast<unsigned char*>(out.data()), &size, bytes, message.size());
  EVP_MD_CTX_free(context);
  out.resize(size);
  return out;
}

reg::webauthn::Attestation Authenticator::attest(const std::string& challenge) const {
  const std::string client = client_data("webauthn.create", challenge), data = authenticator_data(true);
  std::string statement = cbor_map({});
  if (format == "packed") statement = cbor_map({{"alg", integer(static_cast<int>(algorithm_))}, {"sig", cbor_bytes(sign(data + hashed(client)))}});
  return {client, cbor_map({{"fmt", text(format)}, {"attStmt", statement}, {"authData", cbor_bytes(data)}})};
}

reg::webauthn::Assertion Authenticator::show(const std::string& challenge, const std::string& user) const {
  const std::string client = client_data("webauthn.get", challenge), data = authenticator_data(false);
  return {.credential = id, .client_data = client, .authenticator_data = data, .signature = sign(data + hashed(client)), .user = user};
}

reg::webauthn::PublicKey Authenticator::key() const {
  unsigned char* bytes = nullptr;
  const int size = i2d_PUBKEY(key_.get(), &bytes);
  const std::string spki(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return {algorithm_, spki};
}

}  // namespace atalaya::testing
