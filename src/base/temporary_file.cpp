#include "base/temporary_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace atalaya {

namespace {

std::unexpected<Error> failure(const char* what, const std::string& path) {
  return fail(ErrorKind::System, std::string(what) + ": " + std::strerror(errno), {.file = path});
}

}  // namespace

Result<TemporaryFile> TemporaryFile::create() {
  std::error_code none;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(none);
  std::string path = (folder.empty() ? std::filesystem::path("/tmp") : folder) / "atalaya-XXXXXX";
  const int descriptor = ::mkostemp(path.data(), O_CLOEXEC);
  if (descriptor < 0) return failure("cannot make a temporary file", path);
  ::unlink(path.c_str());
  return TemporaryFile(descriptor);
}

TemporaryFile::~TemporaryFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Status TemporaryFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure("cannot write the temporary file", "");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<MappedFile> TemporaryFile::map() const {
  struct stat about {};
  if (::fstat(descriptor_, &about) != 0) return failure("cannot read the temporary file's size", "");
  const auto size = static_cast<std::size_t>(about.st_size);
  if (size == 0) return MappedFile(nullptr, 0);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor_, 0);
  if (data == MAP_FAILED) return failure("cannot map the temporary file", "");
  return MappedFile(static_cast<const char*>(data), size);
}

}  // namespace atalaya
