// The text of a case, line by line, and how its expectations are compared (tests/README.md, "Cases").
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cases {

/// Anything that makes a case fail: a wrong expectation or a mistake in the case itself.
struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class CaseText {
 public:
  explicit CaseText(const std::string& path);
  /// The next line that is neither empty nor a comment; nothing at the end.
  [[nodiscard]] std::optional<std::string> next();
  /// The lines of a block: up to an empty line, or up to the line `mark` where the line that opens it ends in `<<mark`.
  [[nodiscard]] std::string block(const std::vector<std::string>& words);
  [[nodiscard]] std::size_t line() const { return at_; }

 private:
  std::vector<std::string> lines_;
  std::size_t at_ = 0;  // lines read so far
};

/// Words apart by blanks; "two words" and 'two words' are one, with \n, \t and \" in double quotes.
[[nodiscard]] std::vector<std::string> words_of(std::string_view line);

/// Does `actual` match? A line `...` stands for any lines, `...` within a line for any text in it.
[[nodiscard]] bool matches(std::string_view expected, std::string_view actual);

[[nodiscard]] std::string bytes_of_hex(std::string_view text);

}  // namespace cases
