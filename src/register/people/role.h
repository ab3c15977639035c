// The roles in the register. Each is held for one country or for the region.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace atalaya::reg {

enum class Role : std::uint8_t {
  Secretariat,   ///< Leads the cycle; for the region only.
  FocalPoint,    ///< Reports for a country; for a country only.
  Observer,      ///< Reads what is not public yet.
  WorkingGroup,  ///< Reviews what countries report.
  CivilSociety,  ///< Reviews beside the official review.
  Citizen,       ///< Has shown who they are, and takes part in consultations.
  Anonymous,     ///< Whoever has not logged in; it is nobody's role to hold.
};
inline constexpr std::array all_roles = {Role::Secretariat,  Role::FocalPoint, Role::Observer, Role::WorkingGroup,
                                         Role::CivilSociety, Role::Citizen,    Role::Anonymous};

[[nodiscard]] std::string_view to_string(Role role);  ///< "focal_point", as the store and the verbs have it.
[[nodiscard]] std::optional<Role> parse_role(std::string_view text);

/// For what a role may be held.
enum class Reach : std::uint8_t { Region, Country, Either, Nobody };
[[nodiscard]] constexpr Reach reach(Role role) {
  switch (role) {
    case Role::Secretariat: return Reach::Region;
    case Role::FocalPoint: return Reach::Country;
    case Role::Anonymous: return Reach::Nobody;
    default: return Reach::Either;
  }
}

/// A role that somebody holds now.
struct HeldRole {
  Role role = Role::Anonymous;
  std::string country;  ///< ISO 3166-1 alpha-3; empty: the region.
  bool operator==(const HeldRole&) const = default;
};

}  // namespace atalaya::reg
