#include "register/passkeys/passkeys.h"

#include "base/json_writer.h"
#include "base/locale.h"
#include "register/access/devices.h"
#include "register/access/second_factor.h"
#include "register/oidc/base64url.h"
#include "register/people/fields.h"
#include "register/people/people.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg {

namespace {

constexpr const char* method = "passkey";
constexpr std::chrono::minutes fresh_for(10);

/// Which passkey, and no more: its own id and key stand in its row, which goes when its person is erased.
std::string details(const std::string& passkey) {
  JsonWriter json;
  json.begin_object().field("passkey", passkey).end_object();
  return log::details_hash(json.text());
}

Status check_name(const std::string& name) {
  if (check_line(name, "the name", most_passkey_name)) return {};
  return fail(ErrorKind::Input, tr_noop("a passkey has a name of one line, at most 60 letters"));
}
static_assert(most_passkey_name == 60);

std::optional<webauthn::Algorithm> parse_algorithm(std::string_view text) {
  for (const auto algorithm : webauthn::all_algorithms) {
    if (webauthn::to_string(algorithm) == text) return algorithm;
  }
  return std::nullopt;
}

Result<long long> own(soci::session& session, const std::string& person, const std::string& passkey) {
  const auto found = sql::value<long long>(
      session, "select k.id from passkey k join person p on p.id = k.person where k.public_id = :passkey and p.public_id = :person", {passkey, person});
  if (!found) return fail(ErrorKind::NotFound, tr_noop("there is no such passkey"));
  return *found;
}

}  // namespace

struct Passkeys::Known {
  long long passkey = 0;  ///< 0: none of ours.
  long long person = 0;
  std::string id, person_id;  ///< Public ids.
  webauthn::PublicKey key = webauthn::nobodys_key();
  bool backup_eligible = false;
  bool known_device = false;
};

Passkeys::Passkeys(Store& store, Sessions& sessions, Accounts& accounts, const PasskeyOptions& options)
    : store_(&store),
      sessions_(&sessions),
      accounts_(&accounts),
      options_(options),
      challenges_(store.clock(), options.challenge_life),
      limits_(store.clock()) {}

Result<std::vector<Passkey>> Passkeys::of(const std::string& person) {
  return store_->read([&](soci::session& session) -> Result<std::vector<Passkey>> {
    std::vector<Passkey> out;
    for (auto& row : sql::rows<std::string, std::string, std::string, std::string, std::optional<std::string>, long long, long long>(
             session,
             "select k.public_id, k.name, k.algorithm, k.added, k.used, k.backup_eligible, k.backed_up from passkey k join person p on p.id = k.person "
             "where p.public_id = :person order by k.id",
             {person})) {
      Passkey& one = out.emplace_back();
      long long eligible = 0, backed_up = 0;
      std::tie(one.id, one.name, one.algorithm, one.added, one.used, eligible, backed_up) = std::move(row);
      one.backup_eligible = eligible != 0;
      one.backed_up = backed_up != 0;
    }
    return out;
  });
}

