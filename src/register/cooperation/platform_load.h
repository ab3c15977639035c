// The platform's own figures into the workshop, by the way that accepted scores take.
#pragma once

#include "register/cooperation/platform_figures.h"

namespace atalaya::reg::cooperation {

struct PlatformLoad {
  std::filesystem::path file;  ///< SDMX-CSV 2.0; the column CYCLE has the cycle's id.
  std::size_t figures = 0, taken_back = 0;
  std::optional<LoadOutcome> outcome;  ///< Nothing: there was nothing to load.
};

/// After the scores of the cycle were loaded, since it counts them. A figure that was loaded once and cannot be made any more is taken back. A second load of
/// the same changes no figure.
[[nodiscard]] Result<PlatformLoad> load_platform_figures(Store& store, Workshop& workshop, const Agenda& agenda, const AreaMatcher& areas,
                                                         const std::filesystem::path& folder, const std::string& actor, const std::string& cycle);

}  // namespace atalaya::reg::cooperation
