#include "register/consultation/closing.h"

#include "base/json_writer.h"
#include "base/locale.h"
#include "register/consultation/consultation.h"
#include "register/consultation/zone.h"
#include "register/text/typed_text.h"
#include "register/store/log.h"
#include "register/store/sql.h"

namespace atalaya::reg::consultation {

Status close(Store& store, const std::string& actor, const std::string& consultation, const std::string& reason) {
  TRY_STATUS(check_text(reason, "reason", 2000, Empty::Refused, Lines::Several));
  return store.write([&](soci::session& session) -> Status {
    const Instant moment = store.clock().now();
    const std::string now = instant_text(moment);
    const Terms terms = TRY(terms_of(session, consultation));
    if (now >= terms.closes) return fail(ErrorKind::Conflict, tr_noop("the consultation has closed"));
    const auto zone = sql::value<std::string>(session, "select zone from consultation where id = :key", {terms.key}).value();
    sql::run(session, "update consultation set closes = :closes, closes_local = :closes_local where id = :key",
             {now, local_text(moment, zone).substr(0, 16), terms.key});
    sql::run(session, "insert into consultation_closing (consultation, instant, said, reason) values (:key, :instant, :said, :reason)",
             {terms.key, now, terms.closes, reason});
    JsonWriter json;
    json.begin_object().field("closes", now).field("before", terms.closes).field("reason", reason).end_object();
    log::append(session, {now, actor, "consultation.close", consultation, log::details_hash(json.text())});
    return {};
  });
}

Result<std::optional<Closing>> closing(Store& store, const std::string& consultation) {
  return store.read([&](soci::session& session) -> Result<std::optional<Closing>> {
    const Terms terms = TRY(terms_of(session, consultation));
    auto row = sql::row<std::string, std::string, std::string>(session, "select instant, said, reason from consultation_closing where consultation = :key",
                                                               {terms.key});
    if (!row) return std::optional<Closing>();
    auto& [instant, said, reason] = *row;
    return std::optional(Closing{std::move(instant), std::move(said), std::move(reason)});
  });
}

}  // namespace atalaya::reg::consultation
