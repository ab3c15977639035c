// How wide text will be, as far as can be known without the reader's font; and how labels get out of each other's way.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace atalaya::charts {

/// A cautious estimate in pixels at a size in pixels, for the sans-serif fonts of style.css.
[[nodiscard]] double text_width(std::string_view text, double font_size);
/// The text, or as many of its characters as fit into `width` pixels with an ellipsis.
[[nodiscard]] std::string fit(std::string_view text, double font_size, double width);
/// Lines no wider than `width` pixels, broken at spaces; a longer word is cut.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, double font_size, double width);

/// Positions as near as possible (least squares) to the wanted ones, at least `gap` apart and within [low, high]; in the order given.
/// Where all do not fit, they stand evenly at a smaller gap.
[[nodiscard]] std::vector<double> spread(const std::vector<double>& wanted, double gap, double low, double high);

}  // namespace atalaya::charts
