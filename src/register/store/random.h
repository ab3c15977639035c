// Random texts of the register: ids that stand in addresses, and tokens that give a right to whoever has them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace atalaya::reg {

/// 128 random bits in base32 (RFC 4648, lower case, without padding): 26 letters and digits.
[[nodiscard]] std::string new_public_id();
[[nodiscard]] bool is_public_id(std::string_view text);

/// 256 random bits in base32: 52 letters and digits. The store keeps token_hash() of it and never the token.
[[nodiscard]] std::string new_token();
[[nodiscard]] bool is_token(std::string_view text);
/// SHA-256 in hexadecimal. A token has all its bits from chance, so no slow hash is needed.
[[nodiscard]] std::string token_hash(std::string_view token);

/// Bytes from the generator of OpenSSL; a fault of the program is thrown where it has none.
[[nodiscard]] std::string random_bytes(std::size_t count);
/// RFC 4648, section 6, in lower case and without padding.
[[nodiscard]] std::string base32(std::string_view bytes);

/// Whether two secrets are the same, in a time that does not say where they differ.
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b);

}  // namespace atalaya::reg
