// libFuzzer: comma-separated values. The first byte chooses the delimiter and whether the limits are tight.
#include "formats/csv/csv_reader.h"

#include "formats/csv/csv_writer.h"
#include "support.h"

using namespace atalaya;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  CsvOptions options{.delimiter = (data[0] & 1U) != 0 ? ';' : ','};
  if ((data[0] & 2U) != 0) options.limits = {.record_bytes = 40, .columns = 4, .file_bytes = 400};
  const std::string_view text = fuzz::text_of(data + 1, size - 1);
  auto reader = CsvReader::open(text, "f", options);
  if (!reader) {
    fuzz::check_error(reader.error());
    return 0;
  }
  fuzz::check_rows(*reader);

  // What was read and is written again reads the same.
  auto first = CsvReader::open(text, "f", options);
  std::string written;
  for (const std::string& name : first->columns()) append_csv_field(written.append(written.empty() ? "" : ","), name);
  written += '\n';
  std::vector<std::vector<std::string>> rows;
  Row row;
  for (auto more = first->next(row); more && *more; more = first->next(row)) {
    rows.emplace_back(row.cells.begin(), row.cells.end());
    for (std::size_t i = 0; i < row.cells.size(); ++i) append_csv_field(written.append(i == 0 ? "" : ","), row.cells[i]);
    written += '\n';
  }
  // Empty rows of a single column and names that begin with a byte-order mark are not written so that they can be told apart.
  if (first->columns().size() < 2 || written.starts_with("\xEF\xBB\xBF")) return 0;
  auto second = CsvReader::open(written, "f");
  fuzz::require(second.has_value() && second->columns() == first->columns());
  for (const auto& expected : rows) {
    fuzz::require(second->next(row).value());
    fuzz::require(std::equal(row.cells.begin(), row.cells.end(), expected.begin(), expected.end()));
  }
  fuzz::require(!second->next(row).value());
  return 0;
}
