#include "site/parts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "site/charts/distribution_bar.h"

namespace atalaya::site {

Cell number_cell(const Presenter& presenter, const Indicator& indicator, const std::optional<double>& value) {
  if (!value) return {.text = presenter.locale().tr("no figure"), .number = true, .none = true};
  return {.text = presenter.value(indicator, *value), .number = true};
}

Cell year_cell(const std::optional<progress::Point>& point) { return {.text = point ? std::to_string(point->year) : std::string(), .number = true}; }

void add_table(View& view, const char* slot, const Table& table) {
  ctemplate::TemplateDictionary* dictionary = view.dictionary()->AddIncludeDictionary(slot);
  dictionary->SetFilename("table.tpl");
  View out(dictionary);
  out.set("ID", table.id).set("CAPTION", table.caption);
  if (table.under_heading) out.show("QUIET");
  // A table of words becomes a list of its rows where the screen is narrow; one of numbers, which are compared, scrolls.
  const bool stacked = table.columns.size() > 2 && std::ranges::none_of(table.columns, &Column::number);
  if (stacked) out.show("STACKED");
  for (const Column& column : table.columns) {
    View head = out.add("COLUMN");
    head.set("TEXT", column.text);
    if (column.number) head.show("NUMBER");
  }
  for (const Row& row : table.rows) {
    View line = out.add("ROW");
    line.optional("CSS", "NAME", row.css);
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const Cell& cell = row.cells[c];
      View td = line.add("CELL");
      td.show(c == 0 ? "HEADING" : cell.none ? "NONE" : cell.number ? "FIGURE" : "PLAIN");
      if (stacked) td.add("STACKED").set("COLUMN_NAME", table.columns[c].text);
      td.set("TEXT", cell.text).set("HREF", cell.href).html("HTML", cell.html);
      td.optional("LANG", "CODE", cell.language);
      td.show(!cell.html.empty() ? "AS_HTML" : cell.href.empty() ? "AS_TEXT" : "AS_LINK");
    }
  }
}

void add_figure(View& view, const char* slot, const Figure& figure, const Presenter& presenter) {
  const Locale& l = presenter.locale();
  ctemplate::TemplateDictionary* dictionary = view.dictionary()->AddIncludeDictionary(slot);
  dictionary->SetFilename("figure.tpl");
  View out(dictionary);
  out.set("SUBTITLE", figure.subtitle).html("CHART", figure.chart);
  out.optional("SOURCE", "TEXT", figure.source.empty() ? "" : fill(l.tr("Source: {1}"), {figure.source}));
  out.add(figure.level == 2 ? "H2" : "H3").set("TITLE", figure.title);
  if (!figure.table.rows.empty()) {
    View details = out.add("DETAILS");
    details.set("SUMMARY", l.tr("The figures as a table"));
    add_table(details, "TABLE", figure.table);
  }
  if (figure.data.empty()) return;
  View downloads = out.add("DOWNLOADS");
  const std::string query = "?lang=" + presenter.language();
  for (const auto& [extension, name] : {std::pair(".csv", "CSV"), std::pair(".sdmx.csv", "SDMX-CSV"), std::pair(".json", "JSON")}) {
    View item = downloads.add("ITEM");
    item.set("HREF", figure.data + extension + query).set("NAME", name);
    item.set("LABEL", fill(l.tr("{1} of: {2}"), {name, figure.title}));
  }
}

std::string counts_bar(const GoalCounts& counts, const std::string& id, const std::string& title, const Presenter& presenter, bool legend) {
  charts::DistributionBar bar{
      .frame = {.id = id, .title = title}, .shares = {}, .legend = legend, .number = [&](double v) { return presenter.locale().integer(std::lround(v)); }};
  for (const charts::StatusClass status : charts::all_statuses) {
    const int count = counts.by_class[static_cast<std::size_t>(status)];
    if (count > 0) bar.shares.push_back({status, charts::name(status, presenter.locale()), count});
  }
  return charts::distribution_bar(bar);
}

std::string counts_chips(const GoalCounts& counts, const Presenter& presenter) {
  std::string out = "<ul class=\"tally\">";
  for (const charts::StatusClass status : charts::all_statuses) {
    const int count = counts.by_class[static_cast<std::size_t>(status)];
    if (count > 0) out += "<li>" + charts::status_count(status, charts::name(status, presenter.locale()), presenter.locale().integer(count)) + "</li>";
  }
  return out + "</ul>";
}

Table year_table(const std::vector<charts::Series>& lines, const std::string& id, const std::string& caption, const Indicator& indicator,
                 const Presenter& presenter) {
  Table table{.id = id, .caption = caption, .columns = {{presenter.locale().tr("Year")}}};
  std::map<double, std::vector<std::optional<double>>, std::greater<>> years;  // the newest first
  for (std::size_t s = 0; s < lines.size(); ++s) {
    table.columns.push_back({lines[s].name, true});
    for (const charts::Point& point : lines[s].points) {
      auto& row = years[point.x];
      row.resize(lines.size());
      if (std::isfinite(point.y)) row[s] = point.y;
    }
  }
  for (const auto& [year, values] : years) {
    Row row{.cells = {{.text = std::to_string(static_cast<int>(year))}}};
    for (const auto& value : values) row.cells.push_back(number_cell(presenter, indicator, value));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::vector<const Source*> used_sources(const Release& release) {
  const Cube& cube = release.cube;
  const auto& attributes = cube.structure().attributes;
  const auto at = static_cast<std::size_t>(std::ranges::find(attributes, std::string("SOURCE"), &Attribute::id) - attributes.begin());
  std::set<std::string> used;
  for (std::size_t i = 0; i < cube.size() && at < attributes.size(); ++i) used.insert(cube.observation_attribute(at, i));
  std::vector<const Source*> out;
  for (const Source& source : release.agenda.sources) {
    if (used.contains(source.id)) out.push_back(&source);
  }
  return out;
}

Figure line_figure(const Indicator& indicator, std::vector<charts::Series> lines, const std::string& id, const std::string& title, const std::string& areas,
                   const Presenter& presenter) {
  const Locale& l = presenter.locale();
  const std::string unit = presenter.unit_name(indicator);
  charts::LineChart chart{.frame = {.id = id, .title = title, .desc = {}, .empty = l.tr("There is no figure to draw.")}, .series = lines};
  chart.number = [&](double v) { return presenter.value(indicator, v); };
  chart.tick = [&](double v, int decimals) { return l.number(v, decimals); };
  chart.not_zero_note = l.tr("The axis does not start at zero.");
  chart.no_figure = l.tr("No figure: {1}");
  if (const Target* target = presenter.agenda().find_target(indicator.id, presenter.agenda().region)) {
    const IndicatorStatus* status = presenter.release().status(indicator.id, presenter.agenda().region);
    if (status != nullptr && status->target) {
      chart.target = {*status->target, fill(l.tr("Target {1}: {2}"), {std::to_string(target->year), presenter.value(indicator, *status->target)})};
    }
  }
  Figure figure{.title = title, .subtitle = unit, .chart = charts::line_chart(chart), .source = presenter.source_line(indicator)};
  figure.table = year_table(lines, id + "-t", title, indicator, presenter);
  figure.data = presenter.data_link(indicator, areas);
  return figure;
}

}  // namespace atalaya::site
