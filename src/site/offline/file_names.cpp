#include "site/offline/file_names.h"

#include "base/hash.h"
#include "base/text.h"
#include "http/uri.h"

namespace atalaya::site::offline {

namespace {

/// A folder on a stick has a path of its own before ours, and some systems take 260 characters in all.
constexpr std::size_t longest = 64;

/// What every file system takes in a name.
std::string plain(std::string_view segment) {
  std::string out;
  for (const char c : segment) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("-_.+@$").contains(c);
    out += is_plain ? c : '_';
  }
  return out;
}

}  // namespace

std::string file_name(std::string_view path, std::string_view language) {
  while (path.starts_with('/')) path.remove_prefix(1);
  const std::string own = std::string(language) + "/";
  std::string folder = "pages/", extension;
  std::string_view rest = path;
  if (path == own || path == language) return "pages/home.html";
  if (path.starts_with(own)) {
    rest = path.substr(own.size());
    extension = ".html";
  } else if (path.starts_with("data/")) {
    folder = "data/";
    rest = path.substr(path.rfind('/') + 1);
    for (const std::string_view one : {".sdmx.csv", ".csv", ".json"}) {
      if (!extension.empty() || !rest.ends_with(one)) continue;
      extension = one;
      rest.remove_suffix(one.size());
    }
  } else if (path.starts_with("release/")) {
    folder = "release/";
    rest = path.substr(8);
  }
  std::string out = folder;
  const auto segments = split(rest, '/');
  for (std::size_t i = 0; i < segments.size(); ++i) {
    std::string name = plain(segments[i]);
    // Cut, or with another letter in the place of one: then the hash tells it from others.
    if (name.size() > longest || name != segments[i]) name = name.substr(0, longest - 17) + "-" + sha256(path).substr(0, 16);
    out += name + (i + 1 < segments.size() ? "/" : "");
  }
  return out + extension;
}

std::string relative(std::string_view from, std::string_view to) {
  const auto here = split(from, '/'), there = split(to, '/');
  std::size_t common = 0;
  while (common + 1 < here.size() && common + 1 < there.size() && here[common] == there[common]) ++common;
  std::string out;
  for (std::size_t i = common; i + 1 < here.size(); ++i) out += "../";
  for (std::size_t i = common; i < there.size(); ++i) out += http::percent_encode(there[i]) + (i + 1 < there.size() ? "/" : "");
  return out;
}

}  // namespace atalaya::site::offline
