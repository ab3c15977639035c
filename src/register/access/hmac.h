// HMAC (RFC 2104) by OpenSSL.
#pragma once

#include <string>
#include <string_view>

namespace atalaya::reg {

enum class HashKind { Sha1, Sha256, Sha512 };

/// The raw bytes.
[[nodiscard]] std::string hmac(HashKind kind, std::string_view key, std::string_view message);

}  // namespace atalaya::reg
