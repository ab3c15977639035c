// Is this a good detached signature (RFC 5652) of these bytes, by whom, as of an instant? No store, no network, no password.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "register/signatures/trust.h"
#include "register/store/clock.h"

namespace atalaya::reg::signatures {

inline constexpr std::size_t most_bytes = std::size_t{512} << 10U;

/// From the best to the worst; of several signers the worst is that of the whole.
enum class Outcome : std::uint8_t {
  Valid,
  RevocationUnknown,  ///< All else is good, and the files do not say whether a certificate of the chain was revoked.
  Expired,            ///< A certificate of the chain was not valid any more, or not yet.
  Untrusted,          ///< No chain to an anchor, or a certificate that is not for signing.
  Weak,               ///< MD5, SHA-1, a short key, or an algorithm that is not taken.
  Revoked,
  NotTheseBytes,  ///< The signature is over something else, or was changed.
};
inline constexpr std::array all_outcomes = {Outcome::Valid, Outcome::RevocationUnknown, Outcome::Expired,      Outcome::Untrusted,
                                            Outcome::Weak,  Outcome::Revoked,           Outcome::NotTheseBytes};
[[nodiscard]] std::string_view to_string(Outcome outcome);  ///< "revocation_unknown"
[[nodiscard]] std::optional<Outcome> parse_outcome(std::string_view text);

struct Signer {
  std::string name;                           ///< Common name and organisation: what everybody may read.
  std::string subject;                        ///< RFC 2253.
  std::string issuer;                         ///< RFC 2253.
  std::string serial;                         ///< Hexadecimal.
  std::string fingerprint;                    ///< SHA-256 of the certificate.
  std::string algorithm;                      ///< "RSA 3072, SHA256"
  std::optional<std::string> signed_at = {};  ///< As the signer says; an instant of the store's form.
  Outcome outcome = Outcome::NotTheseBytes;
  bool operator==(const Signer&) const = default;
};

struct Verdict {
  Outcome outcome = Outcome::NotTheseBytes;
  std::vector<Signer> signers;  ///< At least one.
};

/// Input, with what is wrong, where the bytes are no detached signature at all (DER or PEM, at most most_bytes).
[[nodiscard]] Result<Verdict> examine(std::string_view bytes, std::string_view content, const Trust& trust, Instant instant);

/// Whether what has this outcome counts as signed; `needs_revocation` as configuration.h has it.
[[nodiscard]] constexpr bool holds(Outcome outcome, bool needs_revocation) {
  return outcome == Outcome::Valid || (outcome == Outcome::RevocationUnknown && !needs_revocation);
}

}  // namespace atalaya::reg::signatures
