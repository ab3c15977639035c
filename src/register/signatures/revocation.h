// Whether the certificates of a chain were revoked at an instant, by the lists and OCSP responses that are at hand; internal to the folder.
#pragma once

#include <cstdint>

#include "register/signatures/trust_parts.h"

namespace atalaya::reg::signatures {

enum class Revocation : std::uint8_t { Good, Unknown, Revoked };

/// The chain begins at the signer and ends at an anchor, which nobody revokes. A list or response says that a certificate is good where it is genuine (RFC
/// 5280, 6.3; RFC 6960, 3.2) and was still good at that instant, or is of later: one that is newer than the signature is the better witness. Whichever revokes
/// it as of that instant or before counts, however old. `brought`: lists of the message itself; may be null.
[[nodiscard]] Revocation find_revocation(const STACK_OF(X509) * chain, const Trust::Parts& trust, const STACK_OF(X509_CRL) * brought, std::time_t instant);

}  // namespace atalaya::reg::signatures
