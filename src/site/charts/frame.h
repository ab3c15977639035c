// What every chart has: a name, a description, two sizes, and one way of opening its <svg>.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace atalaya::charts {

/// A figure as readers of the page's language write it, without its unit. Never called with what is not finite.
using NumberText = std::function<std::string(double)>;
/// The same with a number of decimals: for ticks, which need as many as their step has.
using TickText = std::function<std::string(double value, int decimals)>;

/// SVG scales its text with its width, so a chart is drawn twice, and style.css shows the one that fits its container.
enum class Size { Wide, Narrow };
/// Units of the viewBox, which are CSS pixels where the chart is shown in its natural size.
[[nodiscard]] constexpr double width_of(Size size) { return size == Size::Wide ? 760.0 : 340.0; }

struct Frame {
  std::string id;          ///< Prefix of every id within; unique on the page, letters, digits and hyphens.
  std::string title;       ///< <title>: what is shown, where and when.
  std::string desc = {};   ///< <desc>: what is to be seen. Empty: the chart lists its last or extreme values.
  std::string empty = {};  ///< Text in place of the drawing where there is nothing to draw.
};

/// Whether the chart is one picture to a screen reader, or a group whose links can be reached.
enum class Role { Image, Group };

/// `<svg ...><title>...</title><desc>...</desc>`; the caller appends the drawing and "</svg>". `height` in units of the viewBox.
[[nodiscard]] std::string open_svg(const Frame& frame, std::string_view css, Size size, double height, std::string_view desc, Role role = Role::Image);
/// The chart that says that there is nothing to draw.
[[nodiscard]] std::string empty_svg(const Frame& frame, std::string_view css, Size size);
/// Both sizes in the container that chooses: `<div class="chs">...</div>`.
[[nodiscard]] std::string both_sizes(const std::function<std::string(Size)>& draw);

}  // namespace atalaya::charts
