#include <algorithm>

#include "site/page.h"
#include "site/pages.h"
#include "site/parts.h"

namespace atalaya::site {

namespace {

constexpr std::size_t fewest = 2;
constexpr std::size_t most = 6;

void add_form(View& v, const Presenter& p, const Indicator& chosen, const std::vector<std::string>& countries) {
  const Locale& l = p.locale();
  v.set("ACTION", p.link("compare")).set("L_INDICATOR", l.tr("Indicator")).set("L_COUNTRIES", l.tr("Countries, two to six")).set("L_SHOW", l.tr("Compare"));
  for (const Goal& goal : p.agenda().goals) {
    std::vector<const Indicator*> measured;
    for (const Indicator* indicator : p.agenda().indicators_of(goal.number)) {
      if (p.countries_with_figures(*indicator) > 0) measured.push_back(indicator);
    }
    if (measured.empty()) continue;
    View group = v.add("GOAL");
    group.set("NAME", std::to_string(goal.number) + ". " + p.in(goal.title));
    for (const Indicator* indicator : measured) {
      View option = group.add("OPTION");
      option.set("ID", indicator->id).set("NAME", p.in(indicator->name));
      if (indicator == &chosen) option.show("SELECTED");
    }
  }
  for (const Country* country : p.countries_by_name()) {
    View box = v.add("COUNTRY");
    box.set("ID", country->id).set("NAME", p.in(country->name));
    if (std::ranges::find(countries, country->id) != countries.end()) box.show("CHECKED");
  }
}

Table latest_table(const Presenter& p, const Indicator& indicator, const std::vector<std::string>& countries) {
  const Locale& l = p.locale();
  Table table{.id = "latest",
              .caption = fill(l.tr("{1}: latest values"), {p.in(indicator.name)}),
              .columns = {{l.tr("Country")}, {l.tr("Value"), true}, {l.tr("Year"), true}, {l.tr("Change"), true}, {l.tr("Rank"), true}, {l.tr("Class")}}};
  std::vector<std::string> all = countries;
  all.push_back(p.agenda().region);
  for (const std::string& id : all) {
    const IndicatorStatus* status = p.release().status(indicator.id, id);
    if (status == nullptr) continue;
    const auto& answer = status->answer;
    Row row{.cells = {{.text = p.area_name(id), .href = p.country_link(id)}}, .css = id == p.agenda().region ? "region" : ""};
    row.cells.push_back(number_cell(p, indicator, answer.latest ? std::optional(answer.latest->value) : std::nullopt));
    row.cells.push_back(year_cell(answer.latest));
    row.cells.push_back({.text = p.change(indicator, answer).text, .number = true});
    row.cells.push_back(
        {.text = status->rank ? fill(l.tr("{1} of {2}"), {l.integer(*status->rank), l.integer(status->ranked)}) : std::string(), .number = true});
    row.cells.push_back({.html = p.chip(answer.verdict)});
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

Result<std::string> compare_page(const Presenter& p, const Comparison& comparison) {
  const Locale& l = p.locale();
  const Agenda& agenda = p.agenda();
  const Indicator* indicator = agenda.find_indicator(comparison.indicator);
  if (indicator == nullptr && !comparison.indicator.empty()) return fail(ErrorKind::NotFound, "there is no such indicator");
  for (const Indicator& one : agenda.indicators) {
    if (indicator == nullptr && p.countries_with_figures(one) > 0) indicator = &one;
  }
  std::vector<std::string> countries;
  for (const std::string& id : comparison.countries) {
    if (agenda.find_country(id) == nullptr) return fail(ErrorKind::NotFound, "there is no such country");
    if (std::ranges::find(countries, id) == countries.end()) countries.push_back(id);
  }
  Page page(p, "compare.tpl", "compare", "compare");
  page.title(l.tr("Compare countries")).crumb(l.tr("Home"), p.link("")).crumb(l.tr("Compare"), "");
  std::string query;
  for (const std::string& id : countries) query += (query.empty() ? "?c=" : "&c=") + id;
  if (!comparison.indicator.empty()) query += (query.empty() ? "?i=" : "&i=") + indicator->id;
  page.query(query);
  View& v = page.view();
  v.set("TITLE", l.tr("Compare countries"))
      .set("LEDE", l.tr("Choose an indicator and two to six countries. The address of the result can be kept and shared."));
  if (indicator == nullptr) return page.render();
  add_form(v, p, *indicator, countries);
  if (countries.empty()) return page.render();
  if (countries.size() < fewest || countries.size() > most) {
    v.add("ADVICE").set("TEXT", fill(l.tr("Between two and six countries can be compared; {1} chosen."), {l.integer(std::ssize(countries))}));
    return page.render();
  }
  std::vector<charts::Series> lines;
  std::string areas;
  for (const std::string& id : countries) {
    lines.push_back(p.line(*indicator, id));
    areas += id + "+";
  }
  lines.push_back(p.line(*indicator, agenda.region, true));
  areas += agenda.region;
  View result = v.add("RESULT");
  result.set("HEADING", p.in(indicator->name));
  add_figure(result, "FIGURE", line_figure(*indicator, std::move(lines), "compared", p.in(indicator->name), areas, p), p);
  add_table(result, "TABLE", latest_table(p, *indicator, countries));
  return page.render();
}

}  // namespace atalaya::site
