// From keys and filters on dimensions to the series of a cube.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "query/data/cube_index.h"
#include "query/data/data_query.h"

namespace atalaya::query {

/// One product of sets of codes: for each dimension which codes are taken, or all.
struct CodeSets {
  struct Set {
    std::vector<bool> takes;           ///< By the code's number.
    std::vector<std::uint32_t> codes;  ///< The same as a list, in order.
  };
  std::vector<std::optional<Set>> dimensions;  ///< None: all codes are taken.
  [[nodiscard]] bool takes(const Cube& cube, std::size_t series) const;
  /// Some dimension takes nothing.
  [[nodiscard]] bool is_empty() const;
};

/// The products that keys and filters on dimensions come to, one a key; those that take nothing are left out. `tests` has one entry a dimension, null for no
/// filter.
[[nodiscard]] std::vector<CodeSets> code_sets(const Cube& cube, std::span<const KeyPattern> keys, std::span<const std::optional<ValueTest>> tests);

/// The series of the products, in order, each once. With an index a product costs the series of its rarest dimension, and a whole key next to nothing;
/// without one (`index` null) all series are looked at.
[[nodiscard]] std::vector<std::size_t> select_series(const Cube& cube, const CubeIndex* index, std::span<const CodeSets> products);

}  // namespace atalaya::query
