#include <algorithm>

#include "site/page.h"
#include "site/pages.h"
#include "site/parts.h"

namespace atalaya::site {

namespace {

Table list_table(const Presenter& p, const std::string& id, const std::string& caption, const std::vector<const Indicator*>& indicators) {
  const Locale& l = p.locale();
  Table table{
      .id = id,
      .caption = caption,
      .columns =
          {{l.tr("Indicator")}, {l.tr("Unit")}, {l.tr("Kind")}, {l.tr("Countries"), true}, {l.tr("The region"), true}, {l.tr("Year"), true}, {l.tr("Class")}},
      .rows = {},
      .under_heading = true};
  for (const Indicator* indicator : indicators) {
    const IndicatorStatus* status = p.release().status(indicator->id, p.agenda().region);
    const auto latest = status != nullptr ? status->answer.latest : std::nullopt;
    Row row{.cells = {{.text = p.in(indicator->name), .href = p.indicator_link(*indicator)},
                      {.text = p.unit_name(*indicator)},
                      {.text = p.kind_name(indicator->kind)}}};
    row.cells.push_back({.text = l.integer(p.countries_with_figures(*indicator)), .number = true});
    row.cells.push_back(number_cell(p, *indicator, latest ? std::optional(latest->value) : std::nullopt));
    row.cells.push_back(year_cell(latest));
    row.cells.push_back({.html = p.chip(status != nullptr ? status->answer.verdict : progress::Class::NoFigure)});
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

Result<std::string> indicators_page(const Presenter& p) {
  const Locale& l = p.locale();
  Page page(p, "sections.tpl", "indicators", "indicators");
  page.title(l.tr("Indicators")).crumb(l.tr("Home"), p.link("")).crumb(l.tr("Indicators"), "");
  View& v = page.view();
  v.set("TITLE", l.tr("Indicators"));
  v.add("LEDE").set("TEXT",
                    l.tr("All indicators of the framework by goal, and after them the figures that give context. Those without figures are listed too."));
  View jump = v.add("JUMP");
  jump.set("LABEL", l.tr("Areas and goals"));
  const auto add_jump = [&](const std::string& id, const std::string& text) { jump.add("ITEM").set("HREF", "#" + id).set("TEXT", text); };
  for (const Area& area : p.agenda().areas) {
    const auto first = std::ranges::find(p.agenda().goals, area.number, &Goal::area);
    if (first != p.agenda().goals.end()) add_jump("to-goal" + std::to_string(first->number), p.in(area.name));
  }
  add_jump("to-context", l.tr("Context"));
  for (const Goal& goal : p.agenda().goals) {
    View section = v.add("SECTION");
    const std::string name = fill(l.tr("Goal {1}: {2}"), {std::to_string(goal.number), p.in(goal.title)});
    section.set("HEADING", name).optional("ID", "NAME", "to-goal" + std::to_string(goal.number));
    add_table(section, "TABLE", list_table(p, "goal" + std::to_string(goal.number), name, p.agenda().indicators_of(goal.number)));
  }
  View section = v.add("SECTION");
  section.set("HEADING", l.tr("Context")).optional("ID", "NAME", "to-context");
  add_table(section, "TABLE", list_table(p, "context", l.tr("Figures that give context"), p.agenda().indicators_of(0)));
  return page.render();
}

}  // namespace atalaya::site
