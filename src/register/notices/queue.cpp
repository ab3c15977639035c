#include "register/notices/queue.h"

#include <algorithm>
#include <vector>

#include "register/access/rights.h"
#include "register/notices/choice.h"
#include "register/people/people.h"
#include "register/people/roles.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg::notices {

namespace {

constexpr long long most_entries = 500;  ///< Of the log in one transaction.

struct Somebody {
  long long key = 0;
  Principal who;
};

/// Everybody who holds a role now. Assurance is that of a good login: a notice tells what one may do after it.
std::vector<Somebody> everybody(soci::session& session, const std::string& now) {
  std::vector<Somebody> out;
  for (const auto& [key, id] : sql::rows<long long, std::string>(session,
                                                                 "select distinct p.id, p.public_id from person p join role_grant g on g.person = p.id where "
                                                                 "p.erased is null and (g.until is null or g.until > :now) "
                                                                 "order by p.id",
                                                                 {now})) {
    out.push_back({key, {.person = id, .roles = roles::held(session, key, now), .assurance = Assurance::High}});
  }
  return out;
}

/// Daily messages go out in the morning of the region: 11:00 in universal time.
std::string next_morning(Instant now) {
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const Instant today = day + std::chrono::hours(11);
  return instant_text(today > now ? today : today + std::chrono::hours(24));
}

class Spreading {
 public:
  Spreading(soci::session& session, Instant now) : session_(session), now_(now), text_(instant_text(now)) {}

  [[nodiscard]] const std::vector<Somebody>& people() {
    if (!people_) people_ = everybody(session_, text_);
    return *people_;
  }

  void tell(const Somebody& to, Kind kind, const std::string& subject, const std::string& occurrence) {
    const Wanted how = wanted(session_, to.key);
    if (how == Wanted::None) return;
    if (sql::value<long long>(session_,
                              "select id from notice where person = :person and kind = :kind and subject = :subject and state = 'waiting' and attempts = 0",
                              {to.key, to_string(kind), subject})) {
      return;
    }
    insert(to.key, std::nullopt, kind, subject, occurrence + ":" + to.who.person, how == Wanted::Daily ? next_morning(now_) : text_);
  }

  void tell_all(Kind kind, Action may_do, const std::string& country, const std::string& subject, const std::string& occurrence, const std::string& but) {
    for (const Somebody& one : people()) {
      if (one.who.person != but && judge(one.who, may_do, country) == Verdict::Allowed) tell(one, kind, subject, occurrence);
    }
  }

  void insert(std::optional<long long> person, std::optional<long long> invitation, Kind kind, const std::string& subject, const std::string& occurrence,
              const std::string& when) {
    made_ += sql::run(session_,
                      "insert into notice (public_id, person, invitation, kind, subject, occurrence, created, state, attempts, next_try, outcome) "
                      "values (:id, :person, :invitation, :kind, :subject, :occurrence, :now, 'waiting', 0, :next_try, '') on conflict (occurrence) do nothing",
                      {new_public_id(), person, invitation, to_string(kind), subject, occurrence, text_, when});
  }

  void of_entry(long long sequence, const std::string& actor, Kind kind, const std::string& subject) {
    const std::string occurrence = "log:" + std::to_string(sequence);
    if (kind == Kind::Invited) {
      if (const auto key = sql::value<long long>(session_, "select id from invitation where public_id = :id and email <> ''", {subject})) {
        insert(std::nullopt, *key, kind, subject, occurrence, text_);
      }
      return;
    }
    if (kind == Kind::CycleOpened) {
      for (const Somebody& one : people()) {
        const bool reports = std::ranges::any_of(one.who.roles, [&](const HeldRole& role) {
          return !role.country.empty() && judge(one.who, Action::EditAnswers, role.country) == Verdict::Allowed;
        });
        if (reports && one.who.person != actor) tell(one, kind, subject, occurrence);
      }
      return;
    }
    const auto country = sql::value<std::string>(session_, "select country from submission where public_id = :id", {subject});
    if (!country) return;
    switch (kind) {
      case Kind::Submitted:
      case Kind::Reply: tell_all(kind, Action::Review, *country, subject, occurrence, actor); break;
      case Kind::CivilReply: {
        for (const auto& [id] :
             sql::rows<std::string>(session_,
                                    "select distinct p.public_id from civil_review r join submission s on s.id = r.submission join person p on p.id = r.person "
                                    "where s.public_id = :id",
                                    {subject})) {
          const auto one = std::ranges::find_if(people(), [&](const Somebody& each) { return each.who.person == id; });
          if (one != people().end() && id != actor) tell(*one, kind, subject, occurrence);
        }
        break;
      }
      case Kind::CivilReview: tell_all(kind, Action::ReplyToReview, *country, subject, occurrence, actor); break;
      default: tell_all(kind, Action::EditAnswers, *country, subject, occurrence, actor); break;
    }
  }

