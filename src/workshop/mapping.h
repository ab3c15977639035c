// A mapping: how the rows of a publisher's file become observations (agendas/README.md, "mappings").
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "agenda/agenda.h"
#include "base/yaml.h"
#include "formats/open_rows.h"
#include "model/time_period.h"

namespace atalaya {

/// What a row gives when every cell named in `where` is as it says.
struct SeriesRule {
  std::vector<std::pair<std::string, std::string>> where;  ///< Column and cell.
  std::string value_column;
  double scale = 1;
  std::vector<std::pair<std::string, std::string>> set;  ///< Component and code.
  std::optional<TimePeriod> forecast_from = {};
  Place place = {};
};

struct Mapping {
  std::string id;
  std::string description;
  RowFormat format = RowFormat::Csv;
  char delimiter = ',';
  std::vector<std::string> files;                            ///< File names it is for.
  std::vector<std::pair<std::string, std::string>> columns;  ///< Component, column.
  std::vector<std::string> identifiers;                      ///< Components whose source codes become identifiers by themselves.
  std::vector<std::pair<std::string, std::string>> constants;
  std::map<std::string, std::map<std::string, std::string>> codes;  ///< Component, source's code, ours.
  std::vector<std::string> missing;                                 ///< Cells that mean "no value", beside the empty one.
  std::vector<SeriesRule> rules;
  std::string file;                               ///< Where the mapping itself was read from; empty: built in.
  std::string sha256;                             ///< Of that file.
  std::vector<std::filesystem::path> structures;  ///< Format sdmx: structure messages for the data that the mapping is for.

  /// The message's components are ours.
  [[nodiscard]] bool is_own() const { return file.empty(); }
};

/// Reads a mapping and checks it against the agenda: components, codes, and rules. Every fault is noted.
[[nodiscard]] std::optional<Mapping> load_mapping(const std::filesystem::path& path, const Agenda& agenda, Faults& faults);

/// The mapping of messages of the pack's own dataflow, where the columns are the components themselves.
[[nodiscard]] Mapping sdmx_mapping(const Agenda& agenda, RowFormat format);

/// All mappings of a pack (`mappings/*.yaml`), by file name order.
[[nodiscard]] std::vector<Mapping> load_mappings(const std::filesystem::path& pack, const Agenda& agenda, Faults& faults);

}  // namespace atalaya
