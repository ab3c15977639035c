// A role that its holder passes on: for good (hand-over, from a date) or beside them (delegation, until a date). Who is to have it gets an invitation, whether
// or not they are in the register already: nobody learns of an address whether it is, and nobody gets a role that they have not taken.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "register/people/invitations.h"
#include "register/people/roles.h"

namespace atalaya::reg::pass_on {

enum class Kind : std::uint8_t { HandOver, Delegate };
[[nodiscard]] std::string_view to_string(Kind kind);

struct Wanted {
  std::string grant;  ///< Public id of the role that is passed on.
  Kind kind = Kind::HandOver;
  std::string name, email;
  std::string language = "es";
  std::optional<std::string> from = {};   ///< Of a hand-over: an instant; nothing: as soon as it is taken.
  std::optional<std::string> until = {};  ///< Of a delegation; nothing: as long as the role.
};

struct Offer {
  std::string invitation;  ///< Public id.
  std::string grant;       ///< Public id.
  Kind kind = Kind::HandOver;
  std::string name, email;
  std::optional<std::string> from, until;
  std::string expires;
};

/// Makes the invitation. Input, Conflict as roles::hand_over and delegate have them: they are asked again once it is taken.
[[nodiscard]] Result<invitations::Invited> offer(Store& store, const std::string& actor, const Wanted& wanted);
/// Those of a role that may still be taken.
[[nodiscard]] Result<std::vector<Offer>> open_offers(Store& store, const std::string& grant);
/// What an invitation offers; nothing where it is one to a role of its own.
[[nodiscard]] Result<std::optional<Offer>> find(Store& store, const std::string& invitation);
/// By who holds the role or the secretariat. NotFound where there is no such offer of this role, or no more.
[[nodiscard]] Status withdraw(Store& store, const std::string& actor, const std::string& grant, const std::string& invitation);

/// Inside of the transaction in which an invitation is taken: passes the role on, in the name of who offered it. False where the invitation offers none.
[[nodiscard]] Result<bool> take(soci::session& session, const std::string& now, const std::string& invitation, const std::string& person);

}  // namespace atalaya::reg::pass_on
