#include "site/charts/line_marks.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace atalaya::charts {

std::vector<Point> drawable(const std::vector<Point>& points) {
  std::vector<Point> out;
  for (const Point& point : points) {
    if (std::isfinite(point.x) && std::isfinite(point.y)) out.push_back(point);
  }
  std::ranges::stable_sort(out, {}, &Point::x);
  // Of two with one x the later stays: the order in which they were given is the order in which they were said.
  std::size_t kept = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (kept > 0 && out[kept - 1].x == out[i].x) --kept;
    out[kept++] = out[i];
  }
  out.resize(kept);
  return out;
}

bool adjacent(const Point& before, const Point& after, double step) {
  return after.x - before.x <= (step > 0 ? step : 1.0) * 1.25;  // A quarter more: leap years, weeks that do not end with their year.
}

std::string year_text(double year) { return number_text(std::round(year * 100.0) / 100.0); }

namespace {

bool is_forecast(const Series& series, const Point& point) { return series.forecast_from && point.x > *series.forecast_from; }

/// The interval, as one area for each run of neighbours that have both ends.
void draw_band(Pen& pen, const Trace& trace, const Scale& x, const Scale& y, double step) {
  const auto has_band = [](const Point& p) { return std::isfinite(p.low) && std::isfinite(p.high); };
  std::string area;
  for (std::size_t i = 0; i < trace.points.size();) {
    std::size_t end = i;
    while (end < trace.points.size() && has_band(trace.points[end]) && (end == i || adjacent(trace.points[end - 1], trace.points[end], step))) {
      ++end;
    }
    // A forecast's interval opens from the last figure that was measured.
    const bool opens = end > i && i > 0 && !has_band(trace.points[i - 1]) && is_forecast(*trace.series, trace.points[i]);
    if (opens) append_point(area, x(trace.points[i - 1].x), y(trace.points[i - 1].y), true);
    const bool drawn = opens || end - i > 1;
    for (std::size_t k = i; k < end && drawn; ++k) append_point(area, x(trace.points[k].x), y(trace.points[k].high), k == i && !opens);
    for (std::size_t k = end; k > i && drawn; --k) append_point(area, x(trace.points[k - 1].x), y(trace.points[k - 1].low), false);
    if (drawn) area += 'Z';
    i = std::max(end, i + 1);
  }
  pen.path(area, "band " + trace.css);
}

}  // namespace

void draw_trace(Pen& pen, const Trace& trace, const Scale& x, const Scale& y, double step) {
  draw_band(pen, trace, x, y, step);
  const std::vector<Point>& points = trace.points;
  std::string solid;
  std::string bridges;
  std::string forecast;
  // What the last command of each path drew to: a path goes on only from the point where it stopped.
  std::size_t solid_at = points.size();
  std::size_t forecast_at = points.size();
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Point& a = points[i - 1];
    const Point& b = points[i];
    const auto extend = [&](std::string& path, std::size_t& at) {
      if (at != i - 1) append_point(path, x(a.x), y(a.y), true);
      append_point(path, x(b.x), y(b.y), false);
      at = i;
    };
    if (is_forecast(*trace.series, b)) {
      extend(forecast, forecast_at);
    } else if (adjacent(a, b, step)) {
      extend(solid, solid_at);
    } else {
      append_point(bridges, x(a.x), y(a.y), true);
      append_point(bridges, x(b.x), y(b.y), false);
    }
  }
  pen.path(bridges, "gap " + trace.css);
  pen.path(forecast, "ln fc " + trace.css);
  pen.path(solid, "ln " + trace.css);
  for (std::size_t i = 0; i < points.size(); ++i) {
    // A figure with no neighbour on either side is on no solid line, and would be lost.
    const bool before = i > 0 && adjacent(points[i - 1], points[i], step);
    const bool after = i + 1 < points.size() && adjacent(points[i], points[i + 1], step);
    if (!before && !after && !is_forecast(*trace.series, points[i])) pen.circle(x(points[i].x), y(points[i].y), 3, "one " + trace.css);
  }
  pen.circle(x(points.back().x), y(points.back().y), trace.series->reference ? 4.5 : 4, "end " + trace.css);
}

void draw_tips(Pen& pen, const Trace& trace, const Scale& x, const Scale& y, const NumberText& number) {
  for (const Point& point : trace.points) {
    pen.circle(x(point.x), y(point.y), 7, "hit " + trace.css, trace.series->name + ", " + year_text(point.x) + ": " + number(point.y));
  }
}

}  // namespace atalaya::charts
