// Accepted scores into the workshop, by the same way as any publisher's file, so that their history and their origin are kept in the same way.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "register/submissions/accepted_scores.h"
#include "workshop/loading.h"

namespace atalaya::reg {

struct ScoreLoad {
  std::filesystem::path file;  ///< SDMX-CSV 2.0; the column RECEIPT has the id of each score's receipt, which its observation has as an attribute.
  std::size_t scores = 0, taken_back = 0;
  std::optional<LoadOutcome> outcome;  ///< Nothing: there was nothing to load.
};

/// Writes the accepted scores of a cycle into a file of `folder`, which is kept, and loads it: each as REF_AREA, INDICATOR, TIME_PERIOD (the cycle's year) and
/// OBS_VALUE, with the source that the pack names for the indicator. A score that was loaded once and is accepted no more is taken back by the same file (SDMX
/// action Delete). A second load of the same changes no figure. Input where the workshop rejects a score: nothing is loaded then.
[[nodiscard]] Result<ScoreLoad> load_scores(Store& store, Workshop& workshop, const Agenda& agenda, const AreaMatcher& areas,
                                            const std::filesystem::path& folder, const std::string& actor, const std::string& cycle);

}  // namespace atalaya::reg
