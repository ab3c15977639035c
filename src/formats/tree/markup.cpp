#include "formats/tree/markup.h"

#include "base/text.h"
#include "formats/tree/node.h"

namespace atalaya {

std::optional<std::string> as_markup(std::string_view text) {
  if (text.find('<') == std::string_view::npos) return std::nullopt;
  std::string whole = "<x xmlns=\"http://www.w3.org/1999/xhtml\">";
  whole += trim(text);
  whole += "</x>";
  auto tree = parse_xml_tree(whole, {});
  // A piece without elements has no markup; elements of other namespaces are parts of the tree.
  if (!tree || tree->markup.empty() || !tree->children.empty()) return std::nullopt;
  return std::move(tree->markup);
}

}  // namespace atalaya
