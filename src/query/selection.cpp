#include "query/selection.h"

#include <algorithm>

#include "base/text.h"
#include "formats/csv/csv_writer.h"
#include "formats/sdmx_csv/sdmx_csv_data_writer.h"
#include "formats/series_json/series_json_writer.h"

namespace atalaya {

Result<KeyFilter> parse_key(std::string_view key, const DataStructure& structure) {
  KeyFilter filter;
  filter.codes.resize(structure.dimensions.size());
  if (key.empty() || key == "all") return filter;
  const auto parts = split(key, '.');
  if (parts.size() > structure.dimensions.size()) {
    std::string order;
    for (const Component& dimension : structure.dimensions) order += (order.empty() ? "" : ".") + dimension.id;
    return fail(ErrorKind::Usage, "the key has " + std::to_string(parts.size()) + " parts, the structure " + std::to_string(structure.dimensions.size()),
                {.file = "key", .line = 0, .column = 0}, "the order is " + order);
  }
  for (std::size_t d = 0; d < parts.size(); ++d) {
    if (parts[d].empty()) continue;
    const CodeList* list = structure.code_list(structure.dimensions[d].code_list);
    for (const std::string_view code : split(parts[d], '+')) {
      if (list != nullptr && list->find(code) == nullptr) {
        return fail(ErrorKind::NotFound, structure.dimensions[d].id + " has no code '" + shorten(code, 60) + "'", {.file = "key part " + std::to_string(d + 1)},
                    "the codes are those of " + list->id);
      }
      filter.codes[d].emplace_back(code);
    }
  }
  return filter;
}

CubeSlice select(const Cube& cube, const KeyFilter& filter) {
  CubeSlice slice{.cube = &cube, .series = {}};
  const std::size_t dimensions = filter.codes.size();
  // Numbers of the wanted codes; a code that no series of the cube has takes nothing.
  std::vector<std::vector<bool>> wanted(dimensions);
  for (std::size_t d = 0; d < dimensions; ++d) {
    if (filter.codes[d].empty()) continue;
    wanted[d].resize(cube.codes(d).size());
    for (const std::string& code : filter.codes[d]) {
      if (const auto number = cube.codes(d).find(code)) wanted[d][*number] = true;
    }
  }
  for (std::size_t s = 0; s < cube.series_count(); ++s) {
    bool taken = true;
    for (std::size_t d = 0; d < dimensions && taken; ++d) taken = filter.codes[d].empty() || wanted[d][cube.code(d, s)];
    if (taken) slice.series.push_back(s);
  }
  return slice;
}

Result<TimePeriod> parse_period(std::string_view text, std::string_view parameter) {
  if (const auto period = TimePeriod::parse(text)) return *period;
  return fail(ErrorKind::Usage, std::string(parameter) + " is no time period: '" + shorten(text, 40) + "'", {}, "as 2020, 2020-Q1, 2020-01, 2020-01-31");
}

Result<DataFormat> data_format(std::string_view name) {
  if (name == "csv") return DataFormat::Csv;
  if (name == "sdmx-csv") return DataFormat::SdmxCsv;
  if (name == "json") return DataFormat::Json;
  return fail(ErrorKind::Usage, "there is no format '" + shorten(name, 40) + "'", {}, "csv, sdmx-csv or json");
}

const char* media_type(DataFormat format) {
  switch (format) {
    case DataFormat::Csv: return "text/csv; charset=utf-8";
    case DataFormat::SdmxCsv: return "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8";
    case DataFormat::Json: return "application/json; charset=utf-8";
  }
  return "application/octet-stream";
}

std::string write(const CubeSlice& slice, DataFormat format, const Dataflow& flow, std::string_view release, std::string_view language) {
  switch (format) {
    case DataFormat::Csv: return write_csv(slice, language);
    case DataFormat::SdmxCsv: return write_sdmx_csv(slice, flow);
    case DataFormat::Json: return write_series_json(slice, flow, release, language);
  }
  return {};
}

}  // namespace atalaya
