// The scores of a cycle that were accepted, as figures: of the version that was accepted last, with the changes that two reviewers agreed on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "register/submissions/cycles.h"

namespace atalaya::reg {

struct AcceptedScore {
  std::string country;
  std::string indicator;
  int year = 0;
  double value = 0;
  bool changed = false;    ///< By reviewers.
  std::string submission;  ///< Public id.
  std::string receipt;     ///< Public id of the version.
};

/// In the order of countries and indicators. What has no value is not here: missing is missing.
[[nodiscard]] Result<std::vector<AcceptedScore>> accepted_scores(Store& store, const std::string& cycle);

/// What the workshop was given last of a cycle and has not been told to take back.
struct LoadedScore {
  std::string country;
  std::string indicator;
  double value = 0;
  std::string receipt;
  std::string file;       ///< The file's name; its text has the receipts.
  std::string file_hash;  ///< As the workshop's list of loads has it.
  long long load = 0;     ///< The workshop's number.
  std::string instant;
};
[[nodiscard]] Result<std::vector<LoadedScore>> loaded_scores(Store& store, const std::string& cycle);

}  // namespace atalaya::reg
