// Figures of the agenda's groups of countries, with the coverage behind each: computed from a cube, by the rules of the pack.
#pragma once

#include <string>
#include <vector>

#include "agenda/agenda.h"
#include "methods/regional.h"
#include "model/cube.h"

namespace atalaya {

/// One group, one series pattern, one year.
struct RegionalFigure {
  std::string key;  ///< Full series key with the group as REF_AREA.
  std::string group;
  std::string indicator;
  int year = 0;
  regional::Rule rule = regional::Rule::Mean;
  regional::Figure figure;  ///< Positions of missing and carried are those of the group's members.
};

/// The source that regional figures carry, and how their status is marked.
inline constexpr const char* regional_source = "ATALAYA_REGIONAL";

/// Every group, every annual series pattern of every indicator with a rule, every year in which at least `fresh_share` of the members have a value of that
/// very year. A figure that is refused for want of coverage is in the list too, without a value.
[[nodiscard]] std::vector<RegionalFigure> compute_regional_figures(const Cube& cube, const Agenda& agenda);

/// The cube with the figures that have a value added as series of their groups.
[[nodiscard]] Cube with_regional_figures(const Cube& cube, const Agenda& agenda, const std::vector<RegionalFigure>& figures);

}  // namespace atalaya
