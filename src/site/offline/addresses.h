// The addresses in a page, found by reading its markup as a browser does: tags, attributes, comments and texts that are no markup are told apart.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::site::offline {

/// What becomes of an address.
struct Target {
  enum class Kind : std::uint8_t {
    Kept,   ///< As it stands.
    Moved,  ///< To `address`.
    Away,   ///< To `address`, which needs a network: the link is marked.
    Lost,   ///< Leads nowhere any more: a link stays as marked text, a form cannot be used, a <link> goes.
  };
  Kind kind = Kind::Kept;
  std::string address = {};
};

/// Every address of a page that a browser would follow or load (href, src, srcset, poster, data, action, formaction, xlink:href), decoded, in the page's order.
[[nodiscard]] std::vector<std::string> addresses(std::string_view html);

/// What is said to screen readers at the end of a marked link.
struct Notes {
  std::string away, lost;
};

/// The page with each address as `target_of` has it. All else stays byte for byte.
[[nodiscard]] std::string with_addresses(std::string_view html, const std::function<Target(const std::string&)>& target_of, const Notes& notes);

}  // namespace atalaya::site::offline
