// How often something may be tried: a bucket of tries for each key, which fills again with time. Kept in memory, by hashes with a salt of the process, so that
// no address of anybody is anywhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "register/store/clock.h"

namespace atalaya::reg {

struct Rate {
  double tries = 5;                 ///< At once.
  std::chrono::milliseconds every;  ///< One more after each such time.
};

class RateLimits {
 public:
  explicit RateLimits(const Clock& clock, std::size_t most_keys = 200'000);

  /// Takes a try; nothing where there was one, else how long until there is. A try is taken before what it is for, so that many at once are no way around.
  [[nodiscard]] std::optional<std::chrono::milliseconds> take(std::string_view key, const Rate& rate);
  /// Gives a try back, where it was a good one.
  void give_back(std::string_view key, const Rate& rate);

 private:
  struct Bucket {
    double left;
    Instant filled;
    std::list<std::string>::iterator place;
  };
  [[nodiscard]] Bucket& bucket(std::string_view key, const Rate& rate);

  const Clock* clock_;
  std::size_t most_keys_;
  std::string salt_;
  std::mutex mutex_;
  std::list<std::string> order_;  ///< The one used last at the end; the first is forgotten where there are too many.
  std::unordered_map<std::string, Bucket> buckets_;
};

/// What an address is counted by: an IPv4 address, or the first 64 bits of an IPv6 address, which is what one subscriber has. Other text is a key of its own.
[[nodiscard]] std::string address_group(const std::string& address);

}  // namespace atalaya::reg
