#include "register/access/rate_limits.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "register/access/hmac.h"
#include "register/store/random.h"

namespace atalaya::reg {

RateLimits::RateLimits(const Clock& clock, std::size_t most_keys) : clock_(&clock), most_keys_(most_keys), salt_(random_bytes(32)) {}

RateLimits::Bucket& RateLimits::bucket(std::string_view key, const Rate& rate) {
  std::string hashed = hmac(HashKind::Sha256, salt_, key);
  const Instant now = clock_->now();
  if (const auto found = buckets_.find(hashed); found != buckets_.end()) {
    Bucket& one = found->second;
    order_.splice(order_.end(), order_, one.place);
    if (now > one.filled) {
      one.left = std::min(rate.tries, one.left + static_cast<double>((now - one.filled).count()) / static_cast<double>(rate.every.count()));
    }
    one.filled = now;
    return one;
  }
  if (buckets_.size() >= most_keys_) {
    buckets_.erase(order_.front());
    order_.pop_front();
  }
  order_.push_back(hashed);
  return buckets_.emplace(std::move(hashed), Bucket{rate.tries, now, std::prev(order_.end())}).first->second;
}

std::optional<std::chrono::milliseconds> RateLimits::take(std::string_view key, const Rate& rate) {
  const std::lock_guard lock(mutex_);
  Bucket& one = bucket(key, rate);
  if (one.left >= 1) {
    one.left -= 1;
    return std::nullopt;
  }
  return std::chrono::milliseconds(static_cast<std::int64_t>((1 - one.left) * static_cast<double>(rate.every.count())) + 1);
}

void RateLimits::give_back(std::string_view key, const Rate& rate) {
  const std::lock_guard lock(mutex_);
  Bucket& one = bucket(key, rate);
  one.left = std::min(rate.tries, one.left + 1);
}

std::string address_group(const std::string& address) {
  std::array<unsigned char, 16> bytes{};
  if (::inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return address;
  static constexpr std::array<unsigned char, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (std::equal(mapped.begin(), mapped.end(), bytes.begin())) return ::inet_ntop(AF_INET, bytes.data() + 12, text.data(), text.size());
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return ::inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
}

}  // namespace atalaya::reg
