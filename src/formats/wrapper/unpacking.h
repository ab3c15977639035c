// What gzip and zip have in common: bytes go to a temporary file, as far as the limits let them.
#pragma once

#include "base/temporary_file.h"
#include "formats/wrapper/wrapper.h"

namespace atalaya {

/// Counts over all files of a wrapping.
class Unpacking {
 public:
  Unpacking(std::size_t packed, const std::string& file, const UnwrapLimits& limits) : packed_(packed), file_(file), limits_(limits) {}

  /// A failure where so many more bytes would be too many.
  [[nodiscard]] Status take(std::size_t count) {
    unpacked_ += count;
    if (unpacked_ > limits_.bytes) return fail(ErrorKind::Input, "it unpacks to more than " + std::to_string(limits_.bytes) + " bytes", {.file = file_});
    if (unpacked_ > limits_.free_bytes && unpacked_ / limits_.ratio > packed_) {
      return fail(ErrorKind::Input, "it unpacks to more than " + std::to_string(limits_.ratio) + " times its size", {.file = file_},
                  "no message is so regular; if it is one, unpack it yourself");
    }
    return {};
  }
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] std::unexpected<Error> fault(const std::string& what) const { return fail(ErrorKind::Input, what, {.file = file_}); }

 private:
  std::size_t packed_;
  std::size_t unpacked_ = 0;
  const std::string& file_;
  const UnwrapLimits& limits_;
};

[[nodiscard]] Result<std::vector<UnwrappedMessage>> unwrap_gzip(std::string_view bytes, Unpacking& unpacking);
[[nodiscard]] Result<std::vector<UnwrappedMessage>> unwrap_zip(std::string_view bytes, Unpacking& unpacking, const UnwrapLimits& limits);

}  // namespace atalaya
