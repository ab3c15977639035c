// Initiatives and good practices: the list with its filters, one's page, sharing and changing one, and all of them as data.
#include <algorithm>

#include "base/text.h"
#include "register/cooperation/initiatives.h"
#include "site/parts.h"
#include "site/register/conflict.h"
#include "site/register/pages.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

using reg::Action;
using reg::cooperation::Initiative;
using reg::cooperation::InitiativeFilter;
using reg::cooperation::InitiativeKind;
using reg::cooperation::InitiativeText;

bool may_share(const Visit& visit, std::string_view country) {
  return reg::judge(visit.principal(), Action::ShareInitiative, country) == reg::Verdict::Allowed;
}

std::string kind_name(const Locale& l, InitiativeKind kind) { return kind == InitiativeKind::Initiative ? l.tr("initiative") : l.tr("good practice"); }

std::string place_name(const Visit& visit, const std::string& country) {
  return country.empty() ? visit.locale().tr("The region") : visit.presenter().area_name(country);
}

std::vector<Choice> kind_choices(const Locale& l) {
  std::vector<Choice> out;
  for (const InitiativeKind kind : reg::cooperation::all_initiative_kinds) out.push_back({std::string(to_string(kind)), kind_name(l, kind)});
  return out;
}

std::vector<Choice> goal_choices(const Visit& visit) {
  std::vector<Choice> out;
  for (const Goal& goal : visit.presenter().agenda().goals)
    out.push_back({std::to_string(goal.number), std::to_string(goal.number) + ". " + visit.presenter().in(goal.title)});
  return out;
}

/// The region and the countries for which this person may share.
std::vector<Choice> country_choices(const Visit& visit) {
  std::vector<Choice> out;
  if (may_share(visit, "")) out.push_back({"", visit.locale().tr("The region")});
  for (const Country* country : visit.presenter().countries_by_name()) {
    if (may_share(visit, country->id)) out.push_back({country->id, visit.presenter().in(country->name)});
  }
  return out;
}

InitiativeText read_form(const Visit& visit) {
  const http::Form& form = visit.form();
  InitiativeText out{.kind = reg::cooperation::parse_initiative_kind(form.get("kind")).value_or(InitiativeKind::Initiative),
                     .country = form.get("country"),
                     .language = form.get("language"),
                     .title = std::string(trim(form.get("title"))),
                     .summary = std::string(trim(form.get("summary"))),
                     .lead = std::string(trim(form.get("lead"))),
                     .address = std::string(trim(form.get("address"))),
                     .starts = form.get("starts"),
                     .ends = form.get("ends")};
  for (const std::string_view goal : form.fields.all("goals")) {
    if (const auto number = parse_integer(goal)) out.goals.push_back(static_cast<int>(*number));
  }
  std::ranges::sort(out.goals);
  const auto rest = std::ranges::unique(out.goals);
  out.goals.erase(rest.begin(), rest.end());
  return out;
}

FormView edit_form(const Visit& visit, const InitiativeText& text, const std::string& action, long long version, const Error* fault) {
  const Locale& l = visit.locale();
  FormView form{.action = action, .csrf = visit.csrf(), .id = "initiative-"};
  const auto fault_at = [&](const char* field) { return fault != nullptr && fault->place.file == field ? sentence(l, *fault) : std::string(); };
  std::vector<std::string> goals;
  for (const int goal : text.goals) goals.push_back(std::to_string(goal));
  form.fields.push_back({.kind = Field::Kind::Hidden, .name = "version", .value = std::to_string(version)});
  if (version == 0) {
    form.fields.push_back({.kind = Field::Kind::Select,
                           .name = "country",
                           .label = l.tr("For"),
                           .fault = fault_at("country"),
                           .choices = mark(country_choices(visit), {text.country})});
  } else {
    form.fields.push_back({.kind = Field::Kind::Hidden, .name = "country", .value = text.country});
  }
  form.fields.push_back(
      {.kind = Field::Kind::Select, .name = "kind", .label = l.tr("Kind"), .choices = mark(kind_choices(l), {std::string(to_string(text.kind))})});
  form.fields.push_back({.kind = Field::Kind::Select, .name = "language", .label = l.tr("Language of the text"), .choices = language_choices(text.language)});
  form.fields.push_back({.name = "title", .label = l.tr("Title"), .value = text.title, .fault = fault_at("title"), .required = true, .most_letters = 200});
  form.fields.push_back({.kind = Field::Kind::LongText,
                         .name = "summary",
                         .label = l.tr("What it is and what came of it"),
                         .value = text.summary,
                         .fault = fault_at("summary"),
                         .required = true,
                         .most_letters = 5000});
  form.fields.push_back({.name = "lead", .label = l.tr("Who carries it"), .value = text.lead, .fault = fault_at("lead"), .most_letters = 300});
  form.fields.push_back(
      {.kind = Field::Kind::Address, .name = "address", .label = l.tr("Its page on the web"), .value = text.address, .fault = fault_at("address")});
  form.fields.push_back({.kind = Field::Kind::Date, .name = "starts", .label = l.tr("Begins"), .value = text.starts, .fault = fault_at("starts")});
  form.fields.push_back({.kind = Field::Kind::Date, .name = "ends", .label = l.tr("Ends"), .value = text.ends, .fault = fault_at("ends")});
  form.fields.push_back(
      {.kind = Field::Kind::Checkboxes, .name = "goals", .label = l.tr("Goals"), .fault = fault_at("goals"), .choices = mark(goal_choices(visit), goals)});
  form.buttons.push_back({.label = version == 0 ? l.tr("Share it") : l.tr("Save")});
  return form;
}

