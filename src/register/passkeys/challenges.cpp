#include "register/passkeys/challenges.h"

#include "register/access/hmac.h"
#include "register/oidc/base64url.h"
#include "register/store/random.h"

namespace atalaya::reg {

namespace {

constexpr std::size_t time_bytes = 8, random_count = 24, body_bytes = time_bytes + random_count, signature_bytes = 32;

std::string time_text(Instant instant) {
  const auto count = static_cast<std::uint64_t>(instant.time_since_epoch().count());
  std::string out;
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(count >> static_cast<unsigned>(shift) & 0xffU);
  return out;
}

Instant time_of(std::string_view body) {
  std::uint64_t count = 0;
  for (const char c : body.substr(0, time_bytes)) count = count << 8U | static_cast<unsigned char>(c);
  return Instant(std::chrono::milliseconds(static_cast<std::int64_t>(count)));
}

}  // namespace

Challenges::Challenges(const Clock& clock, std::chrono::minutes life, std::size_t most_used)
    : clock_(&clock), life_(life), most_used_(most_used), key_(random_bytes(32)) {}

std::string Challenges::sign(Purpose purpose, std::string_view owner, std::string_view body) const {
  return hmac(HashKind::Sha256, key_, static_cast<char>(purpose) + std::string(body) + std::string(owner));
}

std::string Challenges::make(Purpose purpose, std::string_view owner) const {
  const std::string body = time_text(clock_->now()) + random_bytes(random_count);
  return base64url(body + sign(purpose, owner, body));
}

bool Challenges::take(Purpose purpose, std::string_view owner, std::string_view challenge) {
  if (challenge.size() > 200) return false;
  const auto bytes = decode_base64url(challenge);
  if (!bytes || bytes->size() != body_bytes + signature_bytes) return false;
  const std::string body = bytes->substr(0, body_bytes);
  if (!same_secret(sign(purpose, owner, body), bytes->substr(body_bytes))) return false;
  const Instant now = clock_->now(), ends = time_of(body) + life_;
  if (ends <= now) return false;
  const std::scoped_lock lock(mutex_);
  while (!used_.empty() && used_.begin()->first <= now) used_.erase(used_.begin());
  if (used_.size() >= most_used_) return false;
  return used_.emplace(ends, body.substr(time_bytes)).second;
}

}  // namespace atalaya::reg
