// Searching instruments and comparing countries: every filter against walking through all, pages, and what is changed meanwhile.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "base/text.h"
#include "instrument_fixture.h"
#include "register/instruments/country_views.h"
#include "register/instruments/terms.h"

namespace atalaya::reg::instruments {
namespace {

class InstrumentSearch : public InstrumentFixture {};
ON_BOTH_DATABASES(InstrumentSearch);

TEST_P(InstrumentSearch, IsFoundByAnyFilterAndAllOfThem) {
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

TEST_P(InstrumentSearch, AnyFilterFindsWhatThereIs) {
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

TEST_P(InstrumentSearch, WhatAnotherProgramChangesIsFound) {
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

TEST_P(InstrumentSearch, ManyAskAndChangeAtOnce) {
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

TEST_P(InstrumentSearch, PagesMeetWithoutGapOrRepetition) {
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

TEST_P(InstrumentSearch, CountriesAreComparedGoalByGoal) {
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

TEST_P(InstrumentSearch, ComparisonsCountWhatThereIs) {
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

}  // namespace
}  // namespace atalaya::reg::instruments
