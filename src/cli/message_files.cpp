#include "cli/message_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "formats/document_messages.h"

namespace atalaya::cli {

Result<sdmx::Structures> read_structures(const std::vector<std::string>& files) {
  sdmx::Structures out;
  for (const std::string& path : files) {
    for (const MessageFile& message : TRY(open_messages(path))) {
      const MessageGuess guess = guess_message(message.file.bytes());
      if (guess.format == nullptr || guess.format->kind != MessageKind::Structure) {
        return fail(ErrorKind::Input, "this is no structure message", {.file = message.name}, guess.detail);
      }
      out.merge(TRY(read_structure_message(message.file.bytes(), message.name)).structures);
    }
  }
  return out;
}

OutputFile::~OutputFile() {
  if (file_ < 0 || path_ == "-") return;
  ::close(file_);
  std::error_code ignored;
  std::filesystem::remove(draft_, ignored);
}

std::unexpected<Error> OutputFile::failure(const char* what) const {
  return fail(ErrorKind::System, std::string(what) + ": " + std::strerror(errno), {.file = path_});
}

Status OutputFile::open() {
  if (path_ == "-") {
    file_ = STDOUT_FILENO;
    return {};
  }
  draft_ = path_ + ".draft-" + std::to_string(::getpid());
  file_ = ::open(draft_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  return file_ < 0 ? Status(failure("cannot write")) : Status();
}

Status OutputFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure("cannot write");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Status OutputFile::commit() {
  if (path_ == "-") return {};
  if (::fsync(file_) != 0) return failure("cannot flush");
  const int file = std::exchange(file_, -1);
  std::error_code code;
  if (::close(file) != 0) return failure("cannot close");
  std::filesystem::rename(draft_, path_, code);
  if (code) return fail(ErrorKind::System, "cannot name the file: " + code.message(), {.file = path_});
  const auto folder = std::filesystem::path(path_).parent_path();
  return sync_directory(folder.empty() ? "." : folder);
}

}  // namespace atalaya::cli
