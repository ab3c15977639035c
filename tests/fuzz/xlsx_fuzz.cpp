// libFuzzer: a workbook. The archive's checksums keep a fuzzer out of what is inside.
#include "formats/xlsx/xlsx.h"
#include "support.h"

using namespace atalaya;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const XlsxLimits limits{.packed_bytes = 1 << 16U, .bytes = 1 << 20U, .files = 50, .nodes = 20'000, .sheets = 10, .cells = 5'000};
  const auto book = read_xlsx(fuzz::text_of(data, size), "fuzz.xlsx", limits);
  if (!book) {
    fuzz::check_error(book.error());
    return 0;
  }
  fuzz::require(book->sheets.size() <= limits.sheets);
  for (const XlsxSheet& sheet : book->sheets) {
    for (const XlsxCell& cell : sheet.cells) fuzz::require(cell.row > 0 && cell.column > 0 && is_utf8(cell.text));
  }
  return 0;
}
