#include "register/instruments/country_views.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/locale.h"
#include "register/instruments/check.h"
#include "register/instruments/search.h"
#include "register/instruments/terms.h"
#include "register/store/statement.h"

namespace atalaya::reg::instruments {

namespace {

/// What happens when, before anything else of it is read: the row of an event or of a milestone.
struct Place {
  std::string date;
  Moment::What what = Moment::What::State;
  long long instrument = 0;
  long long number = 0;  ///< Of the event, or the milestone's place.
};

/// The first of a time, at most so many; each of the three lists is read from an index that has all of it.
std::vector<Place> first_places(soci::session& session, const std::string& country, const std::string& from, const std::string& to, std::size_t most) {
  std::vector<Place> out;
  std::string until = to;
  const auto add = [&](Moment::What what, const char* statement) {
    const auto rows = sql::rows<std::string, long long, long long>(session, statement, {country, from, until, most});
    for (const auto& [date, instrument, number] : rows) out.push_back({date, what, instrument, number});
    // What comes after so many of one list is not among the first of all.
    if (rows.size() == most) until = std::get<0>(rows.back());
  };
  add(Moment::What::State,
      "select date, instrument, number from instrument_event where country = :country and date >= :first and date <= :last and withdrawn is null "
      "order by date, instrument, number limit :most");
  add(Moment::What::MilestoneDue,
      "select due, instrument, place from instrument_milestone where country = :country and due >= :first and due <= :last "
      "order by due, instrument, place limit :most");
  add(Moment::What::MilestoneReached,
      "select reached, instrument, place from instrument_milestone where country = :country and reached >= :first and reached <= :last "
      "order by reached, instrument, place limit :most");
  std::ranges::stable_sort(out, {}, &Place::date);
  if (out.size() > most) out.resize(most);
  return out;
}

using Key = std::pair<long long, long long>;

/// The rows of the places themselves and of their instruments: each once.
std::vector<Moment> read_moments(soci::session& session, const std::vector<Place>& places) {
  std::vector<long long> keys;
  for (const Place& place : places) keys.push_back(place.instrument);
  std::ranges::sort(keys);
  keys.erase(std::ranges::unique(keys).begin(), keys.end());
  std::unordered_map<long long, Moment> titles;
  sql::Statement titled("select id, public_id, kind, language, title, translation_language, translation from instrument where id in ");
  for (auto& [key, id, kind, language, title, translation_language, translation] :
       sql::rows<long long, std::string, std::string, std::string, std::string, std::string, std::string>(session, titled.list(keys))) {
    Moment& one = titles[key];
    one.instrument = std::move(id);
    one.kind = parse_kind(kind).value();
    std::tie(one.language, one.title) = std::pair(std::move(language), std::move(title));
    std::tie(one.translation_language, one.translation) = std::pair(std::move(translation_language), std::move(translation));
  }
  std::map<Key, std::pair<State, std::string>> events;
  sql::Statement happened("select instrument, number, state, note from instrument_event where instrument in ");
  for (auto& [key, number, state, note] : sql::rows<long long, long long, std::string, std::string>(session, happened.list(keys))) {
    events[{key, number}] = {parse_state(state).value(), std::move(note)};
  }
  std::map<Key, std::string> milestones;
  sql::Statement planned("select instrument, place, name from instrument_milestone where instrument in ");
  for (auto& [key, place, name] : sql::rows<long long, long long, std::string>(session, planned.list(keys))) milestones[{key, place}] = std::move(name);

  std::vector<Moment> out;
  for (const Place& place : places) {
    Moment moment = titles.at(place.instrument);
    moment.date = place.date;
    moment.what = place.what;
    const Key key = {place.instrument, place.number};
    if (place.what == Moment::What::State) {
      std::tie(moment.state, moment.name) = events.at(key);
    } else {
      moment.name = milestones.at(key);
    }
    out.push_back(std::move(moment));
  }
  return out;
}

}  // namespace

Result<std::vector<Moment>> timeline(Store& store, const std::string& country, const std::string& from, const std::string& to, std::size_t most) {
  if (!is_day(from)) return not_a_day("from");
  if (!is_day(to)) return not_a_day("to");
  most = std::clamp<std::size_t>(most, 1, 5000);
  return store.read([&](soci::session& session) -> Result<std::vector<Moment>> {
    const std::vector<Place> places = first_places(session, country, from, to, most);
    if (places.empty()) return std::vector<Moment>();
    std::vector<Moment> out = read_moments(session, places);
    std::ranges::stable_sort(out, {}, [](const Moment& moment) { return std::pair(std::string_view(moment.date), moment.state); });
    return out;
  });
}

Result<std::vector<Cell>> compare(Store& store, const std::vector<std::string>& countries, const std::vector<int>& goals, const std::string& date) {
  if (!is_day(date)) return not_a_day("date");
  if (countries.size() * goals.size() > 10'000) return wrong("countries", tr_noop("this compares too many countries at once"));
  TRY_STATUS(prepare(store));
  const auto& index = store.kept<Index>();
  std::vector<Cell> out;
  for (const int goal : goals) {
    for (const std::string& country : countries) out.push_back({country, goal, index.states(country_goal_term(country, goal), day_number(date))});
  }
  return out;
}

}  // namespace atalaya::reg::instruments
