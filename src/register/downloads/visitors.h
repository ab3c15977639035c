// Whether somebody had the same thing within the hour, without keeping who: what is remembered is a keyed hash, the key is known to this object alone and
// changes every hour, and after two hours nothing of a visit is left. Nothing of it leaves the memory.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "register/store/clock.h"

namespace atalaya::reg::downloads {

class Visitors {
 public:
  static constexpr std::size_t usual_most = 100'000;
  explicit Visitors(std::size_t most = usual_most) : most_(most) {}

  /// Whether this is the first time within an hour that `address` (numeric; of IPv6 the network of 64 bits, which is one household's or office's) had `thing`.
  /// Once `most` were remembered in an hour, nobody new is the first: what comes in floods is not counted rather than counted wrongly.
  [[nodiscard]] bool is_first(std::string_view address, std::string_view thing, Instant now);

 private:
  struct Hour {
    std::string key = {};
    Instant began = {};
    std::unordered_map<std::string, Instant> seen = {};
  };
  static void start(Hour& hour, Instant now);
  const std::size_t most_;
  Hour present_, before_;
};

}  // namespace atalaya::reg::downloads
