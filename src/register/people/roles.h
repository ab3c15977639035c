// Who holds which role, since when and until when. A role that ended stays in the store as what it was.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "register/people/people.h"
#include "register/people/role.h"

namespace atalaya::reg::roles {

struct Grant {
  std::string id;      ///< Public.
  std::string person;  ///< Public id.
  Role role = Role::Citizen;
  std::string country;  ///< Empty: the region.
  std::string since;
  std::optional<std::string> until;
  std::optional<std::string> granted_by;      ///< Public id of a person; nothing: the program's operator.
  std::optional<std::string> delegated_from;  ///< Public id of the grant that this one stands on.
  std::string reason;
};

struct NewGrant {
  std::string person;  ///< Public id.
  Role role = Role::Citizen;
  std::string country = {};
  std::optional<std::string> until = {};
  std::string reason = {};
  std::string granted_by = {};  ///< Public id; empty: the actor.
};

/// Gives the public id of the grant, which holds from now on. Input where that role cannot be held for that; Conflict where it is held already.
[[nodiscard]] Result<std::string> grant(Store& store, const std::string& actor, const NewGrant& wanted);
/// Ends it now, and the delegations that stand on it; one that is only to begin never does. Conflict where it has ended.
[[nodiscard]] Status end(Store& store, const std::string& actor, const std::string& grant, const std::string& reason);

/// A second person for the same role and country, while the first keeps it, until an instant at the latest. By the holder, somebody of the secretariat or the
/// operator; a delegation is not delegated further. Gives the new grant.
[[nodiscard]] Result<std::string> delegate(Store& store, const std::string& actor, const std::string& grant, const std::string& to,
                                           const std::optional<std::string>& until, const std::string& reason);
/// The role passes to another person at this instant or, where `from` is later, then; delegations of it end with it. By the holder, the secretariat or the
/// operator. Gives the new grant. Input where the role ends before.
[[nodiscard]] Result<std::string> hand_over(Store& store, const std::string& actor, const std::string& grant, const std::string& to, const std::string& reason,
                                            const std::optional<std::string>& from = {});
/// Ends a delegation: by who delegated, who has it, the secretariat or the operator. Conflict for a role that stands on its own.
[[nodiscard]] Status take_back(Store& store, const std::string& actor, const std::string& grant);

/// What holds at an instant (Store::now() for the present); of all people where `person` is empty.
[[nodiscard]] Result<std::vector<Grant>> grants_at(Store& store, const std::string& instant, const std::string& person = {});
/// What holds now, and what is to hold from a later instant on; of all people.
[[nodiscard]] Result<std::vector<Grant>> present_and_coming(Store& store);
/// One; NotFound.
[[nodiscard]] Result<Grant> find(Store& store, const std::string& grant);
/// All that a person ever held.
[[nodiscard]] Result<std::vector<Grant>> history(Store& store, const std::string& person);

// ---- Inside of a transaction

[[nodiscard]] Result<std::string> grant(soci::session& session, const std::string& now, const std::string& actor, const NewGrant& wanted);
[[nodiscard]] Result<std::string> delegate(soci::session& session, const std::string& now, const std::string& actor, const std::string& grant,
                                           const std::string& to, const std::optional<std::string>& until, const std::string& reason);
[[nodiscard]] Result<std::string> hand_over(soci::session& session, const std::string& now, const std::string& actor, const std::string& grant,
                                            const std::string& to, const std::string& reason, const std::optional<std::string>& from);
/// What delegate() (with an end) and hand_over() (with a beginning) ask of the grant and of who does it, before there is anybody to pass it on to. Gives the
/// grant.
[[nodiscard]] Result<Grant> check_delegate(soci::session& session, const std::string& now, const std::string& actor, const std::string& grant,
                                           const std::optional<std::string>& until);
[[nodiscard]] Result<Grant> check_hand_over(soci::session& session, const std::string& now, const std::string& actor, const std::string& grant,
                                            const std::optional<std::string>& from);
[[nodiscard]] std::vector<HeldRole> held(soci::session& session, long long person_key, const std::string& instant);
[[nodiscard]] Status end_all(soci::session& session, const std::string& now, const std::string& actor, const std::string& person, const std::string& reason);
/// Whether a role may be held for a country or, where that is empty, for the region.
[[nodiscard]] Status check_reach(Role role, const std::string& country);

}  // namespace atalaya::reg::roles
