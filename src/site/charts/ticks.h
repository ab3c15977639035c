// Round numbers for axes (Heckbert, "Nice numbers for graph labels", Graphics Gems 1990).
#pragma once

#include <vector>

namespace atalaya::charts {

struct Ticks {
  double low = 0;  ///< Ends of the axis: multiples of the step around all values.
  double high = 1;
  double step = 1;         ///< 1, 2 or 5 times a power of ten.
  int decimals = 0;        ///< As many as the step needs, at most 9.
  std::vector<double> at;  ///< From low to high.
};

/// About `count` ticks around [low, high]. Equal, swapped, endless or absent ends are put right.
[[nodiscard]] Ticks nice_ticks(double low, double high, int count);
/// Whole years within [first, last], at most `count`, the last of them always; no two nearer than the step.
[[nodiscard]] std::vector<double> year_ticks(double first, double last, int count);

/// From values to coordinates.
struct Scale {
  double from = 0;   ///< Value at `start`.
  double to = 1;     ///< Value at `end`; where it equals `from`, everything is in the middle.
  double start = 0;  ///< Coordinate.
  double end = 1;
  [[nodiscard]] double operator()(double value) const;
};

}  // namespace atalaya::charts
