// libFuzzer: a mapping, and a small table read through it.
#include <cmath>

#include "formats/csv/csv_reader.h"
#include "support.h"
#include "workshop/row_mapper.h"

using namespace atalaya;

namespace {

constexpr std::string_view table =
    "indicator,geo,year,sex,flag,value,other\n"
    "users,ARG,2019,F,e,1,2\nusers,ARG,2019,F,e,1e300,\nprice,Brazil,2020-Q1,,p,x,3\nprice,32,2020-Q1,M,,-5,..\n,,,,,,\nusers,Atlantis,2019,F,,1,1\n";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto file = fuzz::folder() / "m.yaml";
  fuzz::write(file, fuzz::text_of(data, size));
  Faults faults;
  const auto mapping = load_mapping(file, fuzz::tiny_agenda(), faults);
  fuzz::require(mapping.has_value() == faults.empty());
  for (const Error& error : faults.errors()) fuzz::check_error(error);
  if (!mapping) return 0;
  fuzz::require(!mapping->rules.empty());

  static const AreaMatcher areas(fuzz::tiny_agenda());
  auto reader = CsvReader::open(table, "f");
  auto mapper = RowMapper::make(fuzz::tiny_agenda(), areas, *mapping, reader->columns(), "f");
  if (!mapper) {
    fuzz::check_error(mapper.error());
    return 0;
  }
  Row row;
  while (reader->next(row).value()) {
    if (const auto status = mapper->map(row); !status) return fuzz::check_error(status.error()), 0;
  }
  const StagedObservations& staged = mapper->staged();
  for (std::size_t i = 0; i < staged.size(); ++i) {
    fuzz::require(std::isfinite(staged.value[i]) && split(staged.series_keys.at(staged.series[i]), '.').size() == 4);
    fuzz::require(split(staged.series_attributes.at(staged.series[i]), '.').size() == 2 &&
                  split(staged.attribute_sets.at(staged.attribute_set[i]), '.').size() == 2);
  }
  return 0;
}
