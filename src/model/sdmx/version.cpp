#include "model/sdmx/version.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace atalaya::sdmx {

namespace {

struct Parsed {
  std::array<unsigned long, 3> part{};
  std::size_t parts = 0;
  std::size_t plus = 3;  // the part with a plus behind it; 3: none
  std::string_view extension;
  bool valid = false;
};

Parsed parse(std::string_view text) {
  Parsed out;
  const std::size_t dash = text.find('-');
  if (dash != std::string_view::npos) {
    out.extension = text.substr(dash + 1);
    text = text.substr(0, dash);
    const bool proper = !out.extension.empty() && std::ranges::all_of(out.extension, [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.';
    });
    if (!proper) return out;
  }
  for (std::string_view part : split(text, '.')) {
    if (out.parts == 3) return out;
    if (part.ends_with('+')) {
      if (out.plus != 3) return out;
      out.plus = out.parts;
      part.remove_suffix(1);
    }
    const auto [end, code] = std::from_chars(part.data(), part.data() + part.size(), out.part[out.parts]);
    if (code != std::errc() || end != part.data() + part.size()) return out;
    ++out.parts;
  }
  out.valid = true;
  return out;
}

int sign(auto ordering) { return ordering < 0 ? -1 : (ordering > 0 ? 1 : 0); }

}  // namespace

int compare_versions(std::string_view a, std::string_view b) {
  const Parsed left = parse(a);
  const Parsed right = parse(b);
  if (!left.valid || !right.valid) return left.valid != right.valid ? (left.valid ? 1 : -1) : sign(a <=> b);
  if (left.part != right.part) return sign(left.part <=> right.part);
  if (left.extension != right.extension) {
    if (left.extension.empty() || right.extension.empty()) return left.extension.empty() ? 1 : -1;
    return sign(left.extension <=> right.extension);
  }
  return sign(left.parts <=> right.parts);
}

bool is_stable(std::string_view version) { return version.find('-') == std::string_view::npos; }

bool is_version(std::string_view text) {
  const Parsed parsed = parse(text);
  return parsed.valid && parsed.plus == 3;
}

bool matches_version(std::string_view pattern, std::string_view version) {
  if (pattern == "*" || pattern == "~" || pattern == "all") return true;
  if (pattern == "+" || pattern == "latest" || pattern.empty()) return pattern != "+" || is_stable(version);
  const Parsed wanted = parse(pattern);
  if (!wanted.valid || wanted.plus == 3) return pattern == version;
  const Parsed given = parse(version);
  if (!given.valid || given.parts < wanted.parts || (!given.extension.empty() && wanted.extension.empty())) return false;
  for (std::size_t i = 0; i < wanted.plus; ++i) {
    if (given.part[i] != wanted.part[i]) return false;
  }
  return given.part >= wanted.part;
}

bool wants_latest(std::string_view pattern) { return pattern.empty() || pattern == "~" || pattern == "latest" || pattern.find('+') != std::string_view::npos; }

bool takes_unstable(std::string_view pattern) { return pattern == "~" || pattern == "*" || pattern == "all" || pattern == "latest" || !is_stable(pattern); }

}  // namespace atalaya::sdmx
