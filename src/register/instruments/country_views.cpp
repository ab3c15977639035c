#include "register/instruments/country_views.h"

#include <algorithm>
#include <unordered_map>

#include "register/instruments/check.h"
#include "register/instruments/states.h"
#include "register/instruments/terms.h"
#include "register/store/statement.h"

namespace atalaya::reg::instruments {

namespace {

#define ATALAYA_INSTRUMENT_TITLE "i.public_id, i.kind, i.language, i.title, i.translation_language, i.translation"

using Text = std::string;
using MomentRow = std::tuple<Text, Text, Text, Text, Text, Text, Text, Text, Text>;

Moment to_moment(MomentRow row, Moment::What what) {
  Moment out;
  std::string kind, state;
  std::tie(out.date, out.instrument, kind, out.language, out.title, out.translation_language, out.translation, state, out.name) = std::move(row);
  out.kind = parse_kind(kind).value();
  out.what = what;
  if (what == Moment::What::State) out.state = parse_state(state).value();
  return out;
}

}  // namespace

Result<std::vector<Moment>> timeline(Store& store, const std::string& country, const std::string& from, const std::string& to, std::size_t most) {
  if (!is_date(from)) return wrong("from", "this must be a date such as 2026-02-28");
  if (!is_date(to)) return wrong("to", "this must be a date such as 2026-02-28");
  most = std::clamp<std::size_t>(most, 1, 5000);
  return store.read([&](soci::session& session) -> Result<std::vector<Moment>> {
    std::vector<Moment> out;
    const auto add = [&](const char* statement, Moment::What what) {
      for (auto& row : sql::rows<Text, Text, Text, Text, Text, Text, Text, Text, Text>(session, statement, {country, from, to, most})) {
        out.push_back(to_moment(std::move(row), what));
      }
    };
    add("select e.date, " ATALAYA_INSTRUMENT_TITLE
        ", e.state, e.note from instrument_event e cross join instrument i where i.id = e.instrument and e.country = :country and e.date >= :first and e.date "
        "<= :last "
        "and e.withdrawn is null order by e.date, e.instrument limit :most",
        Moment::What::State);
    add("select m.due, " ATALAYA_INSTRUMENT_TITLE
        ", '', m.name from instrument_milestone m cross join instrument i where i.id = m.instrument and m.country = :country and m.due >= :first and m.due <= "
        ":last "
        "order by m.due, m.instrument limit :most",
        Moment::What::MilestoneDue);
    add("select m.reached, " ATALAYA_INSTRUMENT_TITLE
        ", '', m.name from instrument_milestone m cross join instrument i where i.id = m.instrument and m.country = :country and m.reached >= :first and "
        "m.reached <= :last order by m.reached, m.instrument limit :most",
        Moment::What::MilestoneReached);
    std::ranges::stable_sort(out, {}, [](const Moment& moment) { return std::pair(std::string_view(moment.date), moment.state); });
    if (out.size() > most) out.resize(most);
    return out;
  });
}

Result<std::vector<Cell>> compare(Store& store, const std::vector<std::string>& countries, const std::vector<int>& goals, const std::string& date) {
  if (!is_date(date)) return wrong("date", "this must be a date such as 2026-02-28");
  if (countries.size() * goals.size() > 10'000) return wrong("countries", "this compares too many countries at once");
  std::vector<Cell> out;
  std::vector<std::string> terms;
  std::unordered_map<std::string, std::size_t> places;
  for (const int goal : goals) {
    for (const std::string& country : countries) {
      terms.push_back(country_goal_term(country, goal));
      places[terms.back()] = out.size();
      out.push_back({country, goal});
    }
  }
  if (terms.empty()) return out;
  return store.read([&](soci::session& session) -> Result<std::vector<Cell>> {
    sql::Statement statement(
        "select n.term, p.state, count(*) from instrument_term n cross join instrument_posting t cross join instrument_period p where t.term = n.id and "
        "p.instrument = t.instrument and p.since <= ");
    statement.bind(date).text(" and p.until > ").bind(date).text(" and n.term in ").list(terms).text(" group by n.term, p.state");
    for (const auto& [term, state, count] : sql::rows<std::string, std::string, long long>(session, statement)) {
      out[places.at(term)].by_state.at(static_cast<std::size_t>(parse_state(state).value())) = count;
    }
    return out;
  });
}

}  // namespace atalaya::reg::instruments
