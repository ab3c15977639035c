#include "register/notices/outgoing.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "register/notices/choice.h"
#include "register/notices/message.h"
#include "register/people/fields.h"
#include "register/store/office_facts.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg::notices {

namespace {

using Text = std::optional<std::string>;
using std::chrono::minutes;

constexpr minutes claim_time{15};
constexpr std::chrono::hours give_up_after{24 * 5};
constexpr std::size_t most_in_digest = 200;

struct Claimed {
  long long key = 0;
  std::string id;
  std::string created;
  long long attempts = 0;
  Item item;
};

struct Batch {
  std::string to, language;
  std::vector<Claimed> notices;
};

minutes wait_after(long long attempts) { return minutes(std::min(5LL << std::min(attempts, 8LL), 12LL * 60)); }

void finish(soci::session& session, long long key, std::string_view state, const std::string& outcome, const std::string& now) {
  sql::run(session, "update notice set state = :state, outcome = :outcome, done = :now, claimed = null, attempts = attempts + 1 where id = :id",
           {state, outcome, now, key});
}

/// What a notice says beyond its kind and subject.
void fill_item(soci::session& session, Item& item) {
  auto cycle = item.subject;
  if (auto found = sql::row<std::string, std::string, Text, Text>(
          session,
          "select s.country, c.public_id, coalesce(s.due, c.due), c.review_due from submission s join cycle c on c.id = s.cycle where s.public_id = :id",
          {item.subject})) {
    Text due, review_due;
    std::tie(item.country, cycle, due, review_due) = std::move(*found);
    item.due = due.value_or("");
    const auto state = sql::value<std::string>(session, "select state from submission where public_id = :id", {item.subject});
    if (state && (*state == "submitted" || *state == "in_review")) item.due = review_due.value_or("");
  }
  if (auto found =
          sql::row<long long, std::string, std::string, Text>(session, "select year, questionnaire, title, due from cycle where public_id = :id", {cycle})) {
    item.year = static_cast<int>(std::get<0>(*found));
    if (item.country.empty()) item.due = std::get<3>(*found).value_or("");
  }
}

class Sender {
 public:
  Sender(Store& store, Mailer& mailer, const Sending& sending) : store_(store), mailer_(mailer), sending_(sending) {}

  /// Claims the next message; nothing where none is due. A batch without notices was settled without sending.
  Result<std::optional<Batch>> claim() {
    return store_.write([&](soci::session& session) -> Result<std::optional<Batch>> {
      const Instant instant = store_.clock().now();
      const std::string now = instant_text(instant);
      using Number = std::optional<long long>;
      const auto next = sql::row<long long, std::string, Number, Number, std::string, std::string, std::string, long long>(
          session,
          "select id, public_id, person, invitation, kind, subject, created, attempts from notice where state = 'waiting' and next_try <= :now "
          "and (claimed is null or claimed < :same) order by next_try, id limit 1",
          {now, now});
      if (!next) return std::nullopt;
      const auto& [key, id, person, invitation, kind, subject, created, attempts] = *next;
      Batch out;
      const auto known = parse_kind(kind);
      if (!known) {
        finish(session, key, "dropped", "unknown", now);
        return out;
      }
      out.notices.push_back({key, id, created, attempts, {.kind = *known, .subject = subject}});
      if (invitation) {
        if (!address_of_invitation(session, *invitation, now, out)) {
          finish(session, key, "dropped", "over", now);
          return Batch{};
        }
      } else {
        auto who = sql::row<std::string, std::string>(session, "select email, language from person where id = :id and erased is null", {person});
        if (!who) {
          finish(session, key, "dropped", "over", now);
          return Batch{};
        }
        std::tie(out.to, out.language) = std::move(*who);
        if (wanted(session, *person) == Wanted::Daily) add_others(session, *person, now, out);
      }
      if (sql::value<long long>(session, "select count(*) from bounced_address where email_key = :key", {email_key(out.to)}).value_or(0) > 0) {
        for (const Claimed& one : out.notices) finish(session, one.key, "failed", "bounced", now);
        return Batch{};
      }
      for (Claimed& one : out.notices) {
        sql::run(session, "update notice set claimed = :until where id = :id", {instant_text(instant + claim_time), one.key});
        if (one.item.kind != Kind::Invited) fill_item(session, one.item);
      }
      return out;
    });
  }

