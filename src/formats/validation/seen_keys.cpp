#include "formats/validation/seen_keys.h"

namespace atalaya {

namespace {

/// Spreads the bits of a number over all of its bits (the finaliser of SplitMix64), so that neighbours do not crowd.
std::size_t spread(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebULL;
  return static_cast<std::size_t>(x ^ (x >> 31U));
}

}  // namespace

bool SeenKeys::insert(std::uint32_t series, std::uint32_t period) {
  if (slots_.size() < (size_ + 1) * 2) grow();
  const std::uint64_t pair = ((static_cast<std::uint64_t>(series) << 32U) | period) + 1;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = spread(pair) & mask;; at = (at + 1) & mask) {
    if (slots_[at] == pair) return false;
    if (slots_[at] != 0) continue;
    if (!is_full()) {
      slots_[at] = pair;
      ++size_;
    }
    return true;
  }
}

void SeenKeys::grow() {
  if (is_full() && !slots_.empty()) return;
  std::vector<std::uint64_t> old(slots_.empty() ? 1'024 : slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const std::uint64_t pair : old) {
    if (pair == 0) continue;
    std::size_t at = spread(pair) & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = pair;
  }
}

void SeenKeys::clear() {
  // A table that grew large is given back: sets of a message may be many and small.
  if (slots_.size() > 65'536) {
    slots_ = {};
  } else if (size_ != 0) {
    slots_.assign(slots_.size(), 0);
  }
  size_ = 0;
}

}  // namespace atalaya