Result<Opened> Passkeys::add(const webauthn::RelyingParty& site, const std::string& session_token, const std::string& name,
                             const webauthn::Attestation& answer) {
  TRY_STATUS(check_name(name));
  using Mine = std::tuple<long long, std::string>;
  const auto mine =
      TRY(store_->read([&](soci::session& session) -> Result<std::optional<Mine>> { return sessions_->find(session, store_->clock().now(), session_token); }));
  if (!mine) return fail(ErrorKind::NotFound, tr_noop("the session has ended"), {}, tr_noop("log in again"));
  const std::string challenge = TRY(webauthn::read_client_data(answer.client_data)).challenge;
  if (!challenges_.take(Challenges::Purpose::Add, std::get<1>(*mine), challenge)) {
    return fail(ErrorKind::Input, tr_noop("this took too long, or was begun in another window"), {}, tr_noop("try once more"));
  }
  const auto made = TRY(webauthn::verify_attestation(site, challenge, answer));
  TRY_STATUS(store_->write([&](soci::session& session) -> Status {
    const std::string now = store_->now();
    const auto& [person, ignored] = *mine;
    const auto owner = sql::value<std::string>(session,
                                               "select p.public_id from person p join local_account a on a.person = p.id "
                                               "where p.id = :person and p.erased is null and a.disabled is null",
                                               {person});
    if (!owner) return fail(ErrorKind::NotFound, tr_noop("this person has no local account"));
    if (sql::value<long long>(session, "select count(*) from passkey where person = :person", {person}).value_or(0) >= static_cast<long long>(most_passkeys)) {
      return fail(ErrorKind::Conflict, tr_noop("the account has as many passkeys as it may have"), {}, tr_noop("remove one that is not used any more"));
    }
    const std::string credential = base64url(made.id);
    // Section 7.1: a credential is registered once, whoever has it.
    if (sql::value<long long>(session, "select id from passkey where credential = :credential", {credential})) {
      return fail(ErrorKind::Input, tr_noop("this passkey is registered already"));
    }
    const std::string id = new_public_id();
    sql::run(session,
             "insert into passkey (public_id, person, credential, public_key, algorithm, counter, backup_eligible, backed_up, name, added) "
             "values (:id, :person, :credential, :key, :algorithm, :counter, :eligible, :backed_up, :name, :now)",
             {id, person, credential, base64url(made.key.spki), webauthn::to_string(made.key.algorithm), made.counter, made.backup_eligible, made.backed_up,
              name, now});
    log::append(session, {now, *owner, "account.passkey_add", *owner, details(id)});
    return {};
  }));
  return sessions_->raise(session_token, Assurance::Substantial);
}

Status Passkeys::rename(const std::string& actor, const std::string& person, const std::string& passkey, const std::string& name) {
  TRY_STATUS(check_name(name));
  return store_->write([&](soci::session& session) -> Status {
    const long long number = TRY(own(session, person, passkey));
    sql::run(session, "update passkey set name = :name where id = :id", {name, number});
    log::append(session, {store_->now(), actor, "account.passkey_rename", person, details(passkey)});
    return {};
  });
}

Status Passkeys::remove(const std::string& actor, const std::string& person, const std::string& passkey, const std::string& but_session) {
  return store_->write([&](soci::session& session) -> Status {
    const std::string now = store_->now();
    const long long number = TRY(own(session, person, passkey)), owner = TRY(people::person_key(session, person));
    sql::run(session, "delete from passkey where id = :id", {number});
    // Which of them opened a session is not kept.
    sql::run(session, "update login_session set revoked = :now where person = :person and method = :method and revoked is null and public_id <> :but",
             {now, owner, method, but_session});
    log::append(session, {now, actor, "account.passkey_remove", person, details(passkey)});
    return {};
  });
}

Result<Passkeys::Proof> Passkeys::proof_needed(const std::string& session_token) {
  return store_->read([&](soci::session& session) -> Result<Proof> {
    const Instant now = store_->clock().now();
    const auto mine = sessions_->find(session, now, session_token);
    if (!mine) return fail(ErrorKind::NotFound, tr_noop("the session has ended"), {}, tr_noop("log in again"));
    if (second_factor::is_missing(session, std::get<0>(*mine), session_token)) return Proof::MoreSure;
    const auto fresh = sql::value<long long>(session, "select id from login_session where token_hash = :hash and method = :method and created >= :fresh",
                                             {token_hash(session_token), method, instant_text(now - fresh_for)});
    return fresh ? Proof::None : Proof::Password;
  });
}

Status Passkeys::prove(const std::string& session_token, const std::string& password) {
  switch (TRY(proof_needed(session_token))) {
    case Proof::None: return {};
    case Proof::Password: return accounts_->prove(session_token, password, fresh_for);
    case Proof::MoreSure: break;
  }
  return fail(ErrorKind::Conflict, tr_noop("this login was with the password alone"), {}, tr_noop("log out, and log in with your code or your passkey"));
}

