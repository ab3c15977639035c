// Which pairs of a series and a period were there before: eight bytes a pair in an open table, exact, up to a number of pairs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace atalaya {

class SeenKeys {
 public:
  explicit SeenKeys(std::size_t most) : most_(most) {}
  /// False where the pair was there. Beyond `most` pairs nothing is remembered any more, and is_full() says so.
  [[nodiscard]] bool insert(std::uint32_t series, std::uint32_t period);
  [[nodiscard]] bool is_full() const { return size_ == most_; }
  void clear();

 private:
  void grow();
  std::vector<std::uint64_t> slots_;  // 0: empty; a pair is stored as itself plus one
  std::size_t size_ = 0;
  std::size_t most_;
};

}  // namespace atalaya