  [[nodiscard]] long long made() const { return made_; }

 private:
  soci::session& session_;
  Instant now_;
  std::string text_;
  std::optional<std::vector<Somebody>> people_;
  long long made_ = 0;
};

// The nearest of the marks that has been reached; nothing where it is further away, or past.
std::optional<int> days_left(Instant now, const std::string& due) {
  const auto instant = parse_instant(due);
  if (!instant || *instant <= now) return std::nullopt;
  for (const int days : {1, 3, 14}) {
    if (*instant - now <= std::chrono::hours(24 * days)) return days;
  }
  return std::nullopt;
}

}  // namespace

Result<long long> spread(Store& store) {
  long long made = 0;
  for (;;) {
    const auto part = TRY(store.write([&](soci::session& session) -> Result<std::pair<long long, long long>> {
      const long long from = sql::value<long long>(session, "select sequence from notice_cursor where id = 1").value_or(0);
      const auto entries = sql::rows<long long, std::string, std::string, std::string>(
          session, "select sequence, actor, action, subject from log_entry where sequence > :start order by sequence limit :most", {from, most_entries});
      if (entries.empty()) return std::pair(0LL, 0LL);
      Spreading spreading(session, store.clock().now());
      for (const auto& [sequence, actor, action, subject] : entries) {
        if (const auto kind = kind_of_action(action)) spreading.of_entry(sequence, actor, *kind, subject);
      }
      sql::run(session, "update notice_cursor set sequence = :sequence where id = 1", {std::get<0>(entries.back())});
      return std::pair(static_cast<long long>(entries.size()), spreading.made());
    }));
    made += part.second;
    if (part.first < most_entries) return made;
  }
}

Result<long long> remind(Store& store) {
  return store.write([&](soci::session& session) -> Result<long long> {
    const Instant now = store.clock().now();
    const std::string text = instant_text(now);
    Spreading spreading(session, now);
    using Text = std::optional<std::string>;
    for (const auto& [key, cycle, due, review_due] : sql::rows<long long, std::string, Text, Text>(
             session, "select id, public_id, due, review_due from cycle where opens <= :now and (closed is null or closed > :same) order by id",
             {text, text})) {
      const auto all = sql::rows<std::string, std::string, std::string, Text>(
          session, "select public_id, country, state, due from submission where cycle = :cycle order by id", {key});
      for (const Somebody& one : spreading.people()) {
        for (const HeldRole& role : one.who.roles) {
          if (role.country.empty() || judge(one.who, Action::EditAnswers, role.country) != Verdict::Allowed) continue;
          const auto mine = std::ranges::find_if(all, [&](const auto& each) { return std::get<1>(each) == role.country; });
          if (mine != all.end() && std::get<2>(*mine) != "draft" && std::get<2>(*mine) != "returned") continue;
          const Text until = mine != all.end() && std::get<3>(*mine) ? std::get<3>(*mine) : due;
          const auto days = until ? days_left(now, *until) : std::nullopt;
          if (!days) continue;
          spreading.tell(one, Kind::DueSoon, mine != all.end() ? std::get<0>(*mine) : cycle,
                         "due:" + cycle + ":" + role.country + ":" + *until + ":" + std::to_string(*days));
        }
      }
      if (const auto days = review_due ? days_left(now, *review_due) : std::nullopt) {
        for (const auto& [id, country, state, own_due] : all) {
          if (state != "submitted" && state != "in_review") continue;
          spreading.tell_all(Kind::DueSoon, Action::Review, country, id, "review-due:" + id + ":" + *review_due + ":" + std::to_string(*days), "");
        }
      }
    }
    return spreading.made();
  });
}

}  // namespace atalaya::reg::notices
