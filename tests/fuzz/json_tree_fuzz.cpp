// libFuzzer: JSON as a tree, with tight limits where the first byte says so.
#include "base/json_writer.h"
#include "formats/tree/node.h"
#include "support.h"

using namespace atalaya;

namespace {

void write(std::string& out, const Node& node) {
  const bool object = node.type == Node::Type::Object;
  switch (node.type) {
    case Node::Type::Text: return append_json_string(out, node.text);
    case Node::Type::Number:
    case Node::Type::Boolean: out += node.text; return;
    case Node::Type::Null: out += "null"; return;
    default: break;
  }
  out += object ? '{' : '[';
  for (const Node& child : node.children) {
    if (&child != node.children.data()) out += ',';
    if (object) {
      append_json_string(out, child.name);
      out += ':';
    }
    write(out, child);
  }
  out += object ? '}' : ']';
}

void require_same(const Node& a, const Node& b) {
  fuzz::require(a.type == b.type && a.name == b.name && a.text == b.text && a.children.size() == b.children.size());
  for (std::size_t i = 0; i < a.children.size(); ++i) require_same(a.children[i], b.children[i]);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  TreeLimits limits;
  if ((data[0] & 1U) != 0) limits = {.bytes = 4000, .depth = 5, .nodes = 20, .text_bytes = 30};
  const auto tree = parse_json_tree(fuzz::text_of(data + 1, size - 1), "f", limits);
  if (!tree) {
    fuzz::check_error(tree.error());
    return 0;
  }
  std::string written;
  write(written, *tree);
  const auto again = parse_json_tree(written, "f");
  fuzz::require(again.has_value());
  require_same(*tree, *again);
  return 0;
}
