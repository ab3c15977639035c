#include "formats/open_rows.h"

#include "base/text.h"
#include "formats/csv/csv_reader.h"
#include "formats/sdmx_csv/sdmx_csv_reader.h"
#include "formats/worldbank/worldbank_reader.h"

namespace atalaya {

const char* to_string(RowFormat format) {
  switch (format) {
    case RowFormat::Csv: return "csv";
    case RowFormat::SdmxCsv: return "sdmx_csv";
    case RowFormat::WorldBankJson: return "worldbank_json";
  }
  return "csv";
}

RowFormat guess_format(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::string_view start = trim(bytes.substr(0, 64));
  if (start.starts_with('[') || start.starts_with('{')) return RowFormat::WorldBankJson;
  if (start.starts_with("DATAFLOW") || start.starts_with("STRUCTURE,") || start.starts_with("STRUCTURE[")) return RowFormat::SdmxCsv;
  return RowFormat::Csv;
}

Result<std::unique_ptr<RowReader>> open_rows(std::string_view bytes, const std::string& file, RowFormat format, char delimiter) {
  switch (format) {
    case RowFormat::SdmxCsv: return std::make_unique<SdmxCsvReader>(TRY(SdmxCsvReader::open(bytes, file)));
    case RowFormat::WorldBankJson: return open_worldbank(bytes, file);
    case RowFormat::Csv: break;
  }
  return std::make_unique<CsvReader>(TRY(CsvReader::open(bytes, file, {.delimiter = delimiter})));
}

}  // namespace atalaya
