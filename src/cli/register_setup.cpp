#include "cli/register_setup.h"

#include <sys/stat.h>

#include "base/files.h"
#include "base/json_writer.h"
#include "base/yaml.h"
#include "register/people/people.h"
#include "register/store/log.h"
#include "register/store/random.h"

namespace atalaya::cli {

namespace fs = std::filesystem;

namespace {

fs::path configuration(const Workspace& workspace) { return workspace.root / "register.yaml"; }

}  // namespace

Result<std::string> register_address(const Workspace& workspace) {
  if (!fs::is_directory(workspace.agenda())) {
    return fail(ErrorKind::NotFound, "this is no workspace", {.file = workspace.root.string()}, "'atalaya init DIR' makes one; -w names another");
  }
  std::string where = default_register;
  if (fs::exists(configuration(workspace))) {
    Faults faults;
    const auto file = YamlNode::load(configuration(workspace), faults);
    if (file) {
      file->only({"store"}, faults);
      where = file->text("store", faults);
    }
    if (!faults.empty()) return std::unexpected(faults.errors().front());
  }
  const std::string sqlite = "sqlite:";
  if (where.starts_with(sqlite)) where = sqlite + (workspace.root / where.substr(sqlite.size())).string();  // An absolute path stays as it is.
  return where;
}

Status set_register_address(const Workspace& workspace, const std::string& where) {
  std::string text = "# Where the register is: sqlite:PATH (from this folder) or postgresql:CONNINFO (docs/manual.md, \"The register\").\nstore: ";
  append_json_string(text, where);  // Any JSON string is a YAML string.
  const ::mode_t before = ::umask(0077);
  Status done = write_file(configuration(workspace), text + "\n");
  ::umask(before);
  return done;
}

Result<std::unique_ptr<reg::Store>> open_register(const Workspace& workspace, bool create) {
  return reg::Store::open(TRY(register_address(workspace)), {.create = create});
}

Result<std::unique_ptr<reg::Store>> make_register(const Workspace& workspace) {
  auto store = TRY(open_register(workspace, true));
  TRY_STATUS(store->write([&](soci::session& sql) -> Status {
    if (reg::log::append(sql, {store->now(), reg::system_actor, "register.init", "", ""}).sequence != 1) {
      return fail(ErrorKind::Conflict, "there is a register in this database already");
    }
    return {};
  }));
  TRY(open_secret_key(workspace, *store));
  return store;
}

Result<std::string> register_head(const Workspace& workspace) {
  const auto store = open_register(workspace);
  if (!store) return store.error().kind == ErrorKind::NotFound ? Result<std::string>() : std::unexpected(store.error());
  const auto head = TRY(reg::log::head(**store));
  return std::to_string(head.sequence) + ":" + head.hash;
}

std::filesystem::path register_folder(const Workspace& workspace) { return workspace.root / "register"; }

Result<reg::ReceiptKeys> open_receipt_keys(const Workspace& workspace) {
  const auto file = register_folder(workspace) / "receipt-keys.json";
  auto keys = reg::ReceiptKeys::open(file);
  if (keys || keys.error().kind != ErrorKind::NotFound) return keys;
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  if (error) return fail(ErrorKind::System, "the folder cannot be made: " + error.message(), {.file = file.parent_path().string()});
  return reg::ReceiptKeys::create(file);
}

std::filesystem::path secret_key_file(const Workspace& workspace) { return register_folder(workspace) / "secret-key"; }

Result<reg::SecretKey> open_secret_key(const Workspace& workspace, reg::Store& store) { return reg::open_secret_key(store, secret_key_file(workspace)); }

Result<std::string> open_form_key(const Workspace& workspace) {
  const auto file = register_folder(workspace) / "form-key";
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    std::filesystem::create_directories(file.parent_path(), error);
    if (error) return fail(ErrorKind::System, "the folder cannot be made: " + error.message(), {.file = file.parent_path().string()});
    const ::mode_t before = ::umask(0077);
    const Status done = write_file(file, reg::new_token());
    ::umask(before);
    TRY_STATUS(done);
  }
  const std::string key = TRY(read_file(file, 1000));
  if (!reg::is_token(key))
    return fail(ErrorKind::Input, "this is no key of forms", {.file = file.string()},
                "take the file away: a new one is made, and forms that are open now must be opened again");
  return key;
}

}  // namespace atalaya::cli
