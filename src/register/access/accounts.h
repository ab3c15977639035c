// Local accounts: an address, a password, a code. What a login answers and how long it takes does not tell whether somebody has an account.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>

#include "base/error.h"
#include "register/access/passwords.h"
#include "register/access/rate_limits.h"
#include "register/access/secret_key.h"
#include "register/access/sessions.h"
#include "register/people/invitations.h"
#include "register/store/store.h"

namespace atalaya::reg {

struct AccountOptions {
  Argon2Cost cost = {};
  const SecretKey* secrets = nullptr;  ///< Without it no code can be set up or checked.
  std::string issuer = "Atalaya";      ///< What an authenticator shows beside the code or the passkey.
  // Wrong tries. An account is never locked as a whole: who guesses from elsewhere uses up the tries of their own address, and a browser that the account was
  // used in before has tries of its own.
  Rate by_account_and_address = {5, std::chrono::minutes(5)};
  Rate by_address = {30, std::chrono::seconds(30)};
  Rate by_device = {10, std::chrono::minutes(1)};
  /// Codes after a right password, from all addresses but known devices: a million codes must not be tried by whoever has found the password.
  Rate codes_by_account = {10, std::chrono::minutes(10)};
};

class Accounts {
 public:
  Accounts(Store& store, Sessions& sessions, const AccountOptions& options = {});

  struct Attempt {
    std::string email;
    std::string password;
    std::string code = {};     ///< Empty where none was typed.
    std::string address = {};  ///< The client's IP address.
    std::string device = {};   ///< The token of the device's cookie; empty where there is none.
  };
  enum class Outcome {
    Done,
    Wrong,       ///< Address, password or code: which one is not said.
    CodeNeeded,  ///< The password is right and the account has a code.
    CodeLost,    ///< The password is right, and the account's code cannot be checked any more (secret_key.h): begin_recovery() helps.
    TooMany,     ///< Wait.
  };
  struct Login {
    Outcome outcome = Outcome::Wrong;
    std::string person = {};              ///< Public id, where it is done.
    Opened session = {};                  ///< Where it is done.
    std::string device = {};              ///< Token for a cookie that lasts a year: this browser is known to the account from now on.
    std::chrono::milliseconds wait = {};  ///< Where there were too many.
  };
  /// System where the machine is too busy.
  [[nodiscard]] Result<Login> log_in(const Attempt& attempt);

  /// Takes an invitation with a new account, and logs in. Errors are those of invitations::accept and of check_password.
  [[nodiscard]] Result<Login> accept_invitation(const std::string& token, const invitations::Acceptance& acceptance, const std::string& password);

  struct TotpSetup {
    std::string secret;  ///< Base32, to type.
    std::string uri;     ///< otpauth://…, to scan.
  };
  /// A new secret, which counts once confirm_code() has seen a code of it. Conflict where there is one that counts.
  [[nodiscard]] Result<TotpSetup> begin_code(const std::string& session_token);
  /// The session has the assurance of a code from then on, and another token.
  [[nodiscard]] Result<Opened> confirm_code(const std::string& session_token, const std::string& code);
  /// Whether the person of a session has a code that counts.
  [[nodiscard]] Result<bool> has_code(const std::string& session_token);

  /// All other sessions and all known devices end; the session has another token. Input where the old password is wrong or the new one is none.
  [[nodiscard]] Result<Opened> change_password(const std::string& session_token, const std::string& old_password, const std::string& new_password);

  /// For who has lost password or code: a token that works once within a day, to be given to the person in a way that shows that it is them.
  [[nodiscard]] Result<std::string> begin_recovery(const std::string& actor, const std::string& person);
  /// Sets the password and takes the code and the passkeys away; all sessions and devices end. NotFound where the token is not good.
  [[nodiscard]] Status recover(const std::string& token, const std::string& password);

  /// Erases a person with all that they log in with.
  [[nodiscard]] Status erase(const std::string& actor, const std::string& person);
  [[nodiscard]] Status erase(soci::session& session, const std::string& now, const std::string& actor, const std::string& person);  ///< In a transaction.

  /// That who has the session is its person: by the password or, where they have no local account, by a login not longer ago than this. Input where it is not
  /// shown; Conflict after too many tries.
  [[nodiscard]] Status prove(const std::string& session_token, const std::string& password, std::chrono::minutes fresh = std::chrono::minutes(10));

  [[nodiscard]] const PasswordHasher& hasher() const { return hasher_; }
  [[nodiscard]] const std::string& issuer() const { return options_.issuer; }

 private:
  struct Account;
  struct Tries;
  [[nodiscard]] Result<Account> find(const std::string& email, const std::string& device);
  [[nodiscard]] Result<Login> check(const Attempt& attempt, const Account& account, bool known);
  /// The raw secret out of the store; nothing where it cannot be unsealed.
  [[nodiscard]] std::optional<std::string> unseal(const std::string& sealed, const std::string& person) const;
  [[nodiscard]] Result<long long> session_person(soci::session& session, const std::string& token);
  void forget(soci::session& session, const std::string& now, long long person, const std::string& but_session = {});

  Store* store_;
  Sessions* sessions_;
  AccountOptions options_;
  PasswordHasher hasher_;
  RateLimits limits_;
};

}  // namespace atalaya::reg
