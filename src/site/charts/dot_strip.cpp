#include "site/charts/dot_strip.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "site/charts/pen.h"
#include "site/charts/text_fit.h"
#include "site/charts/ticks.h"

namespace atalaya::charts {
namespace {

constexpr double radius = 5;
constexpr double axis_y = 58;

/// Heights above the axis at which dots in ascending order do not cover each other: the first of a few rows that is free.
std::vector<double> dodge(const std::vector<double>& xs) {
  constexpr std::size_t rows = 4;
  std::vector<double> last(rows, -1e9);
  std::vector<double> heights;
  for (const double x : xs) {
    std::size_t row = 0;
    while (row + 1 < rows && x - last[row] < 2 * radius) ++row;
    // All taken: the row that was left longest ago, where they overlap least.
    if (x - last[row] < 2 * radius) row = static_cast<std::size_t>(std::ranges::min_element(last) - last.begin());
    last[row] = x;
    heights.push_back(static_cast<double>(row) * (2 * radius - 1));
  }
  return heights;
}

std::vector<Dot> sorted(const DotStrip& chart) {
  std::vector<Dot> dots;
  std::ranges::copy_if(chart.dots, std::back_inserter(dots), [](const Dot& dot) { return std::isfinite(dot.value); });
  std::ranges::stable_sort(dots, {}, &Dot::value);
  return dots;
}

std::string told(const DotStrip& chart, const Dot& dot) { return dot.name + ": " + chart.number(dot.value); }

/// A label centred on `x`, but wholly inside the chart.
void draw_centred(Pen& pen, double x, double y, double width, std::string_view css, const std::string& full) {
  const std::string label = fit(full, 13, width);
  const double half = std::min(text_width(label, 13) / 2, width / 2);
  pen.text(std::clamp(x, half, width - half), y, css, label, Anchor::Middle, label == full ? std::string() : full);
}

}  // namespace

std::string dot_strip(const DotStrip& chart, Size size) {
  const std::vector<Dot> dots = sorted(chart);
  if (dots.empty()) return empty_svg(chart.frame, "strip", size);
  const double width = width_of(size);
  const bool has_reference = chart.reference && std::isfinite(chart.reference->value);
  double low = dots.front().value;
  double high = dots.back().value;
  if (has_reference) {
    low = std::min(low, chart.reference->value);
    high = std::max(high, chart.reference->value);
  }
  // Halved, so that the difference of the ends of all doubles is still one.
  const Scale x{low / 2, high / 2, 10, width - 10};
  std::vector<double> xs;
  for (const Dot& dot : dots) xs.push_back(x(dot.value / 2));
  const std::vector<double> heights = dodge(xs);

  const auto chosen = std::ranges::find_if(dots, &Dot::highlighted);
  std::vector<std::string> parts;
  if (chosen != dots.end()) parts.push_back(told(chart, *chosen));
  if (has_reference) parts.push_back(told(chart, *chart.reference));
  parts.push_back(chart.number(dots.front().value) + " (" + dots.front().name + ") – " + chart.number(dots.back().value) + " (" + dots.back().name + ')');
  const double height = axis_y + (has_reference ? 42.0 : 24.0);
  std::string out = open_svg(chart.frame, "strip", size, height, join(parts, "; "));
  Pen pen(out);
  pen.line(0, axis_y, width, axis_y, "zero");
  for (std::size_t i = 0; i < dots.size(); ++i) {
    if (!dots[i].highlighted) pen.circle(xs[i], axis_y - radius - 2 - heights[i], radius, "dot", told(chart, dots[i]));
  }
  if (chosen != dots.end()) {  // Last, so that no other covers it.
    const auto i = static_cast<std::size_t>(chosen - dots.begin());
    pen.circle(xs[i], axis_y - radius - 2 - heights[i], radius + 2, "dot hi", told(chart, *chosen));
    draw_centred(pen, xs[i], 12, width, "dl-hi halo", told(chart, *chosen));
  }
  if (dots.front().value < dots.back().value) {
    pen.text(0, axis_y + 16, "ax", chart.number(dots.front().value));
    pen.text(width, axis_y + 16, "ax", chart.number(dots.back().value), Anchor::End);
  } else {
    pen.text(width / 2, axis_y + 16, "ax", chart.number(dots.front().value), Anchor::Middle);
  }
  if (has_reference) {
    const double at = x(chart.reference->value / 2);
    pen.line(at, 18, at, axis_y + 20, "ref");
    draw_centred(pen, at, axis_y + 34, width, "refl", told(chart, *chart.reference));
  }
  return out + "</svg>";
}

std::string dot_strip(const DotStrip& chart) {
  return both_sizes([&](Size size) { return dot_strip(chart, size); });
}

}  // namespace atalaya::charts
