// base64url without padding (RFC 4648, section 5; RFC 7515, appendix C).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace atalaya::reg {

[[nodiscard]] std::string base64url(std::string_view bytes);
/// Strict: no padding, no white space, no bits left over. Each byte string has one text alone, so two tokens that differ are two tokens.
[[nodiscard]] std::optional<std::string> decode_base64url(std::string_view text);

}  // namespace atalaya::reg
