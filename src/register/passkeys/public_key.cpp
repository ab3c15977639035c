#include "register/passkeys/public_key.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <openssl/ec.h>
#include <openssl/x509.h>

#include <stdexcept>

namespace atalaya::reg::webauthn {

namespace {

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;

template <auto Free, class T>
void free_with(void* key) {
  auto* typed = static_cast<T*>(key);
  Free(&typed);
}

/// The four functions that libfido2 has for each kind of key.
template <class T, auto New, auto Free, auto FromKey, auto FromPointer, auto ToKey>
struct Kind {
  using Held = std::unique_ptr<void, void (*)(void*)>;
  static Held make() { return Held(New(), free_with<Free, T>); }
  static Held from(const EVP_PKEY* key) {
    Held out = make();
    if (out && FromKey(static_cast<T*>(out.get()), key) != FIDO_OK) out.reset();
    return out;
  }
  static Key key_of(std::string_view raw) {
    const Held held = make();
    if (!held || FromPointer(static_cast<T*>(held.get()), raw.data(), raw.size()) != FIDO_OK) return nullptr;
    return Key(ToKey(static_cast<const T*>(held.get())));
  }
};
using Es256 = Kind<es256_pk_t, es256_pk_new, es256_pk_free, es256_pk_from_EVP_PKEY, es256_pk_from_ptr, es256_pk_to_EVP_PKEY>;
using EdDsa = Kind<eddsa_pk_t, eddsa_pk_new, eddsa_pk_free, eddsa_pk_from_EVP_PKEY, eddsa_pk_from_ptr, eddsa_pk_to_EVP_PKEY>;
using Rs256 = Kind<rs256_pk_t, rs256_pk_new, rs256_pk_free, rs256_pk_from_EVP_PKEY, rs256_pk_from_ptr, rs256_pk_to_EVP_PKEY>;

bool fits(Algorithm algorithm, const EVP_PKEY* key) {
  const int kind = EVP_PKEY_get_base_id(key);
  switch (algorithm) {
    case Algorithm::Es256: return kind == EVP_PKEY_EC && EVP_PKEY_get_bits(key) == 256;
    case Algorithm::EdDsa: return kind == EVP_PKEY_ED25519;
    case Algorithm::Rs256: return kind == EVP_PKEY_RSA && EVP_PKEY_get_bits(key) == 2048;
  }
  return false;
}

std::string spki_of(const EVP_PKEY* key) {
  unsigned char* bytes = nullptr;
  const int size = i2d_PUBKEY(key, &bytes);
  if (size <= 0) return {};
  std::string out(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return out;
}

}  // namespace

std::string_view to_string(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::Es256: return "ES256";
    case Algorithm::EdDsa: return "EdDSA";
    case Algorithm::Rs256: return "RS256";
  }
  return "";
}

std::optional<VerificationKey> VerificationKey::of(const PublicKey& key) {
  const auto* at = reinterpret_cast<const unsigned char*>(key.spki.data());
  const Key read(d2i_PUBKEY(nullptr, &at, static_cast<long>(key.spki.size())));
  if (!read || !fits(key.algorithm, read.get())) return std::nullopt;
  Held held(nullptr, [](void*) {});
  switch (key.algorithm) {
    case Algorithm::Es256: held = Es256::from(read.get()); break;
    case Algorithm::EdDsa: held = EdDsa::from(read.get()); break;
    case Algorithm::Rs256: held = Rs256::from(read.get()); break;
  }
  return held ? std::optional(VerificationKey(std::move(held))) : std::nullopt;
}

std::optional<PublicKey> public_key(Algorithm algorithm, std::string_view raw) {
  Key key;
  switch (algorithm) {
    case Algorithm::Es256: key = Es256::key_of(raw); break;
    case Algorithm::EdDsa: key = EdDsa::key_of(raw); break;
    case Algorithm::Rs256: key = Rs256::key_of(raw); break;
  }
  if (!key || !fits(algorithm, key.get())) return std::nullopt;
  PublicKey out{algorithm, spki_of(key.get())};
  // A key that could not be read again would lock its owner out.
  return VerificationKey::of(out) ? std::optional(std::move(out)) : std::nullopt;
}

const PublicKey& nobodys_key() {
  static const PublicKey key = [] {
    const Key made(EVP_EC_gen("P-256"));
    if (!made) throw std::runtime_error("OpenSSL makes no keys");
    return PublicKey{Algorithm::Es256, spki_of(made.get())};
  }();
  return key;
}

}  // namespace atalaya::reg::webauthn
