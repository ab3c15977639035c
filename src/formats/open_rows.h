// Opens a reader of rows by the name of its format.
#pragma once

#include <memory>

#include "formats/row_reader.h"

namespace atalaya {

enum class RowFormat { Csv, SdmxCsv, WorldBankJson };

[[nodiscard]] const char* to_string(RowFormat format);  ///< "csv", "sdmx_csv", "worldbank_json"

/// What the bytes look like: JSON, SDMX-CSV by its first column, else CSV.
[[nodiscard]] RowFormat guess_format(std::string_view bytes);

/// `bytes` must outlive the reader.
[[nodiscard]] Result<std::unique_ptr<RowReader>> open_rows(std::string_view bytes, const std::string& file, RowFormat format, char delimiter = ',');

}  // namespace atalaya
