// A file without a name, for bytes that are too many for memory; it is gone with the last that has it open.
#pragma once

#include <utility>

#include "base/files.h"

namespace atalaya {

class TemporaryFile {
 public:
  /// In the system's folder for temporary files (TMPDIR).
  [[nodiscard]] static Result<TemporaryFile> create();
  TemporaryFile(TemporaryFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  TemporaryFile& operator=(TemporaryFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile();

  [[nodiscard]] Status write(std::string_view bytes);
  /// What was written, mapped; it outlives this.
  [[nodiscard]] Result<MappedFile> map() const;

 private:
  explicit TemporaryFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace atalaya
