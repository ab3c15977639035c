#include <fcntl.h>
#include <unistd.h>

#include "base/files.h"
#include "register/store/connect.h"
#include "register/store/random.h"
#include "register/store/store.h"

namespace atalaya::reg {

namespace fs = std::filesystem;

Status Store::backup(const fs::path& to) {
  if (address_->dialect == Dialect::Postgresql) {
    return fail(ErrorKind::Usage, "a register in PostgreSQL is backed up by PostgreSQL's own tools", {},
                "pg_dump --format=custom, with the connection string that the workspace names");
  }
  if (fs::exists(to))
    return fail(ErrorKind::Conflict, "the file is there already", {.file = to.string()}, "a backup never overwrites one; choose another name");
  // Made beside and hidden, then linked to its name, which fails where somebody else has taken it: nobody meets a half of a backup.
  const fs::path draft = to.parent_path() / (".backup-" + new_public_id());
  const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return fail(ErrorKind::System, "cannot write the backup", {.file = to.string()});
  ::close(file);
  Status done;
  try {
    const auto session = connect(*address_, true);
    copy_sqlite(*session, draft);
    done = sync_file(draft);
  } catch (const soci::soci_error& error) {
    done = std::unexpected(to_error(error, address_->dialect));
  }
  if (done && ::link(draft.c_str(), to.c_str()) != 0) done = fail(ErrorKind::System, "cannot write the backup", {.file = to.string()});
  std::error_code ignored;
  fs::remove(draft, ignored);
  TRY_STATUS(std::move(done));
  return sync_directory(to.has_parent_path() ? to.parent_path() : fs::path("."));
}

}  // namespace atalaya::reg
