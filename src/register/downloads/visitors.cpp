#include "register/downloads/visitors.h"

#include <arpa/inet.h>

#include <array>

#include "register/access/hmac.h"
#include "register/store/random.h"

namespace atalaya::reg::downloads {

namespace {

using std::chrono::hours;

/// Of IPv6 the first 64 bits; anything that is no address stands for itself.
std::string network_of(std::string_view address) {
  std::string text(address.substr(0, address.find('%')));
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
  return {reinterpret_cast<const char*>(bytes.data()), 8};
}

std::string mark(const std::string& key, const std::string& network, std::string_view thing) {
  return hmac(HashKind::Sha256, key, network + '\0' + std::string(thing)).substr(0, 16);
}

}  // namespace

void Visitors::start(Hour& hour, Instant now) {
  hour.key = random_bytes(32);
  hour.began = now;
  hour.seen.clear();
}

bool Visitors::is_first(std::string_view address, std::string_view thing, Instant now) {
  if (present_.key.empty() || now < present_.began || now - present_.began >= hours(2)) {
    start(present_, now);
    before_ = {};
  } else if (now - present_.began >= hours(1)) {
    before_ = std::move(present_);
    start(present_, now);
  }
  const std::string network = network_of(address);
  const auto seen_in = [&](const Hour& hour) {
    if (hour.key.empty()) return false;
    const auto found = hour.seen.find(mark(hour.key, network, thing));
    return found != hour.seen.end() && now - found->second < hours(1);
  };
  if (seen_in(present_) || seen_in(before_) || present_.seen.size() >= most_) return false;
  present_.seen[mark(present_.key, network, thing)] = now;
  return true;
}

}  // namespace atalaya::reg::downloads
