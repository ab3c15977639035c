// The small parts of a data message (header, footer, a reference, annotations) as trees.
#pragma once

#include <string_view>

#include "formats/sdmx_ml_data/xml_stream.h"
#include "formats/tree/node.h"

namespace atalaya::sdmx_ml {

class SubtreeBuilder {
 public:
  explicit SubtreeBuilder(XmlStream& stream) : stream_(stream) {}

  void start(const char* name, const char** attributes);
  void text(std::string_view text);
  /// True where the outermost element ended; then it is in root().
  bool end();
  [[nodiscard]] Node& root() { return root_; }

 private:
  static constexpr std::size_t most_bytes = std::size_t{4} << 20U;  // of all names and texts of the part
  void count(std::size_t bytes);

  XmlStream& stream_;
  Node root_;
  std::vector<Node*> open_;
  std::size_t bytes_ = 0;
};

/// An attribute's value, or an empty text.
[[nodiscard]] std::string_view attribute_of(const Node& node, std::string_view name);
/// Language of a text; the schemas' default is English.
[[nodiscard]] std::string language_of(const Node& node);

}  // namespace atalaya::sdmx_ml
