#include "formats/validation/nearest.h"

#include <algorithm>

namespace atalaya {

namespace {

/// Optimal string alignment distance, or more than `limit`.
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size() + limit || b.size() > a.size() + limit) return limit + 1;
  std::vector<std::size_t> two(b.size() + 1), one(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) one[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({one[j] + 1, row[j - 1] + 1, one[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], two[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
    std::swap(two, one);
    std::swap(one, row);
  }
  return one[b.size()];
}

}  // namespace

std::vector<std::string> nearest_codes(const CodeList& list, std::string_view text, std::size_t most) {
  constexpr std::size_t longest = 64;
  if (text.empty() || text.size() > longest) return {};
  const std::string wanted = to_lower_ascii(text);
  const std::size_t limit = std::clamp<std::size_t>(text.size() / 3, 1, 3);
  std::vector<std::pair<std::size_t, const std::string*>> near;
  for (const Code& code : list.codes()) {
    std::size_t at = code.id.size() > longest ? limit + 1 : distance(to_lower_ascii(code.id), wanted, limit);
    // A text of one or two characters is near everything: then only another case counts.
    if (text.size() < 3 && at != 0) at = limit + 1;
    for (const auto& [language, name] : code.name.all()) {
      if (at != 0 && name.size() == text.size() && to_lower_ascii(name) == wanted) at = 0;
    }
    if (at <= limit) near.emplace_back(at, &code.id);
  }
  std::ranges::stable_sort(near, {}, &decltype(near)::value_type::first);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < std::min(most, near.size()); ++i) out.push_back(*near[i].second);
  return out;
}

std::string nearest_hint(const CodeList& list, std::string_view text) {
  const auto near = nearest_codes(list, text);
  return near.empty() ? "" : "did you mean " + join(near, " or ") + "?";
}

}  // namespace atalaya
