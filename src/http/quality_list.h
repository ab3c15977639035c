// The common form of the Accept headers: a list of values with parameters and weights (RFC 9110, section 12.4.2).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace atalaya::http {

struct WeightedItem {
  std::string_view value;  ///< Without its parameters; a view into the header.
  /// The parameters before "q", their quotes taken off. What stands after "q" is no longer defined and is passed over.
  std::vector<std::pair<std::string_view, std::string>> parameters;
  int quality = 1000;  ///< In thousandths.
};

/// In the order of the header. An item whose weight is no number from 0 to 1 is left out; nothing fails.
[[nodiscard]] std::vector<WeightedItem> parse_weighted_list(std::string_view header);

/// One "value; name=value; ..." as it stands in a list, or as in Content-Type.
[[nodiscard]] WeightedItem parse_parameters(std::string_view item);

/// The pieces between separators that do not stand within quoted strings, trimmed, the empty ones left out.
[[nodiscard]] std::vector<std::string_view> split_outside_quotes(std::string_view text, char separator);

}  // namespace atalaya::http
