// Lines over years: what was measured, what is missing, what is forecast and what was promised.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "site/charts/frame.h"

namespace atalaya::charts {

inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

struct Point {
  double x = missing;    ///< Decimal year: 2020.5 is the middle of 2020.
  double y = missing;    ///< In the chart's unit; not finite: no figure, which is a gap.
  double low = missing;  ///< Interval of the figure, in the same unit; drawn as a band where both ends are given.
  double high = missing;
};

struct Series {
  std::string name;
  std::string short_name = {};               ///< For narrow charts, and where the name does not fit: words that readers know. May be empty.
  std::vector<Point> points = {};            ///< In any order; of two with the same x the later counts.
  bool reference = false;                    ///< The region or another yardstick: drawn apart from the rest.
  std::optional<double> forecast_from = {};  ///< Points with a greater x are a forecast and are dashed.
};

struct Target {
  double value = missing;
  std::string label = {};
};

struct LineChart {
  Frame frame;
  std::string y_caption = {};       ///< The unit, written above the axis.
  std::vector<Series> series = {};  ///< Up to six beside references are told apart; more repeat their colours.
  double step = 1.0;                ///< Years between two figures that are neighbours: more is a gap.
  std::optional<Target> target = {};
  bool from_zero = false;
  std::string not_zero_note = {};  ///< Beside the caption where the axis does not start at zero.
  std::string no_figure = "{1}";   ///< Pattern for the line that names series without any figure: "No figure: {1}".
  NumberText number = {};
  TickText tick = {};  ///< Empty: `number`.
};

/// Both sizes in one container.
[[nodiscard]] std::string line_chart(const LineChart& chart);
[[nodiscard]] std::string line_chart(const LineChart& chart, Size size);

}  // namespace atalaya::charts
