// What somebody who has logged in does with their account, and what helps who cannot.
#include "base/locale.h"
#include "register/access/accounts.h"
#include "register/access/second_factor.h"
#include "register/access/totp.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg {

namespace {

struct Owner {
  std::string id, email, name, password, secret;
  std::optional<std::string> confirmed;
};

Result<Owner> owner(soci::session& session, long long person) {
  Owner out;
  auto found = sql::row<std::string, std::string, std::string, std::string, std::string, std::optional<std::string>>(
      session,
      "select p.public_id, p.email, p.name, a.password, a.totp_secret, a.totp_confirmed from person p join local_account a on a.person = p.id "
      "where p.id = :person and a.disabled is null",
      {person});
  if (!found) return fail(ErrorKind::NotFound, "this person has no local account");
  std::tie(out.id, out.email, out.name, out.password, out.secret, out.confirmed) = std::move(*found);
  return out;
}

}  // namespace

Result<long long> Accounts::session_person(soci::session& session, const std::string& token) {
  const auto found = sessions_->find(session, store_->clock().now(), token);
  if (!found) return fail(ErrorKind::NotFound, tr_noop("the session has ended"), {}, tr_noop("log in again"));
  return std::get<0>(*found);
}

void Accounts::forget(soci::session& session, const std::string& now, long long person, const std::string& but_session) {
  sessions_->end_all(session, now, person, but_session);
  sql::run(session, "update known_device set revoked = :now where person = :person and revoked is null", {now, person});
  sql::run(session, "update recovery set used = :now where person = :person and used is null", {now, person});
}

Result<Accounts::TotpSetup> Accounts::begin_code(const std::string& session_token) {
  return store_->write([&](soci::session& session) -> Result<TotpSetup> {
    const long long person = TRY(session_person(session, session_token));
    const Owner one = TRY(owner(session, person));
    if (one.confirmed) return fail(ErrorKind::Conflict, tr_noop("the account has a code already"));
    if (second_factor::is_missing(session, person, session_token)) {
      return fail(ErrorKind::Conflict, tr_noop("this login was with the password alone"), {}, tr_noop("log out, and log in with your passkey"));
    }
    if (options_.secrets == nullptr) return fail(ErrorKind::System, "the register's key of secrets is not open");
    const std::string secret = totp::new_secret();
    sql::run(session, "update local_account set totp_secret = :secret, totp_step = 0 where person = :person",
             {options_.secrets->seal(totp::secret_text(secret), one.id), person});
    return TotpSetup{totp::secret_text(secret), totp::uri(secret, options_.issuer, one.email)};
  });
}

Result<Opened> Accounts::confirm_code(const std::string& session_token, const std::string& code) {
  TRY_STATUS(store_->write([&](soci::session& session) -> Status {
    const std::string now = store_->now();
    const long long person = TRY(session_person(session, session_token));
    const Owner one = TRY(owner(session, person));
    if (one.confirmed) return fail(ErrorKind::Conflict, tr_noop("the account has a code already"));
    if (second_factor::is_missing(session, person, session_token)) {
      return fail(ErrorKind::Conflict, tr_noop("this login was with the password alone"), {}, tr_noop("log out, and log in with your passkey"));
    }
    const auto secret = unseal(one.secret, one.id);
    if (!secret) return fail(ErrorKind::Conflict, tr_noop("the account has no code to confirm"));
    // The session has the password already, so a few wrong codes are the owner's; the limit is that of all codes.
    if (limits_.take("codes " + one.id, options_.codes_by_account))
      return fail(ErrorKind::Conflict, tr_noop("too many codes were wrong"), {}, tr_noop("wait some minutes"));
    const auto step = totp::match(*secret, code, store_->clock().now(), -1);
    if (!step) return fail(ErrorKind::Input, tr_noop("this is not the code of now"), {}, tr_noop("check the clock of the telephone"));
    sql::run(session, "update local_account set totp_confirmed = :now, totp_step = :step where person = :person", {now, *step, person});
    log::append(session, {now, one.id, "account.code", one.id, ""});
    return {};
  }));
  return sessions_->raise(session_token, Assurance::Substantial);
}

Result<bool> Accounts::has_code(const std::string& session_token) {
  return store_->read(
      [&](soci::session& session) -> Result<bool> { return TRY(owner(session, TRY(session_person(session, session_token)))).confirmed.has_value(); });
}

