#include "register/store/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"

namespace atalaya::reg {

namespace fs = std::filesystem;

Status write_private_file(const fs::path& path, std::string_view text) {
  const fs::path beside = path.string() + ".new";
  std::error_code ignored;
  fs::remove(beside, ignored);
  const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return fail(ErrorKind::System, "cannot write the file", {.file = beside.string()});
  bool good = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
  good = ::close(file) == 0 && good;
  std::error_code code;
  if (good) fs::rename(beside, path, code);
  if (!good || code) return fail(ErrorKind::System, "cannot write the file", {.file = path.string()});
  return sync_directory(path.has_parent_path() ? path.parent_path() : fs::path("."));
}

Status check_private_file(const fs::path& path) {
  struct stat state = {};
  if (::stat(path.c_str(), &state) != 0) return fail(ErrorKind::NotFound, "there is no such file", {.file = path.string()});
  if ((state.st_mode & 077U) != 0) return fail(ErrorKind::Conflict, "others than its owner can read the file", {.file = path.string()}, "chmod 600");
  return {};
}

}  // namespace atalaya::reg
