#include "register/access/sessions.h"

#include "base/hash.h"
#include "base/json_writer.h"
#include "register/access/hmac.h"
#include "register/people/people.h"
#include "register/people/roles.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg {

namespace {

/// `seen` is written at most so often: a read should not be a write.
constexpr auto seen_every = std::chrono::minutes(1);

#define ATALAYA_OPEN " s.revoked is null and s.ends > :now and s.seen > :idle"

std::string stamp(const std::vector<HeldRole>& roles) {
  std::string text;
  for (const HeldRole& held : roles) text += std::string(to_string(held.role)) + ":" + held.country + "\n";
  return sha256(text);
}

std::string session_details(std::string_view method, std::string_view assurance) {
  JsonWriter json;
  json.begin_object().field("method", method).field("assurance", assurance).end_object();
  return log::details_hash(json.text());
}

}  // namespace

std::string csrf_secret(std::string_view token) { return base32(hmac(HashKind::Sha256, token, "csrf")); }
bool csrf_matches(std::string_view token, std::string_view given) { return is_token(token) && same_secret(csrf_secret(token), given); }

Opened Sessions::open(soci::session& session, Instant now, long long person, const std::string& actor, Assurance assurance, const std::string& method) {
  const Opened out{new_token(), new_public_id(), instant_text(now + times_.absolute)};
  const std::string text = instant_text(now);
  sql::run(session,
           "insert into login_session (public_id, token_hash, person, assurance, method, rights, created, seen, ends) "
           "values (:id, :hash, :person, :assurance, :method, :rights, :now, :seen, :ends)",
           {out.id, token_hash(out.token), person, to_string(assurance), method, stamp(roles::held(session, person, text)), text, text, out.ends});
  log::append(session, {text, actor, "session.open", out.id, session_details(method, to_string(assurance))});
  return out;
}

Result<Opened> Sessions::open(const std::string& person, Assurance assurance, const std::string& method) {
  return store_->write([&](soci::session& session) -> Result<Opened> {
    return open(session, store_->clock().now(), TRY(people::person_key(session, person)), person, assurance, method);
  });
}

std::optional<std::tuple<long long, std::string>> Sessions::find(soci::session& session, Instant now, const std::string& token) {
  if (!is_token(token)) return std::nullopt;
  return sql::row<long long, std::string>(session, "select s.person, s.public_id from login_session s where s.token_hash = :hash and" ATALAYA_OPEN,
                                          {token_hash(token), instant_text(now), idle_limit(now)});
}

Result<std::optional<Sessions::Resolved>> Sessions::resolve(const std::string& token) {
  using Out = std::optional<Resolved>;
  if (!is_token(token)) return Out();
  const Instant now = store_->clock().now();
  const std::string text = instant_text(now), hash = token_hash(token);
  bool touch = false;
  Out out = TRY(store_->read([&](soci::session& session) -> Result<Out> {
    const auto found = sql::row<long long, std::string, std::string, std::string, std::string, std::string, std::string>(
        session,
        "select s.person, s.public_id, s.assurance, s.rights, s.seen, p.public_id, p.name from login_session s join person p on p.id = s.person "
        "where s.token_hash = :hash and p.erased is null and" ATALAYA_OPEN,
        {hash, text, idle_limit(now)});
    if (!found) return Out();
    const auto& [person, id, assurance, rights_then, seen, person_id, name] = *found;
    Resolved one;
    one.principal = {.person = person_id,
                     .name = name,
                     .roles = roles::held(session, person, text),
                     .assurance = parse_assurance(assurance).value_or(Assurance::Low),
                     .session = id,
                     .csrf = csrf_secret(token)};
    one.rotate = stamp(one.principal.roles) != rights_then;
    touch = seen < instant_text(now - seen_every);
    return one;
  }));
  if (touch) {
    TRY_STATUS(store_->write([&](soci::session& session) -> Status {
      sql::run(session, "update login_session set seen = :now where token_hash = :hash and seen < :again", {text, hash, text});
      return {};
    }));
  }
  return out;
}

