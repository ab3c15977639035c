// The two ceremonies of Web Authentication (level 3) as the site sees them: a passkey is made (section 7.1), and somebody shows that they have it
// (section 7.2). User verification is asked for in both, so that a passkey alone is two factors. Functions alone: challenges are given out and taken by
// `challenges.h`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/error.h"
#include "register/passkeys/authenticator_data.h"
#include "register/passkeys/client_data.h"
#include "register/passkeys/public_key.h"

namespace atalaya::reg::webauthn {

/// Whom passkeys are for.
struct RelyingParty {
  std::string id;      ///< The host alone, as "observatory.example".
  std::string origin;  ///< As browsers write it: "https://observatory.example", with the port where it is not the usual one.
};
/// Of the address that people type; nothing where browsers give no passkeys there: http elsewhere than at localhost, or an IP address.
[[nodiscard]] std::optional<RelyingParty> relying_party(const std::string& public_url);

inline constexpr std::size_t most_attestation_bytes = std::size_t{16} << 10U;
inline constexpr std::size_t most_signature_bytes = 512;
inline constexpr std::size_t most_user_bytes = 64;

/// What a browser sends after navigator.credentials.create(), raw.
struct Attestation {
  std::string client_data;
  std::string object;  ///< The attestation object (section 6.5.4).
};
struct NewCredential {
  std::string id;  ///< Raw.
  PublicKey key;
  std::uint32_t counter = 0;
  bool backup_eligible = false;
  bool backed_up = false;
};
/// `challenge`: the one that was given out, base64url. Attestation is not asked for: the formats "none" and "packed" are taken, the latter where its signature
/// is right. Input with a sentence for the person otherwise.
[[nodiscard]] Result<NewCredential> verify_attestation(const RelyingParty& site, const std::string& challenge, const Attestation& answer);

/// What a browser sends after navigator.credentials.get(), raw.
struct Assertion {
  std::string credential;  ///< Id
  std::string client_data;
  std::string authenticator_data;
  std::string signature;
  std::string user;  ///< The handle of the user: of passkeys that name their owner it is always there.
};
struct AssertionFacts {
  std::uint32_t counter = 0;
  bool backup_eligible = false;
  bool backed_up = false;
};
/// All that does not need the store: whose credential it is and whether the counter has gone on is for the caller. Input where any of it is not right.
[[nodiscard]] Result<AssertionFacts> verify_assertion(const RelyingParty& site, const std::string& challenge, const Assertion& answer, const PublicKey& key);

}  // namespace atalaya::reg::webauthn
