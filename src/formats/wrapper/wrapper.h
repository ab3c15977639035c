// gzip (RFC 1952) and zip around messages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"

namespace atalaya {

enum class Wrapping { None, Gzip, Zip };
/// By the first bytes alone.
[[nodiscard]] Wrapping wrapping_of(std::string_view bytes);

struct UnwrapLimits {
  std::size_t bytes = std::size_t{16} << 30U;       ///< Of all that is unpacked.
  std::size_t ratio = 300;                          ///< Of unpacked to packed bytes, beyond `free_bytes`.
  std::size_t free_bytes = std::size_t{64} << 20U;  ///< So many may be unpacked whatever the ratio is.
  std::size_t entries = 1000;                       ///< Of a zip, directories not counted.
};

struct UnwrappedMessage {
  std::string name;  ///< "archive.zip/data.xml"; of gzip the file's name without ".gz".
  MappedFile file;
};

/// What is in a wrapping, in its order; directories are passed over. Refused: what goes beyond the limits, is damaged or cut off, is encrypted, packed by a
/// method that is not known, empty, or has another wrapping inside.
[[nodiscard]] Result<std::vector<UnwrappedMessage>> unwrap(std::string_view bytes, const std::string& file, const UnwrapLimits& limits = {});

}  // namespace atalaya
