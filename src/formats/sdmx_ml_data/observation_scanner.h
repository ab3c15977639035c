// The shortcut for what nearly all of a structure-specific message is made of: empty elements <Obs .../> with plain attributes. They are found without
// Expat, and Expat is not shown them; an empty element among its siblings leaves no trace in a document. Whatever is not plain (an entity, a character
// beyond ASCII, a line end or a tab in a value, spaces about "=", names given twice, another element) is left to Expat.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::sdmx_ml {

struct XmlAttribute {
  std::string_view name, value;
};

class ObservationScanner {
 public:
  /// White space, and then an element of the local name Obs. False, and nothing said, where the bytes at `at` are not just that.
  [[nodiscard]] bool scan(std::string_view bytes, std::size_t at);

  // Of the element that was found:
  [[nodiscard]] std::size_t begin() const { return begin_; }
  [[nodiscard]] std::size_t end() const { return end_; }
  [[nodiscard]] std::span<const XmlAttribute> attributes() const { return attributes_; }

 private:
  [[nodiscard]] bool are_distinct();

  static constexpr std::size_t most_bytes = std::size_t{1} << 16U;
  static constexpr std::size_t most_attributes = 64;
  std::size_t begin_ = 0, end_ = 0;
  std::vector<XmlAttribute> attributes_;
  std::vector<std::string> distinct_names_;  // of an earlier element, in their order
};

}  // namespace atalaya::sdmx_ml
