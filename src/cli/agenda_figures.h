#pragma once

#include <filesystem>

#include "workshop/workshop.h"

namespace atalaya::cli {

/// Writes the starter figures that `figures/selection.yaml` of a pack names from the newest release of a workspace: one SDMX-CSV file a source,
/// and figures.yaml with source, licence and date of each. A source without an open licence is refused.
[[nodiscard]] Status write_figures(const Workspace& workspace, const std::filesystem::path& pack);

}  // namespace atalaya::cli
