#include "formats/sdmx_csv/sdmx_csv_reader.h"

#include "base/text.h"

namespace atalaya {

Result<SdmxCsvReader> SdmxCsvReader::open(std::string_view bytes, std::string file, ReadLimits limits) {
  SdmxCsvReader reader(TRY(CsvReader::open(bytes, file, {.delimiter = sdmx_csv_delimiter(bytes), .limits = limits, .same_names = true})));
  reader.header_ = TRY(parse_sdmx_csv_header(reader.csv_.columns(), file));
  reader.columns_ = {"DATAFLOW", "ACTION"};
  for (const auto& column : reader.header_.columns) reader.columns_.push_back(column.id);
  reader.file_ = std::move(file);
  return reader;
}

Result<bool> SdmxCsvReader::next(Row& row) {
  Row raw;
  if (!TRY(csv_.next(raw))) return false;
  if (header_.structure != SdmxCsvHeader::none && to_lower_ascii(raw.cells[header_.structure]) != "dataflow") {
    return fail(ErrorKind::Input, "STRUCTURE is '" + shorten(raw.cells[header_.structure], 40) + "'", {.file = file_, .line = raw.line, .column = 1},
                "data are read by their dataflow");
  }
  cells_ = {without_label(raw.cells[header_.identification]), header_.action == SdmxCsvHeader::none ? std::string_view("I") : raw.cells[header_.action]};
  for (const auto& column : header_.columns) cells_.push_back(column.labelled ? without_label(raw.cells[column.at]) : raw.cells[column.at]);
  row = {.line = raw.line, .cells = cells_};
  return true;
}

}  // namespace atalaya
