// Accounts elsewhere: who an OpenID provider's subject is in the register. Who may be linked, and how sure the provider's word is, is for the caller.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "register/access/rights.h"
#include "register/access/sessions.h"
#include "register/people/invitations.h"
#include "register/store/store.h"

namespace atalaya::reg::identities {

struct Identity {
  std::string issuer;   ///< Compared byte by byte (OpenID Connect Core, section 2), as is the subject.
  std::string subject;  ///< At most 255 characters.
};

/// The login at the provider that a session is of; for its notice that it has ended.
struct AtProvider {
  std::string provider = {};  ///< Id in login.yaml; empty: nothing is noted.
  std::string session = {};   ///< What the provider calls it ("sid"); may be empty.
};

/// Links it to a person. Conflict where it is somebody's; Input where a part is empty or too long.
[[nodiscard]] Status link(Store& store, const std::string& actor, const std::string& person, const Identity& identity);
[[nodiscard]] Status unlink(Store& store, const std::string& actor, const std::string& person, const Identity& identity);
/// The person's public id.
[[nodiscard]] Result<std::optional<std::string>> find(Store& store, const Identity& identity);
[[nodiscard]] Result<std::vector<Identity>> of(Store& store, const std::string& person);

/// After a provider's token was found good: opens a session for the person whom it is linked to. NotFound where it is nobody's.
[[nodiscard]] Result<Opened> log_in(Store& store, Sessions& sessions, const Identity& identity, Assurance assurance, const AtProvider& at = {});
/// Takes an invitation by such a login: the person is new, or the one that is linked already; opens a session.
[[nodiscard]] Result<Opened> accept_invitation(Store& store, Sessions& sessions, const std::string& token, const invitations::Acceptance& acceptance,
                                               const Identity& identity, Assurance assurance, const AtProvider& at = {});

/// The provider that gave a session (public id); empty where none did.
[[nodiscard]] Result<std::string> provider_of(Store& store, const std::string& session);
/// Somebody has logged out there: ends the sessions of that login at the provider or, where it names none, all of this subject. How many. One of the subject
/// and `session_there` may be empty.
[[nodiscard]] Result<std::size_t> end_provider_sessions(Store& store, const Identity& identity, const std::string& session_there);

}  // namespace atalaya::reg::identities
