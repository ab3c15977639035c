// The register of instruments: what is accepted, the history of states, searching, a country's timeline, comparison and open data.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "base/text.h"
#include "postgres.h"
#include "register/instruments/country_views.h"
#include "register/instruments/instruments.h"
#include "register/instruments/open_data.h"
#include "register/instruments/search.h"
#include "register/instruments/terms.h"
#include "register/store/canonical_json.h"
#include "register/store/log.h"

namespace atalaya::reg::instruments {
namespace {

const Known known{{"ARG", "BRA", "CHL", "URY"}, {1, 2, 3, 12, 25}};

Instrument sample(const std::string& title = "Ley de Firma Digital", const std::string& country = "ARG") {
  Instrument out;
  out.country = country;
  out.kind = Kind::Law;
  out.language = "es";
  out.title = title;
  out.body = "Congreso de la Nación";
  out.address = "https://example.org/ley/25506";
  out.goals = {2, 12};
  return out;
}

class InstrumentsTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { NEEDS_DATABASE(test_); }
  Store& store() { return test_.store(); }
  std::string put(const Instrument& instrument, const std::vector<NewEvent>& history = {}) {
    auto id = add(store(), "system", instrument, history, known);
    if (!id) throw std::runtime_error(id.error().to_string());
    return *id;
  }
  std::vector<std::string> titles(const Filter& filter) {
    std::vector<std::string> out;
    const Page page = search(store(), filter).value();
    for (const Found& found : page.found) out.push_back(found.title);
    EXPECT_EQ(count(store(), filter).value(), static_cast<long long>(out.size()));
    return out;
  }
  testing::TestStore test_{GetParam()};
};
ON_BOTH_DATABASES(InstrumentsTest);

using Titles = std::vector<std::string>;

TEST(InstrumentWords, AreComparedWithoutCaseAccentsAndPlurals) {
  EXPECT_EQ(words("Las LEYES de la Información: ley, información"), (Titles{"las", "ley", "de", "la", "informacion"}));
  EXPECT_EQ(words("redes, red; planes-plan"), (Titles{"red", "plan"}));
  EXPECT_TRUE(words(" ¡! ").empty());
  EXPECT_EQ(words("uno dos tres", 2).size(), 2U);
}

TEST(InstrumentStates, FollowOneAnother) {
  const auto history = [](std::vector<std::pair<State, std::string>> all) {
    std::vector<Event> events;
    for (auto& [state, date] : all) events.push_back({static_cast<long long>(events.size()) + 1, state, date, "", "", ""});
    return periods(events);
  };
  const auto good = history({{State::InForce, "2020-03-01"}, {State::Adopted, "2020-03-01"}, {State::Draft, "2019-01-01"}, {State::Repealed, "2022-01-01"}});
  ASSERT_TRUE(good) << good.error().to_string();
  EXPECT_EQ(*good,
            (std::vector<Period>{{State::Draft, "2019-01-01", "2020-03-01"}, {State::InForce, "2020-03-01", "2022-01-01"}, {State::Repealed, "2022-01-01"}}));
  EXPECT_TRUE(history({{State::InForce, "2020-01-01"}, {State::Expired, "2021-01-01"}, {State::InForce, "2021-06-01"}}));

  const auto early = history({{State::Adopted, "2020-01-01"}, {State::Repealed, "2019-12-31"}});
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().place.file, "date");
  EXPECT_EQ(early.error().what, "it cannot end before it was adopted or in force");
  for (const State next : all_states) EXPECT_FALSE(may_follow(State::Repealed, next));
  EXPECT_FALSE(history({{State::Draft, "2019-01-01"}, {State::Repealed, "2020-01-01"}}));
  EXPECT_FALSE(history({{State::InForce, "2019-01-01"}, {State::Draft, "2020-01-01"}}));
}

