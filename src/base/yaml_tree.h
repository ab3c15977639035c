// A YAML text as a tree of plain nodes. The YAML library is only asked for its events; it is met in this file's source and nowhere else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"

namespace atalaya {

struct YamlTree {
  enum class Kind : std::uint8_t { Null, Scalar, List, Map };
  /// An index into `nodes`. An alias is the index of what it stands for, so one node may be a part of several.
  using Index = std::uint32_t;
  struct Node {
    Kind kind = Kind::Null;
    std::uint32_t line = 0;  ///< From 1; 0 where the text is empty.
    std::uint32_t column = 0;
    std::string scalar = {};
    std::vector<Index> parts = {};  ///< Of a list its items; of a map key, value, key, value.
  };

  std::string file;
  std::vector<Node> nodes;
  Index root = 0;
};

// What a person writes is far below these; they are what keeps any text at all from taking the machine.
constexpr std::size_t yaml_most_bytes = std::size_t{4} << 20U;
constexpr std::size_t yaml_most_nodes = 1'000'000;  ///< An alias counts with all that it stands for.
constexpr std::size_t yaml_most_depth = 64;

/// Reads one document. Refused, beside what is not YAML: what goes beyond the limits above, a second document or anything else after the first, tags
/// (nothing here reads them), an alias inside of what it stands for, and control characters, also where they are escaped.
[[nodiscard]] Result<std::shared_ptr<const YamlTree>> read_yaml_tree(const std::string& text, std::string file);

}  // namespace atalaya
