// Reads SDMX-CSV data messages into a sink (sdmx-twg/sdmx-csv, field guides 1.0, 2.0 and 2.1).
#pragma once

#include <string>
#include <string_view>

#include "formats/row_reader.h"
#include "model/data_message.h"

namespace atalaya {

struct SdmxCsvReadOptions {
  ReadLimits limits = {};
  bool refuse_other_columns = false;  ///< A column that is no component is a fault. The guides let senders add their own.
};

/// Lines of one structure and action that follow each other are a data set. Structures come from `structures`: the message has none of its own.
/// Refused with line and column (of the table the field): what CsvReader refuses, a dimension that a line needs and does not have, a reference or an action
/// that is none. A comma in the figures is the decimal mark where fields are not separated by commas.
[[nodiscard]] Status read_sdmx_csv(std::string_view bytes, const std::string& file, const StructureSource& structures, DataSink& sink,
                                            const SdmxCsvReadOptions& options = {});

}  // namespace atalaya