TEST(InstrumentDates, AreDaysOfTheCalendar) {
  for (const char* good : {"2024-02-29", "1999-12-31", "2199-01-01"}) EXPECT_TRUE(is_day(good)) << good;
  for (const char* bad : {"2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "24-01-01", "2024-01-01T", "", "2024/01/01", "1499-12-31", "+024-01-01"}) {
    EXPECT_FALSE(is_day(bad)) << bad;
  }
}

TEST(InstrumentFaults, NameTheirFields) {
  EXPECT_TRUE(faults(sample(), known, "2026-11-26").empty());
  const std::pair<const char*, std::function<void(Instrument&)>> cases[] = {
      {"country", [](Instrument& i) { i.country = "XXX"; }},
      {"language", [](Instrument& i) { i.language = "ES"; }},
      {"title", [](Instrument& i) { i.title = ""; }},
      {"title", [](Instrument& i) { i.title = " x"; }},
      {"title", [](Instrument& i) { i.title = "a\nb"; }},
      {"title", [](Instrument& i) { i.title = std::string("a\0b", 3); }},
      {"title", [](Instrument& i) { i.title = std::string(501, 'x'); }},
      {"title", [](Instrument& i) { i.title = "\xff"; }},
      {"translation", [](Instrument& i) { i.translation = "Law"; }},
      {"translation_language", [](Instrument& i) { i.translation = "Ley", i.translation_language = "es"; }},
      {"body", [](Instrument& i) { i.body = ""; }},
      {"address", [](Instrument& i) { i.address = "javascript:alert(1)"; }},
      {"address", [](Instrument& i) { i.address = "https://example.org@evil.example/"; }},
      {"address", [](Instrument& i) { i.address = "https://exa mple.org"; }},
      {"document", [](Instrument& i) { i.document = "../../etc/passwd"; }},
      {"goals", [](Instrument& i) { i.goals = {}; }},
      {"goals",
       [](Instrument& i) {
         i.goals = {2, 2};
       }},
      {"goals", [](Instrument& i) { i.goals = {40}; }},
      {"budget.amount",
       [](Instrument& i) {
         i.budget = Budget{"-1", "USD", 2020};
       }},
      {"budget.amount",
       [](Instrument& i) {
         i.budget = Budget{"1,5", "USD", 2020};
       }},
      {"budget.currency",
       [](Instrument& i) {
         i.budget = Budget{"1", "ZZQ", 2020};
       }},
      {"budget.year",
       [](Instrument& i) {
         i.budget = Budget{"1", "USD", 20};
       }},
      {"targets[2].value",
       [](Instrument& i) {
         i.targets = {{"a", "1.5", "%", 2025}, {"b", "many", "", 2025}};
       }},
      {"targets[1].year",
       [](Instrument& i) {
         i.targets = {{"a", "1.5", "%", 0}};
       }},
      {"milestones[1].due",
       [](Instrument& i) {
         i.milestones = {{"a", "soon"}};
       }},
      {"milestones[1].reached",
       [](Instrument& i) {
         i.milestones = {{"a", "2026-01-01", "2026-11-27"}};
       }},
      {"links[1].to", [](Instrument& i) { i.links = {{"x"}}; }},
      {"links", [](Instrument& i) { i.links.assign(101, {"aaaaaaaaaaaaaaaaaaaaaaaaaa"}); }},
  };
  for (const auto& [field, spoil] : cases) {
    Instrument bad = sample();
    spoil(bad);
    const auto found = faults(bad, known, "2026-11-26");
    ASSERT_FALSE(found.empty()) << field;
    EXPECT_TRUE(std::ranges::any_of(found, [&](const Error& error) { return error.place.file == field; })) << field << ": " << found.front().to_string();
  }
  Instrument several = sample();
  several.title.clear();
  several.goals.clear();
  EXPECT_EQ(faults(several, known, "2026-11-26").size(), 2U);
}

TEST_P(InstrumentsTest, KeepsAllThatIsSaid) {
  const std::string other = put(sample("Lei Geral", "BRA"));
  Instrument full = sample();
  full.scope = Scope::Sectoral;
  full.translation_language = "en";
  full.translation = "Digital signature act";
  full.summary = "Regula la firma.\nY más: 'quoted' \"text\" ñ";
  full.document = std::string(64, 'a');
  full.targets = {{"Hogares con banda ancha", "80.5", "%", 2026}};
  full.milestones = {{"Reglamento", "2026-06-30", "2026-05-01"}, {"Evaluación", "2027-06-30"}};
  full.budget = Budget{"150000000.50", "ARS", 2024};
  full.links = {{other, Relation::BasedOn}};
  const std::string id = put(full, {{State::Adopted, "2001-11-14"}, {State::InForce, "2001-12-14", "Boletín Oficial"}});
  const Record read = find(store(), id).value();
  EXPECT_EQ(read.content, full);
  EXPECT_EQ(read.version, 1);
  EXPECT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.state_on("2001-12-13"), State::Adopted);
  EXPECT_EQ(read.state_on("2026-01-01"), State::InForce);
  EXPECT_EQ(read.state_on("2001-11-13"), std::nullopt);
  EXPECT_EQ(find(store(), other).value().linked_from, (std::vector<Link>{{id, Relation::BasedOn}}));
  EXPECT_EQ(find(store(), "aaaaaaaaaaaaaaaaaaaaaaaaaa").error().kind, ErrorKind::NotFound);
}

