// Passkeys of local accounts: a key pair whose private half stays with the person's device, which asks for their PIN, finger or face. It takes the place of
// password and code together, and works at this site's address alone, so that nobody is talked out of it.
//
// An account keeps its password, so that no passkey is the last way in.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "register/access/accounts.h"
#include "register/access/rate_limits.h"
#include "register/access/sessions.h"
#include "register/passkeys/ceremony.h"
#include "register/passkeys/challenges.h"
#include "register/store/store.h"

namespace atalaya::reg {

struct Passkey {
  std::string id;  ///< Public id.
  std::string name;
  std::string algorithm;
  std::string added;
  std::optional<std::string> used;  ///< The last login with it.
  bool backup_eligible = false;     ///< Its device may share it with others of the same person.
  bool backed_up = false;
};

inline constexpr std::size_t most_passkeys = 20;  ///< Of one account.
inline constexpr std::size_t most_passkey_name = 60;

struct PasskeyOptions {
  std::chrono::minutes challenge_life = std::chrono::minutes(10);
  // Tries that were refused; accounts cannot be tried, since none is named. A browser that the account was used in before has tries of its own.
  Rate by_address = {30, std::chrono::seconds(30)};
  Rate by_device = {10, std::chrono::minutes(1)};
};

class Passkeys {
 public:
  Passkeys(Store& store, Sessions& sessions, Accounts& accounts, const PasskeyOptions& options = {});

  [[nodiscard]] Result<std::vector<Passkey>> of(const std::string& person);

  /// What navigator.credentials.create() is to be called with, as JSON (level 3, section 5.1.9: bytes in base64url). `session` is the session's public id.
  [[nodiscard]] Result<std::string> creation_options(const webauthn::RelyingParty& site, const std::string& person, const std::string& session);
  /// The same for navigator.credentials.get() (section 5.1.10). `browser` is a secret that only this browser has. It names no account.
  [[nodiscard]] std::string request_options(const webauthn::RelyingParty& site, const std::string& browser) const;

  /// Adds one to the account of a session, which has the assurance of a code from then on, and another token. Who they are has been shown (`prove`). Input
  /// where the answer is not right, the name is none, or the passkey is somebody's already; NotFound without a local account; Conflict where there are too
  /// many.
  [[nodiscard]] Result<Opened> add(const webauthn::RelyingParty& site, const std::string& session_token, const std::string& name,
                                   const webauthn::Attestation& answer);
  [[nodiscard]] Status rename(const std::string& actor, const std::string& person, const std::string& passkey, const std::string& name);
  /// The sessions that were opened with a passkey end, but for one (public id; may be empty).
  [[nodiscard]] Status remove(const std::string& actor, const std::string& person, const std::string& passkey, const std::string& but_session = {});

  enum class Proof {
    None,      ///< The login was with a passkey, and not longer ago than ten minutes.
    Password,  ///< The account's password.
    MoreSure,  ///< The account has a code or a passkey, and this login was with neither.
  };
  /// What must be shown before passkeys are added or removed.
  [[nodiscard]] Result<Proof> proof_needed(const std::string& session_token);
  /// Shows it. Errors are those of Accounts::prove; Conflict where a login that is more sure is needed.
  [[nodiscard]] Status prove(const std::string& session_token, const std::string& password);

  struct Attempt {
    webauthn::Assertion answer;
    std::string browser;       ///< As for request_options.
    std::string address = {};  ///< The client's IP address.
    std::string device = {};   ///< The token of the device's cookie; empty where there is none.
  };
  enum class Outcome {
    Done,
    Refused,  ///< Unknown, removed, disabled, forged, for another site: which one is not said.
    Copied,   ///< Refused as well: right in all else, and its counter has gone back, so that there are two of it. An entry of the log says so.
    Late,     ///< The challenge is over its time, was used, or is not this browser's.
    TooMany,  ///< Wait.
  };
  struct Login {
    Outcome outcome = Outcome::Refused;
    std::string person = {};              ///< Public id, where it is done.
    Opened session = {};                  ///< Where it is done: with substantial assurance.
    std::string device = {};              ///< As Accounts::Login.
    std::chrono::milliseconds wait = {};  ///< Where there were too many.
  };
  [[nodiscard]] Result<Login> log_in(const webauthn::RelyingParty& site, const Attempt& attempt);

 private:
  struct Known;
  [[nodiscard]] Result<Known> find(const std::string& credential, const std::string& device);
  [[nodiscard]] Result<Login> check(const webauthn::RelyingParty& site, const Attempt& attempt, const Known& known);

  Store* store_;
  Sessions* sessions_;
  Accounts* accounts_;
  PasskeyOptions options_;
  Challenges challenges_;
  RateLimits limits_;
};

}  // namespace atalaya::reg
