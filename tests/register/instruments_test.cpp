// The register of instruments: what is accepted, the history of states, searching, a country's timeline, comparison and open data.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>

#include "instrument_fixture.h"
#include "register/instruments/country_views.h"
#include "register/instruments/instruments.h"
#include "register/instruments/open_data.h"
#include "register/instruments/search.h"
#include "register/instruments/terms.h"
#include "register/store/canonical_json.h"
#include "register/store/log.h"

namespace atalaya::reg::instruments {
namespace {

class InstrumentsTest : public InstrumentFixture {};
ON_BOTH_DATABASES(InstrumentsTest);

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
