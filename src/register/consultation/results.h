// What a consultation brought, paragraph by paragraph: at any time, and for good when it has closed.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/error.h"
#include "register/consultation/words.h"
#include "register/store/store.h"

namespace soci {
class session;
}

namespace atalaya::reg::consultation {

struct PointResult {
  int paragraph = 0;  ///< 0: the whole text.
  std::string label;
  long long comments = 0;  ///< That are shown.
  std::array<long long, all_voices.size()> by_standing = {};
  long long hidden = 0, answered = 0;  ///< Of all, and of those that are shown.
  long long answers = 0;               ///< To the paragraph itself.
  long long support = 0;
};

/// The whole text first, then each paragraph.
[[nodiscard]] Result<std::vector<PointResult>> results(Store& store, const std::string& consultation);
[[nodiscard]] std::vector<PointResult> results(soci::session& session, long long consultation);

}  // namespace atalaya::reg::consultation
