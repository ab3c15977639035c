#include "site/register/provider_logins.h"

namespace atalaya::site::desk {

void ShortMemory::forget(std::list<Kept>::iterator kept) {
  by_key_.erase(kept->key);
  all_.erase(kept);
}

bool ShortMemory::keep(const std::string& key, std::string text, reg::Instant until) {
  const std::scoped_lock lock(mutex_);
  const reg::Instant now = clock_.now();
  while (!all_.empty() && (all_.size() >= most_ || all_.front().until < now)) forget(all_.begin());
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    if (found->second->until >= now) return false;
    forget(found->second);
  }
  all_.push_back({key, std::move(text), until});
  by_key_[key] = std::prev(all_.end());
  return true;
}

std::string ShortMemory::take(const std::string& key) {
  const std::scoped_lock lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return {};
  std::string out = found->second->until < clock_.now() ? std::string() : std::move(found->second->text);
  forget(found->second);
  return out;
}

}  // namespace atalaya::site::desk
