#include <algorithm>
#include <map>

#include "base/text.h"
#include "site/charts/ranking.h"
#include "site/page.h"
#include "site/pages.h"
#include "site/parts.h"

namespace atalaya::site {

namespace {

std::string direction_text(const Indicator& indicator, const Locale& l) {
  if (indicator.parity) return l.tr("Best at parity (1)");
  switch (indicator.direction) {
    case Direction::Up: return l.tr("More is better");
    case Direction::Down: return l.tr("Less is better");
    case Direction::None: break;
  }
  return l.tr("Context: no direction is wanted");
}

std::string rule_text(const Indicator& indicator, const Presenter& p) {
  const Locale& l = p.locale();
  switch (indicator.aggregate.method) {
    case AggregateMethod::WeightedMean:
      return fill(l.tr("Mean of the countries weighted by: {1}"), {p.in(p.agenda().find_indicator(indicator.aggregate.weight)->name)});
    case AggregateMethod::Mean: return l.tr("Mean in which each country counts once");
    case AggregateMethod::Sum: return l.tr("Sum, only where every country has a value");
    case AggregateMethod::None: break;
  }
  return l.tr("None: a regional figure would have no meaning");
}

void add_metadata(View& v, const Indicator& indicator, const Presenter& p) {
  const Locale& l = p.locale();
  const auto add = [&](const std::string& term, const std::string& text, const std::string& href = {}) {
    if (text.empty()) return;
    View item = v.add("META");
    item.set("TERM", term);
    item.add(href.empty() ? "PLAIN" : "LINK").set("TEXT", text).set("HREF", href);
  };
  add(l.tr("Definition"), p.in(indicator.definition));
  add(l.tr("Unit"), p.unit_name(indicator));
  add(l.tr("Direction"), direction_text(indicator, l));
  add(l.tr("Kind"), p.kind_name(indicator.kind));
  add(l.tr("Regional figure"), rule_text(indicator, p));
  if (const Source* source = p.agenda().find_source(indicator.source)) {
    add(l.tr("Source"), p.in(source->publisher) + ", " + p.in(source->name), indicator.address.empty() ? source->address : indicator.address);
    add(l.tr("Licence"), indicator.licence.empty() ? source->licence.name : indicator.licence, indicator.licence.empty() ? source->licence.address : "");
  }
  add(l.tr("Code of the source"), indicator.source_code);
  add(l.tr("Code here"), indicator.id);
  add(l.tr("Note"), p.in(indicator.note));
  for (const Target& target : p.agenda().targets) {
    if (target.indicator == indicator.id) add(l.tr("Target"), p.in(target.name) + " (" + target.source_name + ")", target.source_address);
  }
}

Figure ranking_figure(const Indicator& indicator, const Presenter& p) {
  const Locale& l = p.locale();
  const Agenda& agenda = p.agenda();
  charts::Ranking chart{.frame = {.id = "ranking", .title = fill(l.tr("{1}: latest value by country"), {p.in(indicator.name)})}};
  chart.highest_first = indicator.direction != Direction::Down;
  chart.no_figure = l.tr("No figure: {1}");
  chart.number = [&](double v) { return p.value(indicator, v); };
  Table table{.id = "ranking-t", .caption = chart.frame.title, .columns = {{l.tr("Country")}, {l.tr("Value"), true}, {l.tr("Year"), true}}};
  std::map<int, int> years;
  for (const Country& country : agenda.countries) {
    const IndicatorStatus* status = p.release().status(indicator.id, country.id);
    charts::RankingRow row{.name = p.in(country.name), .href = p.country_link(country.id)};
    if (status != nullptr && status->answer.latest) {
      row.value = status->answer.latest->value;
      row.period = std::to_string(status->answer.latest->year);
      row.status = status_class(status->answer.verdict);
      ++years[status->answer.latest->year];
    }
    table.rows.push_back({.cells = {{.text = row.name}, number_cell(p, indicator, row.value), {.text = row.period, .number = true}}});
    chart.rows.push_back(std::move(row));
  }
  const auto common = std::ranges::max_element(years, {}, &std::pair<const int, int>::second);
  if (common != years.end()) chart.period = std::to_string(common->first);
  const IndicatorStatus* region = p.release().status(indicator.id, agenda.region);
  if (region != nullptr && region->answer.latest) chart.reference = charts::Ranking::Reference{region->answer.latest->value, p.area_name(agenda.region)};
  std::string areas;
  for (const Country& country : agenda.countries) areas += (areas.empty() ? "" : "+") + country.id;
  return {.title = chart.frame.title,
          .subtitle = p.unit_name(indicator) + (chart.period.empty() ? "" : ", " + chart.period),
          .chart = charts::ranking(chart),
          .source = p.source_line(indicator),
          .table = std::move(table),
          .data = p.data_link(indicator, areas),
          .level = 2};
}

Table status_table(const Indicator& indicator, const Presenter& p) {
  const Locale& l = p.locale();
  Table table{.id = "statuses",
              .caption = fill(l.tr("{1}: value, change, rank and class"), {p.in(indicator.name)}),
              .columns = {{l.tr("Country")},
                          {l.tr("Year"), true},
                          {l.tr("Value"), true},
                          {l.tr("Change"), true},
                          {l.tr("% a year"), true},
                          {l.tr("Rank"), true},
                          {l.tr("Class")},
                          {l.tr("Why it cannot be assessed")}}};
  const auto add = [&](const std::string& id, const std::string& name, const std::string& css) {
    const IndicatorStatus* status = p.release().status(indicator.id, id);
    if (status == nullptr) return;
    const auto& answer = status->answer;
    Row row{.cells = {{.text = name, .href = p.country_link(id)}, year_cell(answer.latest)}, .css = css};
    row.cells.push_back(number_cell(p, indicator, answer.latest ? std::optional(answer.latest->value) : std::nullopt));
    row.cells.push_back({.text = p.change(indicator, answer).text, .number = true});
    row.cells.push_back({.text = answer.observed_rate ? l.change(100 * *answer.observed_rate, 1) : std::string(), .number = true});
    row.cells.push_back(
        {.text = status->rank ? fill(l.tr("{1} of {2}"), {l.integer(*status->rank), l.integer(status->ranked)}) : std::string(), .number = true});
    row.cells.push_back({.html = p.chip(answer.verdict)});
    row.cells.push_back({.text = p.reason(answer.reason)});
    table.rows.push_back(std::move(row));
  };
  for (const Group& group : p.agenda().groups) {
    const IndicatorStatus* status = p.release().status(indicator.id, group.id);
    if (status != nullptr && status->answer.latest) add(group.id, p.in(group.name), "region");
  }
  for (const Country* country : p.countries_by_name()) add(country->id, p.in(country->name), "");
  return table;
}

/// What stands behind the region's latest figure: rule, shares, who is missing, whose value is older.
void add_coverage(View& v, const Indicator& indicator, const Presenter& p) {
  const Locale& l = p.locale();
  const IndicatorStatus* status = p.release().status(indicator.id, p.agenda().region);
  if (status == nullptr || !status->answer.latest) return;
  const auto key = p.agenda().headline_key(indicator, p.agenda().region);
  const Coverage* coverage = p.release().find_coverage(join_key(key), status->answer.latest->year);
  if (coverage == nullptr) return;
  const auto names = [&](const std::vector<std::string>& ids) {
    std::vector<std::string> out;
    for (const std::string& id : ids) out.push_back(p.area_name(id));
    return l.list(out);
  };
  View box = v.add("COVERAGE");
  box.set("TITLE", fill(l.tr("What is behind the regional figure of {1}"), {std::to_string(coverage->year)}));
  box.set("TEXT", fill(l.tr("Countries with a value: {1} %. Share of the weight: {2} %."),
                       {l.number(100 * coverage->country_share, 0), l.number(100 * coverage->weight_share, 1)}));
  if (!coverage->missing.empty()) box.add("LINE").set("TEXT", fill(l.tr("Missing: {1}."), {names(coverage->missing)}));
  if (!coverage->carried.empty()) box.add("LINE").set("TEXT", fill(l.tr("With an older value carried forward: {1}."), {names(coverage->carried)}));
}

/// The region by each breakdown that the data has beside the headline.
void add_breakdowns(View& v, const Indicator& indicator, const Presenter& p) {
  const Cube& cube = p.release().cube;
  const DataStructure& structure = cube.structure();
  const std::size_t area = structure.position("REF_AREA");
  const std::size_t which = structure.position("INDICATOR");
  const std::size_t headline = p.series(indicator, p.agenda().region);
  for (std::size_t d = 0; d < structure.dimensions.size(); ++d) {
    if (d == area || d == which || structure.dimensions[d].id == "FREQ") continue;
    std::vector<charts::Series> lines;
    std::string codes;
    for (std::size_t s = 0; s < cube.series_count(); ++s) {
      if (cube.code_id(which, s) != indicator.id || cube.code_id(area, s) != p.agenda().region) continue;
      bool along = true;  // differs from the headline in this dimension at most
      for (std::size_t e = 0; e < structure.dimensions.size() && headline != DataStructure::npos; ++e)
        along = along && (e == d || cube.code(e, s) == cube.code(e, headline));
      if (!along) continue;
      const Code* code = structure.code_list(structure.dimensions[d].code_list)->find(cube.code_id(d, s));
      lines.push_back(p.line_of(s, code != nullptr ? p.in(code->name) : cube.code_id(d, s), s == headline));
      codes += (codes.empty() ? "" : "+") + cube.code_id(d, s);
    }
    if (lines.size() < 2 || headline == DataStructure::npos) continue;
    const std::string title =
        fill(p.locale().tr("{1}, {2}, by: {3}"), {p.in(indicator.name), p.area_name(p.agenda().region), p.in(structure.dimensions[d].name)});
    View holder = v.add("FIGURES");
    Figure figure = line_figure(indicator, std::move(lines), "by-" + to_lower_ascii(structure.dimensions[d].id), title, p.agenda().region, p);
    auto key = p.agenda().headline_key(indicator, p.agenda().region);
    key[d] = codes;
    figure.level = 2;
    figure.data = "/data/" + p.agenda().dataflow.id + "/" + join_key(key);
    add_figure(holder, "FIGURE", figure, p);
  }
}

}  // namespace

Result<std::string> indicator_page(const Presenter& p, std::string_view id) {
  const Locale& l = p.locale();
  const Agenda& agenda = p.agenda();
  const Indicator* indicator = agenda.find_indicator(id);
  if (indicator == nullptr) return fail(ErrorKind::NotFound, "there is no such indicator");
  const Goal* goal = agenda.find_goal(indicator->goal);
  Page page(p, "indicator.tpl", "indicators", "indicators/" + indicator->id);
  page.title(p.in(indicator->name)).description(p.in(indicator->definition));
  page.crumb(l.tr("Home"), p.link("")).crumb(l.tr("Indicators"), p.link("indicators"));
  if (goal != nullptr) page.crumb(fill(l.tr("Goal {1}"), {std::to_string(goal->number)}), p.goal_link(goal->number));
  page.crumb(p.in(indicator->name), "");
  View& v = page.view();
  v.set("NAME", p.in(indicator->name)).set("DEFINITION", p.in(indicator->definition));
  v.set("AREA", goal != nullptr ? goal->area : 0);
  if (goal != nullptr) {
    v.add("KICKER").set("NUMBER", goal->number).set("TEXT", p.in(goal->title));
  }
  const int countries = p.countries_with_figures(*indicator);
  v.set("H_ABOUT", l.tr("About this indicator"));
  add_metadata(v, *indicator, p);
  if (countries == 0) {
    View callout = v.add("EMPTY");
    callout.set("TITLE", l.tr("There is no figure yet"));
    callout.set("TEXT", fill(l.tr("No country has a figure in this release. It is expected from: {1}."), {p.kind_name(indicator->kind)}));
    return page.render();
  }
  std::vector<charts::Series> lines = {p.line(*indicator, agenda.region, true)};
  std::string areas = agenda.region;
  for (const std::string& group : agenda.subregions) {
    lines.push_back(p.line(*indicator, group));
    areas += "+" + group;
  }
  std::erase_if(lines, [](const charts::Series& line) { return line.points.empty(); });
  if (!lines.empty()) {
    View holder = v.add("FIGURES");
    Figure figure = line_figure(*indicator, std::move(lines), "lines", fill(l.tr("{1}: the region over time"), {p.in(indicator->name)}), areas, p);
    figure.level = 2;
    add_figure(holder, "FIGURE", figure, p);
  }
  add_coverage(v, *indicator, p);
  View holder = v.add("FIGURES");
  add_figure(holder, "FIGURE", ranking_figure(*indicator, p), p);
  add_breakdowns(v, *indicator, p);
  View table = v.add("STATUSES");
  table.set("HEADING", l.tr("Countries and groups")).set("METHODS", p.link("methods")).set("L_METHODS", l.tr("How progress is judged"));
  add_table(table, "TABLE", status_table(*indicator, p));
  return page.render();
}

}  // namespace atalaya::site
