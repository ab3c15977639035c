#include "register/store/canonical_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/hash.h"
#include "base/text.h"
#include "formats/tree/node.h"

namespace atalaya::reg {

namespace {

/// The order of UTF-16 code units, on UTF-8: that of the bytes, but U+E000 to U+FFFF (first byte EE or EF) come after all that needs a surrogate pair (F0 to
/// F4).
bool before_in_utf16(std::string_view a, std::string_view b) {
  const auto [x, y] = std::ranges::mismatch(a, b);
  if (x == a.end() || y == b.end()) return x == a.end() && y != b.end();
  const auto rank = [](char c) {
    const unsigned byte = static_cast<unsigned char>(c);
    return byte == 0xEE || byte == 0xEF ? byte + 0x10 : byte;
  };
  return rank(*x) < rank(*y);
}

/// RFC 8785, section 3.2.2.2.
void append_string(std::string& out, std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += {'\\', 'u', '0', '0', hex[(c >> 4) & 0xf], hex[c & 0xf]};
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

Status append(std::string& out, const Node& node) {
  switch (node.type) {
    case Node::Type::Object: {
      std::vector<const Node*> members;
      for (const Node& member : node.children) members.push_back(&member);
      std::ranges::sort(members, before_in_utf16, [](const Node* member) { return std::string_view(member->name); });
      out += '{';
      for (const Node* member : members) {
        if (member != members.front()) out += ',';
        append_string(out, member->name);
        out += ':';
        TRY_STATUS(append(out, *member));
      }
      out += '}';
      return {};
    }
    case Node::Type::Array:
      out += '[';
      for (const Node& item : node.children) {
        if (&item != &node.children.front()) out += ',';
        TRY_STATUS(append(out, item));
      }
      out += ']';
      return {};
    case Node::Type::Number: {
      const ParsedNumber parsed = parse_number(node.text);
      if (!parsed.value) return fail(ErrorKind::Input, "a number that no double is near: " + shorten(node.text, 40), node.place({}));
      out += canonical_number(*parsed.value);
      return {};
    }
    case Node::Type::Boolean: out += node.text; return {};
    case Node::Type::Null: out += "null"; return {};
    default: append_string(out, node.text); return {};
  }
}

}  // namespace

std::string canonical_number(double number) {
  if (number == 0) return "0";  // Also -0.
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::fabs(number), std::chars_format::scientific).ptr;
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const std::size_t e = text.find('e');
  std::string digits(1, text[0]);
  if (e > 2) digits += text.substr(2, e - 2);
  int exponent = 0;
  const std::size_t sign = text[e + 1] == '+' ? 2 : 1;  // from_chars takes "-", not "+".
  std::from_chars(text.data() + e + sign, text.data() + text.size(), exponent);
  // ECMA-262, Number::toString: k digits, the decimal point after the first n of them.
  const int k = static_cast<int>(digits.size()), n = exponent + 1;
  std::string out = number < 0 ? "-" : "";
  if (k <= n && n <= 21) return out + digits + std::string(static_cast<std::size_t>(n - k), '0');
  if (0 < n && n <= 21) return out + digits.substr(0, static_cast<std::size_t>(n)) + "." + digits.substr(static_cast<std::size_t>(n));
  if (-6 < n && n <= 0) return out + "0." + std::string(static_cast<std::size_t>(-n), '0') + digits;
  out += digits[0];
  if (k > 1) out += "." + digits.substr(1);
  return out + (n > 0 ? "e+" : "e-") + std::to_string(std::abs(n - 1));
}

Result<std::string> canonical_json(std::string_view json) {
  const Node tree = TRY(parse_json_tree(json, "JSON"));
  std::string out;
  TRY_STATUS(append(out, tree));
  return out;
}

Result<std::string> canonical_hash(std::string_view json) { return sha256(TRY(canonical_json(json))); }

}  // namespace atalaya::reg
