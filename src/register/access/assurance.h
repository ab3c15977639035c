// How sure it is that somebody is who they say: the three levels of eIDAS (Regulation (EU) 910/2014, article 8), which the region's providers name too.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace atalaya::reg {

/// A password alone is low, a password with a code substantial; what an OpenID provider says is mapped in the configuration.
enum class Assurance : std::uint8_t { Low, Substantial, High };

[[nodiscard]] std::string_view to_string(Assurance assurance);  ///< "substantial"
[[nodiscard]] std::optional<Assurance> parse_assurance(std::string_view text);

}  // namespace atalaya::reg
