#include "register/submissions/figure_file.h"

#include "base/files.h"
#include "base/hash.h"
#include "base/text.h"

namespace atalaya::reg {

namespace fs = std::filesystem;

namespace {

/// The workshop's mapping for the file below; `file` says that it is none of a pack.
Mapping mapping_of(const Agenda& agenda, const FigureOrigin& origin) {
  Mapping out;
  out.id = origin.mapping;
  out.description = origin.description;
  out.format = RowFormat::SdmxCsv;
  out.file = origin.mapping;
  out.columns = {{"REF_AREA", "REF_AREA"}, {"INDICATOR", "INDICATOR"}, {"TIME_PERIOD", "TIME_PERIOD"}};
  // Where the pack's observations can say what they are traced to by, they do.
  if (agenda.structure->attribute_position(origin.column) != DataStructure::npos) out.columns.emplace_back(origin.column, origin.column);
  out.rules.push_back({.where = {}, .value_column = "OBS_VALUE", .set = {}});
  return out;
}

std::string table(const Agenda& agenda, int year, const FigureOrigin& origin, std::span<const Figure> now, std::span<const Figure> taken_back) {
  const std::string start = "dataflow," + agenda.agency + ":" + origin.flow + "(1.0),";
  std::string out = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE," + std::string(origin.column) + "\n";
  const auto line = [&](const char* action, const Figure& one) {
    out += start + action + "," + one.country + "," + one.indicator + "," + std::to_string(year) + "," + number_text(one.value) + "," + one.origin + "\n";
  };
  // A deletion names what it takes away by the cells that are filled (SDMX-CSV 2.0, "ACTION").
  for (const Figure& one : taken_back) line("D", one);
  for (const Figure& one : now) line("A", one);
  return out;
}

}  // namespace

Result<FigureLoad> load_figures(Workshop& workshop, const Agenda& agenda, const AreaMatcher& areas, const fs::path& folder, const std::string& stem, int year,
                                const FigureOrigin& origin, std::span<const Figure> now, std::span<const Figure> taken_back) {
  const std::string text = table(agenda, year, origin, now, taken_back);
  std::error_code code;
  fs::create_directories(folder, code);
  if (code) return fail(ErrorKind::System, "cannot make the folder: " + code.message(), {.file = folder.string()});
  // Named by what is in it: the same figures are the same file.
  fs::path file = folder / (stem + "-" + std::to_string(year) + "-" + sha256(text).substr(0, 12) + ".csv");
  TRY_STATUS(write_file(file, text));
  LoadOutcome outcome = TRY(load_file(workshop, agenda, areas, mapping_of(agenda, origin), file, {.strict = true}));
  return FigureLoad{std::move(file), std::move(outcome)};
}

}  // namespace atalaya::reg