  Result<Delivery> send(const Batch& batch) {
    std::vector<Item> items;
    for (const Claimed& one : batch.notices) items.push_back(one.item);
    const Letter letter = write_letter(sending_.locale(batch.language), sending_.agenda, sending_.site, items);
    const auto bytes = to_bytes({.from = sending_.from,
                                 .to = batch.to,
                                 .reply_to = sending_.reply_to,
                                 .subject = letter.subject,
                                 .text = letter.text,
                                 .language = batch.language,
                                 .id = batch.notices.front().id,
                                 .when = store_.clock().now()});
    if (!bytes) return Delivery{Delivery::Outcome::BadAddress, "address"};
    return mailer_.send(sending_.from, batch.to, *bytes);
  }

  Status settle(const Batch& batch, const Delivery& delivery, Tally& tally) {
    using Outcome = Delivery::Outcome;
    const Status done = store_.write([&](soci::session& session) -> Status {
      const Instant instant = store_.clock().now();
      const std::string now = instant_text(instant);
      for (const Claimed& one : batch.notices) {
        const bool again = delivery.outcome == Outcome::Later || delivery.outcome == Outcome::NoServer;
        const bool old = one.created < instant_text(instant - give_up_after);
        if (delivery.outcome == Outcome::Sent) {
          finish(session, one.key, "sent", "", now);
        } else if (again && !old) {
          sql::run(session, "update notice set claimed = null, attempts = attempts + 1, next_try = :next_try, outcome = :outcome where id = :id",
                   {instant_text(instant + wait_after(one.attempts)), delivery.code, one.key});
        } else {
          finish(session, one.key, "failed", delivery.code, now);
        }
      }
      if (delivery.outcome == Outcome::BadAddress) {
        sql::run(session, "insert into bounced_address (email_key, outcome, instant) values (:key, :outcome, :now) on conflict (email_key) do nothing",
                 {email_key(batch.to), delivery.code, now});
      }
      return {};
    });
    if (delivery.outcome == Outcome::Sent)
      ++tally.sent;
    else if (delivery.outcome == Outcome::Later || delivery.outcome == Outcome::NoServer)
      ++tally.later;
    else
      ++tally.failed;
    if (delivery.outcome == Outcome::NoServer) tally.trouble = delivery.code;
    return done;
  }

 private:
  /// The message has a link of its own, as the store knows no token; links of messages before it stay good.
  static bool address_of_invitation(soci::session& session, long long invitation, const std::string& now, Batch& out) {
    auto found = sql::row<std::string, std::string, std::string, std::string>(
        session,
        "select name, email, language, role from invitation where id = :id and accepted is null and revoked is null and expires > :now and email <> ''",
        {invitation, now});
    if (!found) return false;
    Item& item = out.notices.front().item;
    std::tie(item.name, out.to, out.language, item.role) = std::move(*found);
    item.invitation = new_token();
    sql::run(session, "insert into invitation_link (token_hash, invitation) values (:hash, :invitation)", {token_hash(item.invitation), invitation});
    return true;
  }

  static void add_others(soci::session& session, long long person, const std::string& now, Batch& out) {
    for (const auto& [key, id, kind, subject, created, attempts] : sql::rows<long long, std::string, std::string, std::string, std::string, long long>(
             session,
             "select id, public_id, kind, subject, created, attempts from notice where person = :person and state = 'waiting' and next_try <= :now and id <> "
             ":key "
             "and (claimed is null or claimed < :same) order by id limit :most",
             {person, now, out.notices.front().key, now, most_in_digest})) {
      if (const auto known = parse_kind(kind)) out.notices.push_back({key, id, created, attempts, {.kind = *known, .subject = subject}});
    }
  }

  Store& store_;
  Mailer& mailer_;
  const Sending& sending_;
};

}  // namespace

Result<Tally> send_due(Store& store, Mailer& mailer, const Sending& sending, int most) {
  Tally tally;
  Sender sender(store, mailer, sending);
  for (int i = 0; i < most; ++i) {
    const auto batch = TRY(sender.claim());
    if (!batch) break;
    if (batch->notices.empty()) continue;
    const Delivery delivery = TRY(sender.send(*batch));
    TRY_STATUS(sender.settle(*batch, delivery, tally));
    if (!tally.trouble.empty()) break;
  }
  if (tally.sent + tally.later + tally.failed > 0) TRY_STATUS(office::note(store, "mail", tally.trouble));
  return tally;
}

}  // namespace atalaya::reg::notices