TEST_P(InstrumentsTest, AChangeIsANewVersionAndNothingIsOverwritten) {
  const std::string id = put(sample());
  Instrument changed = sample("Ley de Firma Electrónica");
  EXPECT_EQ(change(store(), "p1", id, 1, changed, known).value(), 2);
  EXPECT_EQ(change(store(), "p1", id, 2, changed, known).value(), 2);  // Nothing has changed.
  const auto late = change(store(), "p2", id, 1, sample("Otra"), known);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::Conflict);
  changed.country = "URY";
  EXPECT_EQ(change(store(), "p1", id, 2, changed, known).error().place.file, "country");

  const auto all = versions(store(), id).value();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_NE(all[0].content.find("Firma Digital"), std::string::npos);
  EXPECT_EQ(all[1].actor, "p1");
  const auto entries = log::entries_of(store(), id, 10).value();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].action, "instrument.add");
  EXPECT_EQ(entries[1].details, canonical_hash(all[1].content).value());
  EXPECT_EQ(titles({.text = "firma electronica"}), Titles{"Ley de Firma Electrónica"});
  EXPECT_EQ(titles({.text = "digital"}), Titles{});
}

TEST_P(InstrumentsTest, EventsAreRecordedAndWithdrawnWithAReason) {
  const std::string id = put(sample(), {{State::Adopted, "2020-01-10"}});
  EXPECT_EQ(record(store(), "p1", id, {State::InForce, "2020-02-01"}).value(), 2);
  const auto early = record(store(), "p1", id, {State::Repealed, "2020-01-01"});
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().place.file, "date");
  EXPECT_EQ(record(store(), "p1", id, {State::Adopted, "2027-01-01"}).error().place.file, "date");
  EXPECT_EQ(record(store(), "p1", id, {State::Repealed, "2020-02-30"}).error().place.file, "date");
  EXPECT_TRUE(record(store(), "p1", id, {State::Repealed, "2027-01-01"}));  // It is known already when it will end.
  EXPECT_EQ(titles({.state = State::InForce}).size(), 1U);
  EXPECT_EQ(titles({.state = State::Repealed}).size(), 0U);
  EXPECT_EQ(titles({.state = State::Repealed, .date = "2027-01-01"}).size(), 1U);

  EXPECT_EQ(withdraw(store(), "p2", id, 1, "").error().place.file, "reason");
  EXPECT_TRUE(withdraw(store(), "p2", id, 3, "El proyecto no prosperó"));
  EXPECT_EQ(withdraw(store(), "p2", id, 3, "otra vez").error().kind, ErrorKind::Conflict);
  EXPECT_EQ(withdraw(store(), "p2", id, 9, "otra vez").error().kind, ErrorKind::NotFound);
  const Record read = find(store(), id).value();
  ASSERT_EQ(read.events.size(), 3U);
  EXPECT_EQ(read.events[2].withdrawal, "El proyecto no prosperó");
  EXPECT_EQ(read.states.back().state, State::InForce);
  EXPECT_EQ(log::entries_of(store(), id, 10).value().size(), 5U);
  EXPECT_FALSE(log::verify(store()).value().broken);
}

