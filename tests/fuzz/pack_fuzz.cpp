// libFuzzer: one file of an agenda pack, chosen by the first byte; the others are those of the tiny pack.
#include "agenda/area_matcher.h"
#include "base/yaml.h"
#include "support.h"

using namespace atalaya;

namespace {

namespace fs = std::filesystem;

constexpr const char* files[] = {"agenda.yaml",  "areas.yaml",   "goals.yaml",          "countries.yaml", "groups.yaml",    "units.yaml",
                                 "sources.yaml", "methods.yaml", "indicators/all.yaml", "targets.yaml",   "structure.yaml", "wording/official.json"};

fs::path make_pack() {
  const fs::path made = fuzz::folder() / "pack";
  fs::copy(fuzz::tiny_pack(), made, fs::copy_options::recursive);
  fs::create_directory(made / "wording");
  return made;
}

void check(const Agenda& agenda) {
  fuzz::require(agenda.structure != nullptr && agenda.find_group(agenda.region) != nullptr && !agenda.languages.empty());
  for (const Goal& goal : agenda.goals) fuzz::require(agenda.find_area(goal.area) != nullptr && !agenda.indicators_of(goal.number).empty());
  for (const Indicator& indicator : agenda.indicators) {
    fuzz::require(agenda.find_unit(indicator.unit) != nullptr && agenda.find_source(indicator.source) != nullptr && is_identifier(indicator.id));
    fuzz::require(agenda.headline_key(indicator, "ARG").size() == agenda.structure->dimensions.size());
    (void)agenda.find_target(indicator.id, "ARG");
  }
  const AreaMatcher areas(agenda);
  (void)areas.match("Argentina");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const fs::path pack = make_pack();
  const char* const name = files[data[0] % std::size(files)];
  fuzz::write(pack / name, fuzz::text_of(data + 1, size - 1));
  Faults faults;
  const auto agenda = load_agenda(pack, faults);
  fuzz::require(agenda.has_value() == faults.empty());
  for (const Error& error : faults.errors()) fuzz::check_error(error);
  if (agenda) check(*agenda);
  if (fs::exists(fuzz::tiny_pack() / name)) {
    fs::copy_file(fuzz::tiny_pack() / name, pack / name, fs::copy_options::overwrite_existing);
  } else {
    fs::remove(pack / name);
  }
  return 0;
}
