// A signature as it comes in: DER or PEM, bounded before anything is computed with it; internal to the folder.
#pragma once

#include "base/error.h"
#include "register/signatures/openssl.h"

namespace atalaya::reg::signatures {

inline constexpr int most_signers = 8;
inline constexpr int most_certificates = 64;

/// Input, with what is wrong, where it is no detached SignedData (RFC 5652, 5) over plain data with the certificate of each signer in it.
[[nodiscard]] Result<Cms> read_message(std::string_view bytes);

}  // namespace atalaya::reg::signatures
