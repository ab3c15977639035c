// Challenges of passkeys: each is good once, for one purpose, in one browser or session, and for some minutes. Giving one out keeps nothing (it is signed), so
// a crowd that asks for the page of the login takes nothing from the others; only those that came back are kept until they are over their time.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "register/store/clock.h"

namespace atalaya::reg {

/// Safe from many threads.
class Challenges {
 public:
  explicit Challenges(const Clock& clock, std::chrono::minutes life = std::chrono::minutes(10), std::size_t most_used = 100'000);

  enum class Purpose : unsigned char { Add = 'a', LogIn = 'l' };
  /// base64url of the time, 192 random bits and a signature over both, the purpose and the owner.
  [[nodiscard]] std::string make(Purpose purpose, std::string_view owner) const;
  /// Whether it was given out for that and is in its time; it is used up then. Not so either where too many were used just now.
  [[nodiscard]] bool take(Purpose purpose, std::string_view owner, std::string_view challenge);

  [[nodiscard]] std::chrono::minutes life() const { return life_; }

 private:
  [[nodiscard]] std::string sign(Purpose purpose, std::string_view owner, std::string_view body) const;

  const Clock* clock_;
  std::chrono::minutes life_;
  std::size_t most_used_;
  std::string key_;  ///< Of the process: a restart ends all that are open.
  std::mutex mutex_;
  std::set<std::pair<Instant, std::string>> used_;  ///< By when they are over.
};

}  // namespace atalaya::reg
