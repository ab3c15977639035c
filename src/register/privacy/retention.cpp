#include "register/privacy/retention.h"

#include "register/privacy/erasing.h"
#include "register/store/office_facts.h"
#include "register/store/sql.h"

namespace atalaya::reg::privacy {

namespace {

using sql::run;

// The end of a session is that of its row or of its use, whichever it was; sessions.cpp ends them by an hour without use, which is little beside days.
long long sweep_kind(soci::session& session, PersonalData kind, const std::string& before) {
  switch (kind) {
    case PersonalData::Sessions: return run(session, "delete from login_session where ends < :before or revoked < :same", {before, before});
    case PersonalData::Devices: return run(session, "delete from known_device where seen < :before or revoked < :same", {before, before});
    case PersonalData::Identities: return run(session, "delete from external_identity where unlinked < :before", {before});
    // The password stays: nobody is shut out.
    case PersonalData::Passkeys: return run(session, "delete from passkey where coalesce(used, added) < :before", {before});
    case PersonalData::Recoveries: return run(session, "delete from recovery where expires < :before", {before});
    case PersonalData::Invitations: {
      const char* const over = "where (accepted < :a or revoked < :b or (accepted is null and revoked is null and expires < :c))";
      run(session, std::string("delete from invitation_link where invitation in (select id from invitation ") + over + ")", {before, before, before});
      return run(session, std::string("update invitation set name = '', email = '' ") + over + " and email <> ''", {before, before, before});
    }
    case PersonalData::Notices: return run(session, "delete from notice where state <> 'waiting' and done < :before", {before});
    case PersonalData::Bounces: return run(session, "delete from bounced_address where instant < :before", {before});
    case PersonalData::RateLimits: {
      const long long gone = run(session, "delete from consultation_pace where instant < :before", {before});
      return gone + run(session, "delete from consultation_salt where day < :day", {before.substr(0, 10)});
    }
    default: return 0;
  }
}

// Who holds no role, has held none since, and has no session that is kept.
std::vector<std::string> people_of_long_ago(soci::session& session, const std::string& before) {
  std::vector<std::string> out;
  for (auto& [id] : sql::rows<std::string>(session,
                                           "select p.public_id from person p where p.erased is null and p.created < :before "
                                           "and not exists (select 1 from role_grant g where g.person = p.id and (g.until is null or g.until >= :same)) "
                                           "and not exists (select 1 from login_session s where s.person = p.id) order by p.id limit 1000",
                                           {before, before})) {
    out.push_back(std::move(id));
  }
  return out;
}

}  // namespace

Result<Swept> sweep(Store& store, Accounts& accounts, const PrivacyPolicy& policy) {
  Swept out;
  const Instant now = store.clock().now();
  for (const PrivacyRule& rule : policy.rules) {
    if (!rule.days || rule.kind == PersonalData::Accounts) continue;  // An account goes with its person.
    const std::string before = instant_text(now - std::chrono::hours(24) * *rule.days);
    long long gone = 0;
    if (rule.kind == PersonalData::People) {
      const auto people = TRY(store.read([&](soci::session& session) -> Result<std::vector<std::string>> { return people_of_long_ago(session, before); }));
      for (const std::string& person : people) TRY_STATUS(erase(store, accounts, system_actor, person, consultation::Said::Stays));
      gone = static_cast<long long>(people.size());
    } else {
      gone = TRY(store.write([&](soci::session& session) -> Result<long long> { return sweep_kind(session, rule.kind, before); }));
    }
    if (gone > 0) out[rule.kind] = gone;
  }
  TRY_STATUS(office::note(store, "retention", ""));
  return out;
}

}  // namespace atalaya::reg::privacy
