// Reads JSON-stat 2.0 (json-stat.org/full, responses of the classes "dataset" and "collection") into a sink.
#pragma once

#include <string>
#include <string_view>

#include "model/data_message.h"

namespace atalaya {

struct JsonStatLimits {
  std::size_t description_bytes = std::size_t{256} << 20U;  ///< Of dimensions and categories.
  std::size_t statuses = 50'000'000;                        ///< Values with a status.
  std::size_t data_sets = 1000;                             ///< Of a collection.
};

/// Each data set is one set, as Information. Ids are made SDMX identifiers. The structure is made of the message: the first dimension with the role "time" is
/// TIME_PERIOD, labels are the codes' names, "status" is the attribute OBS_STATUS, and units of categories are UNIT_MEASURE and DECIMALS of the groups of their
/// dimension. Agency, id and version are those of the extension (Eurostat: extension.datastructure, else extension itself), else made of source and label.
/// Periods as `2020M01` are told as `2020-01`. A value that is null and has no status is not there. Refused with line and column: what is not JSON in UTF-8, no
/// data set, a number of values that is not the product of the sizes, an index that is none, a collection that has links in place of data sets.
[[nodiscard]] Status read_jsonstat(std::string_view bytes, const std::string& file, DataSink& sink, const JsonStatLimits& limits = {});

}  // namespace atalaya