TEST_P(InstrumentsTest, AHistoryThatCannotBeIsNotKept) {
  EXPECT_FALSE(add(store(), "system", sample(), {{State::Repealed, "2020-01-01"}}, known));
  EXPECT_EQ(titles({}), Titles{});
  const std::string id = put(sample(), {{State::Adopted, "2020-01-10"}, {State::Repealed, "2021-01-10"}});
  const Status without = withdraw(store(), "p", id, 1, "error");
  ASSERT_FALSE(without);
  EXPECT_EQ(find(store(), id).value().states.size(), 2U);
}

TEST_P(InstrumentsTest, LinksLeadToOtherInstruments) {
  Instrument lost = sample();
  lost.links = {{"aaaaaaaaaaaaaaaaaaaaaaaaaa"}};
  const auto added = add(store(), "system", lost, {}, known);
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().place.file, "links[1].to");
  const std::string id = put(sample());
  lost.links = {{id}};
  EXPECT_EQ(change(store(), "system", id, 1, lost, known).error().place.file, "links[1].to");
  EXPECT_EQ(find(store(), id).value().content, sample());
}

TEST_P(InstrumentsTest, IsFoundByAnyFilterAndAllOfThem) {
  put(sample("Ley de Firma Digital", "ARG"), {{State::InForce, "2001-12-14"}});
  Instrument plan = sample("Plan Ceibal de inclusión digital", "URY");
  plan.kind = Kind::Plan;
  plan.goals = {25};
  put(plan, {{State::Adopted, "2007-04-18"}, {State::Expired, "2015-01-01"}});
  Instrument region = sample("Acuerdo regional", "");
  region.kind = Kind::Agreement;
  put(region, {{State::Draft, "2024-01-01"}});
  put(sample("Lei de firmas", "BRA"));

  EXPECT_EQ(titles({}), (Titles{"Lei de firmas", "Acuerdo regional", "Plan Ceibal de inclusión digital", "Ley de Firma Digital"}));
  EXPECT_EQ(titles({.country = "URY"}), Titles{"Plan Ceibal de inclusión digital"});
  EXPECT_EQ(titles({.country = ""}), Titles{"Acuerdo regional"});
  EXPECT_EQ(titles({.country = "PRY"}), Titles{});
  EXPECT_EQ(titles({.goal = 25}), Titles{"Plan Ceibal de inclusión digital"});
  EXPECT_EQ(titles({.country = "ARG", .goal = 12}), Titles{"Ley de Firma Digital"});
  EXPECT_EQ(titles({.country = "ARG", .goal = 25}), Titles{});
  EXPECT_EQ(titles({.kind = Kind::Law}), (Titles{"Lei de firmas", "Ley de Firma Digital"}));
  EXPECT_EQ(titles({.state = State::Draft}), Titles{"Acuerdo regional"});
  EXPECT_EQ(titles({.state = State::Adopted}), Titles{});
  EXPECT_EQ(titles({.state = State::Adopted, .date = "2010-01-01"}), Titles{"Plan Ceibal de inclusión digital"});
  EXPECT_EQ(titles({.date = "2010-01-01"}), (Titles{"Plan Ceibal de inclusión digital", "Ley de Firma Digital"}));
  EXPECT_EQ(titles({.text = "DIGITALES"}), (Titles{"Plan Ceibal de inclusión digital", "Ley de Firma Digital"}));
  EXPECT_EQ(titles({.text = "inclusion congreso"}), Titles{"Plan Ceibal de inclusión digital"});
  EXPECT_EQ(titles({.text = "digital", .date = "2000-01-01"}), Titles{});
  EXPECT_EQ(titles({.country = "URY", .goal = 25, .kind = Kind::Plan, .state = State::Expired, .text = "ceibal", .date = "2020-01-01"}).size(), 1U);
  EXPECT_EQ(titles({.text = "'; drop table instrument; -- %"}), Titles{});
  EXPECT_EQ(search(store(), {.date = "ayer"}).error().place.file, "date");
  EXPECT_EQ(search(store(), {}, "no such").error().place.file, "after");
  const Found found = search(store(), {.country = "URY", .date = "2010-01-01"}).value().found.front();
  EXPECT_EQ(found.state, State::Adopted);
  EXPECT_EQ(found.since, "2007-04-18");
  EXPECT_EQ(found.goals, std::vector<int>{25});
}