Answer show_form(Visit& visit, const InitiativeText& text, const std::string& id, long long version, const Error* fault,
                 const InitiativeText* theirs = nullptr) {
  const Locale& l = visit.locale();
  DeskPage page(visit, version == 0 ? l.tr("Share an initiative") : l.tr("Change the initiative"),
                version == 0 ? std::string("initiatives/new") : "initiatives/" + id + "/edit");
  page.under(l.tr("Initiatives and good practices"), visit.link("initiatives"));
  if (fault != nullptr) page.notice(DeskPage::Tone::Fault, sentence(l, *fault));
  const FormView form = edit_form(visit, text, visit.link(version == 0 ? "initiatives" : "initiatives/" + id + "/edit"), version, fault);
  if (theirs != nullptr) add_conflict(page, l, edit_form(visit, *theirs, {}, version, nullptr).fields, form.fields);
  View block = page.block("");
  add_form(block, "FORM", form);
  return visit.respond(TRY(page.render()), theirs != nullptr ? 409 : fault != nullptr ? 422 : 200);
}

InitiativeFilter read_filter(const Visit& visit) {
  const http::Query& query = visit.request().query;
  InitiativeFilter out;
  if (const std::string country = query.get("country"); country == "region") {
    out.country = "";
  } else if (!country.empty()) {
    out.country = country;
  }
  if (const auto goal = parse_integer(query.get("goal"))) out.goal = static_cast<int>(*goal);
  out.kind = reg::cooperation::parse_initiative_kind(query.get("kind"));
  out.text = query.get("q");
  return out;
}

FormView filter_form(const Visit& visit) {
  const Locale& l = visit.locale();
  const http::Query& query = visit.request().query;
  FormView form{.action = visit.link("initiatives"), .csrf = {}, .id = "find-"};
  const auto with_all = [&](std::vector<Choice> choices, const char* name) {
    choices.insert(choices.begin(), {"", l.tr("All")});
    return mark(std::move(choices), {query.get(name)});
  };
  std::vector<Choice> countries = {{"region", l.tr("The region")}};
  for (const Country* country : visit.presenter().countries_by_name()) countries.push_back({country->id, visit.presenter().in(country->name)});
  form.fields.push_back({.name = "q", .label = l.tr("Words"), .value = query.get("q"), .most_letters = 200});
  form.fields.push_back({.kind = Field::Kind::Select, .name = "country", .label = l.tr("Country"), .choices = with_all(std::move(countries), "country")});
  form.fields.push_back({.kind = Field::Kind::Select, .name = "goal", .label = l.tr("Goal"), .choices = with_all(goal_choices(visit), "goal")});
  form.fields.push_back({.kind = Field::Kind::Select, .name = "kind", .label = l.tr("Kind"), .choices = with_all(kind_choices(l), "kind")});
  form.buttons.push_back({.label = l.tr("Find")});
  return form;
}

std::string next_link(const Visit& visit, const std::string& after) {
  std::string out = visit.link("initiatives") + "?";
  for (const auto& [name, value] : visit.request().query) {
    if (name != "after") out += http::percent_encode(name) + "=" + http::percent_encode(value) + "&";
  }
  return out + "after=" + after;
}

}  // namespace

Result<std::string> country_of_initiative(Visit& visit) {
  return TRY(reg::cooperation::find_initiative(visit.desk().store, visit.parameter("initiative"))).text.country;
}

Result<std::string> country_or_region_of_form(Visit& visit) {
  const std::string country = visit.form().get("country");
  if (!country.empty() && visit.presenter().agenda().find_country(country) == nullptr) return fail(ErrorKind::NotFound, "the agenda has no such country");
  return country;
}

Answer initiatives_page(Visit& visit) {
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("Initiatives and good practices"), "initiatives");
  page.lede(l.tr("What countries and organisations do for the goals of the agenda, told by themselves."));
  View find = page.block("");
  add_form(find, "FORM", filter_form(visit));
  const auto list = TRY(reg::cooperation::search_initiatives(visit.desk().store, read_filter(visit), visit.request().query.get("after")));
  View block = page.block(l.tr("Found"));
  if (list.found.empty()) block.optional("PARAGRAPH", "TEXT", l.tr("There are none."));
  for (const Initiative& one : list.found) {
    std::vector<std::string> goals;
    for (const int goal : one.text.goals) goals.push_back(std::to_string(goal));
    add_row(block, one.text.title, visit.link("initiatives/" + one.id),
            fill(l.tr("{1}, {2}; goals {3}"), {kind_name(l, one.text.kind), place_name(visit, one.text.country), l.list(goals)}));
  }
  if (!list.next.empty()) add_link(block, l.tr("Next page"), next_link(visit, list.next));
  View ways = page.block("");
  add_link(ways, l.tr("Data as CSV"), visit.link("initiatives.csv"));
  add_link(ways, l.tr("Data as JSON"), visit.link("initiatives.json"));
  if (!country_choices(visit).empty()) add_link(ways, l.tr("Share an initiative"), visit.link("initiatives/new"));
  return visit.respond(TRY(page.render()));
}

