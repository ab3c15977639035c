// Figures that the register makes, written into a file that is kept and loaded as any publisher's file is.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "workshop/loading.h"

namespace atalaya::reg {

struct Figure {
  std::string country;
  std::string indicator;
  double value = 0;
  std::string origin = {};  ///< What it can be traced to by: the id of a receipt, of a cycle.
};

/// Where the figures come from, as the list of loads says it.
struct FigureOrigin {
  const char* mapping;  ///< Its name in the list of loads.
  const char* description;
  const char* flow;    ///< Id of the dataflow that the file names: not the pack's, which has other columns.
  const char* column;  ///< Name of the column of Figure::origin; an attribute of the pack's observations that is called so takes it over.
};

struct FigureLoad {
  std::filesystem::path file;
  LoadOutcome outcome;
};

/// Writes `STEM-YEAR-HASH.csv` (SDMX-CSV 2.0) into the folder and loads it: `now` as appended, `taken_back` as deleted. Input where the workshop rejects one:
/// nothing is loaded then.
[[nodiscard]] Result<FigureLoad> load_figures(Workshop& workshop, const Agenda& agenda, const AreaMatcher& areas, const std::filesystem::path& folder,
                                              const std::string& stem, int year, const FigureOrigin& origin, std::span<const Figure> now,
                                              std::span<const Figure> taken_back);

}  // namespace atalaya::reg
