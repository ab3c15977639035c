// Line and column of places in a text, asked for from its beginning to its end.
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

namespace atalaya {

class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : text_(text) {}

  struct At {
    std::size_t line, column;  ///< From 1; the column in bytes.
  };
  /// `offset` is not before the last one that was asked for (an earlier one has the place of that).
  [[nodiscard]] At at(std::size_t offset) {
    if (offset > text_.size()) offset = text_.size();
    while (next_ < offset) {
      const void* found = std::memchr(text_.data() + next_, '\n', offset - next_);
      if (found == nullptr) break;
      next_ = static_cast<std::size_t>(static_cast<const char*>(found) - text_.data()) + 1;
      line_start_ = next_;
      ++line_;
    }
    if (next_ < offset) next_ = offset;
    return {line_, next_ - line_start_ + 1};
  }

 private:
  std::string_view text_;
  std::size_t next_ = 0, line_start_ = 0, line_ = 1;
};

}  // namespace atalaya
