#include "register/instruments/tally.h"

#include <map>

#include "register/instruments/terms.h"
#include "register/store/statement.h"

namespace atalaya::reg::instruments {

namespace {

constexpr std::size_t rows_at_once = 500;  // Each has seven values, and SQLite takes 32,766.

std::vector<std::string> spans_of(std::string_view date) {
  return {"Y" + std::string(date.substr(0, 4)), "M" + std::string(date.substr(0, 7)), "D" + std::string(date)};
}

void add_rows(soci::session& session, const std::vector<std::pair<long long, const std::pair<const std::string, StateCounts>*>>& rows) {
  sql::Statement statement("insert into instrument_tally (term, span, draft, adopted, in_force, expired, repealed) values ");
  const char* before = "(";
  for (const auto& [term, changes] : rows) {
    statement.text(before).bind(term).text(", ").bind(changes->first);
    for (const long long change : changes->second) statement.text(", ").bind(change);
    before = "), (";
  }
  statement.text(") on conflict (term, span) do update set ");
  before = "";
  for (const State state : all_states) {
    const std::string name(to_string(state));
    statement.text(before).text(name).text(" = instrument_tally.").text(name).text(" + excluded.").text(name);
    before = ", ";
  }
  sql::run(session, statement.sql(), statement.values());
}

}  // namespace

void count_periods(soci::session& session, const Instrument& instrument, const std::vector<Period>& states, Tally way) {
  std::map<std::string, StateCounts> changes;
  const auto change = [&](std::string_view date, State state, long long by) {
    for (const std::string& span : spans_of(date)) changes[span].at(static_cast<std::size_t>(state)) += by * static_cast<long long>(way);
  };
  for (const Period& period : states) {
    change(period.since, period.state, 1);
    if (period.until != Period().until) change(period.until, period.state, -1);
  }
  if (changes.empty() || instrument.goals.empty()) return;
  std::vector<std::string> terms;
  for (const int goal : instrument.goals) terms.push_back(country_goal_term(instrument.country, goal));
  sql::Statement named("select id from instrument_term where term in ");
  named.list(terms);
  std::vector<std::pair<long long, const std::pair<const std::string, StateCounts>*>> rows;
  for (const auto& [term] : sql::rows<long long>(session, named)) {
    for (const auto& one : changes) {
      rows.emplace_back(term, &one);
      if (rows.size() < rows_at_once) continue;
      add_rows(session, rows);
      rows.clear();
    }
  }
  if (!rows.empty()) add_rows(session, rows);
}

std::unordered_map<std::string, StateCounts> counts_on(soci::session& session, const std::vector<std::string>& terms, std::string_view date) {
  std::unordered_map<std::string, StateCounts> out;
  if (terms.empty()) return out;
  std::unordered_map<long long, std::string> names;
  std::vector<long long> keys;
  sql::Statement named("select id, term from instrument_term where term in ");
  for (auto& [key, term] : sql::rows<long long, std::string>(session, named.list(terms))) {
    keys.push_back(key);
    names[key] = std::move(term);
  }
  if (keys.empty()) return out;
  const std::vector<std::string> ends = spans_of(date);
  const std::string year(date.substr(0, 4)), month(date.substr(0, 7));
  // The years before, the months of this year before, and the days of this month.
  const std::string begins[] = {"Y", "M" + year + "-", "D" + month + "-"};
  sql::Statement statement("select s.term");
  for (const State state : all_states) statement.text(", cast(sum(s.").text(to_string(state)).text(") as bigint)");
  statement.text(" from (");
  for (std::size_t i = 0; i < 3; ++i) {
    statement.text(i == 0 ? "" : " union all ")
        .text("select t.term, t.draft, t.adopted, t.in_force, t.expired, t.repealed from instrument_tally t where t.term in ");
    statement.list(keys).text(" and t.span >= ").bind(begins[i]).text(i == 2 ? " and t.span <= " : " and t.span < ").bind(ends[i]);
  }
  statement.text(") s group by s.term");
  for (const auto& [key, draft, adopted, in_force, expired, repealed] :
       sql::rows<long long, long long, long long, long long, long long, long long>(session, statement)) {
    out[names.at(key)] = {draft, adopted, in_force, expired, repealed};
  }
  return out;
}

}  // namespace atalaya::reg::instruments