TEST_P(InstrumentsTest, AnyFilterFindsWhatThereIs) {
  std::mt19937 dice(11);
  const auto below = [&](unsigned end) { return static_cast<std::size_t>(dice() % end); };
  const std::string some[] = {"ley", "plan", "digital", "norma", "datos", "redes", "salud", "firma"};
  const std::string dates[] = {"1999-05-01", "2004-02-29", "2010-01-01", "2015-12-31", "2021-06-15"};
  struct Made {
    Instrument content;
    std::vector<Period> states;
    std::string id;
  };
  std::vector<Made> all;
  std::map<std::string, std::string> places;  // By which lists are sorted.
  ASSERT_TRUE(store().write([&](soci::session& session) -> Status {
    for (int i = 0; i < 300; ++i) {
      Made made{sample(some[below(8)] + " " + some[below(8)] + " " + some[below(8)], known.countries[below(4)]), {}, {}};
      made.content.kind = all_kinds.at(below(3));
      made.content.goals = {known.goals[below(3)], known.goals[3 + below(2)]};
      std::vector<NewEvent> history;
      std::vector<Event> events;
      const State life[] = {State::Draft, State::Adopted, State::InForce, State::Expired};
      for (std::size_t s = below(3), d = below(2); s < 4 && d < 5 && below(5) > 0; ++s, d += 1 + below(2)) {
        history.push_back({life[s], dates[d]});
        if (history.size() == 1 && life[s] == State::Expired) history.pop_back();
      }
      for (const NewEvent& event : history) events.push_back({static_cast<long long>(events.size()) + 1, event.state, event.date, "", "", ""});
      made.states = periods(events).value();
      made.id = TRY(add(session, store().now(), "system", made.content, history, known));
      char number[16];
      std::snprintf(number, sizeof number, "%04u", static_cast<unsigned>(i));
      places[made.id] = (made.states.empty() ? "2026-11-26" : made.states.back().since) + number;
      all.push_back(std::move(made));
    }
    return {};
  }));
  std::size_t most_found = 0;
  for (int round = 0; round < 300; ++round) {
    Filter filter;
    if (below(3) == 0) filter.country = known.countries[below(4)];
    if (below(3) == 0) filter.goal = known.goals[below(5)];
    if (below(3) == 0) filter.kind = all_kinds.at(below(3));
    if (below(3) == 0) filter.state = all_states.at(below(5));
    if (below(3) == 0) filter.date = dates[below(5)];
    if (below(3) == 0) filter.text = some[below(8)] + (below(2) == 0 ? " " + some[below(8)] : "");
    std::set<std::string> wanted, found;
    for (const Made& made : all) {
      const std::string date = filter.date.empty() ? "2026-11-26" : filter.date;
      const Period* on = nullptr;
      for (const Period& period : made.states) on = period.since <= date && date < period.until ? &period : on;
      const auto title = words(made.content.title);
      const bool fits = (!filter.country || made.content.country == *filter.country) &&
                        (!filter.goal || std::ranges::find(made.content.goals, *filter.goal) != made.content.goals.end()) &&
                        (!filter.kind || made.content.kind == *filter.kind) && (!filter.state || (on != nullptr && on->state == *filter.state)) &&
                        (filter.date.empty() || on != nullptr) &&
                        std::ranges::all_of(words(filter.text), [&](const std::string& word) { return std::ranges::find(title, word) != title.end(); });
      if (fits) wanted.insert(made.id);
    }
    std::string after, last;
    do {
      const Page page = search(store(), filter, after, 40).value();
      for (const Found& one : page.found) {
        EXPECT_TRUE(found.insert(one.id).second);
        const std::string place = places.at(one.id);
        EXPECT_TRUE(last.empty() || place < last) << "not in order";
        last = place;
      }
      after = page.next;
    } while (!after.empty());
    EXPECT_EQ(found, wanted);
    EXPECT_EQ(count(store(), filter, 1000).value(), static_cast<long long>(wanted.size()));
    most_found = std::max(most_found, found.size());
  }
  EXPECT_GT(most_found, 50U);
}

