// The status of every indicator in every country and group: latest value, change, rank, class of progress. And what a goal's indicators add up to,
// as counts: no average hides what is missing.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "agenda/agenda.h"
#include "methods/progress.h"
#include "model/cube.h"

namespace atalaya {

struct IndicatorStatus {
  std::string indicator;
  std::string area;  ///< Country or group.
  progress::Answer answer;
  std::optional<double> target;  ///< The target that applied.
  int target_year = 0;
  std::optional<int> rank;  ///< Among the agenda's countries with a recent enough value; 1 is the best.
  int ranked = 0;           ///< How many countries have a rank.
};

/// The status of each indicator of the framework and of its context in each country and group. `cube` has the regional figures in it.
[[nodiscard]] std::vector<IndicatorStatus> assess_all(const Cube& cube, const Agenda& agenda);

/// How many indicators of a goal are in each class in one area; statistics that have no figure are counted as such.
struct GoalCounts {
  std::array<int, progress::class_count> by_class{};
  int indicators = 0;
  [[nodiscard]] int of(progress::Class c) const { return by_class[static_cast<std::size_t>(c)]; }
  /// How many can be assessed: neither context, nor without figure, nor beyond the method.
  [[nodiscard]] int assessed() const;
};

/// The class that stands for a goal in the scoreboard: that of the worse half of its assessed indicators, that is the lower median, so one good
/// indicator hides nothing. Nothing where no indicator is assessed.
[[nodiscard]] std::optional<progress::Class> goal_class(const GoalCounts& counts);

}  // namespace atalaya
