#include "register/store/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/files.h"
#include "register/store/random.h"

namespace atalaya::reg {

namespace fs = std::filesystem;

namespace {

Status write_beside(const fs::path& beside, std::string_view text) {
  std::error_code ignored;
  fs::remove(beside, ignored);
  const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return fail(ErrorKind::System, "cannot write the file", {.file = beside.string()});
  bool good = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
  good = ::close(file) == 0 && good;
  if (!good) return fail(ErrorKind::System, "cannot write the file", {.file = beside.string()});
  return {};
}

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

}  // namespace

Status write_private_file(const fs::path& path, std::string_view text) {
  const fs::path beside = path.string() + ".new";
  TRY_STATUS(write_beside(beside, text));
  std::error_code code;
  fs::rename(beside, path, code);
  if (code) return fail(ErrorKind::System, "cannot write the file", {.file = path.string()});
  return sync_directory(folder_of(path));
}

Status create_private_file(const fs::path& path, std::string_view text) {
  const fs::path beside = path.string() + "." + new_public_id();
  TRY_STATUS(write_beside(beside, text));
  // Unlike a rename, a link fails where the name is taken.
  const int error = ::link(beside.c_str(), path.c_str()) == 0 ? 0 : errno;
  std::error_code ignored;
  fs::remove(beside, ignored);
  if (error == EEXIST) return fail(ErrorKind::Conflict, "the file is there already", {.file = path.string()});
  if (error != 0) return fail(ErrorKind::System, "cannot write the file", {.file = path.string()});
  return sync_directory(folder_of(path));
}

Status check_private_file(const fs::path& path) {
  struct stat state = {};
  if (::stat(path.c_str(), &state) != 0) return fail(ErrorKind::NotFound, "there is no such file", {.file = path.string()});
  if ((state.st_mode & 077U) != 0) return fail(ErrorKind::Conflict, "others than its owner can read the file", {.file = path.string()}, "chmod 600");
  return {};
}

}  // namespace atalaya::reg