TEST_P(InstrumentsTest, WhatAnotherProgramChangesIsFound) {
  const std::string id = put(sample("Ley de firma"), {{State::Adopted, "2020-01-01"}});
  EXPECT_EQ(titles({.text = "firma"}), Titles{"Ley de firma"});
  const auto other = test_.open_again();
  ASSERT_TRUE(change(*other, "p1", id, 1, sample("Ley de datos"), known));
  ASSERT_TRUE(record(*other, "p1", id, {State::InForce, "2021-01-01"}));
  ASSERT_TRUE(add(*other, "p1", sample("Ley de redes"), {}, known));
  EXPECT_EQ(titles({.text = "firma"}), Titles{});
  EXPECT_EQ(titles({.text = "ley"}), (Titles{"Ley de redes", "Ley de datos"}));
  EXPECT_EQ(titles({.state = State::InForce}), Titles{"Ley de datos"});
  EXPECT_EQ(compare(store(), {"ARG"}, {2}, "2026-11-26").value().front().in(State::InForce), 1);
  // What an instrument was before is forgotten from time to time.
  for (int i = 0; i < 250; ++i) {
    ASSERT_TRUE(change(*other, "p1", id, 2 + i, sample("Norma " + std::to_string(i)), known));
    ASSERT_EQ(titles({.text = "norma " + std::to_string(i)}).size(), 1U);
  }
  EXPECT_EQ(titles({.country = "ARG"}), (Titles{"Ley de redes", "Norma 249"}));
  EXPECT_EQ(titles({.text = "norma 1"}), Titles{});
}

TEST_P(InstrumentsTest, ManyAskAndChangeAtOnce) {
  const std::string id = put(sample("Norma 0"), {{State::Adopted, "2020-01-01"}});
  constexpr int changes = 50;
  std::atomic<bool> done = false;
  std::atomic<int> asked = 0;
  {
    std::vector<std::jthread> readers;
    for (int i = 0; i < 3; ++i) {
      readers.emplace_back([&] {
        long long least = 0;
        while (!done) {
          const Page page = search(store(), {.country = "ARG", .state = State::Adopted, .text = "norma"}).value();
          ASSERT_EQ(page.found.size(), 1U);
          // A reader never sees less than it saw before.
          const long long number = parse_integer(page.found[0].title.substr(6)).value();
          EXPECT_GE(number, least);
          least = number;
          ++asked;
        }
      });
    }
    for (int i = 1; i <= changes; ++i) EXPECT_TRUE(change(store(), "p1", id, i, sample("Norma " + std::to_string(i)), known));
    done = true;
  }
  EXPECT_GT(asked, 0);
  EXPECT_EQ(titles({}), Titles{"Norma " + std::to_string(changes)});
}