Result<Opened> Accounts::change_password(const std::string& session_token, const std::string& old_password, const std::string& new_password) {
  const auto read = [&](soci::session& session) -> Result<std::pair<long long, Owner>> {
    const long long person = TRY(session_person(session, session_token));
    return std::pair(person, TRY(owner(session, person)));
  };
  const auto [person, one] = TRY(store_->read(read));
  TRY_STATUS(check_password(new_password, one.email, one.name));
  // Whoever has stolen a session must not find the password by it.
  const std::string key = "change " + one.id;
  if (limits_.take(key, options_.by_account_and_address))
    return fail(ErrorKind::Conflict, tr_noop("too many passwords were wrong"), {}, tr_noop("wait some minutes"));
  if (!TRY(hasher_.matches(one.password, old_password))) return fail(ErrorKind::Input, tr_noop("the present password is another"));
  limits_.give_back(key, options_.by_account_and_address);
  const std::string hashed = TRY(hasher_.hash(new_password));
  TRY_STATUS(store_->write([&](soci::session& session) -> Status {
    const std::string now = store_->now();
    const auto mine = sessions_->find(session, store_->clock().now(), session_token);
    if (!mine) return fail(ErrorKind::NotFound, tr_noop("the session has ended"), {}, tr_noop("log in again"));
    if (sql::run(session, "update local_account set password = :new, password_set = :now where person = :person and password = :old",
                 {hashed, now, std::get<0>(*mine), one.password}) == 0) {
      return fail(ErrorKind::Conflict, tr_noop("the password was changed elsewhere"));
    }
    forget(session, now, std::get<0>(*mine), std::get<1>(*mine));
    log::append(session, {now, one.id, "account.password", one.id, ""});
    return {};
  }));
  return sessions_->rotate(session_token);
}

Result<std::string> Accounts::begin_recovery(const std::string& actor, const std::string& person) {
  return store_->write([&](soci::session& session) -> Result<std::string> {
    const Instant instant = store_->clock().now();
    const std::string now = instant_text(instant);
    const long long number = TRY(people::person_key(session, person));
    TRY(owner(session, number));
    std::string token = new_token();
    sql::run(session, "update recovery set used = :now where person = :person and used is null", {now, number});
    sql::run(session, "insert into recovery (token_hash, person, created, expires) values (:hash, :person, :now, :expires)",
             {token_hash(token), number, now, instant_text(instant + std::chrono::hours(24))});
    log::append(session, {now, actor, "account.recovery", person, ""});
    return token;
  });
}

Status Accounts::recover(const std::string& token, const std::string& password) {
  const auto person_of = [&](soci::session& session) -> Result<long long> {
    const auto found = sql::value<long long>(session, "select person from recovery where token_hash = :hash and used is null and expires > :now",
                                             {token_hash(token), store_->now()});
    if (!found || !is_token(token)) return fail(ErrorKind::NotFound, tr_noop("this link is not valid, or no more"), {}, tr_noop("ask for a new one"));
    return *found;
  };
  const Owner one = TRY(store_->read([&](soci::session& session) -> Result<Owner> { return owner(session, TRY(person_of(session))); }));
  TRY_STATUS(check_password(password, one.email, one.name));
  const std::string hashed = TRY(hasher_.hash(password));
  return store_->write([&](soci::session& session) -> Status {
    const std::string now = store_->now();
    const long long person = TRY(person_of(session));
    sql::run(session, "update local_account set password = :new, password_set = :now, totp_secret = '', totp_confirmed = null where person = :person",
             {hashed, now, person});
    sql::run(session, "delete from passkey where person = :person", {person});
    forget(session, now, person);
    log::append(session, {now, one.id, "account.recovered", one.id, ""});
    return {};
  });
}

Status Accounts::erase(soci::session& session, const std::string& now, const std::string& actor, const std::string& person) {
  const long long number = TRY(people::person_key(session, person));
  forget(session, now, number);
  sql::run(session, "delete from passkey where person = :person", {number});
  sql::run(session, "delete from local_account where person = :person", {number});
  sql::run(session, "delete from known_device where person = :person", {number});
  sql::run(session, "delete from recovery where person = :person", {number});
  sql::run(session, "delete from external_identity where person = :person", {number});
  sql::run(session, "delete from provider_session where session in (select id from login_session where person = :person)", {number});
  return people::erase(session, now, actor, person);
}

Status Accounts::erase(const std::string& actor, const std::string& person) {
  return store_->write([&](soci::session& session) -> Status { return erase(session, store_->now(), actor, person); });
}

Status Accounts::prove(const std::string& session_token, const std::string& password, std::chrono::minutes fresh) {
  struct Known {
    std::string id, password, opened;
  };
  const auto read = [&](soci::session& session) -> Result<Known> {
    const long long person = TRY(session_person(session, session_token));
    const auto opened = sql::value<std::string>(session, "select created from login_session where token_hash = :hash", {token_hash(session_token)});
    const auto one = owner(session, person);
    if (!one && one.error().kind != ErrorKind::NotFound) return std::unexpected(one.error());
    return Known{one ? one->id : std::string(), one ? one->password : std::string(), opened.value_or("")};
  };
  const Known known = TRY(store_->read(read));
  if (known.password.empty()) {
    if (known.opened >= instant_text(store_->clock().now() - fresh)) return {};
    return fail(ErrorKind::Input, tr_noop("the login is too long ago"), {}, tr_noop("log out, log in again, and do it within ten minutes"));
  }
  const std::string key = "change " + known.id;
  if (limits_.take(key, options_.by_account_and_address))
    return fail(ErrorKind::Conflict, tr_noop("too many passwords were wrong"), {}, tr_noop("wait some minutes"));
  if (!TRY(hasher_.matches(known.password, password))) return fail(ErrorKind::Input, tr_noop("the present password is another"));
  limits_.give_back(key, options_.by_account_and_address);
  return {};
}

}  // namespace atalaya::reg
