// Files that hold a secret.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/error.h"

namespace atalaya::reg {

/// Writes a file whole or not at all, and never readable by others than its owner, not even for a moment (mode 0600). System where it cannot be written.
[[nodiscard]] Status write_private_file(const std::filesystem::path& path, std::string_view text);
/// The same for a file that must not be there yet: of several that make it at once, one does, and the others get Conflict.
[[nodiscard]] Status create_private_file(const std::filesystem::path& path, std::string_view text);
/// NotFound where there is none; Conflict where others than its owner can read it.
[[nodiscard]] Status check_private_file(const std::filesystem::path& path);

}  // namespace atalaya::reg
