// SDMX-CSV 1.0 and 2.0 data messages (sdmx-twg/sdmx-csv, field guides of both versions).
#pragma once

#include "formats/csv/csv_reader.h"

namespace atalaya {

/// Gives the columns by the ids of their components; a label after an id ("SEX: Sex", and in cells "F: Female") is taken off. The columns before
/// the components are called DATAFLOW ("AGENCY:ID(VERSION)", in both versions) and ACTION (2.0; "I" where there is none).
class SdmxCsvReader final : public RowReader {
 public:
  [[nodiscard]] static Result<SdmxCsvReader> open(std::string_view bytes, std::string file, ReadLimits limits = {});
  [[nodiscard]] const std::vector<std::string>& columns() const override { return columns_; }
  [[nodiscard]] Result<bool> next(Row& row) override;

 private:
  explicit SdmxCsvReader(CsvReader csv) : csv_(std::move(csv)) {}
  CsvReader csv_;
  std::string file_;
  std::vector<std::string> columns_;
  std::vector<std::size_t> from_;                                // the CSV column of each of ours; npos: constant "I"
  std::vector<bool> labelled_;                                   // cells hold "id: name"
  std::size_t structure_column_ = static_cast<std::size_t>(-1);  // 2.0: STRUCTURE, which must say "dataflow"
  std::vector<std::string_view> cells_;
};

}  // namespace atalaya
