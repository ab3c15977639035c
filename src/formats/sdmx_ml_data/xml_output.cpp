#include "formats/sdmx_ml_data/xml_output.h"

#include <array>

namespace atalaya::sdmx_ml {

namespace {

enum : unsigned char { Plain, Escaped, Refused, MaybeRefused };

constexpr std::array<unsigned char, 256> make_classes() {
  std::array<unsigned char, 256> classes{};
  for (std::size_t c = 0; c < 0x20; ++c) classes[c] = Refused;
  for (const char c : {'\t', '\n', '\r', '&', '<', '>', '"'}) classes[static_cast<unsigned char>(c)] = Escaped;
  classes[0xEF] = MaybeRefused;
  return classes;
}
constexpr std::array<unsigned char, 256> classes = make_classes();

std::string_view replacement(char c) {
  switch (c) {
    case '\t': return "&#9;";
    case '\n': return "&#10;";
    case '\r': return "&#13;";
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    default: return "&quot;";
  }
}

}  // namespace

bool append_escaped(std::string& out, std::string_view text) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char kind = classes[static_cast<unsigned char>(text[i])];
    if (kind == Plain) continue;
    if (kind == MaybeRefused) {
      // U+FFFE and U+FFFF
      const std::string_view character = text.substr(i, 3);
      if (character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF") return false;
      continue;
    }
    if (kind == Refused) return false;
    out.append(text.substr(begin, i - begin));
    out.append(replacement(text[i]));
    begin = i + 1;
  }
  out.append(text.substr(begin));
  return true;
}

}  // namespace atalaya::sdmx_ml
