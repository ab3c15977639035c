// The follow-up of a cycle, goal by goal: what the release has measured, and what countries reported, had reviewed and agreed on. As a page and as data.
#include <algorithm>

#include "base/json_writer.h"
#include "register/cooperation/follow_up.h"
#include "register/downloads/counts.h"
#include "site/parts.h"
#include "site/register/pages.h"
#include "site/register/submission_parts.h"

namespace atalaya::site::desk {

namespace {

using reg::cooperation::CountryReport;
using reg::cooperation::GoalFollowUp;

struct FollowUp {
  reg::cycles::Cycle cycle;
  std::vector<CountryReport> reports;
  std::vector<GoalFollowUp> goals;
  std::optional<reg::downloads::Year> copies;  ///< Downloaded in the cycle's year; nothing where nobody counted.
};

/// Of countries, each for itself, or ("" alone) of the whole agenda.
std::int64_t downloaded(const reg::downloads::Year& copies, bool whole) {
  std::int64_t out = 0;
  for (const auto& [country, count] : copies.by_country) out += country.empty() == whole ? count : 0;
  return out;
}

Result<FollowUp> read_follow_up(Visit& visit) {
  Desk& desk = visit.desk();
  FollowUp out;
  out.cycle = TRY(reg::cycles::find(desk.store, visit.parameter("cycle")));
  const auto questionnaire = std::ranges::find(desk.questionnaires, out.cycle.questionnaire, &reg::Questionnaire::id);
  if (questionnaire == desk.questionnaires.end()) return fail(ErrorKind::Conflict, tr_noop("the agenda no longer has the questionnaire of this cycle"));
  const Agenda& agenda = visit.presenter().agenda();
  out.reports = TRY(reg::cooperation::country_reports(desk.store, agenda, out.cycle.id));
  out.goals = reg::cooperation::goals_of(agenda, *questionnaire, out.reports);
  out.copies = TRY(reg::downloads::in_year(desk.store, out.cycle.year));
  return out;
}

/// Of a goal's indicators, how many have a figure of a country in the release.
int measured(const Presenter& presenter, int goal, const std::string& country) {
  int out = 0;
  for (const Indicator* indicator : presenter.agenda().indicators_of(goal)) {
    const IndicatorStatus* status = presenter.release().status(indicator->id, country);
    if (status != nullptr && status->answer.latest) ++out;
  }
  return out;
}

/// The same for any country.
int measured(const Presenter& presenter, int goal) {
  const auto indicators = presenter.agenda().indicators_of(goal);
  return static_cast<int>(std::ranges::count_if(indicators, [&](const Indicator* one) { return presenter.countries_with_figures(*one) > 0; }));
}

int indicators_of(const Presenter& presenter, int goal) { return static_cast<int>(presenter.agenda().indicators_of(goal).size()); }

Table goal_table(const Visit& visit, const FollowUp& follow_up) {
  const Presenter& p = visit.presenter();
  const Locale& l = p.locale();
  Table table{.id = "goals",
              .caption = l.tr("Goal by goal"),
              .columns = {{l.tr("Goal")},
                          {l.tr("Status in the region")},
                          {l.tr("Indicators measured")},
                          {l.tr("Countries that reported"), true},
                          {l.tr("Reviewed"), true},
                          {l.tr("Agreed"), true},
                          {l.tr("Nothing sent yet"), true}},
              .under_heading = true};
  for (const GoalFollowUp& one : follow_up.goals) {
    const Goal* goal = p.agenda().find_goal(one.goal);
    const auto count = [&](int n) { return one.asked.empty() ? Cell{.text = l.tr("not asked"), .none = true} : Cell{.text = l.integer(n), .number = true}; };
    table.rows.push_back({.cells = {{.text = std::to_string(one.goal) + ". " + p.in(goal->title), .href = p.goal_link(one.goal)},
                                    {.html = p.chip(p.goal_class_of(one.goal, p.agenda().region))},
                                    {.text = fill(l.tr("{1} of {2}"), {l.integer(measured(p, one.goal)), l.integer(indicators_of(p, one.goal))})},
                                    count(one.reported),
                                    count(one.reviewed),
                                    count(one.agreed),
                                    count(one.missing)}});
  }
  return table;
}

Table country_table(const Visit& visit, const FollowUp& follow_up) {
  const Presenter& p = visit.presenter();
  const Locale& l = p.locale();
  Table table{.id = "countries",
              .caption = l.tr("Country by country"),
              .columns = {{l.tr("Country")}, {l.tr("State")}, {l.tr("Indicators reported"), true}, {l.tr("Reviewed"), true}, {l.tr("Agreed"), true}},
              .under_heading = true};
  for (const CountryReport& report : follow_up.reports) {
    const std::string link = report.state == reg::State::Published ? visit.link("reports/" + report.submission) : std::string();
    const auto count = [&](const reg::cooperation::Codes& codes) {
      return report.sent ? Cell{.text = l.integer(std::ssize(codes)), .number = true} : Cell{.text = l.tr("nothing sent"), .none = true};
    };
    table.rows.push_back({.cells = {{.text = p.area_name(report.country), .href = p.country_link(report.country)},
                                    {.text = report.state ? state_name(l, *report.state) : l.tr("not begun"), .href = link},
                                    count(report.reported),
                                    count(report.reviewed),
                                    count(report.agreed)}});
  }
  std::ranges::sort(table.rows, [&](const Row& a, const Row& b) { return l.compare(a.cells[0].text, b.cells[0].text) < 0; });
  return table;
}

http::Response data(Visit& visit, const char* type, std::string text) { return visit.finish(http::text_response(200, type, std::move(text))); }

}  // namespace

Answer follow_up_page(Visit& visit) {
  const Locale& l = visit.locale();
  const FollowUp follow_up = TRY(read_follow_up(visit));
  const std::string title = visit.presenter().in(follow_up.cycle.title), path = "cycles/" + follow_up.cycle.id + "/follow-up";
  DeskPage page(visit, fill(l.tr("Follow-up: {1}"), {title}), path);
  const auto sent = std::ranges::count_if(follow_up.reports, [](const CountryReport& one) { return one.sent; });
  page.lede(fill(l.tr("{1} of {2} countries have sent a report; {3} have not. What was measured is of release {4}."),
                 {l.integer(sent), l.integer(std::ssize(follow_up.reports)), l.integer(std::ssize(follow_up.reports) - sent), visit.presenter().release().id}));
  View goals =
      page.block(l.tr("Goal by goal"), l.tr("A country counts for a goal where it reported at least one of the indicators that the questionnaire asks of."));
  add_table(goals, "TABLE", goal_table(visit, follow_up));
  add_link(goals, l.tr("Data as CSV"), visit.link(path + ".csv"));
  add_link(goals, l.tr("Data as JSON"), visit.link(path + ".json"));
  View countries = page.block(l.tr("Country by country"));
  add_table(countries, "TABLE", country_table(visit, follow_up));
  if (follow_up.copies) {
    const std::int64_t own = downloaded(*follow_up.copies, false), whole = downloaded(*follow_up.copies, true);
    page.block(l.tr("Copies to read without a connection"),
               fill(l.ntr("{1} copy of a single country was downloaded in {2}, counted since {3}.",
                          "{1} copies of single countries were downloaded in {2}, counted since {3}.", own),
                    {l.integer(own), std::to_string(follow_up.cycle.year), l.date(follow_up.copies->since)}) +
                   " " +
                   fill(l.ntr("{1} copy of the whole agenda was downloaded, which counts for no country.",
                              "{1} copies of the whole agenda were downloaded, which count for no country.", whole),
                        {l.integer(whole)}));
  }
  return visit.respond(TRY(page.render()));
}

Answer follow_up_csv(Visit& visit) {
  const FollowUp follow_up = TRY(read_follow_up(visit));
  const std::string start = follow_up.cycle.id + "," + std::to_string(follow_up.cycle.year) + ",";
  std::string out = "cycle,year,goal,country,state,indicators,measured,asked,reported,reviewed,agreed\n";
  for (const GoalFollowUp& goal : follow_up.goals) {
    for (const CountryReport& report : follow_up.reports) {
      out += start + std::to_string(goal.goal) + "," + report.country + "," + (report.state ? std::string(reg::to_string(*report.state)) : "not_begun") + "," +
             std::to_string(indicators_of(visit.presenter(), goal.goal)) + "," + std::to_string(measured(visit.presenter(), goal.goal, report.country)) + "," +
             std::to_string(goal.asked.size());
      // An empty cell is what nobody has said; a zero is what was sent without it.
      for (const auto* codes : {&report.reported, &report.reviewed, &report.agreed}) {
        out += "," + (report.sent && !goal.asked.empty() ? std::to_string(reg::cooperation::count_in(goal.asked, *codes)) : std::string());
      }
      out += "\n";
    }
  }
  return data(visit, "text/csv; charset=utf-8; header=present", std::move(out));
}

Answer follow_up_json(Visit& visit) {
  const FollowUp follow_up = TRY(read_follow_up(visit));
  const Presenter& p = visit.presenter();
  JsonWriter json;
  json.begin_object().field("cycle", follow_up.cycle.id).field("year", follow_up.cycle.year).field("release", p.release().id);
  json.field("generated", visit.desk().store.now()).field("countries", follow_up.reports.size()).key("offline_copies");
  if (follow_up.copies) {
    json.begin_object().field("since", follow_up.copies->since).field("of_countries", downloaded(*follow_up.copies, false));
    json.field("of_the_agenda", downloaded(*follow_up.copies, true)).key("by_country").begin_object();
    for (const auto& [country, count] : follow_up.copies->by_country) {
      if (!country.empty()) json.field(country, static_cast<std::int64_t>(count));
    }
    json.end_object().end_object();
  } else {
    json.null();
  }
  json.key("goals").begin_array();
  for (const GoalFollowUp& goal : follow_up.goals) {
    json.begin_object().field("goal", goal.goal).field("status", progress::to_string(p.goal_class_of(goal.goal, p.agenda().region)));
    json.field("indicators", indicators_of(p, goal.goal)).field("measured", measured(p, goal.goal)).field("asked", goal.asked.size());
    if (goal.asked.empty()) {
      json.key("reported").null().key("reviewed").null().key("agreed").null().key("missing").null();
    } else {
      json.field("reported", goal.reported).field("reviewed", goal.reviewed).field("agreed", goal.agreed).field("missing", goal.missing);
    }
    json.key("by_country").begin_array();
    for (const CountryReport& report : follow_up.reports) {
      json.begin_object().field("country", report.country).field("state", report.state ? reg::to_string(*report.state) : "not_begun");
      json.field("measured", measured(p, goal.goal, report.country));
      for (const auto& [name, codes] :
           {std::pair("reported", &report.reported), std::pair("reviewed", &report.reviewed), std::pair("agreed", &report.agreed)}) {
        json.key(name);
        report.sent && !goal.asked.empty() ? json.value(reg::cooperation::count_in(goal.asked, *codes)) : json.null();
      }
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return data(visit, "application/json; charset=utf-8", json.take() + "\n");
}

}  // namespace atalaya::site::desk
