#include "query/data/key_pattern.h"

#include <algorithm>

#include "base/text.h"

namespace atalaya::query {

namespace {

KeyPattern parse_key(std::string_view text, KeySyntax syntax) {
  KeyPattern out;
  for (const std::string_view part : split(text, '.')) {
    std::vector<std::string>& codes = out.codes.emplace_back();
    if (part.empty()) continue;
    for (const std::string_view code : split(part, '+')) codes.emplace_back(code);
    // A wildcard among others takes what they take too.
    if (syntax == KeySyntax::Rest2 && std::ranges::find(codes, "*") != codes.end()) codes.clear();
  }
  return out;
}

}  // namespace

Result<std::vector<KeyPattern>> parse_keys(std::string_view text, KeySyntax syntax) {
  std::vector<KeyPattern> out;
  if (text.empty() || text == (syntax == KeySyntax::Rest1 ? "all" : "*")) return out;
  if (syntax == KeySyntax::Rest1) {
    out.push_back(parse_key(text, syntax));
  } else {
    const auto keys = split(text, ',');
    if (keys.size() > most_keys) {
      return fail(ErrorKind::Usage, "there are " + std::to_string(keys.size()) + " keys, above " + std::to_string(most_keys), {.file = "key"});
    }
    for (const std::string_view key : keys) out.push_back(parse_key(key, syntax));
  }
  return out;
}

Status check_length(const KeyPattern& key, const DataStructure& structure) {
  if (key.codes.size() <= structure.dimensions.size()) return {};
  std::string order;
  for (const Component& dimension : structure.dimensions) order += (order.empty() ? "" : ".") + dimension.id;
  return fail(ErrorKind::Usage, "the key has " + std::to_string(key.codes.size()) + " parts, the structure " + std::to_string(structure.dimensions.size()),
              {.file = "key", .line = 0, .column = 0}, "the order is " + order);
}

}  // namespace atalaya::query
