#include "register/consultation/flood.h"

#include <stdexcept>

#include "base/locale.h"
#include "base/text.h"
#include "register/access/hmac.h"
#include "register/access/rate_limits.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg::consultation {

namespace {

constexpr auto hour = std::chrono::hours(1);

std::string sha256_hmac(const std::string& key, const std::string& text) { return base32(hmac(HashKind::Sha256, key, text)); }

}  // namespace

Forms::Forms(std::string key, Limits limits) : key_(std::move(key)), limits_(limits) {
  if (key_.size() < 32) throw std::logic_error("the key of the forms is too short");
}

std::string Forms::sign(const std::string& text) const { return sha256_hmac(key_, text); }

std::string Forms::open(const std::string& consultation, Instant now) const {
  const std::string form = std::to_string(now.time_since_epoch().count()) + "." + new_public_id();
  return form + "." + sign("form|" + consultation + "|" + form);
}

Result<std::string> Forms::take(const std::string& token, const std::string& consultation, Instant now) const {
  const std::size_t last = token.rfind('.');
  if (token.size() > 200 || last == std::string::npos || !same_secret(token.substr(last + 1), sign("form|" + consultation + "|" + token.substr(0, last)))) {
    return fail(ErrorKind::Input, tr_noop("this form is not one that was given out here"), {.file = "form"}, tr_noop("open the page again"));
  }
  const std::string form = token.substr(0, last);
  // It is signed, so it is of our own form.
  const Instant opened(std::chrono::milliseconds(parse_integer(form.substr(0, form.find('.'))).value_or(0)));
  if (now - opened < limits_.least_open) {
    return fail(ErrorKind::Conflict, tr_noop("this was sent sooner than anybody can write"), {.file = "form"}, tr_noop("wait some seconds and send it again"));
  }
  if (now - opened > limits_.most_open)
    return fail(ErrorKind::Conflict, tr_noop("this form was open for too long"), {.file = "form"}, tr_noop("send it again from a new page"));
  return token_hash(form);
}

std::string Forms::appeal_key(const std::string& form) const { return sign("appeal|" + form); }

std::string Salts::of(soci::session& session, const std::string& day) {
  const std::lock_guard lock(mutex_);
  if (day_ == day) return salt_;
  if (auto salt = sql::value<std::string>(session, "select salt from consultation_salt where day = :day", {day})) {
    day_ = day;
    salt_ = *salt;
    return salt_;
  }
  // Not remembered: the transaction may be taken back.
  std::string salt = base32(random_bytes(32));
  sql::run(session, "insert into consultation_salt (day, salt) values (:day, :salt)", {day, salt});
  return salt;
}

Status keep_pace(soci::session& session, Salts& salts, Instant now, const std::string& person, const std::string& address, const Limits& limits) {
  const std::string instant = instant_text(now), before = instant_text(now - hour);
  const std::string subject = person.empty() ? "a:" + sha256_hmac(salts.of(session, instant.substr(0, 10)), address_group(address)) : "p:" + person;
  const int most = person.empty() ? limits.address_in_an_hour : limits.person_in_an_hour;
  // In one statement, for every one of them costs a comment a turn to the database and back.
  const long long noted =
      sql::run(session,
               sql::kept("insert into consultation_pace (subject, instant) select cast(:subject as varchar(200)), cast(:instant as varchar(30)) where (select "
                         "count(*) from consultation_pace where subject = :same and instant > :since) < :most"),
               {subject, instant, subject, before, most});
  if (noted == 1) return {};
  const auto oldest =
      sql::value<std::string>(session, "select min(instant) from consultation_pace where subject = :subject and instant > :since", {subject, before});
  const auto wait = std::chrono::ceil<std::chrono::minutes>(parse_instant(oldest.value()).value() + hour - now).count();
  return fail(
      ErrorKind::Conflict,
      person.empty() ? "there were too many contributions in an hour from this connection" : "there were too many contributions in an hour from this person",
      {}, "come back in " + std::to_string(wait) + " minutes");
}

}  // namespace atalaya::reg::consultation
