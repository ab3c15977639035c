#include "register/instruments/search.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "base/locale.h"
#include "register/instruments/check.h"
#include "register/instruments/rows.h"
#include "register/instruments/states.h"
#include "register/instruments/terms.h"
#include "register/store/statement.h"

namespace atalaya::reg::instruments {

namespace {

constexpr std::size_t most_words = 8;

/// A list is read along one condition, and the others are asked for each row: along the rarest where one is rare, else in the order of the list. A state that
/// lasts has an order of its own (a list by all instruments would show the drafts last); the few of that state that end later are put between.
struct Plan {
  bool nothing = false;          ///< A term that no instrument has.
  bool of_all = false;           ///< The only term is the one that all have, so it is no condition.
  std::vector<long long> terms;  ///< The rarest first: it is read along, unless `along` says otherwise.
  long long most = 0;            ///< Instruments that the rarest has: no more than these are found.
  enum class Along { Term, Since, Lasting, Periods } along = Along::Term;
  std::optional<State> state;
  bool dated = false;
  std::string date;
};

struct Cursor {
  long long position = std::numeric_limits<long long>::max();
  long long key = std::numeric_limits<long long>::max();
};

std::vector<std::string> terms_of(const Filter& filter) {
  std::vector<std::string> out;
  if (filter.country && filter.goal) {
    out.push_back(country_goal_term(*filter.country, *filter.goal));
  } else {
    if (filter.country) out.push_back(country_term(*filter.country));
    if (filter.goal) out.push_back(goal_term(*filter.goal));
  }
  if (filter.kind) out.push_back(kind_term(*filter.kind));
  for (const std::string& word : words(filter.text, most_words)) out.push_back(word_term(word));
  if (out.empty()) out.push_back(every_term());
  return out;
}

/// How many rows begin like this, counted no further than `most`: databases know it only roughly, or not at all.
template <class... Values>
long long weight(soci::session& session, const char* from, long long most, const Values&... values) {
  sql::Statement statement("select count(*) from (select 1 from ");
  const std::string_view pattern = from;
  std::size_t at = 0;
  const auto put = [&](const auto& value) {
    const std::size_t mark = pattern.find('?', at);
    statement.text(pattern.substr(at, mark - at)).bind(value);
    at = mark + 1;
  };
  (put(values), ...);
  statement.text(pattern.substr(at)).text(" limit ").bind(most).text(") few");
  return sql::value<long long>(session, statement.sql(), statement.values()).value_or(0);
}

Result<Plan> make_plan(soci::session& session, const Filter& filter, const std::string& today, long long rare) {
  Plan out;
  out.state = filter.state;
  out.dated = filter.state || !filter.date.empty();
  out.date = filter.date.empty() ? today : filter.date;
  if (!is_day(out.date)) return not_a_day("date");
  const std::vector<std::string> terms = terms_of(filter);
  sql::Statement statement("select id, instruments from instrument_term where term in ");
  statement.list(terms).text(" and instruments > 0 order by instruments, id");
  for (const auto& [id, instruments] : sql::rows<long long, long long>(session, statement)) {
    if (out.terms.empty()) out.most = instruments;
    out.terms.push_back(id);
  }
  out.nothing = out.terms.size() < terms.size();
  if (out.nothing || !out.dated) return out;
  // Where there is nothing but a date or a state, their own order is walked rather than that of all instruments, whose states would be looked up one by one.
  out.of_all = terms[0] == every_term();
  if (out.of_all) out.along = Plan::Along::Periods;
  const long long least = std::min(rare, out.most);
  if (!out.state) {
    if (weight(session, "instrument_period where since <= ?", least, out.date) < least) out.along = Plan::Along::Since;
    return out;
  }
  const std::string state(to_string(*out.state));
  if (const long long count = weight(session, "instrument_period where state = ? and since <= ?", least, state, out.date); count < least) {
    out.along = Plan::Along::Since;
  } else if (out.most >= rare && weight(session, "instrument_period where state = ? and until > ? and until < '9999-12-31'", rare, state, out.date) < rare) {
    out.along = Plan::Along::Lasting;
  }
  return out;
}

/// "select position, instrument …" of one way, with the conditions that it leaves open. What is joined to '' must not choose the index: SQLite knows no weights
/// and would guess. What is counted rather than asked for by "exists" is looked up for each row, until the page is full: PostgreSQL would join all of it first.
sql::Statement& add_conditions(sql::Statement& out, const Plan& plan, const Cursor& after, bool by_term) {
  // The few rows of a time are sorted; to walk all in their order until these come would take longer.
  out.text(plan.along == Plan::Along::Since ? " and (+t.position, t.instrument) < (" : " and (t.position, t.instrument) < (")
      .bind(after.position)
      .text(", ")
      .bind(after.key)
      .text(")");
  for (std::size_t i = by_term ? 1 : 0; i < plan.terms.size() && !plan.of_all; ++i) {
    out.text(" and (select count(*) from instrument_posting o where o.term = ").bind(plan.terms[i]);
    out.text(" and o.position = t.position and o.instrument = t.instrument) > 0");
  }
  if (by_term && plan.dated) {
    out.text(" and (select count(*) from instrument_period p where p.instrument = t.instrument and p.since <= ").bind(plan.date);
    out.text(" and p.until > ").bind(plan.date);
    if (plan.state) out.text(" and (p.state || '') = ").bind(to_string(*plan.state));
    out.text(") > 0");
  }
  return out;
}

/// At most so many, the newest first.
sql::Statement matches(const Plan& plan, const Cursor& after, std::size_t most) {
  constexpr std::string_view order = " order by t.position desc, t.instrument desc limit ";
  sql::Statement out;
  if (plan.along == Plan::Along::Term) {
    out.text("select t.position, t.instrument from instrument_posting t where t.term = ").bind(plan.terms[0]);
    return add_conditions(out, plan, after, true).text(order).bind(most);
  }
  if (plan.along == Plan::Along::Since || plan.along == Plan::Along::Periods) {
    const bool in_order = plan.along == Plan::Along::Periods;
    out.text("select t.position, t.instrument from instrument_period t where ").text(in_order ? "(t.since || '') <= " : "t.since <= ").bind(plan.date);
    out.text(" and (t.until || '') > ").bind(plan.date);
    if (plan.state) out.text(" and t.state = ").bind(to_string(*plan.state));
    add_conditions(out, plan, after, false);
    return out.text(in_order ? order : " order by +t.position desc, t.instrument desc limit ").bind(most);
  }
  out.text("select t.position, t.instrument from (");
  for (const bool lasting : {true, false}) {
    out.text(lasting ? "select * from (" : " union all select * from (").text("select t.position, t.instrument from instrument_period t where t.state = ");
    out.bind(to_string(*plan.state));
    if (lasting) {
      out.text(" and t.until = '9999-12-31'");
    } else {
      out.text(" and t.until > ").bind(plan.date).text(" and t.until < '9999-12-31'");
    }
    out.text(" and (t.since || '') <= ").bind(plan.date);
    add_conditions(out, plan, after, false).text(order).bind(most).text(lasting ? ") lasting" : ") ending");
  }
  return out.text(") t").text(order).bind(most);
}

std::vector<Found> read_found(soci::session& session, const std::vector<long long>& keys, const std::string& date) {
  std::unordered_map<long long, Found> read;
  sql::Statement statement(
      "select i.id, i.public_id, i.country, i.kind, i.language, i.title, i.translation_language, i.translation, i.body, i.address, i.goals, p.state, p.since "
      "from "
      "instrument i "
      "left join instrument_period p on p.instrument = i.id and p.since <= ");
  statement.bind(date).text(" and p.until > ").bind(date).text(" where i.id in ").list(keys);
  using Text = std::optional<std::string>;
  for (auto& [key, id, country, kind, language, title, translation_language, translation, body, address, goals, state, since] :
       sql::rows<long long, std::string, std::string, std::string, std::string, std::string, std::string, std::string, std::string, std::string, std::string,
                 Text, Text>(session, statement)) {
    read[key] = {std::move(id),          std::move(country), parse_kind(kind).value(), std::move(language), std::move(title), std::move(translation_language),
                 std::move(translation), std::move(body),    std::move(address),       parse_goals(goals),  std::nullopt,     since.value_or("")};
    if (state) read[key].state = parse_state(*state);
  }
  std::vector<Found> out;
  for (const long long key : keys) out.push_back(read.at(key));
  return out;
}

}  // namespace

Result<Page> search(Store& store, const Filter& filter, const std::string& after, std::size_t most, long long rare) {
  most = std::clamp<std::size_t>(most, 1, 1000);
  return store.read([&](soci::session& session) -> Result<Page> {
    Page out;
    const Plan plan = TRY(make_plan(session, filter, store.now().substr(0, 10), rare));
    Cursor cursor;
    if (!after.empty()) {
      const auto head = read_head(session, after);
      if (!head) return fail(ErrorKind::Input, tr_noop("the list has no such place"), {.file = "after"});
      cursor = {head->position, head->key};
    }
    if (plan.nothing) return out;
    std::vector<long long> keys;
    for (const auto& [position, key] : sql::rows<long long, long long>(session, matches(plan, cursor, most + 1))) keys.push_back(key);
    const bool more = keys.size() > most;
    if (more) keys.pop_back();
    if (keys.empty()) return out;
    out.found = read_found(session, keys, plan.date);
    if (more) out.next = out.found.back().id;
    return out;
  });
}

Result<std::vector<Found>> named(Store& store, const std::vector<std::string>& ids) {
  return store.read([&](soci::session& session) -> Result<std::vector<Found>> {
    std::vector<long long> keys;
    for (const std::string& id : ids) {
      if (const auto key = sql::value<long long>(session, "select id from instrument where public_id = :id", {id})) keys.push_back(*key);
    }
    if (keys.empty()) return std::vector<Found>();
    return read_found(session, keys, store.now().substr(0, 10));
  });
}

Result<std::vector<Found>> everything(Store& store, const std::string& date) {
  if (!is_day(date)) return not_a_day("date");
  constexpr std::size_t at_once = 1000;
  return store.read([&](soci::session& session) -> Result<std::vector<Found>> {
    const Plan plan = TRY(make_plan(session, {}, date, rare_condition));
    std::vector<Found> out;
    if (plan.nothing) return out;
    Cursor cursor;
    std::vector<long long> keys;
    do {
      keys.clear();
      for (const auto& [position, key] : sql::rows<long long, long long>(session, matches(plan, cursor, at_once))) {
        keys.push_back(key);
        cursor = {position, key};
      }
      if (keys.empty()) break;
      std::ranges::move(read_found(session, keys, date), std::back_inserter(out));
    } while (keys.size() == at_once);
    return out;
  });
}

Result<std::vector<long long>> keys(Store& store, const Filter& filter) {
  return store.read([&](soci::session& session) -> Result<std::vector<long long>> {
    const Plan plan = TRY(make_plan(session, filter, store.now().substr(0, 10), rare_condition));
    std::vector<long long> out;
    if (plan.nothing) return out;
    constexpr std::size_t all = 100'000'000;
    for (const auto& [position, key] : sql::rows<long long, long long>(session, matches(plan, {}, all))) out.push_back(key);
    std::ranges::sort(out);
    return out;
  });
}

Result<long long> count(Store& store, const Filter& filter, long long most, long long rare) {
  return store.read([&](soci::session& session) -> Result<long long> {
    const Plan plan = TRY(make_plan(session, filter, store.now().substr(0, 10), rare));
    if (plan.nothing) return 0;
    if (plan.terms.size() == 1 && !plan.dated) return std::min(plan.most, most);
    const sql::Statement some = matches(plan, {}, static_cast<std::size_t>(std::max(most, 1LL)));
    return sql::value<long long>(session, "select count(*) from (" + some.sql() + ") found", some.values()).value_or(0);
  });
}

}  // namespace atalaya::reg::instruments
