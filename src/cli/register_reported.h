// What the register has for everybody, on its way into a release.
#pragma once

#include <optional>

#include "release/reported.h"
#include "workshop/workshop.h"

namespace atalaya::cli {

/// Nothing where the workspace has no register.
[[nodiscard]] Result<std::optional<Reported>> reported_facts(const Workspace& workspace);

}  // namespace atalaya::cli
