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
  bool shown_structures = false;      ///< A structure that is not known is taken from what the message shows of it (shown_structure.h), and a note says so.
};

/// Lines of one structure and action that follow each other are a data set. Structures come from `structures`: the message has none of its own. In 1.0, which
/// names dataflows alone, an id that is of no dataflow may be that of a data structure or a provision agreement. Refused with line and column (of the table the
/// field): what CsvReader refuses, a dimension that all lines need and do not have, a reference that is none. A line alone, which the sink may do without
/// (DataSink::refused): one whose action is none, or that has no value for a dimension that it needs. A comma in the figures is the decimal mark where fields
/// are not separated by commas.
[[nodiscard]] Status read_sdmx_csv(std::string_view bytes, const std::string& file, const StructureSource& structures, DataSink& sink,
                                   const SdmxCsvReadOptions& options = {});

}  // namespace atalaya
