#include <algorithm>

#include "site/charts/sparkline.h"
#include "site/page.h"
#include "site/pages.h"
#include "site/parts.h"

namespace atalaya::site {

namespace {

GoalCounts all_counts(const Presenter& p, std::string_view area) {
  GoalCounts total;
  for (const Area& one : p.agenda().areas) {
    const GoalCounts counts = p.area_counts(one.number, area);
    for (std::size_t c = 0; c < counts.by_class.size(); ++c) total.by_class[c] += counts.by_class[c];
    total.indicators += counts.indicators;
  }
  return total;
}

/// The indicators of an area of action that have a figure here; the others are added to `missing`.
Table area_table(const Presenter& p, const Area& area, const std::string& id, std::vector<const Indicator*>& missing) {
  const Locale& l = p.locale();
  const std::string& region = p.agenda().region;
  Table table{.id = "area" + std::to_string(area.number),
              .caption = p.in(area.name),
              .columns = {{l.tr("Indicator")},
                          {l.tr("Goal"), true},
                          {l.tr("Value"), true},
                          {l.tr("Year"), true},
                          {l.tr("Trend")},
                          {l.tr("Change"), true},
                          {l.tr("Rank"), true},
                          {l.tr("Class")}}};
  if (id != region) table.columns.insert(table.columns.end() - 1, {l.tr("The region"), true});
  for (const Indicator& indicator : p.agenda().indicators) {
    const Goal* goal = p.agenda().find_goal(indicator.goal);
    if (goal == nullptr || goal->area != area.number) continue;
    const IndicatorStatus* status = p.release().status(indicator.id, id);
    if (status == nullptr || !status->answer.latest) {
      missing.push_back(&indicator);
      continue;
    }
    const progress::Answer& answer = status->answer;
    const std::string unit = p.unit(indicator);
    Row row{.cells = {{.text = p.in(indicator.name) + (unit.empty() ? "" : " (" + unit + ")"), .href = p.indicator_link(indicator)}}};
    row.cells.push_back({.text = std::to_string(goal->number), .number = true});
    row.cells.push_back(number_cell(p, indicator, answer.latest->value));
    row.cells.push_back(year_cell(answer.latest));
    row.cells.push_back({.html = charts::sparkline(p.line(indicator, id).points)});
    row.cells.push_back({.text = p.change(indicator, answer).text, .number = true});
    row.cells.push_back(
        {.text = status->rank ? fill(l.tr("{1} of {2}"), {l.integer(*status->rank), l.integer(status->ranked)}) : std::string(), .number = true});
    if (id != region) {
      const IndicatorStatus* regional = p.release().status(indicator.id, region);
      row.cells.push_back(
          number_cell(p, indicator, regional != nullptr && regional->answer.latest ? std::optional(regional->answer.latest->value) : std::nullopt));
    }
    row.cells.push_back({.html = p.chip(answer.verdict)});
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// The goals of an area with their class, the table of what is measured, and by name what is missing.
void add_area(View& v, const Presenter& p, const Area& area, const std::string& id) {
  const Locale& l = p.locale();
  View section = v.add("AREA");
  section.set("NUMBER", area.number).set("NAME", p.in(area.name));
  for (const Goal& goal : p.agenda().goals) {
    if (goal.area != area.number) continue;
    View line = section.add("GOAL");
    const bool of_its_own = id == p.agenda().region || p.agenda().find_country(id) != nullptr;
    line.set("HREF", of_its_own ? p.country_goal_link(id, goal.number) : p.goal_link(goal.number))
        .set("TITLE", std::to_string(goal.number) + ". " + p.in(goal.title))
        .html("CHIP", p.chip(p.goal_class_of(goal.number, id)));
    if (!of_its_own || !p.release().reported) continue;
    const auto instruments = static_cast<long>(p.release().reported->instruments_of(id == p.agenda().region ? "" : id, goal.number).size());
    if (instruments > 0) line.add("NOTE").set("TEXT", fill(l.ntr("{1} instrument", "{1} instruments", instruments), {l.integer(instruments)}));
  }
  std::vector<const Indicator*> missing;
  const Table table = area_table(p, area, id, missing);
  if (!table.rows.empty()) add_table(section, "TABLE", table);
  if (missing.empty()) return;
  View list = section.add("MISSING");
  list.set("LABEL", fill(l.ntr("{1} indicator without a figure:", "{1} indicators without a figure:", std::ssize(missing)), {l.integer(std::ssize(missing))}));
  for (const Indicator* indicator : missing) list.add("ITEM").set("HREF", p.indicator_link(*indicator)).set("TEXT", p.in(indicator->name));
}

std::vector<const Group*> groups_of(const Agenda& agenda, std::string_view country) {
  std::vector<const Group*> out;
  for (const Group& group : agenda.groups) {
    if (std::ranges::find(group.members, country) != group.members.end()) out.push_back(&group);
  }
  return out;
}

}  // namespace

Result<std::string> countries_page(const Presenter& p) {
  const Locale& l = p.locale();
  Page page(p, "countries.tpl", "countries", "countries");
  page.title(l.tr("Countries")).crumb(l.tr("Home"), p.link("")).crumb(l.tr("Countries"), "");
  View& v = page.view();
  v.set("TITLE", l.tr("Countries"));
  v.set("LEDE", l.tr("How many indicators of the agenda are in which class in each country and group."));
  v.set("H_COUNTRIES", l.tr("Countries")).set("H_GROUPS", l.tr("Groups of countries"));
  const auto add = [&](const char* section, const std::string& id, const std::string& name, const std::string& note) {
    const GoalCounts counts = all_counts(p, id);
    View card = v.add(section);
    card.set("HREF", p.country_link(id)).set("NAME", name).set("NOTE", note);
    card.set("COUNT", fill(l.tr("{1} of {2} indicators have a figure"),
                           {l.integer(counts.indicators - counts.of(progress::Class::NoFigure)), l.integer(counts.indicators)}));
    card.html("BAR", counts_bar(counts, "c-" + id, name, p, false)).html("CHIPS", counts_chips(counts, p));
  };
  for (const charts::StatusClass status : charts::all_statuses) v.add("LEGEND").html("CHIP", charts::status_chip(status, charts::name(status, l)));
  for (const Country* country : p.countries_by_name()) add("COUNTRY", country->id, p.in(country->name), "");
  for (const Group& group : p.agenda().groups) {
    std::vector<std::string> names;
    for (const std::string& member : group.members) names.push_back(p.area_name(member));
    add("GROUP", group.id, p.in(group.name), l.list(names));
  }
  return page.render();
}

Result<std::string> country_page(const Presenter& p, std::string_view wanted) {
  const Locale& l = p.locale();
  const Agenda& agenda = p.agenda();
  const Country* country = agenda.find_country(wanted);
  const Group* group = agenda.find_group(wanted);
  if (country == nullptr && group == nullptr) return fail(ErrorKind::NotFound, "there is no such country or group");
  const std::string id(wanted);
  const std::string name = p.area_name(id);
  Page page(p, "country.tpl", "countries", "countries/" + id);
  page.title(name).crumb(l.tr("Home"), p.link("")).crumb(l.tr("Countries"), p.link("countries")).crumb(name, "");
  page.description(fill(l.tr("{1}: the goals of {2} and what is measured."), {name, p.in(agenda.name)}));
  View& v = page.view();
  v.set("NAME", name).set("ID", id);
  v.set("LEDE", country != nullptr ? p.in(country->official) : p.in(group->note));
  if (country != nullptr) {
    View groups = v.add("GROUPS");
    groups.set("LABEL", l.tr("Member of:"));
    for (const Group* one : groups_of(agenda, id)) groups.add("ITEM").set("HREF", p.country_link(one->id)).set("TEXT", p.in(one->name));
  } else {
    View members = v.add("GROUPS");
    members.set("LABEL", l.tr("Members:"));
    for (const std::string& member : group->members) members.add("ITEM").set("HREF", p.country_link(member)).set("TEXT", p.area_name(member));
  }
  const GoalCounts counts = all_counts(p, id);
  v.set("H_COUNTS", l.tr("All indicators by class"));
  v.set("COUNTS", fill(l.tr("{1} of {2} indicators have a figure; {3} can be assessed."),
                       {l.integer(counts.indicators - counts.of(progress::Class::NoFigure)), l.integer(counts.indicators), l.integer(counts.assessed())}));
  v.html("BAR", counts_bar(counts, "counts", name, p));
  if (country != nullptr) v.add("COMPARE").set("HREF", p.link("compare") + "?c=" + id).set("TEXT", l.tr("Compare with other countries"));
  for (const Area& area : agenda.areas) add_area(v, p, area, id);
  View downloads = v.add("DOWNLOADS");
  downloads.set("HEADING", l.tr("Download all figures of this page"));
  for (const auto& [extension, label] : {std::pair(".csv", "CSV"), std::pair(".sdmx.csv", "SDMX-CSV"), std::pair(".json", "JSON")}) {
    downloads.add("ITEM").set("HREF", "/data/" + agenda.dataflow.id + "/A." + id + extension + "?lang=" + p.language()).set("NAME", label);
  }
  if (country != nullptr) {
    downloads.add("OFFLINE").set("HREF", p.link("offline") + "#" + id).set("TEXT", l.tr("The pages of this country to read without a connection"));
  }
  return page.render();
}

}  // namespace atalaya::site
