// Copies of short texts that live until clear() and do not move. After the first few elements nothing is allocated any more.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace atalaya::sdmx_ml {

class TextArena {
 public:
  /// The copy is never a null string_view, so that an empty text is told from none.
  std::string_view keep(std::string_view text) {
    if (text.size() > static_cast<std::size_t>(end_ - next_)) grow(text.size());
    char* const copy = next_;
    if (!text.empty()) std::memcpy(copy, text.data(), text.size());
    next_ += text.size();
    return {copy, text.size()};
  }

  void clear() {
    if (blocks_.size() > 1) blocks_.erase(blocks_.begin(), blocks_.end() - 1);  // the last is the largest
    next_ = blocks_.empty() ? nullptr : blocks_.back().get();
  }

 private:
  void grow(std::size_t needed) {
    size_ = std::max({std::size_t{4096}, 2 * size_, needed});
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(size_));
    next_ = blocks_.back().get();
    end_ = next_ + size_;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  char* end_ = nullptr;
  std::size_t size_ = 0;  // of the last block
};

}  // namespace atalaya::sdmx_ml
