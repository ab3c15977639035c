// A workbook as spreadsheet programs save it (ISO/IEC 29500-1, SpreadsheetML, also "strict"): the values of its cells. Nothing is computed, run or fetched.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace atalaya {

struct XlsxCell {
  enum class Kind : std::uint8_t {
    Text,
    Number,   ///< As it is written in the file.
    Boolean,  ///< "0" or "1"
    Error,    ///< "#N/A"
    Formula,  ///< Whatever it came to when it was saved.
  };
  std::uint32_t row = 0, column = 0;  ///< From 1.
  Kind kind = Kind::Text;
  std::string text;
};

struct XlsxSheet {
  std::string name;
  std::vector<XlsxCell> cells = {};  ///< Those that are not empty, as they stand in the file.
};

struct XlsxBook {
  std::vector<XlsxSheet> sheets;  ///< Of cells alone: sheets of charts and macros are not read.
  bool from_1904 = false;         ///< Days are counted from 1904-01-01 (18.17.4.1).
};

struct XlsxLimits {
  std::size_t packed_bytes = std::size_t{4} << 20U;
  std::size_t bytes = std::size_t{48} << 20U;  ///< Unpacked.
  std::size_t ratio = 200;                     ///< Of unpacked to packed bytes, beyond the first 8 MiB.
  std::size_t files = 500;
  std::size_t nodes = 400'000;  ///< Of the XML of one part.
  std::size_t sheets = 100;
  std::size_t cells = 200'000;
  std::size_t text_bytes = 200'000;                     ///< Of one cell.
  std::size_t all_text_bytes = std::size_t{32} << 20U;  ///< Of all cells: one shared text may stand in many.
};

/// Input, with what is wrong, where it is no workbook, is encrypted, has macros, or goes beyond a limit.
[[nodiscard]] Result<XlsxBook> read_xlsx(std::string_view bytes, const std::string& file, const XlsxLimits& limits = {});

/// "D12"
[[nodiscard]] std::string xlsx_cell_name(std::uint32_t row, std::uint32_t column);

}  // namespace atalaya
