#include "register/privacy/erasing.h"

#include "register/people/people.h"
#include "register/store/sql.h"

namespace atalaya::reg::privacy {

Status erase(Store& store, Accounts& accounts, const std::string& actor, const std::string& person, consultation::Said said) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const long long number = TRY(people::person_key(session, person));
    const auto key = sql::value<std::string>(session, "select email_key from person where id = :id", {number});
    sql::run(session, "delete from notice where person = :id", {number});
    sql::run(session, "delete from notice where invitation in (select id from invitation where person = :id or lower(email) = :key)", {number, *key});
    sql::run(session, "delete from invitation_link where invitation in (select id from invitation where person = :id or lower(email) = :key)", {number, *key});
    sql::run(session, "delete from notice_choice where person = :id", {number});
    sql::run(session, "delete from bounced_address where email_key = :key", {*key});
    sql::run(session, "delete from login_session where person = :id", {number});
    TRY_STATUS(consultation::erase(session, now, person, said));
    return accounts.erase(session, now, actor, person);
  });
}

}  // namespace atalaya::reg::privacy
