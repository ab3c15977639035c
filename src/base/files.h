// Files: whole reads, memory maps, and writes that are there wholly or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"

namespace atalaya {

/// A file's bytes, mapped read-only. Empty files are fine; directories and devices are refused.
class MappedFile {
 public:
  [[nodiscard]] static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  [[nodiscard]] std::string_view bytes() const { return {data_, size_}; }

 private:
  friend class TemporaryFile;
  MappedFile(const char* data, std::size_t size) : data_(data), size_(size) {}
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

/// The whole file as text; refused above `limit` bytes.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit = 64U << 20U);

/// Writes a temporary file beside `path`, flushes it to the disk and renames it: readers see the old bytes or the new ones.
[[nodiscard]] Status write_file(const std::filesystem::path& path, std::string_view bytes);

/// Flushes a file's bytes to the disk.
[[nodiscard]] Status sync_file(const std::filesystem::path& path);

/// Flushes a directory's entries to the disk, so that a rename in it survives a power cut.
[[nodiscard]] Status sync_directory(const std::filesystem::path& directory);

/// Where the program's own data lies (templates, catalogues, styles, agendas): beside the binary in the build tree (`share/atalaya`)
/// or where it is installed (`../share/atalaya`); the environment variable ATALAYA_DATA names another place.
[[nodiscard]] Result<std::filesystem::path> data_directory();

}  // namespace atalaya
