// libFuzzer: any text as YAML, walked to its leaves and asked everything that a reader of files asks.
#include "base/yaml.h"
#include "support.h"

using namespace atalaya;

namespace {

/// Walks as readers do, through aliases again each time; how far that goes is what the limits are for.
std::size_t walk(const YamlNode& node, Faults& faults, std::size_t depth) {
  fuzz::require(depth <= yaml_most_depth + 1 && is_utf8(node.scalar()));
  fuzz::require(node.place().line > 0 || !node.defined());
  fuzz::require(int{node.is_map()} + int{node.is_list()} + int{node.is_scalar()} + int{!node.defined()} == 1);
  std::size_t nodes = 1;
  if (node.is_list()) {
    for (const YamlNode& item : node.items(faults)) nodes += walk(item, faults, depth + 1);
  } else if (node.is_map()) {
    for (const auto& [key, value] : node.members(faults)) nodes += 1 + walk(value, faults, depth + 1);
    (void)node.text("a", faults);
    (void)node.integer("a", faults);
    (void)node.number("a", faults);
    (void)node.flag("a", false, faults);
    (void)node.choice("a", {"b"}, faults);
    (void)node.texts("a", faults);
    node.only({"a"}, faults);
  }
  return nodes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Faults faults;
  const auto root = YamlNode::parse(std::string(fuzz::text_of(data, size)), "f", faults);
  fuzz::require(root.has_value() == faults.empty());
  if (root) fuzz::require(walk(*root, faults, 0) <= yaml_most_nodes);
  for (const Error& error : faults.errors()) fuzz::check_error(error);
  return 0;
}
