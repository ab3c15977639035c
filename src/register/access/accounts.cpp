#include "register/access/accounts.h"

#include <limits>

#include "register/access/devices.h"
#include "register/access/totp.h"
#include "register/people/fields.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg {

struct Accounts::Account {
  long long person = 0;  ///< 0: nobody.
  std::string id;
  std::string password;  ///< Encoded hash; empty where there is nobody.
  std::string totp_secret;
  bool has_code = false;
  bool known_device = false;
};

Accounts::Accounts(Store& store, Sessions& sessions, const AccountOptions& options)
    : store_(&store), sessions_(&sessions), options_(options), hasher_(options.cost), limits_(store.clock()) {}

Result<Accounts::Account> Accounts::find(const std::string& email, const std::string& device) {
  return store_->read([&](soci::session& session) -> Result<Account> {
    Account out;
    // What cannot be an address is looked for all the same, as a text that nobody has.
    const std::string key = check_email(email) ? email_key(email) : "-";
    const auto found = sql::row<long long, std::string, std::string, std::string, std::optional<std::string>>(
        session,
        "select p.id, p.public_id, a.password, a.totp_secret, a.totp_confirmed from person p join local_account a on a.person = p.id "
        "where p.email_key = :key and p.erased is null and a.disabled is null",
        {key});
    if (found) {
      std::optional<std::string> confirmed;
      std::tie(out.person, out.id, out.password, out.totp_secret, confirmed) = *found;
      out.has_code = confirmed.has_value();
    }
    out.known_device = devices::is_known(session, out.person, device);
    return out;
  });
}

Result<Accounts::Login> Accounts::log_in(const Attempt& attempt) {
  const Account account = TRY(find(attempt.email, attempt.device));
  const std::string address = address_group(attempt.address), name = email_key(attempt.email.substr(0, 254));
  const bool known = account.known_device;
  // A key of a known device is its token's; of others the account and the address, and the address alone.
  const std::string pair = known ? "device " + attempt.device : "pair " + address + " " + name, single = "address " + address;
  const Rate& pair_rate = known ? options_.by_device : options_.by_account_and_address;
  if (const auto wait = limits_.take(pair, pair_rate)) return Login{.outcome = Outcome::TooMany, .wait = *wait};
  if (!known) {
    if (const auto wait = limits_.take(single, options_.by_address)) return Login{.outcome = Outcome::TooMany, .wait = *wait};
  }
  Login out = TRY(check(attempt, account, known));
  if (out.outcome == Outcome::Done || out.outcome == Outcome::CodeNeeded || out.outcome == Outcome::CodeLost) {
    limits_.give_back(pair, pair_rate);
    if (!known) limits_.give_back(single, options_.by_address);
  }
  return out;
}

std::optional<std::string> Accounts::unseal(const std::string& sealed, const std::string& person) const {
  const auto text = options_.secrets == nullptr ? std::nullopt : options_.secrets->unseal(sealed, person);
  return text ? totp::parse_secret(*text) : std::nullopt;
}

Result<Accounts::Login> Accounts::check(const Attempt& attempt, const Account& account, bool known) {
  if (!TRY(hasher_.matches(account.password, attempt.password))) return Login{};
  const std::string codes = "codes " + account.id;
  std::optional<std::int64_t> step;
  if (account.has_code) {
    if (attempt.code.empty()) return Login{.outcome = Outcome::CodeNeeded};
    if (!known) {
      if (const auto wait = limits_.take(codes, options_.codes_by_account)) return Login{.outcome = Outcome::TooMany, .wait = *wait};
    }
    const auto secret = unseal(account.totp_secret, account.id);
    if (!secret) return Login{.outcome = Outcome::CodeLost};
    step = totp::match(*secret, attempt.code, store_->clock().now(), -1);
    if (!step) return Login{};
  }
  std::string fresh;
  if (hasher_.is_outdated(account.password)) fresh = TRY(hasher_.hash(attempt.password));
  Login out = TRY(store_->write([&](soci::session& session) -> Result<Login> {
    const Instant instant = store_->clock().now();
    const std::string now = instant_text(instant);
    // The password may have been changed, and the code used, since they were read.
    if (sql::run(session,
                 "update local_account set totp_step = :step where person = :person and password = :password and disabled is null and totp_step < :again",
                 {step.value_or(0), account.person, account.password, step.value_or(std::numeric_limits<std::int64_t>::max())}) == 0) {
      return Login{};
    }
    if (!fresh.empty()) sql::run(session, "update local_account set password = :password where person = :person", {fresh, account.person});
    Login done{.outcome = Outcome::Done, .person = account.id};
    done.session =
        sessions_->open(session, instant, account.person, account.id, step ? Assurance::Substantial : Assurance::Low, step ? "password and code" : "password");
    done.device = devices::remember(session, now, account.person, known ? attempt.device : std::string());
    return done;
  }));
  if (out.outcome == Outcome::Done && step && !known) limits_.give_back(codes, options_.codes_by_account);
  return out;
}

Result<Accounts::Login> Accounts::accept_invitation(const std::string& token, const invitations::Acceptance& acceptance, const std::string& password) {
  const invitations::Invitation invitation = TRY(invitations::look_up(*store_, token));
  TRY_STATUS(check_password(password, invitation.email, acceptance.name.empty() ? invitation.name : acceptance.name));
  if (!acceptance.person.empty()) return fail(ErrorKind::Usage, "who has logged in needs no new account");
  const std::string hashed = TRY(hasher_.hash(password));
  return store_->write([&](soci::session& session) -> Result<Login> {
    const Instant instant = store_->clock().now();
    const std::string now = instant_text(instant);
    Login out{.outcome = Outcome::Done, .person = TRY(invitations::accept(session, now, token, acceptance))};
    const long long person = TRY(people::person_key(session, out.person));
    sql::run(session,
             "insert into local_account (person, password, password_set, totp_secret, totp_step, created) values (:person, :password, :set, '', 0, :now)",
             {person, hashed, now, now});
    log::append(session, {now, out.person, "account.make", out.person, ""});
    out.session = sessions_->open(session, instant, person, out.person, Assurance::Low, "password");
    out.device = devices::remember(session, now, person, {});
    return out;
  });
}

}  // namespace atalaya::reg
