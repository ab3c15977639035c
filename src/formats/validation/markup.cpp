#include "formats/validation/markup.h"

#include <expat.h>

#include <memory>
#include <string>

namespace atalaya {

bool is_well_formed(std::string_view fragment) {
  constexpr std::size_t longest = std::size_t{16} << 20U;
  if (fragment.size() > longest) return false;
  // Within a root element no document type can be declared, so nothing can be expanded but the five entities of XML.
  const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate("UTF-8"), &XML_ParserFree);
  if (parser == nullptr) return false;
  const auto part = [&](std::string_view text, bool last) {
    return XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), last ? 1 : 0) == XML_STATUS_OK;
  };
  if (!part("<text>", false) || !part(fragment, false)) return false;
  return part("</text>", true);
}

bool has_paired_brackets(std::string_view text) {
  std::string open;
  for (const char c : text) {
    if (c == '(' || c == '[' || c == '{') {
      if (open.size() == 4'096) return false;
      open += c == '(' ? ')' : static_cast<char>(c + 2);
    } else if (c == ')' || c == ']' || c == '}') {
      if (open.empty() || open.back() != c) return false;
      open.pop_back();
    }
  }
  return open.empty();
}

}  // namespace atalaya
