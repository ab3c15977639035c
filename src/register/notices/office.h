// Notices as the secretariat sees them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "register/store/store.h"

namespace atalaya::reg::notices {

struct Listed {
  std::string id, kind, state, created, next_try, outcome;
  std::string to;  ///< Name of the person or the invited; may be empty.
  long long attempts = 0;
};
struct Bounced {
  std::string email, outcome, instant;
};

/// "waiting", "sent", "failed", "dropped"
[[nodiscard]] Result<std::map<std::string, long long>> counts(Store& store);
/// Those in a state, or all where it is empty; the newest first.
[[nodiscard]] Result<std::vector<Listed>> list(Store& store, const std::string& state, std::size_t most = 100);
[[nodiscard]] Result<std::vector<Bounced>> bounced(Store& store, std::size_t most = 100);
/// One that failed waits again, and its address counts as good. NotFound where it did not fail.
[[nodiscard]] Status retry(Store& store, const std::string& actor, const std::string& notice);

}  // namespace atalaya::reg::notices
