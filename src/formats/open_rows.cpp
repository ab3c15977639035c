#include "formats/open_rows.h"

#include "base/text.h"
#include "formats/csv/csv_reader.h"
#include "formats/sdmx_csv/sdmx_csv_header.h"
#include "formats/worldbank/worldbank_reader.h"

namespace atalaya {

const char* to_string(RowFormat format) {
  switch (format) {
    case RowFormat::Csv: return "csv";
    case RowFormat::SdmxCsv: return "sdmx_csv";
    case RowFormat::WorldBankJson: return "worldbank_json";
    case RowFormat::Sdmx: return "sdmx";
  }
  return "csv";
}

RowFormat guess_format(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::string_view start = trim(bytes.substr(0, 64));
  if (start.starts_with('[') || start.starts_with('{')) return RowFormat::WorldBankJson;
  if (start.starts_with('<')) return RowFormat::Sdmx;
  if (is_sdmx_csv(bytes)) return RowFormat::SdmxCsv;
  return RowFormat::Csv;
}

Result<std::unique_ptr<RowReader>> open_rows(std::string_view bytes, const std::string& file, RowFormat format, char delimiter) {
  switch (format) {
    case RowFormat::WorldBankJson: return open_worldbank(bytes, file);
    case RowFormat::SdmxCsv:
    case RowFormat::Sdmx: return fail(ErrorKind::Usage, "a data message has no rows", {.file = file});
    case RowFormat::Csv: break;
  }
  return std::make_unique<CsvReader>(TRY(CsvReader::open(bytes, file, {.delimiter = delimiter})));
}

}  // namespace atalaya
