// Where a workspace's register is, and opening it: what the verbs of `register` and the server share.
//
//   WORKSPACE/register.yaml
//     store: sqlite:register/register.sqlite    # a path counts from the workspace; or postgresql:host=… dbname=…
#pragma once

#include <memory>
#include <string>

#include "register/access/secret_key.h"
#include "register/store/store.h"
#include "register/submissions/receipt.h"
#include "workshop/workshop.h"

namespace CLI {
class App;
}

namespace atalaya::cli {

struct Session;

inline constexpr const char* default_register = "sqlite:register/register.sqlite";

/// The workspace's own place, the default where its configuration names none.
[[nodiscard]] Result<std::string> register_address(const Workspace& workspace);
/// Names another. The file is its owner's alone, as it may have a password.
[[nodiscard]] Status set_register_address(const Workspace& workspace, const std::string& where);

/// NotFound where there is none yet, unless `create`.
[[nodiscard]] Result<std::unique_ptr<reg::Store>> open_register(const Workspace& workspace, bool create = false);

/// A new register, whose log begins with its making. Conflict where the database has one already.
[[nodiscard]] Result<std::unique_ptr<reg::Store>> make_register(const Workspace& workspace);

/// The last entry of the register's log, "NUMBER:HASH"; empty where the workspace has no register.
[[nodiscard]] Result<std::string> register_head(const Workspace& workspace);

/// Where what belongs to the register lies: the keys of receipts, documents, files of scores.
[[nodiscard]] std::filesystem::path register_folder(const Workspace& workspace);
/// The keys that receipts are signed with; made where there are none.
[[nodiscard]] Result<reg::ReceiptKeys> open_receipt_keys(const Workspace& workspace);
/// The key that secrets of accounts are sealed with; made where the register never had one. Conflict where it is lost.
[[nodiscard]] std::filesystem::path secret_key_file(const Workspace& workspace);
[[nodiscard]] Result<reg::SecretKey> open_secret_key(const Workspace& workspace, reg::Store& store);
/// The secret that the forms of consultations are signed with; made where there is none. Its file is its owner's alone.
[[nodiscard]] Result<std::string> open_form_key(const Workspace& workspace);

/// The verbs of `register consultation`.
void add_register_consultation(CLI::App& verb, Session& session);

}  // namespace atalaya::cli