Result<Opened> Sessions::change(const std::string& token, std::optional<Assurance> assurance) {
  return store_->write([&](soci::session& session) -> Result<Opened> {
    const Instant now = store_->clock().now();
    const std::string text = instant_text(now);
    const auto found = find(session, now, token);
    if (!found) return fail(ErrorKind::NotFound, "the session has ended", {}, "log in again");
    const auto& [person, id] = *found;
    const auto kept = sql::row<std::string, std::string, std::string>(
        session, "select s.ends, s.method, p.public_id from login_session s join person p on p.id = s.person where s.public_id = :id", {id});
    const auto& [ends, method, actor] = *kept;
    Opened out{new_token(), id, ends};
    sql::run(session, "update login_session set token_hash = :hash, rights = :rights, seen = :now where public_id = :id",
             {token_hash(out.token), stamp(roles::held(session, person, text)), text, id});
    if (assurance) {
      sql::run(session, "update login_session set assurance = :assurance where public_id = :id", {to_string(*assurance), id});
      log::append(session, {text, actor, "session.raise", id, session_details(method, to_string(*assurance))});
    }
    return out;
  });
}

Result<Opened> Sessions::rotate(const std::string& token) { return change(token, std::nullopt); }
Result<Opened> Sessions::raise(const std::string& token, Assurance assurance) { return change(token, assurance); }

Status Sessions::close(const std::string& token) {
  if (!is_token(token)) return {};
  return store_->write([&](soci::session& session) -> Status {
    const std::string now = store_->now();
    const auto found = sql::row<std::string, std::string>(
        session, "select s.public_id, p.public_id from login_session s join person p on p.id = s.person where s.token_hash = :hash and s.revoked is null",
        {token_hash(token)});
    if (!found) return {};
    sql::run(session, "update login_session set revoked = :now where public_id = :id", {now, std::get<0>(*found)});
    log::append(session, {now, std::get<1>(*found), "session.close", std::get<0>(*found), ""});
    return {};
  });
}

Result<std::vector<SessionRecord>> Sessions::open_ones(const std::string& person) {
  return store_->read([&](soci::session& session) -> Result<std::vector<SessionRecord>> {
    const Instant now = store_->clock().now();
    std::vector<SessionRecord> out;
    for (auto& row : sql::rows<std::string, std::string, std::string, std::string, std::string, std::string>(
             session,
             "select s.public_id, s.method, s.created, s.seen, s.ends, s.assurance from login_session s join person p on p.id = s.person "
             "where p.public_id = :person and" ATALAYA_OPEN " order by s.id",
             {person, instant_text(now), idle_limit(now)})) {
      SessionRecord& one = out.emplace_back();
      std::string assurance;
      std::tie(one.id, one.method, one.created, one.seen, one.ends, assurance) = std::move(row);
      one.assurance = parse_assurance(assurance).value_or(Assurance::Low);
    }
    return out;
  });
}

Status Sessions::revoke(const std::string& actor, const std::string& person, const std::string& id) {
  return store_->write([&](soci::session& session) -> Status {
    const std::string now = store_->now();
    const long long number = TRY(people::person_key(session, person));
    if (sql::run(session, "update login_session set revoked = :now where public_id = :id and person = :person and revoked is null", {now, id, number}) == 0) {
      return fail(ErrorKind::NotFound, "there is no such session");
    }
    log::append(session, {now, actor, "session.revoke", id, ""});
    return {};
  });
}

void Sessions::end_all(soci::session& session, const std::string& now, long long person, const std::string& but) {
  sql::run(session, "update login_session set revoked = :now where person = :person and revoked is null and public_id <> :but", {now, person, but});
}

Status Sessions::revoke_all(const std::string& actor, const std::string& person, const std::string& but) {
  return store_->write([&](soci::session& session) -> Status {
    const std::string now = store_->now();
    end_all(session, now, TRY(people::person_key(session, person)), but);
    log::append(session, {now, actor, "session.revoke_all", person, ""});
    return {};
  });
}

Result<long long> Sessions::sweep() {
  return store_->write([&](soci::session& session) -> Result<long long> {
    const std::string old = instant_text(store_->clock().now() - std::chrono::hours(24 * 30));
    return sql::run(session, "delete from login_session where ends < :old or revoked < :also", {old, old});
  });
}

}  // namespace atalaya::reg
