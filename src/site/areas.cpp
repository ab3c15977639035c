#include "base/text.h"
#include "site/page.h"
#include "site/pages.h"
#include "site/parts.h"

namespace atalaya::site {

namespace {

void add_goals(View& view, const Area& area, const Presenter& p) {
  const Locale& l = p.locale();
  for (const Goal& goal : p.agenda().goals) {
    if (goal.area != area.number) continue;
    const GoalCounts counts = p.release().goal_counts(goal.number, p.agenda().region);
    const long with_figure = counts.indicators - counts.of(progress::Class::NoFigure);
    View card = view.add("GOAL");
    card.set("AREA", area.number).set("NUMBER", goal.number).set("HREF", p.goal_link(goal.number)).set("TITLE", p.in(goal.title));
    card.set("SUMMARY", p.in(goal.summary)).html("CHIP", p.chip(p.goal_class_of(goal.number, p.agenda().region)));
    card.set("COUNT", fill(l.tr("{1} of {2} indicators have a regional figure"), {l.integer(with_figure), l.integer(counts.indicators)}));
    card.set("L_GOAL", l.tr("Goal"));
  }
}

}  // namespace

Result<std::string> areas_page(const Presenter& p) {
  const Locale& l = p.locale();
  Page page(p, "areas.tpl", "areas", "areas");
  page.title(l.tr("Areas and goals")).crumb(l.tr("Home"), p.link("")).crumb(l.tr("Areas and goals"), "");
  View& v = page.view();
  v.set("H_AREAS", l.tr("Areas and goals"));
  v.set("LEDE", fill(l.tr("What the countries agreed in {1}, and how far it is measured."), {p.agenda().document}));
  for (const Area& area : p.agenda().areas) {
    View section = v.add("AREA");
    section.set("NUMBER", area.number).set("NAME", p.in(area.name)).set("SUMMARY", p.in(area.summary)).set("HREF", p.area_link(area.number));
    add_goals(section, area, p);
  }
  return page.render();
}

Result<std::string> area_page(const Presenter& p, std::string_view number) {
  const Locale& l = p.locale();
  const Area* area = p.agenda().find_area(static_cast<int>(parse_integer(number).value_or(0)));
  // One address for each: "01" is not 1.
  if (area == nullptr || std::to_string(area->number) != number) return fail(ErrorKind::NotFound, "there is no such area");
  Page page(p, "area.tpl", "areas", "areas/" + std::to_string(area->number));
  page.title(p.in(area->name)).description(p.in(area->summary));
  page.crumb(l.tr("Home"), p.link("")).crumb(l.tr("Areas and goals"), p.link("areas")).crumb(p.in(area->name), "");
  View& v = page.view();
  v.set("NUMBER", area->number).set("NAME", p.in(area->name)).set("SUMMARY", p.in(area->summary)).set("KICKER", l.tr("Area of action"));
  if (!area->official.empty()) v.add("OFFICIAL").set("TEXT", area->official).set("SOURCE", fill(l.tr("Official wording, {1}"), {p.agenda().document}));
  v.set("H_COUNTS", fill(l.tr("Indicators of this area in {1}"), {p.area_name(p.agenda().region)}));
  v.html("BAR", counts_bar(p.area_counts(area->number, p.agenda().region), "counts", p.in(area->name), p));
  v.set("H_GOALS", l.tr("Goals"));
  add_goals(v, *area, p);
  for (const int step : {-1, 1}) {
    const Area* other = p.agenda().find_area(area->number + step);
    if (other != nullptr) v.add(step < 0 ? "PREVIOUS" : "NEXT").set("HREF", p.area_link(other->number)).set("TEXT", p.in(other->name));
  }
  v.set("L_PAGER", l.tr("Other areas"));
  return page.render();
}

}  // namespace atalaya::site
