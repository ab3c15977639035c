#include "register/access/identities.h"

#include "base/json_writer.h"
#include "base/locale.h"
#include "base/text.h"
#include "register/store/log.h"
#include "register/store/sql.h"

namespace atalaya::reg::identities {

namespace {

Status check(const Identity& identity) {
  const auto good = [](const std::string& text, std::size_t most) {
    return !text.empty() && text.size() <= most && is_utf8(text) && text.find('\0') == std::string::npos;
  };
  if (!good(identity.issuer, 2000) || !good(identity.subject, 1000)) return fail(ErrorKind::Input, tr_noop("an identity has an issuer and a subject"));
  return {};
}

/// The subject may be a personal number, so the log has only that something was linked, and by which issuer.
std::string details(const Identity& identity) {
  JsonWriter json;
  json.begin_object().field("issuer", identity.issuer).end_object();
  return log::details_hash(json.text());
}

struct Owner {
  long long number;
  std::string person;  ///< Public id.
};

std::optional<Owner> owner(soci::session& session, const Identity& identity) {
  auto found = sql::row<long long, std::string>(session,
                                                "select p.id, p.public_id from external_identity e join person p on p.id = e.person "
                                                "where e.issuer = :issuer and e.subject = :subject and e.unlinked is null and p.erased is null",
                                                {identity.issuer, identity.subject});
  return found ? std::optional(Owner{std::get<0>(*found), std::move(std::get<1>(*found))}) : std::nullopt;
}

Status link_in(soci::session& session, const std::string& now, const std::string& actor, const std::string& person, const Identity& identity) {
  const long long number = TRY(people::person_key(session, person));
  if (owner(session, identity)) return fail(ErrorKind::Conflict, tr_noop("this identity is linked already"));
  sql::run(session, "insert into external_identity (issuer, subject, person, linked) values (:issuer, :subject, :person, :now)",
           {identity.issuer, identity.subject, number, now});
  log::append(session, {now, actor, "identity.link", person, details(identity)});
  return {};
}

std::string method(const Identity& identity) { return "oidc:" + identity.issuer; }

void note(soci::session& session, const std::string& id, const Identity& identity, const AtProvider& at) {
  if (at.provider.empty()) return;
  sql::run(session,
           "insert into provider_session (session, provider, issuer, subject, sid) select id, :provider, :issuer, :subject, :sid from login_session "
           "where public_id = :id",
           {at.provider, identity.issuer, identity.subject, at.session, id});
}

}  // namespace

Status link(Store& store, const std::string& actor, const std::string& person, const Identity& identity) {
  TRY_STATUS(check(identity));
  return store.write([&](soci::session& session) { return link_in(session, store.now(), actor, person, identity); });
}

Status unlink(Store& store, const std::string& actor, const std::string& person, const Identity& identity) {
  TRY_STATUS(check(identity));
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const long long number = TRY(people::person_key(session, person));
    if (sql::run(session,
                 "update external_identity set unlinked = :now where issuer = :issuer and subject = :subject and person = :person and unlinked is null",
                 {now, identity.issuer, identity.subject, number}) == 0) {
      return fail(ErrorKind::NotFound, "this identity is not linked to that person");
    }
    log::append(session, {now, actor, "identity.unlink", person, details(identity)});
    return {};
  });
}

Result<std::optional<std::string>> find(Store& store, const Identity& identity) {
  TRY_STATUS(check(identity));
  return store.read([&](soci::session& session) -> Result<std::optional<std::string>> {
    auto found = owner(session, identity);
    return found ? std::optional(std::move(found->person)) : std::nullopt;
  });
}

Result<std::vector<Identity>> of(Store& store, const std::string& person) {
  return store.read([&](soci::session& session) -> Result<std::vector<Identity>> {
    std::vector<Identity> out;
    for (auto& [issuer, subject] : sql::rows<std::string, std::string>(session,
                                                                       "select e.issuer, e.subject from external_identity e join person p on p.id = e.person "
                                                                       "where p.public_id = :person and e.unlinked is null order by e.id",
                                                                       {person})) {
      out.push_back({std::move(issuer), std::move(subject)});
    }
    return out;
  });
}

Result<Opened> log_in(Store& store, Sessions& sessions, const Identity& identity, Assurance assurance, const AtProvider& at) {
  TRY_STATUS(check(identity));
  return store.write([&](soci::session& session) -> Result<Opened> {
    const auto found = owner(session, identity);
    if (!found) return fail(ErrorKind::NotFound, "nobody in the register has this identity", {}, "follow the link of an invitation first");
    Opened out = sessions.open(session, store.clock().now(), found->number, found->person, assurance, method(identity));
    note(session, out.id, identity, at);
    return out;
  });
}

Result<Opened> accept_invitation(Store& store, Sessions& sessions, const std::string& token, const invitations::Acceptance& acceptance,
                                 const Identity& identity, Assurance assurance, const AtProvider& at) {
  TRY_STATUS(check(identity));
  return store.write([&](soci::session& session) -> Result<Opened> {
    const Instant instant = store.clock().now();
    const std::string now = instant_text(instant);
    invitations::Acceptance by = acceptance;
    const auto known = owner(session, identity);
    if (known) {
      if (!by.person.empty() && by.person != known->person) return fail(ErrorKind::Conflict, tr_noop("this identity is somebody else's"));
      by.person = known->person;
    }
    const std::string person = TRY(invitations::accept(session, now, token, by));
    if (!known) TRY_STATUS(link_in(session, now, person, person, identity));
    Opened out = sessions.open(session, instant, TRY(people::person_key(session, person)), person, assurance, method(identity));
    note(session, out.id, identity, at);
    return out;
  });
}

Result<std::string> provider_of(Store& store, const std::string& id) {
  return store.read([&](soci::session& session) -> Result<std::string> {
    return sql::value<std::string>(session, "select v.provider from provider_session v join login_session s on s.id = v.session where s.public_id = :id", {id})
        .value_or("");
  });
}

Result<std::size_t> end_provider_sessions(Store& store, const Identity& identity, const std::string& session_there) {
  if (identity.subject.empty() && session_there.empty()) return fail(ErrorKind::Input, tr_noop("neither a subject nor a session is named"));
  return store.write([&](soci::session& session) -> Result<std::size_t> {
    const std::string now = store.now();
    // Who ends it is the provider, and not the person here.
    const auto ended = sql::rows<long long, std::string>(
        session,
        "select s.id, s.public_id from provider_session v join login_session s on s.id = v.session where v.issuer = :issuer and s.revoked is null "
        "and (:any_subject = '' or v.subject = :subject) and (:any_sid = '' or v.sid = :sid) order by s.id",
        {identity.issuer, identity.subject, identity.subject, session_there, session_there});
    for (const auto& [key, id] : ended) {
      sql::run(session, "update login_session set revoked = :now where id = :key", {now, key});
      log::append(session, {now, system_actor, "session.end_by_provider", id, ""});
    }
    return ended.size();
  });
}

}  // namespace atalaya::reg::identities
