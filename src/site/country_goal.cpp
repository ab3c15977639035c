// One goal in one country, or in the region: its indicators with the receipt of what the country reported, the instruments that it names for the goal, and
// what civil society says of the report.
#include <algorithm>

#include "base/text.h"
#include "site/instrument_words.h"
#include "site/page.h"
#include "site/pages.h"
#include "site/parts.h"

namespace atalaya::site {

namespace {

constexpr std::size_t most_shown = 100;  ///< Instruments; the register lists the rest.

using Instruments = std::vector<const ReportedInstrument*>;

/// The receipt of an indicator's newest figure; empty where it came in another way than by the register.
std::string receipt_of(const Presenter& p, const Indicator& indicator, std::string_view area) {
  const Cube& cube = p.release().cube;
  const std::size_t attribute = cube.structure().attribute_position("RECEIPT"), series = p.series(indicator, area);
  if (attribute == DataStructure::npos || series == DataStructure::npos || cube.first(series) == cube.last(series)) return {};
  return cube.observation_attribute(attribute, cube.last(series) - 1);
}

Table indicator_table(const Presenter& p, const std::vector<const Indicator*>& indicators, const std::string& area) {
  const Locale& l = p.locale();
  Table table{.id = "indicators",
              .caption = l.tr("Indicators"),
              .columns = {{l.tr("Indicator")}, {l.tr("Value"), true}, {l.tr("Year"), true}, {l.tr("Class")}},
              .under_heading = true};
  std::vector<std::string> receipts;
  for (const Indicator* indicator : indicators) receipts.push_back(receipt_of(p, *indicator, area));
  const bool any = std::ranges::any_of(receipts, [](const std::string& one) { return !one.empty(); });
  if (any) table.columns.push_back({l.tr("Origin")});
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    const Indicator& indicator = *indicators[i];
    const IndicatorStatus* status = p.release().status(indicator.id, area);
    const auto latest = status != nullptr ? status->answer.latest : std::nullopt;
    const std::string unit = p.unit(indicator);
    Row row{.cells = {{.text = p.in(indicator.name) + (unit.empty() ? "" : " (" + unit + ")"), .href = p.indicator_link(indicator)}}};
    row.cells.push_back(number_cell(p, indicator, latest ? std::optional(latest->value) : std::nullopt));
    row.cells.push_back(year_cell(latest));
    row.cells.push_back({.html = p.chip(status != nullptr ? status->answer.verdict : progress::Class::NoFigure)});
    if (any) {
      Cell origin{.text = receipts[i].empty() ? "" : l.tr("receipt of the report")};
      if (!receipts[i].empty() && p.has_register()) origin.href = p.link("register/receipts/" + receipts[i]);
      row.cells.push_back(std::move(origin));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table instrument_table(const Presenter& p, const Instruments& instruments) {
  const Locale& l = p.locale();
  Table table{.id = "instruments",
              .caption = l.tr("Instruments"),
              .columns = {{l.tr("Title")}, {l.tr("Kind")}, {l.tr("State")}, {l.tr("Since")}, {l.tr("Issued by")}},
              .under_heading = true};
  for (const ReportedInstrument* one : instruments) {
    if (table.rows.size() == most_shown) break;
    ShownTitle title = shown_title(p.language(), *one);
    Cell heading{.text = std::move(title.text), .href = p.has_register() ? p.link("register/instruments/" + one->id) : one->address};
    heading.language = std::move(title.language);
    table.rows.push_back({.cells = {std::move(heading),
                                    {.text = kind_name(l, one->kind)},
                                    {.text = one->state ? state_name(l, *one->state) : l.tr("no state on record")},
                                    {.text = one->state ? l.date(one->since, Locale::Date::Short) : ""},
                                    {.text = one->body}}});
  }
  return table;
}

void add_instruments(View& v, const Presenter& p, const Instruments& instruments, const std::string& country, int goal) {
  const Locale& l = p.locale();
  View section = v.add("INSTRUMENTS");
  section.set("HEADING", l.tr("Instruments"));
  const auto many = static_cast<long>(instruments.size());
  section.set("TEXT", many == 0 ? l.tr("The register had no instrument for this goal when this release was made.")
                                : fill(l.ntr("{1} instrument in the register when this release was made.",
                                             "{1} instruments in the register when this release was made.", many),
                                       {l.integer(many)}));
  if (!instruments.empty()) add_table(section, "LIST", instrument_table(p, instruments));  // An include of the page's own name would be shown here, too.
  if (!p.has_register()) return;
  const std::string query = "?country=" + (country.empty() ? "region" : country) + "&goal=" + std::to_string(goal);
  section.add("LINK").set("HREF", p.link("register/instruments") + query).set("TEXT", l.tr("Search the register of instruments"));
}

void add_reviews(View& v, const Presenter& p, const std::vector<const Indicator*>& indicators, const std::string& country) {
  const Locale& l = p.locale();
  View section = v.add("REVIEWS");
  section.set("HEADING", l.tr("Reviews by civil society"));
  bool any = false;
  for (const Indicator* indicator : indicators) {
    for (const ReportedReview* one : p.release().reported->reviews_of(country, indicator->id)) {
      any = true;
      View review = section.add("REVIEW");
      review.set("INDICATOR", fill(l.tr("{1}, {2}"), {p.in(indicator->name), std::to_string(one->year)}));
      if (one->level) review.add("LEVEL").set("TEXT", fill(l.tr("sees level {1}"), {l.integer(*one->level)}));
      for (const std::string_view part : split(one->body, '\n')) {
        if (!trim(part).empty()) review.add("PARAGRAPH").set("TEXT", part);
      }
      for (const std::string& reply : one->replies) review.add("REPLY").set("LABEL", l.tr("Reply of the country:")).set("TEXT", reply);
      if (p.has_register()) review.add("LINK").set("HREF", p.link("register/reports/" + one->report)).set("TEXT", l.tr("The report with its answers"));
    }
  }
  if (!any) section.add("NONE").set("TEXT", l.tr("No review of what the country reports for this goal was on record when this release was made."));
}

}  // namespace

Result<std::string> country_goal_page(const Presenter& p, std::string_view wanted, std::string_view number) {
  const Locale& l = p.locale();
  const Agenda& agenda = p.agenda();
  const bool region = wanted == agenda.region;
  if (!region && agenda.find_country(wanted) == nullptr) return fail(ErrorKind::NotFound, "there is no such country");
  const Goal* goal = agenda.find_goal(static_cast<int>(parse_integer(number).value_or(0)));
  if (goal == nullptr || std::to_string(goal->number) != number) return fail(ErrorKind::NotFound, "there is no such goal");
  const std::string id(wanted), name = p.area_name(id), country = region ? std::string() : id;
  Page page(p, "country_goal.tpl", "countries", "countries/" + id + "/goals/" + std::to_string(goal->number));
  page.title(fill(l.tr("{1}, goal {2}: {3}"), {name, std::to_string(goal->number), p.in(goal->title)})).description(p.in(goal->summary));
  page.crumb(l.tr("Home"), p.link("")).crumb(l.tr("Countries"), p.link("countries")).crumb(name, p.country_link(id));
  page.crumb(fill(l.tr("Goal {1}"), {std::to_string(goal->number)}), "");
  View& v = page.view();
  v.set("NUMBER", goal->number).set("AREA", goal->area).set("TITLE", p.in(goal->title)).set("SUMMARY", p.in(goal->summary));
  v.set("KICKER", name).html("CHIP", p.chip(p.goal_class_of(goal->number, id)));
  v.set("GOAL_HREF", p.goal_link(goal->number)).set("GOAL_TEXT", l.tr("This goal in all countries"));
  v.set("COUNTRY_HREF", p.country_link(id)).set("COUNTRY_TEXT", fill(l.tr("All goals: {1}"), {name}));
  const std::vector<const Indicator*> indicators = agenda.indicators_of(goal->number);
  v.set("H_INDICATORS", l.tr("Indicators"));
  add_table(v, "TABLE", indicator_table(p, indicators, id));
  if (p.release().reported) {
    add_instruments(v, p, p.release().reported->instruments_of(country, goal->number), country, goal->number);
    if (!region) add_reviews(v, p, indicators, country);
  }
  std::string codes;
  for (const Indicator* indicator : indicators) codes += (codes.empty() ? "" : "+") + indicator->id;
  View downloads = v.add("DOWNLOADS");
  downloads.set("HEADING", l.tr("Download all figures of this page"));
  for (const auto& [extension, label] : {std::pair(".csv", "CSV"), std::pair(".sdmx.csv", "SDMX-CSV"), std::pair(".json", "JSON")}) {
    downloads.add("ITEM").set("HREF", "/data/" + agenda.dataflow.id + "/A." + id + "." + codes + extension + "?lang=" + p.language()).set("NAME", label);
  }
  for (const int step : {-1, 1}) {
    const Goal* other = agenda.find_goal(goal->number + step);
    if (other == nullptr) continue;
    v.add(step < 0 ? "PREVIOUS" : "NEXT")
        .set("HREF", p.country_goal_link(id, other->number))
        .set("TEXT", std::to_string(other->number) + ". " + p.in(other->title));
  }
  v.set("L_PAGER", l.tr("Other goals"));
  return page.render();
}

}  // namespace atalaya::site
