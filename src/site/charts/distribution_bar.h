// How many countries or indicators are in each class, those that cannot be assessed included.
#pragma once

#include <string>
#include <vector>

#include "site/charts/frame.h"
#include "site/charts/status.h"

namespace atalaya::charts {

struct Share {
  StatusClass status = StatusClass::NoData;
  std::string label = {};
  long count = 0;  ///< Below zero counts as zero.
};

struct DistributionBar {
  Frame frame;
  std::vector<Share> shares = {};  ///< Drawn in this order; those of zero stand in the legend only.
  bool legend = true;              ///< Without it the page must say the counts beside the bar.
  NumberText number;               ///< Of the counts.
};

/// Both sizes in one container.
[[nodiscard]] std::string distribution_bar(const DistributionBar& chart);
[[nodiscard]] std::string distribution_bar(const DistributionBar& chart, Size size);

}  // namespace atalaya::charts
