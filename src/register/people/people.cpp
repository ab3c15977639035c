#include "register/people/people.h"

#include "base/json_writer.h"
#include "base/locale.h"
#include "register/people/fields.h"
#include "register/people/roles.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg::people {

namespace {

Status check(const Person& person) {
  TRY_STATUS(check_line(person.name, "the name"));
  TRY_STATUS(check_email(person.email));
  return check_language(person.language);
}

using PersonRow = std::tuple<std::string, std::string, std::string, std::string, std::string, std::optional<std::string>>;

Person to_person(PersonRow row) {
  Person out;
  std::tie(out.id, out.name, out.email, out.language, out.created, out.erased) = std::move(row);
  return out;
}

using OrganisationRow = std::tuple<std::string, std::string, std::string, std::string, std::optional<std::string>>;

std::vector<Organisation> to_organisations(std::vector<OrganisationRow> rows) {
  std::vector<Organisation> out;
  for (OrganisationRow& row : rows) {
    Organisation& one = out.emplace_back();
    std::tie(one.id, one.name, one.country, one.created, one.closed) = std::move(row);
  }
  return out;
}

Result<long long> key(std::optional<long long> found, const char* what) {
  if (!found) return fail(ErrorKind::NotFound, std::string("the register has no such ") + what);
  return *found;
}

std::string organisation_details(const std::string& organisation) {
  JsonWriter json;
  json.begin_object().field("organisation", organisation).end_object();
  return log::details_hash(json.text());
}

}  // namespace

Result<long long> person_key(soci::session& session, const std::string& person) {
  return key(sql::value<long long>(session, "select id from person where public_id = :person and erased is null", {person}), "person");
}

Result<std::optional<long long>> actor_key(soci::session& session, const std::string& actor) {
  if (actor == system_actor) return std::nullopt;
  return TRY(person_key(session, actor));
}

Result<long long> organisation_key(soci::session& session, const std::string& organisation) {
  return key(sql::value<long long>(session, "select id from organisation where public_id = :id and closed is null", {organisation}), "organisation");
}

Result<std::string> add_organisation(Store& store, const std::string& actor, const std::string& name, const std::string& country) {
  TRY_STATUS(check_line(name, "the name"));
  TRY_STATUS(check_country(country));
  return store.write([&](soci::session& session) -> Result<std::string> {
    const std::string id = new_public_id(), now = store.now();
    sql::run(session, "insert into organisation (public_id, name, country, created) values (:id, :name, :country, :now)", {id, name, country, now});
    log::append(session, {now, actor, "organisation.add", id, ""});
    return id;
  });
}

Status close_organisation(Store& store, const std::string& actor, const std::string& organisation) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const long long number = TRY(organisation_key(session, organisation));
    sql::run(session, "update organisation set closed = :now where id = :id", {now, number});
    sql::run(session, "update membership set until = :now where organisation = :id and until is null", {now, number});
    log::append(session, {now, actor, "organisation.close", organisation, ""});
    return {};
  });
}

Result<std::vector<Organisation>> organisations(Store& store) {
  return store.read([](soci::session& session) -> Result<std::vector<Organisation>> {
    return to_organisations(sql::rows<std::string, std::string, std::string, std::string, std::optional<std::string>>(
        session, "select public_id, name, country, created, closed from organisation order by id"));
  });
}

Result<std::string> add_person(soci::session& session, const std::string& now, const std::string& actor, const Person& person) {
  TRY_STATUS(check(person));
  const std::string id = new_public_id(), compared = email_key(person.email);
  if (sql::value<long long>(session, "select id from person where email_key = :key", {compared})) {
    return fail(ErrorKind::Conflict, tr_noop("somebody in the register has this address already"));
  }
  sql::run(session, "insert into person (public_id, name, email, email_key, language, created) values (:id, :name, :email, :key, :language, :now)",
           {id, person.name, person.email, compared, person.language, now});
  log::append(session, {now, actor, "person.add", id, ""});
  return id;
}

Result<std::string> add_person(Store& store, const std::string& actor, const Person& person) {
  return store.write([&](soci::session& session) { return add_person(session, store.now(), actor, person); });
}

