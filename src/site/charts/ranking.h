// Countries in order of one figure, with the region's figure as a line and those without a figure named beneath.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "site/charts/frame.h"
#include "site/charts/status.h"

namespace atalaya::charts {

struct RankingRow {
  std::string name;
  std::string short_name = {};       ///< Where the name does not fit: words that readers know. May be empty.
  std::optional<double> value = {};  ///< None, or not finite: no figure.
  std::string period = {};           ///< Of the value, "2021"; shown where it is not the chart's.
  bool highlighted = false;
  std::string href = {};                   ///< The row becomes a link.
  std::optional<StatusClass> status = {};  ///< Colours the bar.
};

struct Ranking {
  enum class Mark { Bar, Dot };  ///< Bars start at zero always; dots may stand on an axis that does not.
  Frame frame;
  std::string caption = {};  ///< The unit.
  std::vector<RankingRow> rows = {};
  Mark mark = Mark::Bar;
  bool highest_first = true;
  std::string period = {};  ///< The period that most values have.
  struct Reference {
    double value = 0;
    std::string label = {};
  };
  std::optional<Reference> reference = {};
  std::string no_figure = "{1}";  ///< Pattern for the list of those without: "No figure: {1}".
  NumberText number = {};
};

/// Both sizes in one container. Equal values share a rank (1, 2, 2, 4).
[[nodiscard]] std::string ranking(const Ranking& chart);
[[nodiscard]] std::string ranking(const Ranking& chart, Size size);

}  // namespace atalaya::charts
