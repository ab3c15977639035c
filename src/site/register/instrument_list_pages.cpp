// The register of instruments for everybody: the list with its filters, what happened in a country and when, and countries side by side.
#include <algorithm>

#include "base/text.h"
#include "register/instruments/country_views.h"
#include "site/parts.h"
#include "site/register/instrument_parts.h"
#include "site/register/pages.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

constexpr std::size_t page_size = 50;
constexpr long long most_counted = 1000;
constexpr std::size_t most_compared = 6;

std::vector<Choice> any_of(const Locale& l, std::vector<Choice> choices, bool none_chosen) {
  choices.insert(choices.begin(), {"", l.tr("all"), none_chosen});
  return choices;
}

std::vector<Choice> goal_choices(const Presenter& p, std::optional<int> chosen) {
  std::vector<Choice> out;
  for (const Goal& goal : p.agenda().goals) {
    out.push_back({std::to_string(goal.number), std::to_string(goal.number) + ". " + shorten(p.in(goal.title), 70), chosen == goal.number});
  }
  return out;
}

std::string goals_text(const std::vector<int>& goals) {
  std::string out;
  for (const int goal : goals) out += (out.empty() ? "" : ", ") + std::to_string(goal);
  return out;
}

std::string said(const std::string& country) { return country.empty() ? "region" : country; }

FormView filter_form(const Visit& visit, const instruments::Filter& filter) {
  const Presenter& p = visit.presenter();
  const Locale& l = visit.locale();
  FormView form{.action = visit.link("instruments"), .csrf = {}, .id = "find-"};
  form.fields.push_back({.name = "text", .label = l.tr("Words in the title, summary or issuing body"), .value = filter.text, .most_letters = 200});
  form.fields.push_back({.kind = Field::Kind::Select,
                         .name = "country",
                         .label = l.tr("Country"),
                         .choices = any_of(l, country_choices(p, filter.country ? said(*filter.country) : ""), !filter.country)});
  form.fields.push_back({.kind = Field::Kind::Select, .name = "goal", .label = l.tr("Goal"), .choices = any_of(l, goal_choices(p, filter.goal), !filter.goal)});
  std::vector<Choice> kinds, states;
  for (const auto kind : instruments::all_kinds) kinds.push_back({std::string(to_string(kind)), kind_name(l, kind), filter.kind == kind});
  for (const auto state : instruments::all_states) states.push_back({std::string(to_string(state)), state_name(l, state), filter.state == state});
  form.fields.push_back({.kind = Field::Kind::Select, .name = "kind", .label = l.tr("Kind"), .choices = any_of(l, std::move(kinds), !filter.kind)});
  form.fields.push_back({.kind = Field::Kind::Select, .name = "state", .label = l.tr("State"), .choices = any_of(l, std::move(states), !filter.state)});
  form.fields.push_back({.kind = Field::Kind::Date, .name = "date", .label = l.tr("On the day"), .help = l.tr("Without one: today."), .value = filter.date});
  form.buttons.push_back({.label = l.tr("Find")});
  return form;
}

Table found_table(const Visit& visit, const std::vector<instruments::Found>& found) {
  const Presenter& p = visit.presenter();
  const Locale& l = visit.locale();
  Table table{.id = "instruments",
              .caption = l.tr("Instruments"),
              .columns = {{l.tr("Title")}, {l.tr("Country")}, {l.tr("Kind")}, {l.tr("State")}, {l.tr("Since")}, {l.tr("Goals")}},
              .under_heading = true};
  for (const auto& one : found) {
    const ShownTitle title = shown_title(p, one);
    Cell heading{.text = title.text, .href = instrument_link(visit, one.id)};
    heading.language = title.language;
    table.rows.push_back({.cells = {std::move(heading),
                                    {.text = country_of(p, one.country)},
                                    {.text = kind_name(l, one.kind)},
                                    {.text = one.state ? state_name(l, *one.state) : l.tr("no state on record")},
                                    {.text = one.state ? l.date(one.since, Locale::Date::Short) : ""},
                                    {.text = goals_text(one.goals)}}});
  }
  return table;
}

std::string with_query(std::string address, const std::string& query) { return query.empty() ? address : address + "?" + query; }

void add_data_links(View& block, const Visit& visit, const std::string& query) {
  const Locale& l = visit.locale();
  add_link(block, l.tr("This list as CSV"), with_query(visit.link("instruments.csv"), query));
  add_link(block, l.tr("This list as JSON"), with_query(visit.link("instruments.json"), query));
}

bool may_manage_some(const Visit& visit) {
  return std::ranges::any_of(visit.principal().roles, [&](const reg::HeldRole& role) {
    return reg::judge(visit.principal(), reg::Action::ManageInstruments, role.country) == reg::Verdict::Allowed;
  });
}

