#include "register/notices/office.h"

#include "register/people/fields.h"
#include "register/people/people.h"
#include "register/store/log.h"
#include "register/store/sql.h"

namespace atalaya::reg::notices {

Result<std::map<std::string, long long>> counts(Store& store) {
  return store.read([](soci::session& session) -> Result<std::map<std::string, long long>> {
    std::map<std::string, long long> out;
    for (auto& [state, count] : sql::rows<std::string, long long>(session, "select state, count(*) from notice group by state")) out[state] = count;
    return out;
  });
}

Result<std::vector<Listed>> list(Store& store, const std::string& state, std::size_t most) {
  return store.read([&](soci::session& session) -> Result<std::vector<Listed>> {
    std::vector<Listed> out;
    for (auto& [id, kind, is, created, next_try, outcome, to, attempts] :
         sql::rows<std::string, std::string, std::string, std::string, std::string, std::string, std::string, long long>(
             session,
             "select n.public_id, n.kind, n.state, n.created, n.next_try, n.outcome, coalesce(p.name, i.name, ''), n.attempts from notice n left join person p "
             "on p.id = n.person "
             "left join invitation i on i.id = n.invitation where (:state = '' or n.state = :same) order by n.id desc limit :most",
             {state, state, most})) {
      out.push_back({std::move(id), std::move(kind), std::move(is), std::move(created), std::move(next_try), std::move(outcome), std::move(to), attempts});
    }
    return out;
  });
}

Result<std::vector<Bounced>> bounced(Store& store, std::size_t most) {
  return store.read([&](soci::session& session) -> Result<std::vector<Bounced>> {
    std::vector<Bounced> out;
    for (auto& [email, outcome, instant] : sql::rows<std::string, std::string, std::string>(
             session, "select email_key, outcome, instant from bounced_address order by instant desc limit :most", {most})) {
      out.push_back({std::move(email), std::move(outcome), std::move(instant)});
    }
    return out;
  });
}

Status retry(Store& store, const std::string& actor, const std::string& notice) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const auto email =
        sql::value<std::string>(session,
                                "select coalesce(p.email, i.email, '') from notice n left join person p on p.id = n.person left join invitation i on i.id = "
                                "n.invitation where n.public_id = :id and n.state = 'failed'",
                                {notice});
    if (!email) return fail(ErrorKind::NotFound, "there is no such notice that failed");
    sql::run(session, "delete from bounced_address where email_key = :key", {email_key(*email)});
    sql::run(session, "update notice set state = 'waiting', next_try = :now, created = :same, done = null, claimed = null, attempts = 0 where public_id = :id",
             {now, now, notice});
    log::append(session, {now, actor, "notice.retry", notice, ""});
    return {};
  });
}

}  // namespace atalaya::reg::notices
