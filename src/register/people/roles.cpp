#include "register/people/roles.h"

#include <algorithm>

#include "base/json_writer.h"
#include "base/locale.h"
#include "register/people/fields.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg::roles {

namespace {

// A grant holds at an instant that is bound three times here, if what it stands on does too.
#define ATALAYA_HOLDS                                                                                                     \
  " g.since <= :at1 and (g.until is null or g.until > :at2) and (g.parent is null or exists (select 1 from role_grant h " \
  "where h.id = g.parent and (h.until is null or h.until > :at3)))"

#define ATALAYA_GRANT                                                                                                           \
  "select g.public_id, p.public_id, g.role, g.country, g.since, g.until, b.public_id, h.public_id, g.reason from role_grant g " \
  "join person p on p.id = g.person left join person b on b.id = g.granted_by left join role_grant h on h.id = g.parent"

std::vector<Grant> grants(soci::session& session, std::string_view statement, sql::Values values) {
  using Text = std::optional<std::string>;
  std::vector<Grant> out;
  for (auto& row : sql::rows<std::string, std::string, std::string, std::string, std::string, Text, Text, Text, std::string>(session, statement, values)) {
    Grant& one = out.emplace_back();
    std::string role;
    std::tie(one.id, one.person, role, one.country, one.since, one.until, one.granted_by, one.delegated_from, one.reason) = std::move(row);
    // A role that only a newer program knows gives no right in this one.
    const auto known = parse_role(role);
    if (!known) {
      out.pop_back();
      continue;
    }
    one.role = *known;
  }
  return out;
}

Result<Grant> current(soci::session& session, const std::string& now, const std::string& grant) {
  auto found = grants(session, ATALAYA_GRANT " where g.public_id = :id", {grant});
  if (found.empty()) return fail(ErrorKind::NotFound, "the register has no such role");
  if (grants(session, ATALAYA_GRANT " where g.public_id = :id and" ATALAYA_HOLDS, {grant, now, now, now}).empty()) {
    return fail(ErrorKind::Conflict, tr_noop("this role has ended"));
  }
  return std::move(found.front());
}

bool holds(soci::session& session, const std::string& now, const std::string& person, Role role, const std::string& country) {
  return !grants(session, ATALAYA_GRANT " where p.public_id = :person and g.role = :role and g.country = :country and" ATALAYA_HOLDS,
                 {person, to_string(role), country, now, now, now})
              .empty();
}

/// Of a holder's own role the holder decides, and the secretariat.
Status check_decides(soci::session& session, const std::string& now, const std::string& actor, const Grant& grant) {
  if (actor == system_actor || actor == grant.person || holds(session, now, actor, Role::Secretariat, "")) return {};
  return fail(ErrorKind::Conflict, tr_noop("only who holds a role, or the secretariat, may pass it on"));
}

Status check_until(const std::optional<std::string>& until, const std::string& now) {
  if (!until) return {};
  if (!parse_instant(*until)) return fail(ErrorKind::Input, tr_noop("this is no instant"), {}, tr_noop("as 2026-11-26T12:00:00.000Z"));
  if (*until <= now) return fail(ErrorKind::Input, tr_noop("the end is not in the future"));
  return {};
}

std::string insert(soci::session& session, const std::string& now, const NewGrant& wanted, long long person, std::optional<long long> by,
                   std::optional<long long> parent) {
  const std::string id = new_public_id();
  sql::run(session,
           "insert into role_grant (public_id, person, role, country, since, until, granted_by, parent, reason) "
           "values (:id, :person, :role, :country, :since, :until, :by, :parent, :reason)",
           {id, person, to_string(wanted.role), wanted.country, now, wanted.until, by, parent, wanted.reason});
  return id;
}

/// The reason is for people to read and stays out of the log, as it may name somebody.
void record(soci::session& session, const std::string& now, const std::string& actor, const char* action, const std::string& person, const std::string& grant,
            Role role, const std::string& country, const std::string& other = {}) {
  JsonWriter json;
  json.begin_object().field("grant", grant).field("role", to_string(role)).field("country", country);
  if (!other.empty()) json.field("other", other);
  json.end_object();
  log::append(session, {now, actor, action, person, log::details_hash(json.text())});
}

/// What would only have begun later never holds.
void end_at(soci::session& session, const std::string& at, const std::string& grant) {
  sql::run(session, "update role_grant set until = case when since > :at then since else :same end where public_id = :id", {at, at, grant});
}

/// At an instant that is now or later.
void end_one(soci::session& session, const std::string& now, const std::string& at, const std::string& actor, const Grant& grant) {
  // Those that stand on it are ended too, so that the store says of each when it ended.
  for (const Grant& child : grants(session, ATALAYA_GRANT " where h.public_id = :id and (g.until is null or g.until > :at)", {grant.id, at})) {
    end_at(session, at, child.id);
    record(session, now, actor, "role.end", child.person, child.id, child.role, child.country);
  }
  end_at(session, at, grant.id);
}

long long grant_key(soci::session& session, const std::string& grant) {
  return sql::value<long long>(session, "select id from role_grant where public_id = :id", {grant}).value();
}

}  // namespace

