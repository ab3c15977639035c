#include "register/cooperation/groups.h"

#include <algorithm>

#include "base/locale.h"
#include "register/people/fields.h"
#include "register/people/roles.h"
#include "register/submissions/rows.h"

namespace atalaya::reg::cooperation {

namespace {

constexpr const char* group_columns = "select public_id, name, purpose, created, closed from working_group ";

std::vector<Group> groups_where(soci::session& session, const std::string& condition, sql::Values values) {
  std::vector<Group> out;
  for (auto& [id, name, purpose, created, closed] :
       sql::rows<std::string, std::string, std::string, std::string, std::optional<std::string>>(session, group_columns + condition, std::move(values))) {
    out.push_back({std::move(id), std::move(name), std::move(purpose), std::move(created), std::move(closed)});
  }
  return out;
}

bool may_be_member(const std::vector<HeldRole>& held) {
  return std::ranges::any_of(held, [](const HeldRole& one) { return one.role == Role::WorkingGroup || one.role == Role::Secretariat; });
}

/// The log says who by their public id.
void log_member(soci::session& session, const std::string& now, const std::string& actor, const char* action, const std::string& group,
                const std::string& person) {
  JsonWriter json;
  json.begin_object().field("person", person).end_object();
  log::append(session, {now, actor, action, group, log::details_hash(json.text())});
}

}  // namespace

Result<std::string> add_group(Store& store, const std::string& actor, const std::string& name, const std::string& purpose) {
  TRY_STATUS(check_line(name, "the name"));
  TRY_STATUS(rows::check_body(purpose, "the purpose", 2'000));
  return store.write([&](soci::session& session) -> Result<std::string> {
    const std::string now = store.now(), id = new_public_id();
    if (sql::value<long long>(session, "select id from working_group where name = :name and closed is null", {name})) {
      return fail(ErrorKind::Conflict, tr_noop("there is a working group of that name"));
    }
    sql::run(session, "insert into working_group (public_id, name, purpose, created) values (:id, :name, :purpose, :created)", {id, name, purpose, now});
    JsonWriter json;
    json.begin_object().field("name", name).field("purpose", purpose).end_object();
    log::append(session, {now, actor, "group.add", id, log::details_hash(json.text())});
    return id;
  });
}

Status close_group(Store& store, const std::string& actor, const std::string& group) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const long long key = TRY(open_group_key(session, group));
    sql::run(session, "update working_group set closed = :now where id = :id", {now, key});
    log::append(session, {now, actor, "group.close", group, ""});
    return {};
  });
}

Result<Group> find_group(Store& store, const std::string& group) {
  return store.read([&](soci::session& session) -> Result<Group> {
    auto found = groups_where(session, "where public_id = :id", {group});
    if (found.empty()) return fail(ErrorKind::NotFound, "there is no such working group");
    return std::move(found.front());
  });
}

Result<std::vector<Group>> all_groups(Store& store) {
  return store.read([](soci::session& session) -> Result<std::vector<Group>> {
    return groups_where(session, "order by case when closed is null then 0 else 1 end, name, id", {});
  });
}

Status add_member(Store& store, const std::string& actor, const std::string& group, const std::string& person) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const long long key = TRY(open_group_key(session, group)), who = TRY(people::person_key(session, person));
    if (is_member(session, key, who)) return fail(ErrorKind::Conflict, tr_noop("they are in the group already"));
    if (!may_be_member(roles::held(session, who, now))) {
      return fail(ErrorKind::Conflict, tr_noop("members of a group hold the role of a working group or of the secretariat"));
    }
    sql::run(session, "insert into working_group_member (working_group, person, since) values (:key, :person, :since)", {key, who, now});
    log_member(session, now, actor, "group.member", group, person);
    return {};
  });
}

Status end_member(Store& store, const std::string& actor, const std::string& group, const std::string& person) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const long long key = TRY(group_key(session, group));
    if (sql::run(session,
                 "update working_group_member set until = :now where working_group = :key and until is null and person = (select id from person where "
                 "public_id = :person)",
                 {now, key, person}) == 0) {
      return fail(ErrorKind::NotFound, "they are not in the group");
    }
    log_member(session, now, actor, "group.member_end", group, person);
    return {};
  });
}

Result<std::vector<Member>> members(Store& store, const std::string& group) {
  return store.read([&](soci::session& session) -> Result<std::vector<Member>> {
    std::vector<Member> out;
    for (auto& [id, name, since] :
         sql::rows<std::string, std::string, std::string>(session,
                                                          "select p.public_id, p.name, m.since from working_group_member m join person p on p.id = m.person "
                                                          "where m.working_group = :key and m.until is null "
                                                          "order by p.name, p.id",
                                                          {TRY(group_key(session, group))})) {
      out.push_back({std::move(id), std::move(name), std::move(since)});
    }
    return out;
  });
}

Result<std::vector<Member>> candidates(Store& store, const std::string& group) {
  return store.read([&](soci::session& session) -> Result<std::vector<Member>> {
    const std::string now = store.now();
    const long long group_number = TRY(group_key(session, group));
    std::vector<Member> out;
    for (auto& [key, id, name] : sql::rows<long long, std::string, std::string>(
             session,
             "select p.id, p.public_id, p.name from person p where p.erased is null and exists (select 1 from role_grant g where g.person = p.id and g.role in "
             "('working_group', 'secretariat')) order by p.name, p.id",
             {})) {
      if (is_member(session, group_number, key) || !may_be_member(roles::held(session, key, now))) continue;
      out.push_back({std::move(id), std::move(name), {}});
    }
    return out;
  });
}

Result<long long> group_key(soci::session& session, const std::string& group) {
  const auto key = sql::value<long long>(session, "select id from working_group where public_id = :id", {group});
  if (!key) return fail(ErrorKind::NotFound, "there is no such working group");
  return *key;
}

Result<long long> open_group_key(soci::session& session, const std::string& group) {
  const long long key = TRY(group_key(session, group));
  if (sql::value<long long>(session, "select id from working_group where id = :key and closed is not null", {key})) {
    return fail(ErrorKind::Conflict, tr_noop("the working group is closed"));
  }
  return key;
}

bool is_member(soci::session& session, long long group, long long person) {
  return sql::value<long long>(session, "select id from working_group_member where working_group = :key and person = :person and until is null",
                               {group, person})
      .has_value();
}

}  // namespace atalaya::reg::cooperation
