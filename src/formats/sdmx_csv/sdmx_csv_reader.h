// SDMX-CSV data messages as rows with named columns, for what maps columns itself (sdmx-twg/sdmx-csv, field guides 1.0, 2.0 and 2.1).
#pragma once

#include "formats/csv/csv_reader.h"
#include "formats/sdmx_csv/sdmx_csv_header.h"

namespace atalaya {

/// Gives the columns by the ids of their components; a label after an id ("SEX: Sex", and in cells "F: Female") is taken off. The columns before
/// the components are called DATAFLOW ("AGENCY:ID(VERSION)", in all versions) and ACTION (2.0; "I" where there is none). Columns that hold the names of the
/// components before them are left out.
class SdmxCsvReader final : public RowReader {
 public:
  [[nodiscard]] static Result<SdmxCsvReader> open(std::string_view bytes, std::string file, ReadLimits limits = {});
  [[nodiscard]] const std::vector<std::string>& columns() const override { return columns_; }
  [[nodiscard]] Result<bool> next(Row& row) override;

 private:
  explicit SdmxCsvReader(CsvReader csv) : csv_(std::move(csv)) {}
  CsvReader csv_;
  SdmxCsvHeader header_;
  std::string file_;
  std::vector<std::string> columns_;
  std::vector<std::string_view> cells_;
};

}  // namespace atalaya
