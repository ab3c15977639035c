// Logins that are at a provider just now: in memory, a bounded number, each taken away by the first answer that comes for it.
#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "register/oidc/pending.h"

namespace atalaya::site::desk {

/// Safe from many threads. A login is bound to the browser that began it: who has only the address that the provider sent back gets nothing.
class PendingLogins {
 public:
  explicit PendingLogins(const reg::Clock& clock, std::size_t most = 10'000) : clock_(clock), most_(most) {}

  /// `browser` is the token of the visitor's cookie. The oldest goes where there are too many.
  void keep(reg::Pending pending, const std::string& browser);
  /// Nothing where there is no such login, it is too old, or another browser began it; it is gone in every case.
  [[nodiscard]] std::optional<reg::Pending> take(const std::string& state, const std::string& browser);

 private:
  struct Kept {
    reg::Pending pending;
    std::string browser;
  };
  const reg::Clock& clock_;
  std::size_t most_;
  std::mutex mutex_;
  std::list<Kept> logins_;  ///< The oldest first.
  std::unordered_map<std::string, std::list<Kept>::iterator> by_state_;
};

}  // namespace atalaya::site::desk
