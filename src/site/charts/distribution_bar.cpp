#include "site/charts/distribution_bar.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"
#include "site/charts/pen.h"
#include "site/charts/text_fit.h"

namespace atalaya::charts {
namespace {

constexpr double bar_height = 30;
constexpr double row_height = 24;

long count_of(const Share& share) { return std::max(0L, share.count); }

void draw_segment(Pen& pen, const Share& share, double x, double width, const std::string& figure) {
  const std::string css(css_class(share.status));
  pen.rect(x, 0, width, bar_height, "seg " + css);
  const std::string both = std::string(glyph(share.status)) + ' ' + figure;
  if (width >= text_width(both, 13) + 8) {
    pen.text(x + width / 2, 20, "segt " + css, both, Anchor::Middle);
  } else if (width >= text_width(figure, 13) + 4) {
    pen.text(x + width / 2, 20, "segt " + css, figure, Anchor::Middle);
  }
}

/// Key and count of every class, flowing in lines; returns the height that it takes.
double draw_legend(Pen& pen, const DistributionBar& chart, double width) {
  double x = 0;
  double y = bar_height + 12;
  for (const Share& share : chart.shares) {
    const std::string figure = chart.number(static_cast<double>(count_of(share)));
    const std::string name = fit(share.label, 13, width - 40 - text_width(figure, 13.5));
    const double item = 24 + text_width(name + ' ' + figure, 13.5) + 14;
    if (x > 0 && x + item - 14 > width) {
      x = 0;
      y += row_height;
    }
    const std::string css(css_class(share.status));
    pen.rect(x, y, 18, 18, "seg " + css, 3);
    pen.text(x + 9, y + 13.5, "segt " + css, glyph(share.status), Anchor::Middle);
    pen.label(x + 24, y + 13.5, "dlb", name, figure);
    x += item;
  }
  return y + row_height;
}

}  // namespace

std::string distribution_bar(const DistributionBar& chart, Size size) {
  const double width = width_of(size);
  // As doubles: counts are far below 2^53, and their sum cannot overflow.
  const double total = std::transform_reduce(chart.shares.begin(), chart.shares.end(), 0.0, std::plus<>(),
                                             [](const Share& share) { return static_cast<double>(count_of(share)); });
  if (total <= 0) return empty_svg(chart.frame, "dist", size);
  std::string drawing;
  Pen pen(drawing);
  std::vector<std::string> parts;
  const auto drawn = std::ranges::count_if(chart.shares, [](const Share& share) { return share.count > 0; });
  // Segments stand two units apart, so that neighbours of like lightness are told apart; the least is wide enough to be seen.
  constexpr double gap = 2;
  constexpr double least = 4;
  const double room = width - gap * static_cast<double>(drawn - 1) - least * static_cast<double>(drawn);
  double x = 0;
  for (const Share& share : chart.shares) {
    const std::string figure = chart.number(static_cast<double>(count_of(share)));
    parts.push_back(share.label + ": " + figure);
    if (share.count <= 0) continue;
    const double segment = least + room * static_cast<double>(share.count) / total;
    draw_segment(pen, share, x, segment, figure);
    x += segment + gap;
  }
  const double height = chart.legend ? draw_legend(pen, chart, width) : bar_height;
  return open_svg(chart.frame, "dist", size, height, join(parts, "; ")) + drawing + "</svg>";
}

std::string distribution_bar(const DistributionBar& chart) {
  return both_sizes([&](Size size) { return distribution_bar(chart, size); });
}

}  // namespace atalaya::charts