Status change_person(Store& store, const std::string& actor, const Person& person) {
  TRY_STATUS(check(person));
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now(), compared = email_key(person.email);
    const long long number = TRY(person_key(session, person.id));
    if (sql::value<long long>(session, "select id from person where email_key = :key and id <> :id", {compared, number})) {
      return fail(ErrorKind::Conflict, tr_noop("somebody in the register has this address already"));
    }
    sql::run(session, "update person set name = :name, email = :email, email_key = :key, language = :language where id = :id",
             {person.name, person.email, compared, person.language, number});
    log::append(session, {now, actor, "person.change", person.id, ""});
    return {};
  });
}

Result<Person> find_person(Store& store, const std::string& person) {
  return store.read([&](soci::session& session) -> Result<Person> {
    auto found = sql::row<std::string, std::string, std::string, std::string, std::string, std::optional<std::string>>(
        session, "select public_id, name, email, language, created, erased from person where public_id = :id", {person});
    if (!found) return fail(ErrorKind::NotFound, "the register has no such person");
    return to_person(std::move(*found));
  });
}

Result<std::vector<Person>> all_people(Store& store, const std::string& after, std::size_t most) {
  return store.read([&](soci::session& session) -> Result<std::vector<Person>> {
    std::vector<Person> out;
    for (PersonRow& row : sql::rows<std::string, std::string, std::string, std::string, std::string, std::optional<std::string>>(
             session,
             "select public_id, name, email, language, created, erased from person "
             "where id > coalesce((select id from person where public_id = :after), 0) order by id limit :most",
             {after, most})) {
      out.push_back(to_person(std::move(row)));
    }
    return out;
  });
}

Status join(soci::session& session, const std::string& now, const std::string& actor, const std::string& person, const std::string& organisation) {
  const long long who = TRY(person_key(session, person)), where = TRY(organisation_key(session, organisation));
  if (sql::value<long long>(session, "select id from membership where person = :who and organisation = :where and until is null", {who, where})) {
    return fail(ErrorKind::Conflict, tr_noop("this person is a member already"));
  }
  sql::run(session, "insert into membership (person, organisation, since) values (:who, :where, :now)", {who, where, now});
  log::append(session, {now, actor, "person.join", person, organisation_details(organisation)});
  return {};
}

Status join(Store& store, const std::string& actor, const std::string& person, const std::string& organisation) {
  return store.write([&](soci::session& session) { return join(session, store.now(), actor, person, organisation); });
}

Status leave(Store& store, const std::string& actor, const std::string& person, const std::string& organisation) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const long long who = TRY(person_key(session, person)), where = TRY(organisation_key(session, organisation));
    if (sql::run(session, "update membership set until = :now where person = :who and organisation = :where and until is null", {now, who, where}) == 0) {
      return fail(ErrorKind::NotFound, "this person is no member");
    }
    log::append(session, {now, actor, "person.leave", person, organisation_details(organisation)});
    return {};
  });
}

Result<std::vector<Organisation>> organisations_of(Store& store, const std::string& person) {
  return store.read([&](soci::session& session) -> Result<std::vector<Organisation>> {
    return to_organisations(sql::rows<std::string, std::string, std::string, std::string, std::optional<std::string>>(
        session,
        "select o.public_id, o.name, o.country, o.created, o.closed from organisation o join membership m on m.organisation = o.id "
        "join person p on p.id = m.person where p.public_id = :person and m.until is null order by o.id",
        {person}));
  });
}

Status erase(soci::session& session, const std::string& now, const std::string& actor, const std::string& person) {
  const long long number = TRY(person_key(session, person));
  const auto compared = sql::value<std::string>(session, "select email_key from person where id = :id", {number});
  TRY_STATUS(roles::end_all(session, now, actor, person, "erased"));
  sql::run(session, "update membership set until = :now where person = :id and until is null", {now, number});
  sql::run(session, "update invitation set revoked = :now where lower(email) = :key and accepted is null and revoked is null", {now, *compared});
  sql::run(session, "update invitation set name = '', email = '' where person = :id or lower(email) = :key", {number, *compared});
  sql::run(session, "update person set name = '', email = '', email_key = '', erased = :now where id = :id", {now, number});
  log::append(session, {now, actor, "person.erase", person, ""});
  return {};
}

}  // namespace atalaya::reg::people
