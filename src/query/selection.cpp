#include "query/selection.h"

#include "base/text.h"
#include "formats/csv/csv_writer.h"
#include "formats/sdmx_csv/sdmx_csv_data_writer.h"
#include "formats/series_json/series_json_writer.h"
#include "query/data/series_selection.h"

namespace atalaya {

Result<KeyFilter> parse_key(std::string_view key, const DataStructure& structure) {
  KeyFilter filter;
  const auto keys = TRY(query::parse_keys(key, query::KeySyntax::Rest1));
  if (!keys.empty()) {
    TRY_STATUS(query::check_length(keys.front(), structure));
    filter.codes = keys.front().codes;
  }
  filter.codes.resize(structure.dimensions.size());
  // Whoever types a key wants to know of a code that is none; to the services of SDMX it is one that nothing has.
  for (std::size_t d = 0; d < filter.codes.size(); ++d) {
    const CodeList* list = structure.code_list(structure.dimensions[d].code_list);
    if (list == nullptr) continue;
    for (const std::string& code : filter.codes[d]) {
      if (list->find(code) != nullptr) continue;
      return fail(ErrorKind::NotFound, structure.dimensions[d].id + " has no code '" + shorten(code, 60) + "'", {.file = "key part " + std::to_string(d + 1)},
                  "the codes are those of " + list->id);
    }
  }
  return filter;
}

CubeSlice select(const Cube& cube, const KeyFilter& filter) {
  const query::KeyPattern key{.codes = filter.codes};
  const std::vector<std::optional<query::ValueTest>> no_tests(cube.structure().dimensions.size());
  return {.cube = &cube, .series = query::select_series(cube, nullptr, query::code_sets(cube, std::span(&key, 1), no_tests))};
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
