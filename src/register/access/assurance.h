// How sure it is that somebody is who they say. Without any other part of the register, so that the login by a provider needs no database.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace atalaya::reg {

/// eIDAS (Regulation (EU) 910/2014, article 8) has the same names. A password alone is low, a password with a code substantial; what an OpenID provider says is
/// mapped in the configuration.
enum class Assurance : std::uint8_t { Low, Substantial, High };

[[nodiscard]] constexpr std::string_view to_string(Assurance assurance) {
  switch (assurance) {
    case Assurance::Low: return "low";
    case Assurance::Substantial: return "substantial";
    case Assurance::High: return "high";
  }
  return "";
}

[[nodiscard]] constexpr std::optional<Assurance> parse_assurance(std::string_view text) {
  for (const Assurance assurance : {Assurance::Low, Assurance::Substantial, Assurance::High}) {
    if (to_string(assurance) == text) return assurance;
  }
  return std::nullopt;
}

}  // namespace atalaya::reg
