// libFuzzer: SDMX-CSV messages, and their rows through the mapping that SDMX-CSV is its own.
#include "formats/sdmx_csv/sdmx_csv_reader.h"

#include <cmath>

#include "support.h"
#include "workshop/row_mapper.h"

using namespace atalaya;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  auto reader = SdmxCsvReader::open(text, "f");
  if (!reader) {
    fuzz::check_error(reader.error());
    return 0;
  }
  fuzz::require(reader->columns()[0] == "DATAFLOW" && reader->columns()[1] == "ACTION");
  fuzz::check_rows(*reader);

  static const AreaMatcher areas(fuzz::tiny_agenda());
  static const Mapping mapping = sdmx_csv_mapping(fuzz::tiny_agenda());
  auto again = SdmxCsvReader::open(text, "f");
  auto mapper = RowMapper::make(fuzz::tiny_agenda(), areas, mapping, *again, "f");
  if (!mapper) {
    fuzz::check_error(mapper.error());
    return 0;
  }
  Row row;
  std::size_t rows = 0;
  for (auto more = again->next(row); more && *more && mapper->map(row); more = again->next(row)) ++rows;
  const StagedObservations& staged = mapper->staged();
  fuzz::require(staged.size() + mapper->rejected().size() + mapper->missing() == rows);
  for (std::size_t i = 0; i < staged.size(); ++i) {
    fuzz::require(std::isfinite(staged.value[i]) && staged.series[i] < staged.series_keys.size() && staged.attribute_set[i] < staged.attribute_sets.size());
    const auto parts = split(staged.series_keys[staged.series[i]], '.');
    fuzz::require(parts.size() == 4 && parts[0].size() == 1 && parts[0][0] == to_code(staged.period[i].frequency()));
  }
  for (const RejectedRow& rejected : mapper->rejected()) fuzz::require(!rejected.reason.empty() && is_utf8(rejected.reason) && is_utf8(rejected.content));
  return 0;
}
