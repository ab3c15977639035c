// libFuzzer: XML as a tree, with tight limits where the first byte says so.
#include "formats/tree/node.h"
#include "formats/tree/xml_writer.h"
#include "support.h"

using namespace atalaya;

namespace {

void write(XmlWriter& writer, const Node& node) {
  writer.start(node.name);
  for (const auto& [name, value] : node.attributes) writer.attribute(name, value);
  if (node.children.empty()) {
    writer.text(node.text);
  } else {
    for (const Node& child : node.children) write(writer, child);
  }
  writer.end();
}

void require_same(const Node& a, const Node& b) {
  fuzz::require(a.name == b.name && a.attributes == b.attributes && a.children.size() == b.children.size());
  if (a.children.empty()) fuzz::require(a.text == b.text);
  for (std::size_t i = 0; i < a.children.size(); ++i) require_same(a.children[i], b.children[i]);
}

bool twice(const Node& node) {
  // Attributes of two namespaces may have one local name; the writer knows of no prefixes.
  for (std::size_t i = 0; i < node.attributes.size(); ++i) {
    for (std::size_t j = i + 1; j < node.attributes.size(); ++j) {
      if (node.attributes[i].first == node.attributes[j].first) return true;
    }
  }
  for (const Node& child : node.children) {
    if (twice(child)) return true;
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  TreeLimits limits;
  if ((data[0] & 1U) != 0) limits = {.bytes = 4000, .depth = 5, .nodes = 20, .text_bytes = 30};
  const auto tree = parse_xml_tree(fuzz::text_of(data + 1, size - 1), "f", limits);
  if (!tree) {
    fuzz::check_error(tree.error());
    return 0;
  }
  if (twice(*tree)) return 0;
  // What was read and is written again reads the same.
  XmlWriter writer;
  write(writer, *tree);
  const auto again = parse_xml_tree(writer.bytes(), "f");
  fuzz::require(again.has_value());
  require_same(*tree, *again);
  return 0;
}
