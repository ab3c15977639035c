#include "register/store/office_facts.h"

#include "register/store/sql.h"

namespace atalaya::reg::office {

Status note(Store& store, const std::string& name, const std::string& content) {
  return store.write([&](soci::session& session) -> Status {
    sql::run(session,
             "insert into office_fact (name, content, instant) values (:name, :content, :now) "
             "on conflict (name) do update set content = excluded.content, instant = excluded.instant",
             {name, content, store.now()});
    return {};
  });
}

Result<std::optional<Fact>> last(Store& store, const std::string& name) {
  return store.read([&](soci::session& session) -> Result<std::optional<Fact>> {
    auto found = sql::row<std::string, std::string>(session, "select content, instant from office_fact where name = :name", {name});
    if (!found) return std::nullopt;
    return Fact{std::get<0>(std::move(*found)), std::get<1>(std::move(*found))};
  });
}

}  // namespace atalaya::reg::office
