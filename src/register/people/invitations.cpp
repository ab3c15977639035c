#include "register/people/invitations.h"

#include "base/json_writer.h"
#include "base/locale.h"
#include "register/people/fields.h"
#include "register/people/pass_on.h"
#include "register/people/roles.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg::invitations {

namespace {

#define ATALAYA_INVITATION                                                                                                                          \
  "select i.public_id, i.name, i.email, i.language, i.role, i.country, o.public_id, i.created, i.expires, i.accepted, i.revoked from invitation i " \
  "left join organisation o on o.id = i.organisation"

std::vector<Invitation> read(soci::session& session, std::string_view statement, sql::Values values) {
  using Text = std::optional<std::string>;
  std::vector<Invitation> out;
  for (auto& row : sql::rows<std::string, std::string, std::string, std::string, std::string, std::string, Text, std::string, std::string, Text, Text>(
           session, statement, values)) {
    Invitation one;
    std::string role;
    std::tie(one.id, one.name, one.email, one.language, role, one.country, one.organisation, one.created, one.expires, one.accepted, one.revoked) =
        std::move(row);
    if (const auto known = parse_role(role)) {
      one.role = *known;
      out.push_back(std::move(one));
    }
  }
  return out;
}

Result<Invitation> open_one(soci::session& session, const std::string& now, const std::string& token) {
  if (is_token(token)) {
    const std::string hash = token_hash(token);
    auto found = read(session,
                      ATALAYA_INVITATION
                      " where (i.token_hash = :hash or i.id in (select invitation from invitation_link where token_hash = :same)) and i.accepted is null and "
                      "i.revoked is null and i.expires > :now",
                      {hash, hash, now});
    if (!found.empty()) return std::move(found.front());
  }
  return fail(ErrorKind::NotFound, "this invitation is not valid, or no more", {}, "ask who sent it for a new one");
}

}  // namespace

Status check(const NewInvitation& wanted) {
  TRY_STATUS(check_line(wanted.name, "the name"));
  TRY_STATUS(check_email(wanted.email));
  TRY_STATUS(check_language(wanted.language));
  TRY_STATUS(roles::check_reach(wanted.role, wanted.country));
  if (wanted.valid < std::chrono::hours(1) || wanted.valid > std::chrono::hours(24 * 366)) {
    return fail(ErrorKind::Input, tr_noop("an invitation is valid for an hour at least and a year at most"));
  }
  return {};
}

Result<Invited> invite(soci::session& session, Instant instant, const std::string& actor, const NewInvitation& wanted) {
  TRY_STATUS(check(wanted));
  const std::string now = instant_text(instant);
  const auto by = TRY(people::actor_key(session, actor));
  std::optional<long long> organisation;
  if (!wanted.organisation.empty()) organisation = TRY(people::organisation_key(session, wanted.organisation));
  Invited out{new_public_id(), new_token(), instant_text(instant + wanted.valid)};
  sql::run(
      session,
      "insert into invitation (public_id, token_hash, name, email, language, role, country, organisation, invited_by, created, expires) "
      "values (:id, :hash, :name, :email, :language, :role, :country, :organisation, :by, :now, :expires)",
      {out.id, token_hash(out.token), wanted.name, wanted.email, wanted.language, to_string(wanted.role), wanted.country, organisation, by, now, out.expires});
  JsonWriter json;
  json.begin_object().field("role", to_string(wanted.role)).field("country", wanted.country).field("expires", out.expires).end_object();
  log::append(session, {now, actor, "invitation.make", out.id, log::details_hash(json.text())});
  return out;
}

Result<Invited> invite(Store& store, const std::string& actor, const NewInvitation& wanted) {
  return store.write([&](soci::session& session) { return invite(session, store.clock().now(), actor, wanted); });
}

Result<Invitation> look_up(Store& store, const std::string& token) {
  return store.read([&](soci::session& session) { return open_one(session, store.now(), token); });
}

Status revoke(Store& store, const std::string& actor, const std::string& invitation) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    if (sql::run(session, "update invitation set revoked = :now where public_id = :id and accepted is null and revoked is null", {now, invitation}) == 0) {
      return fail(ErrorKind::NotFound, "there is no such invitation that could be revoked");
    }
    log::append(session, {now, actor, "invitation.revoke", invitation, ""});
    return {};
  });
}

Result<std::vector<Invitation>> all(Store& store) {
  return store.read([](soci::session& session) -> Result<std::vector<Invitation>> { return read(session, ATALAYA_INVITATION " order by i.id", {}); });
}

Result<std::string> accept(soci::session& session, const std::string& now, const std::string& token, const Acceptance& acceptance) {
  const Invitation invitation = TRY(open_one(session, now, token));
  std::string person = acceptance.person;
  if (person.empty()) {
    if (sql::value<long long>(session, "select id from person where email_key = :key", {email_key(invitation.email)})) {
      return fail(ErrorKind::Conflict, tr_noop("somebody with this address is in the register already"), {},
                  tr_noop("log in first, and then follow the link again"));
    }
    person = TRY(people::add_person(session, now, system_actor,
                                    {.id = {},
                                     .name = acceptance.name.empty() ? invitation.name : acceptance.name,
                                     .email = invitation.email,
                                     .language = acceptance.language.empty() ? invitation.language : acceptance.language}));
  }
  const long long number = TRY(people::person_key(session, person));
  const auto by =
      sql::value<std::string>(session, "select p.public_id from person p join invitation i on i.invited_by = p.id where i.public_id = :id", {invitation.id});
  if (const auto passed = TRY(pass_on::take(session, now, invitation.id, person)); !passed) {
    // Whoever was invited to what they have already keeps it, and the invitation is used.
    if (Result<std::string> granted = roles::grant(session, now, by.value_or(system_actor),
                                                   {.person = person, .role = invitation.role, .country = invitation.country, .granted_by = by.value_or("")});
        !granted && granted.error().kind != ErrorKind::Conflict) {
      return granted;
    }
  }
  if (invitation.organisation) {
    if (Status joined = people::join(session, now, person, person, *invitation.organisation);
        !joined && joined.error().kind != ErrorKind::Conflict && joined.error().kind != ErrorKind::NotFound) {
      return std::unexpected(joined.error());
    }
  }
  sql::run(session, "update invitation set accepted = :now, person = :person where public_id = :id", {now, number, invitation.id});
  log::append(session, {now, person, "invitation.accept", invitation.id, ""});
  return person;
}

Result<std::string> accept(Store& store, const std::string& token, const Acceptance& acceptance) {
  return store.write([&](soci::session& session) { return accept(session, store.now(), token, acceptance); });
}

}  // namespace atalaya::reg::invitations
