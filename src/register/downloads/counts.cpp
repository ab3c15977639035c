#include "register/downloads/counts.h"

#include <algorithm>

#include "register/store/sql.h"

namespace atalaya::reg::downloads {

Status begin(Store& store) {
  // Looked at first: a server that starts has nothing to write then.
  if (TRY(began(store))) return {};
  return store.write([&](soci::session& session) -> Status {
    sql::run(session, "insert into download_counting (id, began) values (1, :now) on conflict (id) do nothing", {store.now()});
    return {};
  });
}

Result<std::optional<std::string>> began(Store& store) {
  return store.read([&](soci::session& session) -> Result<std::optional<std::string>> {
    return sql::value<std::string>(session, "select began from download_counting where id = 1");
  });
}

Status add(Store& store, const std::string& batch, const Counts& counts) {
  if (counts.empty()) return {};
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    if (sql::run(session, "insert into download_batch (id, instant) values (:id, :now) on conflict (id) do nothing", {batch, now}) == 0) return {};
    sql::run(session, "delete from download_batch where instant < :old", {instant_text(store.clock().now() - std::chrono::hours(48))});
    for (const auto& [copy, count] : counts) {
      sql::run(
          session,
          "insert into download_count (day, country, language, release_id, downloads) values (:day, :country, :language, :release_id, :downloads) on conflict "
          "(day, country, language, release_id) do update set downloads = download_count.downloads + excluded.downloads",
          {copy.day, copy.country, copy.language, copy.release, count});
    }
    return {};
  });
}

Result<std::map<std::string, long long>> by_country(Store& store, const std::string& first, const std::string& last) {
  return store.read([&](soci::session& session) -> Result<std::map<std::string, long long>> {
    std::map<std::string, long long> out;
    // A sum of bigint is numeric in PostgreSQL.
    for (auto& [country, count] :
         sql::rows<std::string, long long>(session,
                                           "select country, cast(sum(downloads) as bigint) from download_count where day >= :first and day <= :last group by "
                                           "country",
                                           {first, last})) {
      out.emplace(std::move(country), count);
    }
    return out;
  });
}

Result<std::optional<Year>> in_year(Store& store, int year) {
  const std::string first = std::to_string(year) + "-01-01", last = std::to_string(year) + "-12-31";
  const auto since = TRY(began(store));
  if (!since || since->substr(0, 10) > last || store.now().substr(0, 10) < first) return std::nullopt;
  auto counted = TRY(by_country(store, first, last));
  return Year{std::max(first, since->substr(0, 10)), std::move(counted)};
}

}  // namespace atalaya::reg::downloads
