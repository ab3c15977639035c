// Key filters as SDMX REST has them: "A.BRA+ARG.IT_NET_USER_ZS..." to the series of a cube.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/cube_slice.h"

namespace atalaya {

struct KeyFilter {
  /// By dimension; an empty list takes every code.
  std::vector<std::vector<std::string>> codes;
};

/// Parses a key: one part a dimension in the structure's order, '+' between codes, empty for all; "all" or an empty text takes everything
/// (SDMX REST 1.5, "key"). Parts left out at the end are taken as empty. A code that its code list does not have is NotFound, with the part's number.
[[nodiscard]] Result<KeyFilter> parse_key(std::string_view key, const DataStructure& structure);

/// The series that a filter takes, in the cube's order.
[[nodiscard]] CubeSlice select(const Cube& cube, const KeyFilter& filter);

/// A period for a range, or an Usage error that names the parameter.
[[nodiscard]] Result<TimePeriod> parse_period(std::string_view text, std::string_view parameter);

enum class DataFormat { Csv, SdmxCsv, Json };

/// "csv", "sdmx-csv", "json"
[[nodiscard]] Result<DataFormat> data_format(std::string_view name);
[[nodiscard]] const char* media_type(DataFormat format);
[[nodiscard]] std::string write(const CubeSlice& slice, DataFormat format, const Dataflow& flow, std::string_view release, std::string_view language);

}  // namespace atalaya
