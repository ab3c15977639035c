#include "site/register/pending_logins.h"

#include "register/store/random.h"

namespace atalaya::site::desk {

void PendingLogins::keep(reg::Pending pending, const std::string& browser) {
  const std::scoped_lock lock(mutex_);
  while (!logins_.empty() && (logins_.size() >= most_ || logins_.front().pending.expires() < clock_.now())) {
    by_state_.erase(logins_.front().pending.state);
    logins_.pop_front();
  }
  const std::string state = pending.state;
  logins_.push_back({std::move(pending), browser});
  by_state_[state] = std::prev(logins_.end());
}

std::optional<reg::Pending> PendingLogins::take(const std::string& state, const std::string& browser) {
  const std::scoped_lock lock(mutex_);
  const auto found = by_state_.find(state);
  if (found == by_state_.end()) return std::nullopt;
  Kept kept = std::move(*found->second);
  logins_.erase(found->second);
  by_state_.erase(found);
  if (!reg::same_secret(kept.browser, browser) || kept.pending.expires() < clock_.now()) return std::nullopt;
  return std::move(kept.pending);
}

}  // namespace atalaya::site::desk
