// Opens a reader of rows by the name of its format.
#pragma once

#include <memory>

#include "formats/row_reader.h"

namespace atalaya {

/// SdmxCsv and Sdmx are data messages, which readers of their own tell to a DataSink (formats/messages.h); the others are rows.
enum class RowFormat { Csv, SdmxCsv, WorldBankJson, Sdmx };

[[nodiscard]] const char* to_string(RowFormat format);  ///< "csv", "sdmx_csv", "worldbank_json", "sdmx"
[[nodiscard]] inline bool is_sdmx(RowFormat format) { return format == RowFormat::SdmxCsv || format == RowFormat::Sdmx; }

/// What the bytes look like: JSON, SDMX-CSV by its first column, XML, else CSV.
[[nodiscard]] RowFormat guess_format(std::string_view bytes);

/// `bytes` must outlive the reader. Usage where the format has no rows.
[[nodiscard]] Result<std::unique_ptr<RowReader>> open_rows(std::string_view bytes, const std::string& file, RowFormat format, char delimiter = ',');

}  // namespace atalaya
