#include "site/charts/sparkline.h"

#include <algorithm>

#include "site/charts/line_marks.h"

namespace atalaya::charts {

std::string sparkline(const std::vector<Point>& points, double step) {
  constexpr double width = 96;
  constexpr double height = 28;
  const std::vector<Point> drawn = drawable(points);
  if (drawn.empty()) return {};
  const auto [low, high] = std::ranges::minmax(drawn, {}, &Point::y);
  // A hundredth of 1e300 is still far from overflow; the difference of its ends is not.
  const Scale x{drawn.front().x, drawn.back().x, 3, width - 5};
  const Scale y{low.y / 2, high.y / 2, height - 4, 4};
  std::string path;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const bool joined = i > 0 && adjacent(drawn[i - 1], drawn[i], step);
    append_point(path, x(drawn[i].x), y(drawn[i].y / 2), !joined);
    // A piece of one point is drawn by its round cap.
    if (!joined && (i + 1 == drawn.size() || !adjacent(drawn[i], drawn[i + 1], step))) path += "h0";
  }
  std::string out = "<svg class=\"spark\" viewBox=\"0 0 96 28\" width=\"96\" height=\"28\" aria-hidden=\"true\" focusable=\"false\">";
  Pen pen(out);
  pen.path(path, {});
  pen.circle(drawn.size() == 1 ? width / 2 : x(drawn.back().x), y(drawn.back().y / 2), 3, {});
  return out + "</svg>";
}

}  // namespace atalaya::charts
