#include "formats/sdmx_csv/sdmx_csv_reader.h"

#include "base/text.h"

namespace atalaya {

namespace {

constexpr auto none = static_cast<std::size_t>(-1);

/// "SEX: Sex" -> "SEX"
std::string_view without_label(std::string_view cell) { return cell.substr(0, cell.find(": ")); }

}  // namespace

Result<SdmxCsvReader> SdmxCsvReader::open(std::string_view bytes, std::string file, ReadLimits limits) {
  SdmxCsvReader reader(TRY(CsvReader::open(bytes, file, {.delimiter = ',', .limits = limits})));
  const auto& header = reader.csv_.columns();
  const std::string_view first = without_label(header[0]);
  std::size_t data_from = 1;
  if (first == "DATAFLOW") {  // 1.0
    reader.columns_ = {"DATAFLOW", "ACTION"};
    reader.from_ = {0, none};
  } else if (first.starts_with("STRUCTURE") && header.size() > 2 && without_label(header[1]) == "STRUCTURE_ID") {  // 2.0
    reader.structure_column_ = 0;
    data_from = 2;
    // labels=name puts the structure's name in a column of its own.
    if (header[data_from] == "STRUCTURE_NAME") ++data_from;
    reader.columns_ = {"DATAFLOW", "ACTION"};
    reader.from_ = {1, none};
    if (data_from < header.size() && header[data_from] == "ACTION") reader.from_[1] = data_from++;
  } else {
    return fail(ErrorKind::Input, "this is not SDMX-CSV: the first column is '" + shorten(header[0], 40) + "'", {.file = file, .line = 1, .column = 1},
                "1.0 begins with DATAFLOW, 2.0 with STRUCTURE,STRUCTURE_ID");
  }
  reader.labelled_ = {true, false};
  for (std::size_t i = data_from; i < header.size(); ++i) {
    const std::string_view id = without_label(header[i]);
    reader.labelled_.push_back(id.size() != header[i].size());
    reader.columns_.emplace_back(id);
    reader.from_.push_back(i);
  }
  reader.file_ = std::move(file);
  return reader;
}

Result<bool> SdmxCsvReader::next(Row& row) {
  Row raw;
  if (!TRY(csv_.next(raw))) return false;
  if (structure_column_ != none && to_lower_ascii(raw.cells[structure_column_]) != "dataflow") {
    return fail(ErrorKind::Input, "STRUCTURE is '" + shorten(raw.cells[structure_column_], 40) + "'", {.file = file_, .line = raw.line, .column = 1},
                "data are read by their dataflow");
  }
  cells_.clear();
  for (std::size_t i = 0; i < from_.size(); ++i) {
    const std::string_view cell = from_[i] == none ? std::string_view("I") : raw.cells[from_[i]];
    cells_.push_back(labelled_[i] ? without_label(cell) : cell);
  }
  row = {.line = raw.line, .cells = cells_};
  return true;
}

}  // namespace atalaya
