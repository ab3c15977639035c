// Authenticator data (Web Authentication, section 6.1): what an authenticator says of itself, of the site and of who was before it, under its signature.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/error.h"

namespace atalaya::reg::webauthn {

inline constexpr std::size_t most_credential_id_bytes = 1023;  ///< Section 6.5.1.
inline constexpr std::size_t most_authenticator_bytes = 4096;

/// Section 6.5.1: the credential that was made.
struct AttestedCredential {
  std::string_view id;
  std::string_view key;  ///< A COSE key (RFC 9052): a map, not read any further here.
};

/// Views of the bytes that it was read from.
struct AuthenticatorData {
  std::string_view rp_id_hash;  ///< SHA-256, raw.
  bool user_present = false;
  bool user_verified = false;
  bool backup_eligible = false;  ///< It may be on several devices.
  bool backed_up = false;
  std::uint32_t counter = 0;
  std::optional<AttestedCredential> credential = {};
};

/// Why exactly an answer was not read is of use to nobody but who forges it.
[[nodiscard]] std::unexpected<Error> malformed();

/// Input where it is cut off, has bytes too many, or what its flags announce is not there.
[[nodiscard]] Result<AuthenticatorData> read_authenticator_data(std::string_view bytes);

}  // namespace atalaya::reg::webauthn
