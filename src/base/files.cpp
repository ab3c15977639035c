#include "base/files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace atalaya {

namespace {

namespace fs = std::filesystem;

std::unexpected<Error> system_failure(const std::string& what, const fs::path& path) {
  const int code = errno;
  const auto kind = code == ENOENT || code == ENOTDIR ? ErrorKind::NotFound : ErrorKind::System;
  return fail(kind, what + ": " + std::strerror(code), {.file = path.string()});
}

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] bool ok() const { return number_ >= 0; }

 private:
  int number_;
};

}  // namespace

Result<MappedFile> MappedFile::open(const fs::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.ok()) return system_failure("cannot open the file", path);
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) return system_failure("cannot read the file's size", path);
  if (S_ISDIR(about.st_mode)) return fail(ErrorKind::Input, "this is a directory, not a file", {.file = path.string()});
  if (!S_ISREG(about.st_mode)) return fail(ErrorKind::Input, "this is not a regular file", {.file = path.string()});
  const auto size = static_cast<std::size_t>(about.st_size);
  if (size == 0) return MappedFile(nullptr, 0);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file.get(), 0);
  if (data == MAP_FAILED) return system_failure("cannot map the file into memory", path);
  return MappedFile(static_cast<const char*>(data), size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

Result<std::string> read_file(const fs::path& path, std::size_t limit) {
  const auto file = TRY(MappedFile::open(path));
  if (file.bytes().size() > limit) {
    return fail(ErrorKind::Input, "the file has more than " + std::to_string(limit) + " bytes", {.file = path.string()});
  }
  return std::string(file.bytes());
}

Status write_file(const fs::path& path, std::string_view bytes) {
  const fs::path temporary = path.string() + ".part";
  {
    const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (!file.ok()) return system_failure("cannot create the file", temporary);
    while (!bytes.empty()) {
      const auto written = ::write(file.get(), bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) {
        auto failure = system_failure("cannot write the file", temporary);
        ::unlink(temporary.c_str());
        return failure;
      }
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file.get()) != 0) return system_failure("cannot flush the file", temporary);
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) return system_failure("cannot rename the file", path);
  return {};
}

namespace {

Status sync(const fs::path& path, int flags) {
  const Descriptor handle(::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags));
  if (!handle.ok() || ::fsync(handle.get()) != 0) return system_failure("cannot flush to the disk", path);
  return {};
}

}  // namespace

Status sync_file(const fs::path& path) { return sync(path, 0); }
Status sync_directory(const fs::path& directory) { return sync(directory, O_DIRECTORY); }

Result<fs::path> data_directory() {
  if (const char* given = std::getenv("ATALAYA_DATA")) return fs::path(given);
  std::error_code code;
  const fs::path binary = fs::read_symlink("/proc/self/exe", code).parent_path();
  for (const fs::path& place : {binary / "share/atalaya", binary / "../share/atalaya"}) {
    if (fs::is_directory(place, code)) return fs::weakly_canonical(place);
  }
  return fail(ErrorKind::System, "the program's data folder share/atalaya is not beside the program", {.file = binary.string()},
              "install the whole package, or name the folder in ATALAYA_DATA");
}

}  // namespace atalaya
