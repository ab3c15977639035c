// Where one country stands among the others: a dot each on one axis.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "site/charts/frame.h"

namespace atalaya::charts {

struct Dot {
  std::string name;
  double value = 0;  ///< Not finite: left out.
  bool highlighted = false;
};

struct DotStrip {
  Frame frame;
  std::vector<Dot> dots = {};
  std::optional<Dot> reference = {};  ///< The region's figure, a line with its name.
  NumberText number;
};

/// Both sizes in one container.
[[nodiscard]] std::string dot_strip(const DotStrip& chart);
[[nodiscard]] std::string dot_strip(const DotStrip& chart, Size size);

}  // namespace atalaya::charts