TEST_P(InstrumentsTest, PagesMeetWithoutGapOrRepetition) {
  for (int i = 0; i < 25; ++i) put(sample("Norma " + std::to_string(i)), {{State::Adopted, i % 2 == 0 ? "2020-05-05" : "2021-05-05"}});
  for (const Filter& filter : {Filter{}, Filter{.state = State::Adopted}, Filter{.goal = 2, .text = "norma"}}) {
    std::set<std::string> seen;
    std::string after;
    int pages = 0;
    do {
      const Page page = search(store(), filter, after, 10).value();
      for (const Found& found : page.found) EXPECT_TRUE(seen.insert(found.title).second) << found.title;
      after = page.next;
      ++pages;
    } while (!after.empty());
    EXPECT_EQ(seen.size(), 25U);
    EXPECT_EQ(pages, 3);
    EXPECT_EQ(count(store(), filter, 20).value(), 20);
  }
}

TEST_P(InstrumentsTest, ACountrysTimelineHasEventsAndMilestones) {
  Instrument plan = sample();
  plan.milestones = {{"Reglamento", "2020-06-30", "2020-08-01"}, {"Evaluación", "2027-06-30"}};
  const std::string id = put(plan, {{State::Adopted, "2020-01-10"}, {State::InForce, "2020-02-10"}});
  put(sample("Otra", "URY"), {{State::Adopted, "2020-01-11"}});
  ASSERT_TRUE(record(store(), "p", id, {State::Expired, "2020-03-01"}));
  ASSERT_TRUE(withdraw(store(), "p", id, 3, "error"));
  const auto moments = timeline(store(), "ARG", "2020-01-01", "2026-12-31").value();
  ASSERT_EQ(moments.size(), 4U);
  EXPECT_EQ(moments[0].state, State::Adopted);
  EXPECT_EQ(moments[1].date, "2020-02-10");
  EXPECT_EQ(moments[2].what, Moment::What::MilestoneDue);
  EXPECT_EQ(moments[3].what, Moment::What::MilestoneReached);
  EXPECT_EQ(moments[3].name, "Reglamento");
  EXPECT_EQ(timeline(store(), "ARG", "x", "2026-12-31").error().place.file, "from");
}

TEST_P(InstrumentsTest, CountriesAreComparedGoalByGoal) {
  put(sample("A"), {{State::InForce, "2001-12-14"}});
  put(sample("B"), {{State::Draft, "2020-01-01"}});
  Instrument other = sample("C", "URY");
  other.goals = {12};
  put(other, {{State::InForce, "2010-01-01"}, {State::Repealed, "2020-01-01"}});
  const auto cells = compare(store(), {"ARG", "URY"}, {2, 12}, "2026-11-26").value();
  ASSERT_EQ(cells.size(), 4U);
  EXPECT_EQ(cells[0].goal, 2);
  EXPECT_EQ(cells[0].in(State::InForce), 1);
  EXPECT_EQ(cells[0].in(State::Draft), 1);
  EXPECT_EQ(cells[1].country, "URY");
  EXPECT_EQ(cells[1].in(State::InForce), 0);
  EXPECT_EQ(cells[3].in(State::Repealed), 1);
  EXPECT_EQ(compare(store(), {"URY"}, {12}, "2015-01-01").value().front().in(State::InForce), 1);
}

