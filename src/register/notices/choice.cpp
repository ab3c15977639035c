#include "register/notices/choice.h"

#include "register/people/people.h"
#include "register/store/log.h"
#include "register/store/sql.h"

namespace atalaya::reg::notices {

std::string_view to_string(Wanted wanted) { return wanted == Wanted::Each ? "each" : wanted == Wanted::Daily ? "daily" : "none"; }

std::optional<Wanted> parse_wanted(std::string_view text) {
  for (const Wanted one : all_wanted) {
    if (to_string(one) == text) return one;
  }
  return std::nullopt;
}

Wanted wanted(soci::session& session, long long person) {
  const auto text = sql::value<std::string>(session, "select delivery from notice_choice where person = :person", {person});
  return text ? parse_wanted(*text).value_or(Wanted::Each) : Wanted::Each;
}

Result<Wanted> wanted(Store& store, const std::string& person) {
  return store.read([&](soci::session& session) -> Result<Wanted> { return wanted(session, TRY(people::person_key(session, person))); });
}

Status choose(Store& store, const std::string& person, Wanted wanted) {
  return store.write([&](soci::session& session) -> Status {
    const long long key = TRY(people::person_key(session, person));
    sql::run(session,
             "insert into notice_choice (person, delivery) values (:person, :delivery) on conflict (person) do update set delivery = excluded.delivery",
             {key, to_string(wanted)});
    log::append(session, {store.now(), person, "account.notices", person, ""});
    return {};
  });
}

}  // namespace atalaya::reg::notices
