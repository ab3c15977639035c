// Outside bytes as rows with named columns: what every reader of tabular figures gives, whatever its format.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace atalaya {

/// One row. The cells live until the next call of next().
struct Row {
  std::size_t line = 0;  ///< Where it begins in the file, from 1.
  std::span<const std::string_view> cells;
};

class RowReader {
 public:
  virtual ~RowReader() = default;
  /// Names of the columns, unique.
  [[nodiscard]] virtual const std::vector<std::string>& columns() const = 0;
  /// Moves to the next row; false at the end. A failure is a fault of the whole file: nothing of it can be trusted.
  [[nodiscard]] virtual Result<bool> next(Row& row) = 0;
};

/// What no reader goes beyond.
struct ReadLimits {
  std::size_t record_bytes = 1U << 20U;
  std::size_t columns = 4096;
  std::size_t file_bytes = std::size_t{4} << 30U;
};

}  // namespace atalaya
