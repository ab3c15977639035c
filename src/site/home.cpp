#include "site/charts/scoreboard.h"
#include "site/page.h"
#include "site/pages.h"
#include "site/parts.h"

namespace atalaya::site {

namespace {

std::string goals_by_countries(const Presenter& p) {
  const Locale& l = p.locale();
  const auto countries = p.countries_by_name();
  charts::Scoreboard board{.id = "scores"};
  board.caption = fill(l.tr("Status of {1} goals in {2} countries"), {l.integer(std::ssize(p.agenda().goals)), l.integer(std::ssize(countries))});
  board.region_label = l.tr("Scoreboard of goals and countries; scroll sideways");
  board.row_heading = l.tr("Goal");
  board.labels = charts::status_names(l);
  for (const Country* country : countries) board.columns.push_back({country->id, p.in(country->name), p.country_link(country->id)});
  for (const Area& area : p.agenda().areas) {
    charts::ScoreGroup group{.css = "a" + std::to_string(area.number), .name = p.in(area.name), .href = p.area_link(area.number)};
    for (const Goal& goal : p.agenda().goals) {
      if (goal.area != area.number) continue;
      charts::ScoreRow row{std::to_string(goal.number), p.in(goal.title), p.goal_link(goal.number)};
      for (const Country* country : countries) row.cells.push_back({.status = status_class(p.goal_class_of(goal.number, country->id))});
      group.rows.push_back(std::move(row));
    }
    board.groups.push_back(std::move(group));
  }
  return charts::scoreboard(board);
}

}  // namespace

Result<std::string> home_page(const Presenter& p) {
  const Locale& l = p.locale();
  const Agenda& agenda = p.agenda();
  Page page(p, "home.tpl", "home", "");
  page.title(p.in(agenda.name)).description(p.in(agenda.summary));
  View& v = page.view();
  long framework = 0;
  long with_figures = 0;
  for (const Indicator& indicator : agenda.indicators) {
    if (indicator.goal == 0) continue;
    ++framework;
    if (p.countries_with_figures(indicator) > 0) ++with_figures;
  }
  v.set("NAME", p.in(agenda.name)).set("SUMMARY", p.in(agenda.summary));
  v.set("KICKER", l.tr("Observatory of the digital agenda"));
  v.set("COUNTS", fill(l.tr("{1} areas of action, {2} goals, {3} countries. {4} of {5} indicators have figures; the others are counted as missing."),
                       {l.integer(std::ssize(agenda.areas)), l.integer(std::ssize(agenda.goals)), l.integer(std::ssize(agenda.countries)),
                        l.integer(with_figures), l.integer(framework)}));
  v.set("L_COMPARE", l.tr("Compare countries")).set("COMPARE", p.link("compare"));
  v.set("L_COUNTRIES", l.tr("See a country")).set("COUNTRIES", p.link("countries"));
  v.set("H_SCORES", l.tr("Goals and countries"));
  v.set("SCORES_TEXT", l.tr("Each cell is the lower median of the goal's indicators that can be assessed in the country, so one good indicator hides no bad "
                            "one. A goal without figures is shown as such."));
  v.set("METHODS", p.link("methods")).set("L_METHODS", l.tr("How progress is judged"));
  v.html("SCOREBOARD", goals_by_countries(p));
  for (const charts::StatusClass status : charts::all_statuses) v.add("LEGEND").html("CHIP", charts::status_chip(status, charts::name(status, l)));
  v.set("H_AREAS", l.tr("Areas of action"));
  v.set("AREAS_TEXT", fill(l.tr("How many indicators of each area are in which class for {1}."), {p.area_name(agenda.region)}));
  for (const Area& area : agenda.areas) {
    View card = v.add("AREA");
    card.set("NUMBER", area.number).set("HREF", p.area_link(area.number)).set("NAME", p.in(area.name)).set("SUMMARY", p.in(area.summary));
    card.html("BAR", counts_bar(p.area_counts(area.number, agenda.region), "area" + std::to_string(area.number), p.in(area.name), p));
  }
  return page.render();
}

}  // namespace atalaya::site