Answer initiative_page(Visit& visit) {
  const Locale& l = visit.locale();
  const Initiative one = TRY(reg::cooperation::find_initiative(visit.desk().store, visit.parameter("initiative")));
  DeskPage page(visit, one.text.title, "initiatives/" + one.id);
  page.under(l.tr("Initiatives and good practices"), visit.link("initiatives")).kicker(kind_name(l, one.text.kind));
  if (one.withdrawn) page.notice(DeskPage::Tone::Warning, fill(l.tr("This was withdrawn on {1}."), {l.date(*one.withdrawn)}));
  View block = page.block("", one.text.summary);
  add_fact(block, l.tr("For"), place_name(visit, one.text.country),
           one.text.country.empty() ? std::string() : visit.presenter().country_link(one.text.country));
  if (!one.text.lead.empty()) add_fact(block, l.tr("Who carries it"), one.text.lead);
  if (!one.text.address.empty()) add_fact(block, l.tr("Its page on the web"), one.text.address, one.text.address);
  if (!one.text.starts.empty()) add_fact(block, l.tr("Begins"), l.date(one.text.starts));
  if (!one.text.ends.empty()) add_fact(block, l.tr("Ends"), l.date(one.text.ends));
  add_fact(block, l.tr("Version"), fill(l.tr("{1}, {2}"), {l.integer(one.version), l.date(one.changed)}));
  View goals = page.block(l.tr("Goals"));
  for (const int number : one.text.goals) {
    const Goal* goal = visit.presenter().agenda().find_goal(number);
    add_row(goals, std::to_string(number) + ". " + (goal != nullptr ? visit.presenter().in(goal->title) : std::string()), visit.presenter().goal_link(number));
  }
  if (!one.withdrawn && may_share(visit, one.text.country)) {
    View ways = page.block("");
    add_link(ways, l.tr("Change the initiative"), visit.link("initiatives/" + one.id + "/edit"));
    add_form(ways, "FORM",
             {.action = visit.link("initiatives/" + one.id + "/withdraw"), .csrf = visit.csrf(), .buttons = {{.label = l.tr("Withdraw it"), .risky = true}}});
  }
  return visit.respond(TRY(page.render()));
}

Answer new_initiative_page(Visit& visit) {
  if (country_choices(visit).empty()) return fail(ErrorKind::Conflict, tr_noop("your roles do not allow this"));
  return show_form(visit, {.language = visit.presenter().language()}, {}, 0, nullptr);
}

Answer share_initiative(Visit& visit) {
  const InitiativeText text = read_form(visit);
  const auto id = reg::cooperation::add_initiative(visit.desk().store, visit.presenter().agenda(), visit.principal().person, text);
  if (!id && id.error().kind == ErrorKind::Input) return show_form(visit, text, {}, 0, &id.error());
  return visit.go("initiatives/" + TRY(id));
}

Answer edit_initiative_page(Visit& visit) {
  const Initiative one = TRY(reg::cooperation::find_initiative(visit.desk().store, visit.parameter("initiative")));
  return show_form(visit, one.text, one.id, one.version, nullptr);
}

Answer change_initiative(Visit& visit) {
  const InitiativeText text = read_form(visit);
  const std::string id = visit.parameter("initiative");
  const long long version = parse_integer(visit.form().get("version")).value_or(0);
  const Status done = reg::cooperation::change_initiative(visit.desk().store, visit.presenter().agenda(), visit.principal().person, id, version, text);
  if (!done && done.error().kind == ErrorKind::Input) return show_form(visit, text, id, version, &done.error());
  if (!done && done.error().kind == ErrorKind::Conflict) {
    const Initiative there = TRY(reg::cooperation::find_initiative(visit.desk().store, id));
    if (there.version != version && !there.withdrawn) return show_form(visit, text, id, there.version, nullptr, &there.text);
  }
  TRY_STATUS(done);
  return visit.go("initiatives/" + id);
}

Answer withdraw_initiative(Visit& visit) {
  TRY_STATUS(reg::cooperation::withdraw_initiative(visit.desk().store, visit.principal().person, visit.parameter("initiative")));
  return visit.go("initiatives/" + visit.parameter("initiative"));
}

Answer initiatives_csv(Visit& visit) {
  return visit.finish(http::text_response(200, "text/csv; charset=utf-8; header=present", TRY(reg::cooperation::initiatives_csv(visit.desk().store))));
}

Answer initiatives_json(Visit& visit) {
  return visit.finish(http::text_response(200, "application/json; charset=utf-8", TRY(reg::cooperation::initiatives_json(visit.desk().store))));
}

}  // namespace atalaya::site::desk