/// A date of the address, or what stands for it where there is none.
Result<std::string> date_of(const Visit& visit, const char* name, std::string otherwise) {
  std::string date = visit.request().query.get(name);
  if (date.empty()) return otherwise;
  if (!reg::is_day(date)) return reg::wrong(name, tr_noop("this must be a date such as 2026-02-28"));
  return date;
}

std::string moment_text(const Locale& l, const instruments::Moment& moment) {
  switch (moment.what) {
    case instruments::Moment::What::State: return state_name(l, moment.state);
    case instruments::Moment::What::MilestoneDue: return fill(l.tr("milestone due: {1}"), {moment.name});
    case instruments::Moment::What::MilestoneReached: return fill(l.tr("milestone reached: {1}"), {moment.name});
  }
  return {};
}

}  // namespace

Answer instruments_page(Visit& visit) {
  const Presenter& p = visit.presenter();
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("Register of instruments"), "instruments");
  page.lede(
      l.tr("Laws, plans, programmes, standards, agreements and bodies of the countries of the region, each with the goals it serves and the history of its "
           "states."));
  auto filter = read_filter(visit.request().query, p.agenda());
  const bool good = filter.has_value();
  if (!good) page.notice(DeskPage::Tone::Fault, sentence(l, filter.error()));
  const instruments::Filter asked = good ? *filter : instruments::Filter{};
  View form = page.block("");
  add_form(form, "FORM", filter_form(visit, asked));
  const std::string query = filter_query(asked), after = visit.request().query.get("after");
  const auto found = instruments::search(visit.desk().store, asked, after, page_size);
  if (!found) {
    // A place in the list that is gone, or never was.
    if (found.error().kind != ErrorKind::Input) return std::unexpected(found.error());
    return visit.go(with_query("instruments", query));
  }
  const long long count = TRY(instruments::count(visit.desk().store, asked, most_counted + 1));
  const std::string many = count > most_counted ? fill(l.tr("More than {1} instruments."), {l.integer(most_counted)})
                                                : fill(l.ntr("{1} instrument.", "{1} instruments.", count), {l.integer(count)});
  View list =
      page.block(l.tr("Instruments"), found->found.empty() && count == 0 ? l.tr("No instrument is like this.") : many + " " + l.tr("The newest stand first."));
  if (!found->found.empty()) add_table(list, "TABLE", found_table(visit, found->found));
  const std::string base = visit.link("instruments");
  const std::string next = found->next.empty() ? "" : with_query(base, query + (query.empty() ? "" : "&") + "after=" + found->next);
  page.pager(after.empty() ? "" : with_query(base, query), next);
  View ways = page.block("");
  if (may_manage_some(visit)) add_link(ways, l.tr("Add an instrument"), visit.link("instruments/new"));
  add_link(ways, l.tr("Compare countries"), visit.link("instruments/compare"));
  if (asked.country && !asked.country->empty()) {
    add_link(ways, fill(l.tr("Timeline of {1}"), {country_of(p, *asked.country)}), visit.link("instruments/countries/" + *asked.country));
  }
  add_data_links(ways, visit, query);
  return visit.respond(TRY(page.render()), good ? 200 : 422);
}

Answer instrument_timeline_page(Visit& visit) {
  const Presenter& p = visit.presenter();
  const Locale& l = visit.locale();
  const std::string id = visit.parameter("country");
  if (id != "region" && p.agenda().find_country(id) == nullptr) return fail(ErrorKind::NotFound, "the agenda has no such country");
  const std::string country = id == "region" ? std::string() : id, name = country_of(p, country);
  const int year = static_cast<int>(parse_integer(visit.desk().store.now().substr(0, 4)).value_or(2026));
  const std::string from = TRY(date_of(visit, "from", std::to_string(year - 10) + "-01-01"));
  const std::string to = TRY(date_of(visit, "to", std::to_string(year + 5) + "-12-31"));
  DeskPage page(visit, fill(l.tr("Timeline of {1}"), {name}), "instruments/countries/" + id);
  page.under(l.tr("Instruments"), visit.link("instruments"));
  page.lede(fill(l.tr("What was drafted, adopted, came into force, ended or is due, from {1} to {2}."), {l.date(from), l.date(to)}));
  FormView form{.action = visit.link("instruments/countries/" + id), .csrf = {}, .id = "span-"};
  form.fields.push_back({.kind = Field::Kind::Date, .name = "from", .label = l.tr("From"), .value = from});
  form.fields.push_back({.kind = Field::Kind::Date, .name = "to", .label = l.tr("Until"), .value = to});
  form.buttons.push_back({.label = l.tr("Show")});
  View span = page.block("");
  add_form(span, "FORM", form);
  constexpr std::size_t most = 200;
  const auto moments = TRY(instruments::timeline(visit.desk().store, country, from, to, most + 1));
  Table table{.id = "timeline",
              .caption = fill(l.tr("Timeline of {1}"), {name}),
              .columns = {{l.tr("Date")}, {l.tr("Instrument")}, {l.tr("What happened")}, {l.tr("Kind")}}};
  for (const auto& one : moments) {
    if (table.rows.size() == most) break;
    const ShownTitle title = shown_title(p, one);
    Cell cell{.text = title.text, .href = instrument_link(visit, one.instrument)};
    cell.language = title.language;
    table.rows.push_back({.cells = {{.text = l.date(one.date)}, std::move(cell), {.text = moment_text(l, one)}, {.text = kind_name(l, one.kind)}}});
  }
  View block = page.block("", moments.empty() ? l.tr("Nothing is on record for this time.")
                              : moments.size() > most
                                  ? fill(l.tr("These are the first {1}; choose a shorter time to see what follows."), {l.integer(static_cast<long>(most))})
                                  : std::string());
  if (!moments.empty()) add_table(block, "TABLE", table);
  View ways = page.block("");
  add_link(ways, fill(l.tr("All instruments: {1}"), {name}), visit.link("instruments?country=" + id));
  if (!country.empty()) add_link(ways, name, p.country_link(country));
  return visit.respond(TRY(page.render()));
}

