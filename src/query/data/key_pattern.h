// Keys of data queries, not yet held against a structure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/structure.h"

namespace atalaya::query {

/// REST 1: "A.BRA+ARG..", one key, '+' between codes, an empty part takes all, "all" takes everything. REST 2: "A.BRA.*,Q.ARG", several keys between commas,
/// '*' takes all; plus and empty parts are understood as in REST 1.
enum class KeySyntax { Rest1, Rest2 };

struct KeyPattern {
  /// One a part of the key, from the first dimension on; an empty list takes every code. Dimensions past the last part take every code.
  std::vector<std::vector<std::string>> codes = {};
  bool operator==(const KeyPattern&) const = default;
};

inline constexpr std::size_t most_keys = 2'000;

/// No pattern at all where everything is taken. Usage above `most_keys`.
[[nodiscard]] Result<std::vector<KeyPattern>> parse_keys(std::string_view text, KeySyntax syntax);

/// Usage where a key has more parts than the structure has dimensions.
[[nodiscard]] Status check_length(const KeyPattern& key, const DataStructure& structure);

}  // namespace atalaya::query
