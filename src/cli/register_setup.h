// Where a workspace's register is, and opening it: what the verbs of `register` and the server share.
//
//   WORKSPACE/register.yaml
//     store: sqlite:register/register.sqlite    # a path counts from the workspace; or postgresql:host=… dbname=…
#pragma once

#include <memory>
#include <string>

#include "register/store/store.h"
#include "workshop/workshop.h"

namespace atalaya::cli {

inline constexpr const char* default_register = "sqlite:register/register.sqlite";

/// The workspace's own place, the default where its configuration names none.
[[nodiscard]] Result<std::string> register_address(const Workspace& workspace);
/// Names another. The file is its owner's alone, as it may have a password.
[[nodiscard]] Status set_register_address(const Workspace& workspace, const std::string& where);

/// NotFound where there is none yet, unless `create`.
[[nodiscard]] Result<std::unique_ptr<reg::Store>> open_register(const Workspace& workspace, bool create = false);

}  // namespace atalaya::cli