TEST_P(InstrumentsTest, ComparisonsCountWhatThereIs) {
  // Whatever is added, changed, recorded and withdrawn: the counts that are kept are those of the instruments themselves.
  std::mt19937 dice(7);
  const auto below = [&](unsigned end) { return static_cast<std::size_t>(dice() % end); };
  const std::string some[] = {"ARG", "BRA", ""}, days[] = {"2019-12-31", "2020-01-01", "2020-02-29", "2020-03-01", "2021-07-15", "2026-11-01"};
  std::vector<std::string> ids;
  for (int i = 0; i < 40; ++i) {
    Instrument one = sample("Norma " + std::to_string(i), some[below(3)]);
    one.goals = below(2) == 0 ? std::vector<int>{2} : std::vector<int>{2, 12};
    ids.push_back(put(one, below(4) == 0 ? std::vector<NewEvent>() : std::vector<NewEvent>{{below(2) == 0 ? State::Draft : State::InForce, days[below(3)]}}));
  }
  for (int i = 0; i < 60; ++i) {
    const std::string& id = ids[below(40)];
    const Record record = find(store(), id).value();
    switch (below(3)) {
      case 0: {
        Instrument other = record.content;
        other.goals = below(2) == 0 ? std::vector<int>{12} : std::vector<int>{2, 3};
        EXPECT_TRUE(change(store(), "p1", id, record.version, other, known));
        break;
      }
      case 1: (void)reg::instruments::record(store(), "p1", id, {all_states[below(5)], days[below(6)]}); break;  // Some cannot be.
      default:
        if (!record.events.empty()) (void)withdraw(store(), "p1", id, record.events.back().number, "por error");
    }
  }
  for (const std::string& day :
       {std::string("2019-12-31"), std::string("2020-02-29"), std::string("2020-03-31"), std::string("2021-12-31"), std::string("2026-11-26")}) {
    const std::vector<Cell> cells = compare(store(), {"ARG", "BRA", "", "CHL"}, {2, 3, 12}, day).value();
    for (const Cell& cell : cells) {
      for (const State state : all_states) {
        EXPECT_EQ(cell.in(state), count(store(), {.country = cell.country, .goal = cell.goal, .state = state, .date = day}).value())
            << cell.country << " " << cell.goal << " " << to_string(state) << " " << day;
      }
    }
  }
  for (const int goal : known.goals) EXPECT_EQ(count(store(), {.goal = goal}).value(), std::ssize(search(store(), {.goal = goal}).value().found)) << goal;
}

TEST_P(InstrumentsTest, OpenDataHasEverything) {
  Instrument full = sample("=HYPERLINK(\"x\"), ley");
  full.targets = {{"Hogares", "-80.5", "%", 2026}};
  full.milestones = {{"Reglamento", "2026-06-30"}};
  full.budget = Budget{"150000000.50", "ARS", 2024};
  const std::string id = put(full, {{State::InForce, "2001-12-14", "Boletín"}});
  full.links = {{id}};
  full.title = "Otra";
  put(full);
  const auto all = [&](auto&& write) {
    std::string out;
    const Status done = write([&](std::string_view part) -> Status {
      out += part;
      return {};
    });
    EXPECT_TRUE(done);
    return out;
  };
  const std::string csv = all([&](const Sink& sink) { return write_csv(store(), Table::Instruments, sink); });
  EXPECT_NE(csv.find(id + ",ARG,law,national,es,\"'=HYPERLINK(\"\"x\"\"), ley\""), std::string::npos) << csv;
  EXPECT_NE(csv.find("\"2,12\",in_force,2001-12-14,150000000.50,ARS,2024,1,2026-11-26T12:00:00.000Z\n"), std::string::npos) << csv;
  EXPECT_NE(all([&](const Sink& sink) { return write_csv(store(), Table::Events, sink); }).find(id + ",in_force,2001-12-14,Boletín,"), std::string::npos);
  EXPECT_NE(all([&](const Sink& sink) { return write_csv(store(), Table::Targets, sink); }).find(id + ",Hogares,-80.5,%,2026\n"), std::string::npos);
  EXPECT_NE(all([&](const Sink& sink) { return write_csv(store(), Table::Links, sink); }).find("," + id + ",related\n"), std::string::npos);
  const std::string json = all([&](const Sink& sink) { return write_json(store(), sink); });
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  ASSERT_EQ(parser.parse(json).get(root), simdjson::SUCCESS) << json;
  EXPECT_EQ(root["instruments"].get_array().size(), 2U);
  EXPECT_EQ(std::string_view(root["instruments"].at(0)["history"].at(0)["state"]), "in_force");
  EXPECT_EQ(std::string_view(root["instruments"].at(1)["links"].at(0)["to"]), id);
  const Status stopped = write_json(store(), [](std::string_view) -> Status { return fail(ErrorKind::System, "the reader has gone"); });
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().what, "the reader has gone");
}

}  // namespace
}  // namespace atalaya::reg::instruments
