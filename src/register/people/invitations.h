// Invitations: a link that works once, for one role, until it expires. The store has only the hash of what stands in the link.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "register/people/people.h"
#include "register/people/role.h"

namespace atalaya::reg::invitations {

struct NewInvitation {
  std::string name;
  std::string email;
  std::string language = "es";
  Role role = Role::Citizen;
  std::string country = {};
  std::string organisation = {};  ///< Public id; may be empty.
  std::chrono::hours valid = std::chrono::hours(24 * 14);
};

struct Invited {
  std::string id;     ///< Public.
  std::string token;  ///< For the link; it is nowhere else.
  std::string expires;
};

struct Invitation {
  std::string id;
  std::string name;
  std::string email;
  std::string language;
  Role role = Role::Citizen;
  std::string country;
  std::optional<std::string> organisation;  ///< Public id.
  std::string created;
  std::string expires;
  std::optional<std::string> accepted;
  std::optional<std::string> revoked;
};

/// Input where a field is wrong or the time is not between an hour and a year; invite() asks it too.
[[nodiscard]] Status check(const NewInvitation& wanted);
[[nodiscard]] Result<Invited> invite(Store& store, const std::string& actor, const NewInvitation& wanted);
/// What a link invites to. NotFound where the token is none, and in the same words where it is used, revoked or expired: a guess learns nothing.
[[nodiscard]] Result<Invitation> look_up(Store& store, const std::string& token);
[[nodiscard]] Result<Invited> invite(soci::session& session, Instant instant, const std::string& actor, const NewInvitation& wanted);  ///< In a transaction.
[[nodiscard]] Status revoke(Store& store, const std::string& actor, const std::string& invitation);
[[nodiscard]] Result<std::vector<Invitation>> all(Store& store);

/// Who takes an invitation: somebody who has logged in, or somebody new by what stands here.
struct Acceptance {
  std::string person = {};  ///< Public id of who has logged in; empty: a new person.
  std::string name = {};    ///< Of a new person; empty: as in the invitation.
  std::string language = {};
};

/// Makes the person where they are new (with the invitation's address), the role (passed on, where that was offered: pass_on.h) and the membership, all in the
/// caller's transaction. Gives the person's public id. Conflict where the address is somebody's in the register: they must log in first, as the link alone does
/// not show who follows it.
[[nodiscard]] Result<std::string> accept(soci::session& session, const std::string& now, const std::string& token, const Acceptance& acceptance);
[[nodiscard]] Result<std::string> accept(Store& store, const std::string& token, const Acceptance& acceptance);

}  // namespace atalaya::reg::invitations
