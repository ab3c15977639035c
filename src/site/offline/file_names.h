// Where things stand within a copy, and how one leads to another.
#pragma once

#include <string>
#include <string_view>

namespace atalaya::site::offline {

/// The name in a copy of what the site has at a path: "/es/goals/3" is "pages/goals/3.html", "/style.css" is "pages/style.css", "/data/DF/KEY.csv" is
/// "data/KEY.csv". Names that would be too long for some systems are cut, with a hash of the path so that they stay apart. `language` is the copy's.
[[nodiscard]] std::string file_name(std::string_view path, std::string_view language);

/// From one file of a copy to another: "../style.css". Percent-encoded.
[[nodiscard]] std::string relative(std::string_view from, std::string_view to);

}  // namespace atalaya::site::offline
