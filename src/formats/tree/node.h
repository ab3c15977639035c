// A structural message as a tree: what XML and JSON have in common, with the place of every part. Data never comes this way; it is read as a stream.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace atalaya {

struct Node {
  enum class Type : std::uint8_t { Element, Object, Array, Text, Number, Boolean, Null };
  Type type = Type::Element;
  std::string name = {};    ///< XML: local name; JSON: the member's name, empty in an array.
  std::string space = {};   ///< XML: namespace, where it is another than that of the element around it.
  std::string text = {};    ///< XML: the text directly inside; JSON: the value, a number as it was written.
  std::string markup = {};  ///< XML: of an element with XHTML inside all of that, as XML that stands on its own; it has no children then.
  std::vector<std::pair<std::string, std::string>> attributes = {};  ///< XML: name and value; of a prefixed one the local name ("lang").
  std::vector<Node> children = {};
  std::uint32_t line = 0, column = 0;  ///< From 1.

  [[nodiscard]] const Node* child(std::string_view child_name) const;                 ///< The first of that name, or null.
  [[nodiscard]] const std::string* attribute(std::string_view attribute_name) const;  ///< Or null.
  [[nodiscard]] Place place(const std::string& file) const { return {file, line, column}; }
};

struct TreeLimits {
  std::size_t bytes = std::size_t{256} << 20U;  ///< Of the message.
  std::size_t depth = 128;
  std::size_t nodes = 20'000'000;
  std::size_t text_bytes = std::size_t{16} << 20U;  ///< Of one text or attribute.
};

/// Well-formed XML 1.0 to a tree. A document type declaration is refused, and with it every entity but the five of XML (no expansion, nothing external).
[[nodiscard]] Result<Node> parse_xml_tree(std::string_view bytes, const std::string& file, const TreeLimits& limits = {});
/// A JSON document to a tree; a member that stands twice in an object is refused.
[[nodiscard]] Result<Node> parse_json_tree(std::string_view bytes, const std::string& file, const TreeLimits& limits = {});

}  // namespace atalaya