Answer instrument_compare_page(Visit& visit) {
  const Presenter& p = visit.presenter();
  const Locale& l = visit.locale();
  std::vector<std::string> countries;
  for (const std::string_view one : visit.request().query.all("country")) {
    if (one.empty()) continue;
    if (p.agenda().find_country(one) == nullptr) return fail(ErrorKind::NotFound, "the agenda has no such country");
    if (std::ranges::find(countries, one) == countries.end() && countries.size() < most_compared) countries.emplace_back(one);
  }
  const std::string date = TRY(date_of(visit, "date", visit.desk().store.now().substr(0, 10)));
  DeskPage page(visit, l.tr("Compare countries"), "instruments/compare");
  page.under(l.tr("Instruments"), visit.link("instruments"));
  page.lede(l.tr("How many instruments countries have for each goal, and in which state they are."));
  FormView form{.action = visit.link("instruments/compare"), .csrf = {}, .id = "compare-"};
  Field choice{
      .kind = Field::Kind::Checkboxes, .name = "country", .label = fill(l.tr("Countries, at most {1}"), {l.integer(static_cast<long>(most_compared))})};
  for (const Country* country : p.countries_by_name()) {
    choice.choices.push_back({country->id, p.in(country->name), std::ranges::find(countries, country->id) != countries.end()});
  }
  form.fields.push_back(std::move(choice));
  form.fields.push_back({.kind = Field::Kind::Date, .name = "date", .label = l.tr("On the day"), .value = date});
  form.buttons.push_back({.label = l.tr("Compare")});
  if (!countries.empty()) {
    std::vector<int> goals;
    for (const Goal& goal : p.agenda().goals) goals.push_back(goal.number);
    const auto cells = TRY(instruments::compare(visit.desk().store, countries, goals, date));
    Table table{.id = "goals",
                .caption = fill(l.tr("Instruments by goal on {1}: in force, and others that are adopted or being drafted"), {l.date(date)}),
                .columns = {{l.tr("Goal")}}};
    for (const std::string& country : countries) table.columns.push_back({p.area_name(country)});
    for (std::size_t i = 0; i < goals.size(); ++i) {
      Row row{.cells = {{.text = std::to_string(goals[i]) + ". " + p.in(p.agenda().goals[i].title), .href = p.goal_link(goals[i])}}};
      for (std::size_t c = 0; c < countries.size(); ++c) {
        const auto& cell = cells[i * countries.size() + c];
        const long long force = cell.in(instruments::State::InForce), coming = cell.in(instruments::State::Draft) + cell.in(instruments::State::Adopted);
        std::string text =
            coming > 0 ? fill(l.tr("{1} in force, {2} to come"), {l.integer(force), l.integer(coming)}) : fill(l.tr("{1} in force"), {l.integer(force)});
        if (force + coming == 0) {
          row.cells.push_back({.text = l.tr("none"), .none = true});
        } else {
          row.cells.push_back(
              {.text = std::move(text), .href = visit.link("instruments?country=" + countries[c] + "&goal=" + std::to_string(goals[i]) + "&date=" + date)});
        }
      }
      table.rows.push_back(std::move(row));
    }
    View block = page.block("");
    add_table(block, "TABLE", table);
  }
  View choose = page.block(countries.empty() ? l.tr("Choose countries") : std::string());
  if (countries.empty()) {
    add_form(choose, "FORM", form);
  } else {
    View fold = add_fold(choose, l.tr("Choose other countries, or another day"));
    add_form(fold, "FORM", form);
  }
  return visit.respond(TRY(page.render()));
}

}  // namespace atalaya::site::desk
