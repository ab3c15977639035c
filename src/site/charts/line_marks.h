// One series made ready and drawn: where the line is solid, where it is only a bridge over missing years, where it is a forecast.
#pragma once

#include <string>
#include <vector>

#include "site/charts/line_chart.h"
#include "site/charts/pen.h"
#include "site/charts/ticks.h"

namespace atalaya::charts {

struct Trace {
  const Series* series = nullptr;
  std::vector<Point> points = {};  ///< Finite, by ascending x, one an x; not empty.
  std::string css = {};            ///< "c1".."c6" or "cr".
};

/// The points of a series that can be drawn.
[[nodiscard]] std::vector<Point> drawable(const std::vector<Point>& points);
/// Whether no figure is missing between two neighbours.
[[nodiscard]] bool adjacent(const Point& before, const Point& after, double step);
void draw_trace(Pen& pen, const Trace& trace, const Scale& x, const Scale& y, double step);
/// Unseen circles that name their figure where the pointer rests.
void draw_tips(Pen& pen, const Trace& trace, const Scale& x, const Scale& y, const NumberText& number);
/// "2015", "2015.5"
[[nodiscard]] std::string year_text(double year);

}  // namespace atalaya::charts
