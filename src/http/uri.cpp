#include "http/uri.h"

#include <algorithm>

#include "base/text.h"
#include "http/headers.h"

namespace atalaya::http {

namespace {

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string encode(std::string_view text, bool keep_slash) {
  static constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (is_unreserved(c) || (keep_slash && c == '/')) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += hex[byte >> 4U];
    out += hex[byte & 0xfU];
  }
  return out;
}

Result<std::string> decode_part(std::string_view raw, Plus plus) {
  auto text = percent_decode(raw, plus);
  if (!text) return fail(ErrorKind::Usage, "broken percent-encoding in the query");
  if (text->find('\0') != std::string::npos) return fail(ErrorKind::Usage, "NUL in the query");
  if (!is_utf8(*text)) return fail(ErrorKind::Usage, "the query is not UTF-8");
  return std::move(*text);
}

}  // namespace

std::string percent_encode(std::string_view text) { return encode(text, false); }
std::string percent_encode_path(std::string_view path) { return encode(path, true); }

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == Plus::Space) {
      out += ' ';
    } else if (text[i] == '%') {
      if (text.size() - i < 3) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

Result<Query> Query::parse(std::string_view raw, Plus plus) {
  Query query;
  while (!raw.empty()) {
    const auto piece = raw.substr(0, raw.find('&'));
    raw.remove_prefix(std::min(raw.size(), piece.size() + 1));
    if (piece.empty()) continue;
    const auto equals = piece.find('=');
    auto name = TRY(decode_part(piece.substr(0, equals), plus));
    auto value = equals == std::string_view::npos ? std::string() : TRY(decode_part(piece.substr(equals + 1), plus));
    query.add(std::move(name), std::move(value));
  }
  return query;
}

void Query::set(std::string_view name, std::string value) {
  const auto first = std::find_if(parameters_.begin(), parameters_.end(), [&](const Parameter& p) { return p.first == name; });
  if (first == parameters_.end()) return add(std::string(name), std::move(value));
  first->second = std::move(value);
  parameters_.erase(std::remove_if(first + 1, parameters_.end(), [&](const Parameter& p) { return p.first == name; }), parameters_.end());
}

void Query::remove(std::string_view name) {
  std::erase_if(parameters_, [&](const Parameter& p) { return p.first == name; });
}

const std::string* Query::find(std::string_view name) const {
  for (const auto& parameter : parameters_)
    if (parameter.first == name) return &parameter.second;
  return nullptr;
}

std::string Query::get(std::string_view name, std::string_view otherwise) const {
  const auto* value = find(name);
  return value ? *value : std::string(otherwise);
}

std::vector<std::string_view> Query::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& parameter : parameters_)
    if (parameter.first == name) values.push_back(parameter.second);
  return values;
}

std::string Query::to_string() const {
  std::string out;
  for (const auto& [name, value] : parameters_) {
    if (!out.empty()) out += '&';
    out += percent_encode(name);
    out += '=';
    out += percent_encode(value);
  }
  return out;
}

Result<Target> parse_target(std::string_view target) {
  if (target == "*") return Target{"*", ""};
  // RFC 9112, section 3.2.2: "a server MUST accept the absolute-form in requests". What it names is read from the path on.
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.size() < scheme.size() || !equal_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
    target.remove_prefix(scheme.size());
    target.remove_prefix(std::min(target.size(), target.find_first_of("/?")));
    if (target.empty()) target = "/";
    break;
  }
  const auto mark = target.find('?');
  const auto raw_path = target.substr(0, mark);
  const auto raw_query = mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
  if (target.find('#') != std::string_view::npos) return fail(ErrorKind::Usage, "a request target has no fragment");
  Target out;
  out.path = raw_path.empty() && mark == 0 ? std::string("/") : TRY(decode_path(raw_path));
  out.raw_query = raw_query;
  return out;
}

Result<std::string> decode_path(std::string_view raw) {
  if (raw.empty() || raw.front() != '/') return fail(ErrorKind::Usage, "a path begins with a slash");
  const auto decoded = percent_decode(raw, Plus::Literal);
  if (!decoded) return fail(ErrorKind::Usage, "broken percent-encoding in the path");
  if (!is_utf8(*decoded)) return fail(ErrorKind::Usage, "the path is not UTF-8");
  for (const char c : *decoded)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\') return fail(ErrorKind::Usage, "a control character or backslash in the path");

  std::string path;
  const auto segments = split(std::string_view(*decoded).substr(1), '/');
  for (const auto segment : segments) {
    if (segment == "..") return fail(ErrorKind::Usage, "the path climbs with \"..\"");
    if (segment.empty() || segment == ".") continue;
    path += '/';
    path += segment;
  }
  const bool ends_in_slash = segments.empty() || segments.back().empty() || segments.back() == ".";
  if (path.empty() || ends_in_slash) path += '/';
  return path;
}

}  // namespace atalaya::http
