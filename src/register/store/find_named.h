// An enumerator by the name that the store and the verbs have for it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace atalaya::reg {

/// The one of `all` whose to_string() is the text; nothing where there is none.
template <class Enum, std::size_t N>
[[nodiscard]] std::optional<Enum> find_named(const std::array<Enum, N>& all, std::string_view text) {
  const auto found = std::ranges::find_if(all, [&](Enum one) { return to_string(one) == text; });
  return found == all.end() ? std::nullopt : std::optional(*found);
}

}  // namespace atalaya::reg
