// SHA-256 (FIPS 180-4) by OpenSSL, as lower-case hexadecimal.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"

namespace atalaya {

[[nodiscard]] std::string sha256(std::string_view bytes);
[[nodiscard]] Result<std::string> sha256_of_file(const std::filesystem::path& path);

}  // namespace atalaya