Status check_reach(Role role, const std::string& country) {
  TRY_STATUS(check_country(country));
  switch (reach(role)) {
    case Reach::Either: return {};
    case Reach::Region:
      if (!country.empty()) return fail(ErrorKind::Input, tr_noop("this role is held for the region, not for a country"));
      return {};
    case Reach::Country:
      if (country.empty()) return fail(ErrorKind::Input, tr_noop("this role is held for a country"));
      return {};
    case Reach::Nobody: break;
  }
  return fail(ErrorKind::Input, tr_noop("nobody can hold this role"));
}

Result<std::string> grant(soci::session& session, const std::string& now, const std::string& actor, const NewGrant& wanted) {
  TRY_STATUS(check_reach(wanted.role, wanted.country));
  TRY_STATUS(check_until(wanted.until, now));
  TRY_STATUS(check_optional_line(wanted.reason, "the reason"));
  const long long person = TRY(people::person_key(session, wanted.person));
  const auto by = wanted.granted_by.empty() ? TRY(people::actor_key(session, actor))
                                            : sql::value<long long>(session, "select id from person where public_id = :id", {wanted.granted_by});
  if (holds(session, now, wanted.person, wanted.role, wanted.country)) return fail(ErrorKind::Conflict, tr_noop("this person has the role already"));
  std::string id = insert(session, now, wanted, person, by, std::nullopt);
  record(session, now, actor, "role.grant", wanted.person, id, wanted.role, wanted.country);
  return id;
}

Result<std::string> grant(Store& store, const std::string& actor, const NewGrant& wanted) {
  return store.write([&](soci::session& session) { return grant(session, store.now(), actor, wanted); });
}

Status end(Store& store, const std::string& actor, const std::string& grant, const std::string& reason) {
  TRY_STATUS(check_optional_line(reason, "the reason"));
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const auto coming = grants(session, ATALAYA_GRANT " where g.public_id = :id and g.since > :now and (g.until is null or g.until > g.since)", {grant, now});
    const Grant old = coming.empty() ? TRY(current(session, now, grant)) : coming.front();
    end_one(session, now, now, actor, old);
    if (!reason.empty()) sql::run(session, "update role_grant set reason = :reason where public_id = :id", {reason, grant});
    record(session, now, actor, "role.end", old.person, old.id, old.role, old.country);
    return {};
  });
}

Status end_all(soci::session& session, const std::string& now, const std::string& actor, const std::string& person, const std::string& reason) {
  for (const Grant& old : grants(session, ATALAYA_GRANT " where p.public_id = :person and (g.until is null or g.until > :now)", {person, now})) {
    end_one(session, now, now, actor, old);
    sql::run(session, "update role_grant set reason = :reason where public_id = :id", {reason, old.id});
    record(session, now, actor, "role.end", person, old.id, old.role, old.country);
  }
  return {};
}

Result<Grant> check_delegate(soci::session& session, const std::string& now, const std::string& actor, const std::string& grant,
                             const std::optional<std::string>& until) {
  Grant old = TRY(current(session, now, grant));
  TRY_STATUS(check_decides(session, now, actor, old));
  TRY_STATUS(check_until(until, now));
  if (old.delegated_from) return fail(ErrorKind::Conflict, tr_noop("a delegated role is not delegated further"));
  if (old.until && (!until || *until > *old.until)) return fail(ErrorKind::Input, tr_noop("a delegation ends no later than the role itself"));
  return old;
}

Result<std::string> delegate(soci::session& session, const std::string& now, const std::string& actor, const std::string& grant, const std::string& to,
                             const std::optional<std::string>& until, const std::string& reason) {
  const Grant old = TRY(check_delegate(session, now, actor, grant, until));
  const long long person = TRY(people::person_key(session, to));
  const auto by = TRY(people::actor_key(session, actor));
  if (holds(session, now, to, old.role, old.country)) return fail(ErrorKind::Conflict, tr_noop("this person has the role already"));
  std::string id = insert(session, now, {to, old.role, old.country, until, reason, {}}, person, by, grant_key(session, old.id));
  record(session, now, actor, "role.delegate", to, id, old.role, old.country, old.person);
  return id;
}

Result<std::string> delegate(Store& store, const std::string& actor, const std::string& grant, const std::string& to, const std::optional<std::string>& until,
                             const std::string& reason) {
  TRY_STATUS(check_optional_line(reason, "the reason"));
  return store.write([&](soci::session& session) { return delegate(session, store.now(), actor, grant, to, until, reason); });
}

