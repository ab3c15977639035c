// libFuzzer: data, availability and schema queries of both versions, parsed and held against a small cube. The first byte says which; then a line for the path
// and one for each parameter.
#include "model/cube_builder.h"
#include "query/data/availability_structures.h"
#include "support.h"

using namespace atalaya;

namespace {

Catalogue catalogue_of(double value, std::time_t created) {
  auto structure = std::make_shared<DataStructure>();
  structure->agency = "TST";
  structure->id = "DSD";
  structure->version = "1.0";
  for (const char* id : {"FREQ", "AREA"}) structure->dimensions.push_back({.id = id, .code_list = {}, .name = {}});
  structure->time_dimension.id = "TIME_PERIOD";
  structure->measures = {{.id = "OBS_VALUE", .code_list = {}, .name = {}}};
  Attribute status;
  status.id = "STATUS";
  structure->attributes = {status};
  CubeBuilder b(structure);
  for (const std::string_view area : {"ARG", "BRA"}) {
    const std::string_view key[] = {"A", area};
    for (int year = 2019; year < 2022; ++year)
      b.add(b.series(key), TimePeriod::year(year), value + year, std::vector<std::string_view>{year == 2020 ? "E" : ""}, 1);
  }
  Catalogue out{.release = "r", .created = created, .structures = {}, .flows = {}};
  out.flows.push_back({.reference = {sdmx::Kind::Dataflow, "TST", "DF", "1.0", {}}, .cube = std::make_shared<const Cube>(std::move(b).build())});
  return out;
}

const Catalogue& catalogue() {
  static const Catalogue made = [] {
    Catalogue now = catalogue_of(1, 2'000'000'000);
    const auto before = std::make_shared<const Catalogue>(catalogue_of(0, 1'000'000'000));
    now.earlier = {{"before", before->created, [before]() -> Result<std::shared_ptr<const Catalogue>> { return before; }}};
    return now;
  }();
  return made;
}

class Counting final : public DataSink {
 public:
  Status begin_set(const DataSetInfo&) override { return {}; }
  Status series(SeriesKey, std::span<const Value>) override { return {}; }
  Status observation(const DataObservation&) override {
    ++observations;
    return {};
  }
  std::size_t observations = 0;
};

void check_data(const Result<query::DataQuery>& parsed) {
  if (!parsed) return fuzz::check_error(parsed.error());
  static const query::CubeIndexes indexes;
  const auto sets = query::evaluate(catalogue(), indexes, *parsed);
  if (!sets) return fuzz::check_error(sets.error());
  for (const query::PlannedSet& set : *sets) {
    Counting sink;
    CubeReplay replay = set.replay();
    while (replay.step(sink, 2).value()) {
    }
    const std::size_t count = set.count() - std::min(set.count(), set.options.offset);
    const std::size_t told = set.options.limit == 0 ? count : std::min(count, set.options.limit);
    fuzz::require(sink.observations == (set.options.observations ? told : 0));
  }
}

void check_availability(const Result<query::AvailabilityQuery>& parsed) {
  if (!parsed) return fuzz::check_error(parsed.error());
  static const query::CubeIndexes indexes;
  const auto found = query::evaluate(catalogue(), indexes, *parsed);
  if (!found) return fuzz::check_error(found.error());
  fuzz::require(query::availability_structures(catalogue(), *found, *parsed).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  // Addresses are UTF-8 before they get here.
  const std::string text = replace_invalid_utf8(fuzz::text_of(data + 1, size - 1));
  const auto lines = split(text, '\n');
  query::RawQuery raw;
  for (const std::string_view part : split(lines.front(), '/')) raw.path.push_back(part);
  if (raw.path.size() == 1 && raw.path.front().empty()) raw.path.clear();
  std::vector<std::pair<std::string, std::string>> parameters;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto at = std::min(lines[i].find('='), lines[i].size());
    parameters.emplace_back(lines[i].substr(0, at), lines[i].substr(std::min(at + 1, lines[i].size())));
  }
  raw.parameters = parameters;
  switch (data[0]) {
    case '1': check_data(query::parse_data_rest1(raw)); break;
    case '2': check_data(query::parse_data_rest2(raw)); break;
    case 'a': check_availability(query::parse_availability_rest1(raw)); break;
    case 'A': check_availability(query::parse_availability_rest2(raw)); break;
    case 's':
      if (const auto parsed = query::parse_schema_rest1(raw); !parsed) fuzz::check_error(parsed.error());
      break;
    default:
      if (const auto parsed = query::parse_schema_rest2(raw); !parsed) fuzz::check_error(parsed.error());
  }
  return 0;
}
