#include "register/people/role.h"

#include "register/store/find_named.h"

namespace atalaya::reg {

std::string_view to_string(Role role) {
  switch (role) {
    case Role::Secretariat: return "secretariat";
    case Role::FocalPoint: return "focal_point";
    case Role::Observer: return "observer";
    case Role::WorkingGroup: return "working_group";
    case Role::CivilSociety: return "civil_society";
    case Role::Citizen: return "citizen";
    case Role::Anonymous: return "anonymous";
  }
  return "";
}

std::optional<Role> parse_role(std::string_view text) { return find_named(all_roles, text); }

}  // namespace atalaya::reg