Result<Grant> check_hand_over(soci::session& session, const std::string& now, const std::string& actor, const std::string& grant,
                              const std::optional<std::string>& from) {
  Grant old = TRY(current(session, now, grant));
  TRY_STATUS(check_decides(session, now, actor, old));
  if (from && !parse_instant(*from)) return fail(ErrorKind::Input, tr_noop("this is no instant"), {}, tr_noop("as 2026-11-26T12:00:00.000Z"));
  if (old.delegated_from) return fail(ErrorKind::Conflict, tr_noop("a delegated role is not handed over"), {}, tr_noop("who delegated it may"));
  if (from && old.until && *from >= *old.until) return fail(ErrorKind::Input, tr_noop("the role ends before it is to be handed over"));
  return old;
}

Result<std::string> hand_over(soci::session& session, const std::string& now, const std::string& actor, const std::string& grant, const std::string& to,
                              const std::string& reason, const std::optional<std::string>& from) {
  const Grant old = TRY(check_hand_over(session, now, actor, grant, from));
  const std::string at = from && *from > now ? *from : now;
  if (to == old.person) return fail(ErrorKind::Conflict, tr_noop("this person has the role already"));
  const long long person = TRY(people::person_key(session, to));
  const auto by = TRY(people::actor_key(session, actor));
  end_one(session, now, at, actor, old);  // With a delegation that the successor may have had.
  if (holds(session, at, to, old.role, old.country)) return fail(ErrorKind::Conflict, tr_noop("this person has the role already"));
  std::string id = insert(session, at, {to, old.role, old.country, old.until, reason, {}}, person, by, std::nullopt);
  record(session, now, actor, "role.hand_over", to, id, old.role, old.country, old.person);
  return id;
}

Result<std::string> hand_over(Store& store, const std::string& actor, const std::string& grant, const std::string& to, const std::string& reason,
                              const std::optional<std::string>& from) {
  TRY_STATUS(check_optional_line(reason, "the reason"));
  return store.write([&](soci::session& session) { return hand_over(session, store.now(), actor, grant, to, reason, from); });
}

Status take_back(Store& store, const std::string& actor, const std::string& grant) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const Grant old = TRY(current(session, now, grant));
    if (!old.delegated_from) return fail(ErrorKind::Conflict, tr_noop("this role was not delegated"));
    if (actor != old.person)
      TRY_STATUS(check_decides(session, now, actor, grants(session, ATALAYA_GRANT " where g.public_id = :id", {*old.delegated_from}).front()));
    end_one(session, now, now, actor, old);
    record(session, now, actor, "role.end", old.person, old.id, old.role, old.country);
    return {};
  });
}

Result<std::vector<Grant>> present_and_coming(Store& store) {
  return store.read([&](soci::session& session) -> Result<std::vector<Grant>> {
    const std::string now = store.now();
    return grants(session,
                  ATALAYA_GRANT
                  " where (g.until is null or g.until > :now) and (h.id is null or h.until is null or h.until > :same) order by g.role, g.country, g.id",
                  {now, now});
  });
}

Result<Grant> find(Store& store, const std::string& grant) {
  return store.read([&](soci::session& session) -> Result<Grant> {
    auto found = grants(session, ATALAYA_GRANT " where g.public_id = :id", {grant});
    if (found.empty()) return fail(ErrorKind::NotFound, "the register has no such role");
    return std::move(found.front());
  });
}

Result<std::vector<Grant>> grants_at(Store& store, const std::string& instant, const std::string& person) {
  return store.read([&](soci::session& session) -> Result<std::vector<Grant>> {
    if (person.empty()) return grants(session, ATALAYA_GRANT " where" ATALAYA_HOLDS " order by g.id", {instant, instant, instant});
    return grants(session, ATALAYA_GRANT " where p.public_id = :person and" ATALAYA_HOLDS " order by g.id", {person, instant, instant, instant});
  });
}

Result<std::vector<Grant>> history(Store& store, const std::string& person) {
  return store.read([&](soci::session& session) -> Result<std::vector<Grant>> {
    return grants(session, ATALAYA_GRANT " where p.public_id = :person order by g.id", {person});
  });
}

std::vector<HeldRole> held(soci::session& session, long long person_key, const std::string& instant) {
  std::vector<HeldRole> out;
  for (auto& [role, country] : sql::rows<std::string, std::string>(
           session, "select distinct g.role, g.country from role_grant g where g.person = :person and" ATALAYA_HOLDS " order by g.role, g.country",
           {person_key, instant, instant, instant})) {
    if (const auto known = parse_role(role)) out.push_back({*known, std::move(country)});
  }
  return out;
}

}  // namespace atalaya::reg::roles