Result<Passkeys::Known> Passkeys::find(const std::string& credential, const std::string& device) {
  return store_->read([&](soci::session& session) -> Result<Known> {
    Known out;
    auto found = sql::row<long long, std::string, long long, std::string, std::string, std::string, long long>(
        session,
        "select k.id, k.public_id, p.id, p.public_id, k.algorithm, k.public_key, k.backup_eligible from passkey k join person p on p.id = k.person "
        "join local_account a on a.person = p.id where k.credential = :credential and p.erased is null and a.disabled is null",
        {base64url(credential)});
    if (!found) return out;
    std::string algorithm, key;
    long long eligible = 0;
    std::tie(out.passkey, out.id, out.person, out.person_id, algorithm, key, eligible) = std::move(*found);
    out.backup_eligible = eligible != 0;
    const auto named = parse_algorithm(algorithm);
    const auto spki = decode_base64url(key);
    if (!named || !spki) return fail(ErrorKind::System, "a passkey in the register is not of a form that this program knows");
    out.key = {*named, *spki};
    out.known_device = devices::is_known(session, out.person, device);
    return out;
  });
}

Result<Passkeys::Login> Passkeys::log_in(const webauthn::RelyingParty& site, const Attempt& attempt) {
  if (attempt.answer.credential.size() > webauthn::most_credential_id_bytes) return Login{};
  const Known known = TRY(find(attempt.answer.credential, attempt.device));
  const std::string key = known.known_device ? "device " + attempt.device : "address " + address_group(attempt.address);
  const Rate& rate = known.known_device ? options_.by_device : options_.by_address;
  if (const auto wait = limits_.take(key, rate)) return Login{.outcome = Outcome::TooMany, .wait = *wait};
  Login out = TRY(check(site, attempt, known));
  if (out.outcome == Outcome::Done) limits_.give_back(key, rate);
  return out;
}

Result<Passkeys::Login> Passkeys::check(const webauthn::RelyingParty& site, const Attempt& attempt, const Known& known) {
  const auto client = webauthn::read_client_data(attempt.answer.client_data);
  if (!client) return Login{};
  if (!challenges_.take(Challenges::Purpose::LogIn, attempt.browser, client->challenge)) return Login{.outcome = Outcome::Late};
  const auto facts = webauthn::verify_assertion(site, client->challenge, attempt.answer, known.key);
  if (!facts && facts.error().kind == ErrorKind::System) return std::unexpected(facts.error());
  // Section 7.2: no account was named before, so the answer names it, and it must be the owner of the passkey. Whether a passkey may be on several devices is
  // settled when it is made.
  const bool is_owner = known.passkey != 0 && same_secret(attempt.answer.user, known.person_id);
  if (!facts || !is_owner || facts->backup_eligible != known.backup_eligible) return Login{};
  return store_->write([&](soci::session& session) -> Result<Login> {
    const Instant instant = store_->clock().now();
    const std::string now = instant_text(instant);
    // Section 6.1.1. Most passkeys do not count, and always say 0. Two logins at once come one after the other here.
    if (sql::run(session,
                 "update passkey set counter = :counter, backed_up = :backed_up, used = :now where id = :id and "
                 "(counter < :higher or (counter = 0 and counter = :same))",
                 {facts->counter, facts->backed_up, now, known.passkey, facts->counter, facts->counter}) == 0) {
      // It may have been removed since it was read.
      if (!sql::value<long long>(session, "select id from passkey where id = :id", {known.passkey})) return Login{};
      log::append(session, {now, system_actor, "account.passkey_copied", known.person_id, details(known.id)});
      return Login{.outcome = Outcome::Copied};
    }
    if (!sql::value<long long>(session, "select person from local_account where person = :person and disabled is null", {known.person})) return Login{};
    Login out{.outcome = Outcome::Done, .person = known.person_id};
    out.session = sessions_->open(session, instant, known.person, known.person_id, Assurance::Substantial, method);
    out.device = devices::remember(session, now, known.person, known.known_device ? attempt.device : std::string());
    return out;
  });
}

}  // namespace atalaya::reg
