#include "register/people/pass_on.h"

#include <tuple>

#include "register/people/fields.h"
#include "register/store/log.h"
#include "register/store/sql.h"

namespace atalaya::reg::pass_on {

namespace {

#define ATALAYA_OFFER                                                                                                                                 \
  "select i.public_id, g.public_id, o.kind, i.name, i.email, o.since, o.until, i.expires from role_offer o join invitation i on i.id = o.invitation " \
  "join role_grant g on g.id = o.held"
#define ATALAYA_TAKABLE " i.accepted is null and i.revoked is null and i.expires > :now"

std::vector<Offer> offers(soci::session& session, std::string_view statement, sql::Values values) {
  using Text = std::optional<std::string>;
  std::vector<Offer> out;
  for (auto& row : sql::rows<std::string, std::string, std::string, std::string, std::string, Text, Text, std::string>(session, statement, values)) {
    Offer& one = out.emplace_back();
    std::string kind;
    std::tie(one.invitation, one.grant, kind, one.name, one.email, one.from, one.until, one.expires) = std::move(row);
    one.kind = kind == to_string(Kind::Delegate) ? Kind::Delegate : Kind::HandOver;
  }
  return out;
}

Result<roles::Grant> check(soci::session& session, const std::string& now, const std::string& actor, Kind kind, const std::string& grant,
                           const std::optional<std::string>& from, const std::optional<std::string>& until) {
  return kind == Kind::HandOver ? roles::check_hand_over(session, now, actor, grant, from) : roles::check_delegate(session, now, actor, grant, until);
}

}  // namespace

std::string_view to_string(Kind kind) { return kind == Kind::HandOver ? "hand_over" : "delegate"; }

Result<invitations::Invited> offer(Store& store, const std::string& actor, const Wanted& wanted) {
  TRY_STATUS(check_line(wanted.name, "the name"));
  TRY_STATUS(check_email(wanted.email));
  TRY_STATUS(check_language(wanted.language));
  return store.write([&](soci::session& session) -> Result<invitations::Invited> {
    const Instant instant = store.clock().now();
    const std::string now = instant_text(instant);
    const roles::Grant held = TRY(check(session, now, actor, wanted.kind, wanted.grant, wanted.from, wanted.until));
    const auto invited = TRY(invitations::invite(
        session, instant, actor, {.name = wanted.name, .email = wanted.email, .language = wanted.language, .role = held.role, .country = held.country}));
    sql::run(session,
             "insert into role_offer (invitation, held, kind, since, until) select i.id, g.id, :kind, :since, :until from invitation i, role_grant g "
             "where i.public_id = :invitation and g.public_id = :held",
             {to_string(wanted.kind), wanted.from, wanted.until, invited.id, wanted.grant});
    return invited;
  });
}

Result<std::vector<Offer>> open_offers(Store& store, const std::string& grant) {
  return store.read([&](soci::session& session) -> Result<std::vector<Offer>> {
    return offers(session, ATALAYA_OFFER " where g.public_id = :grant and" ATALAYA_TAKABLE " order by i.id", {grant, store.now()});
  });
}

Result<std::optional<Offer>> find(Store& store, const std::string& invitation) {
  return store.read([&](soci::session& session) -> Result<std::optional<Offer>> {
    auto found = offers(session, ATALAYA_OFFER " where i.public_id = :invitation", {invitation});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
  });
}

Status withdraw(Store& store, const std::string& actor, const std::string& grant, const std::string& invitation) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const auto found = offers(session, ATALAYA_OFFER " where i.public_id = :invitation and g.public_id = :grant and" ATALAYA_TAKABLE, {invitation, grant, now});
    if (found.empty()) return fail(ErrorKind::NotFound, "there is no such offer, or no more");
    TRY(roles::check_hand_over(session, now, actor, grant, std::nullopt));
    sql::run(session, "update invitation set revoked = :now where public_id = :id", {now, invitation});
    log::append(session, {now, actor, "invitation.revoke", invitation, ""});
    return {};
  });
}

Result<bool> take(soci::session& session, const std::string& now, const std::string& invitation, const std::string& person) {
  const auto found = offers(session, ATALAYA_OFFER " where i.public_id = :invitation", {invitation});
  if (found.empty()) return false;
  const Offer& one = found.front();
  const auto by =
      sql::value<std::string>(session, "select p.public_id from person p join invitation i on i.invited_by = p.id where i.public_id = :id", {invitation});
  const std::string actor = by.value_or(system_actor);
  if (one.kind == Kind::HandOver) {
    TRY(roles::hand_over(session, now, actor, one.grant, person, {}, one.from));
  } else {
    TRY(roles::delegate(session, now, actor, one.grant, person, one.until, {}));
  }
  return true;
}

}  // namespace atalaya::reg::pass_on
