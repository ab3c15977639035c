// What is remembered of logins that a provider gave, for the logout there: in memory and of a bounded number, since it is personal and only a convenience.
#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

#include "register/store/clock.h"

namespace atalaya::site::desk {

/// Texts by a key, each until an instant; the oldest goes where there are too many. Safe from many threads.
class ShortMemory {
 public:
  explicit ShortMemory(const reg::Clock& clock, std::size_t most = 10'000) : clock_(clock), most_(most) {}

  /// False where the key is there already and not over its time; then nothing is changed.
  bool keep(const std::string& key, std::string text, reg::Instant until);
  /// Takes it away; empty where it is not there, or no more.
  [[nodiscard]] std::string take(const std::string& key);

 private:
  struct Kept {
    std::string key, text;
    reg::Instant until;
  };
  void forget(std::list<Kept>::iterator kept);

  const reg::Clock& clock_;
  std::size_t most_;
  std::mutex mutex_;
  std::list<Kept> all_;  ///< In the order in which they came.
  std::unordered_map<std::string, std::list<Kept>::iterator> by_key_;
};

struct ProviderLogins {
  explicit ProviderLogins(const reg::Clock& clock) : id_tokens(clock), notices(clock) {}
  ShortMemory id_tokens;  ///< By the public id of a session: what the provider wants to see again at the logout.
  ShortMemory notices;    ///< Logout tokens ("jti") that were obeyed, which are not obeyed again.
};

}  // namespace atalaya::site::desk
