// Public keys of passkeys: in the store as SubjectPublicKeyInfo (RFC 5280, DER), which every library reads.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace atalaya::reg::webauthn {

/// The number is that of the COSE registry (RFC 9053, RFC 8812). EdDSA is with Ed25519, RS256 with 2048 bits: what libfido2 knows.
enum class Algorithm : int { Es256 = -7, EdDsa = -8, Rs256 = -257 };
/// What is accepted, the best first.
inline constexpr std::array all_algorithms = {Algorithm::EdDsa, Algorithm::Es256, Algorithm::Rs256};
[[nodiscard]] std::string_view to_string(Algorithm algorithm);  ///< "ES256"

struct PublicKey {
  Algorithm algorithm = Algorithm::Es256;
  std::string spki;  ///< DER
  bool operator==(const PublicKey&) const = default;
};

/// A key as libfido2 holds it while it verifies.
class VerificationKey {
 public:
  /// Nothing where the key is not one of its algorithm.
  [[nodiscard]] static std::optional<VerificationKey> of(const PublicKey& key);
  [[nodiscard]] const void* get() const { return key_.get(); }

 private:
  using Held = std::unique_ptr<void, void (*)(void*)>;
  explicit VerificationKey(Held key) : key_(std::move(key)) {}
  Held key_;
};

/// libfido2's own form of a key (`fido_cred_pubkey_ptr`) as one for the store; nothing where it is none, as a point that is not on the curve.
[[nodiscard]] std::optional<PublicKey> public_key(Algorithm algorithm, std::string_view raw);

/// A key whose private half is gone: what an answer is checked against that names no passkey of ours, so that it costs the same.
[[nodiscard]] const PublicKey& nobodys_key();

}  // namespace atalaya::reg::webauthn
