#include <algorithm>

#include "base/text.h"
#include "site/charts/sparkline.h"
#include "site/page.h"
#include "site/pages.h"
#include "site/parts.h"

namespace atalaya::site {

namespace {

/// The regional figure where there is one, else how many countries have a figure.
void add_tile(View& v, const Goal& goal, const Indicator& indicator, const Presenter& p) {
  const Locale& l = p.locale();
  const IndicatorStatus* status = p.release().status(indicator.id, p.agenda().region);
  View tile = v.add("TILE");
  tile.set("AREA", goal.area).set("HREF", p.indicator_link(indicator)).set("NAME", p.in(indicator.name));
  const int countries = p.countries_with_figures(indicator);
  if (status != nullptr && status->answer.latest) {
    View value = tile.add("VALUE");
    value.set("NUMBER", p.value(indicator, status->answer.latest->value)).set("UNIT", p.unit(indicator)).set("YEAR", status->answer.latest->year);
    const auto change = p.change(indicator, status->answer);
    if (!change.text.empty()) tile.add("CHANGE").set("CSS", change.css).set("SIGN", change.sign).set("TEXT", change.text);
    tile.html("SPARK", charts::sparkline(p.line(indicator, p.agenda().region).points));
    tile.html("CHIP", p.chip(status->answer.verdict));
  } else {
    tile.add("NO_VALUE").set("TEXT", l.tr("no regional figure"));
    tile.html("CHIP", p.chip(status != nullptr ? status->answer.verdict : progress::Class::NoFigure));
  }
  tile.set("COUNTRIES", fill(l.ntr("{1} country with a figure", "{1} countries with a figure", countries), {l.integer(countries)}));
}

Table country_table(const std::vector<const Indicator*>& measured, const Presenter& p) {
  const Locale& l = p.locale();
  Table table{.id = "by-country", .caption = l.tr("Latest value and class by country"), .columns = {{l.tr("Country")}}};
  for (const Indicator* indicator : measured) {
    const std::string unit = p.unit(*indicator);
    table.columns.push_back({p.in(indicator->name) + (unit.empty() ? "" : " (" + unit + ")"), true});
    table.columns.push_back({l.tr("Class")});
  }
  const auto add = [&](const std::string& id, const std::string& name, const std::string& css) {
    Row row{.cells = {{.text = name, .href = p.country_link(id)}}, .css = css};
    for (const Indicator* indicator : measured) {
      const IndicatorStatus* status = p.release().status(indicator->id, id);
      const auto latest = status != nullptr ? status->answer.latest : std::nullopt;
      Cell cell = number_cell(p, *indicator, latest ? std::optional(latest->value) : std::nullopt);
      if (latest) cell.text += " (" + std::to_string(latest->year) + ")";
      row.cells.push_back(std::move(cell));
      row.cells.push_back({.html = latest ? p.chip(status->answer.verdict) : std::string(" ")});
    }
    table.rows.push_back(std::move(row));
  };
  add(p.agenda().region, p.area_name(p.agenda().region), "region");
  for (const Country* country : p.countries_by_name()) add(country->id, p.in(country->name), "");
  return table;
}

/// What the register had for the goal, by country; empty where it had nothing.
Table reported_table(const Reported& reported, const Goal& goal, const Presenter& p) {
  const Locale& l = p.locale();
  using reg::instruments::State;
  Table table{.id = "reported",
              .caption = l.tr("Instruments in the register, and reviews by civil society, by country"),
              .columns = {{l.tr("Country")}, {l.tr("In force"), true}, {l.tr("Not in force"), true}, {l.tr("Reviews"), true}}};
  const auto add = [&](const std::string& id, const std::string& country, const std::string& name, const std::string& css) {
    long force = 0, others = 0, reviews = 0;
    for (const ReportedInstrument* one : reported.instruments_of(country, goal.number)) ++(one->state == State::InForce ? force : others);
    for (const Indicator* indicator : p.agenda().indicators_of(goal.number)) reviews += std::ssize(reported.reviews_of(country, indicator->id));
    if (force + others + reviews == 0) return;
    Row row{.cells = {{.text = name, .href = p.country_goal_link(id, goal.number)}}, .css = css};
    for (const long number : {force, others, reviews}) row.cells.push_back({.text = l.integer(number), .number = true});
    table.rows.push_back(std::move(row));
  };
  add(p.agenda().region, "", p.area_name(p.agenda().region), "region");
  for (const Country* country : p.countries_by_name()) add(country->id, country->id, p.in(country->name), "");
  return table;
}

std::string sdg_address(const std::string& sdg) { return "https://sdgs.un.org/goals/goal" + sdg.substr(0, sdg.find('.')); }

}  // namespace

Result<std::string> goal_page(const Presenter& p, std::string_view number) {
  const Locale& l = p.locale();
  const Agenda& agenda = p.agenda();
  const Goal* goal = agenda.find_goal(static_cast<int>(parse_integer(number).value_or(0)));
  // One address for each: "01" is not 1.
  if (goal == nullptr || std::to_string(goal->number) != number) return fail(ErrorKind::NotFound, "there is no such goal");
  const Area& area = *agenda.find_area(goal->area);
  Page page(p, "goal.tpl", "areas", "goals/" + std::to_string(goal->number));
  page.title(fill(l.tr("Goal {1}: {2}"), {std::to_string(goal->number), p.in(goal->title)})).description(p.in(goal->summary));
  page.crumb(l.tr("Home"), p.link("")).crumb(l.tr("Areas and goals"), p.link("areas")).crumb(p.in(area.name), p.area_link(area.number));
  page.crumb(fill(l.tr("Goal {1}"), {std::to_string(goal->number)}), "");
  View& v = page.view();
  v.set("NUMBER", goal->number).set("AREA", goal->area).set("TITLE", p.in(goal->title)).set("SUMMARY", p.in(goal->summary));
  v.set("KICKER", fill(l.tr("Goal · {1}"), {p.in(area.name)}));
  if (!goal->official.empty()) v.add("OFFICIAL").set("TEXT", goal->official).set("SOURCE", fill(l.tr("Official wording, {1}"), {agenda.document}));
  if (!goal->sdg.empty()) {
    View sdgs = v.add("SDGS");
    sdgs.set("LABEL", l.tr("Related Sustainable Development Goals and targets:"));
    for (const std::string& sdg : goal->sdg) sdgs.add("SDG").set("ID", sdg).set("HREF", sdg_address(sdg));
  }
  const GoalCounts counts = p.release().goal_counts(goal->number, agenda.region);
  v.set("H_STATUS", fill(l.tr("Status in {1}"), {p.area_name(agenda.region)}));
  v.set("STATUS_TEXT", fill(l.tr("Indicators: {1}. Assessed for the region: {2}. Without a regional figure: {3}."),
                            {l.integer(counts.indicators), l.integer(counts.assessed()), l.integer(counts.of(progress::Class::NoFigure))}));
  v.html("BAR", counts_bar(counts, "counts", l.tr("Indicators by class"), p));

  std::vector<const Indicator*> measured;
  std::vector<const Indicator*> missing;
  for (const Indicator* indicator : agenda.indicators_of(goal->number)) (p.countries_with_figures(*indicator) > 0 ? measured : missing).push_back(indicator);
  v.set("H_INDICATORS", l.tr("Indicators"));
  if (!measured.empty()) v.show("TILES");
  for (const Indicator* indicator : measured) add_tile(v, *goal, *indicator, p);
  if (!missing.empty()) {
    View callout = v.add("MISSING");
    callout.set("TITLE", fill(l.ntr("{1} indicator has no figure in any country", "{1} indicators have no figure in any country", std::ssize(missing)),
                              {l.integer(std::ssize(missing))}));
    for (const Indicator* indicator : missing) {
      callout.add("ITEM").set("HREF", p.indicator_link(*indicator)).set("NAME", p.in(indicator->name)).set("KIND", p.kind_name(indicator->kind));
    }
  }
  for (const Indicator* indicator : measured) {
    std::vector<charts::Series> lines = {p.line(*indicator, agenda.region, true)};
    std::string areas = agenda.region;
    for (const std::string& group : agenda.subregions) {
      lines.push_back(p.line(*indicator, group));
      areas += "+" + group;
    }
    // Countries have figures, but neither the region nor a part of it has one: the table of countries says what is known.
    if (std::ranges::all_of(lines, [](const charts::Series& line) { return line.points.empty(); })) continue;
    View holder = v.add("FIGURES");
    const std::string id = "fig-" + to_lower_ascii(indicator->id);
    add_figure(holder, "FIGURE", line_figure(*indicator, std::move(lines), replace_all(id, "_", "-"), p.in(indicator->name), areas, p), p);
  }
  if (!measured.empty()) {
    View by_country = v.add("COUNTRIES");
    by_country.set("H_COUNTRIES", l.tr("Countries"));
    add_table(by_country, "TABLE", country_table(measured, p));
  }
  if (const auto& reported = p.release().reported) {
    if (const Table table = reported_table(*reported, *goal, p); !table.rows.empty()) {
      View section = v.add("REPORTED");
      section.set("HEADING", l.tr("Instruments and reviews"));
      add_table(section, "TABLE", table);
    }
  }
  for (const int step : {-1, 1}) {
    const Goal* other = agenda.find_goal(goal->number + step);
    if (other != nullptr) {
      v.add(step < 0 ? "PREVIOUS" : "NEXT").set("HREF", p.goal_link(other->number)).set("TEXT", std::to_string(other->number) + ". " + p.in(other->title));
    }
  }
  v.set("L_PAGER", l.tr("Other goals"));
  return page.render();
}

}  // namespace atalaya::site
