// base64 (RFC 4648, section 4) by OpenSSL.
#pragma once

#include <string>
#include <string_view>

namespace atalaya::reg {

/// With its padding.
[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace atalaya::reg
