#include "http/quality_list.h"

#include "base/text.h"
#include "http/headers.h"

namespace atalaya::http {

namespace {

constexpr int bad_quality = -1;

// qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] ). More digits, and no digit before the point (old Java clients send
// "q=.2"), are read too.
int parse_quality(std::string_view text) {
  if (text.empty()) return bad_quality;
  int thousandths = 0;
  if (text.front() == '0' || text.front() == '1') {
    thousandths = text.front() == '1' ? 1000 : 0;
    text.remove_prefix(1);
    if (text.empty()) return thousandths;
  }
  if (text.front() != '.') return bad_quality;
  text.remove_prefix(1);
  int unit = 100;
  for (const char c : text) {
    if (c < '0' || c > '9') return bad_quality;
    thousandths += (c - '0') * unit;
    unit /= 10;
  }
  return thousandths > 1000 ? bad_quality : thousandths;
}

std::string unquote(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
  std::string out;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\' && i + 2 < text.size()) ++i;
    out += text[i];
  }
  return out;
}

}  // namespace

std::vector<std::string_view> split_outside_quotes(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  const auto cut = [&](std::size_t from, std::size_t to) {
    if (const auto part = trim(text.substr(from, to - from)); !part.empty()) parts.push_back(part);
  };
  bool quoted = false;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quoted && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && text[i] == separator) {
      cut(start, i);
      start = i + 1;
    }
  }
  cut(start, text.size());
  return parts;
}

WeightedItem parse_parameters(std::string_view item) {
  WeightedItem out;
  const auto parts = split_outside_quotes(item, ';');
  if (parts.empty()) return out;
  out.value = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto equals = parts[i].find('=');
    const auto name = trim(parts[i].substr(0, equals));
    const auto value = equals == std::string_view::npos ? std::string_view() : trim(parts[i].substr(equals + 1));
    if (equal_ignoring_case(name, "q")) {
      out.quality = parse_quality(value);
      break;
    }
    out.parameters.emplace_back(name, unquote(value));
  }
  return out;
}

std::vector<WeightedItem> parse_weighted_list(std::string_view header) {
  std::vector<WeightedItem> items;
  for (const auto part : split_outside_quotes(header, ',')) {
    auto item = parse_parameters(part);
    if (!item.value.empty() && item.quality != bad_quality) items.push_back(std::move(item));
  }
  return items;
}

}  // namespace atalaya::http
