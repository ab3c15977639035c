// A line the size of a word, beside the number that it leads to.
#pragma once

#include <string>
#include <vector>

#include "site/charts/line_chart.h"

namespace atalaya::charts {

/// An <svg class="spark"> of 96 × 28 units, hidden from screen readers since the number beside it says the same. Years missing for
/// longer than `step` break the line. Empty string where there is no figure at all.
[[nodiscard]] std::string sparkline(const std::vector<Point>& points, double step = 1.0);

}  // namespace atalaya::charts
