#include "site/register/instrument_form.h"

#include <algorithm>

#include "base/text.h"
#include "site/register/instrument_parts.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

using instruments::Instrument;

constexpr std::size_t spare_rows = 2;

std::string at(const char* list, std::size_t i, const char* field) { return std::string(list) + "[" + std::to_string(i + 1) + "]." + field; }

std::string year_text(int year) { return year > 0 ? std::to_string(year) : std::string(); }

std::vector<Choice> language_choices(const Locale& l, const std::string& chosen, bool may_be_none) {
  std::vector<Choice> out;
  if (may_be_none) out.push_back({"", l.tr("none"), chosen.empty()});
  bool there = chosen.empty();
  for (const auto& [code, name] : {std::pair("es", "Español"), std::pair("pt", "Português"), std::pair("en", "English"), std::pair("fr", "Français"),
                                   std::pair("nl", "Nederlands"), std::pair("ht", "Kreyòl ayisyen"), std::pair("gn", "Avañe'ẽ")}) {
    out.push_back({code, name, chosen == code});
    there = there || chosen == code;
  }
  if (!there) out.push_back({chosen, chosen, true});
  return out;
}

void add_parts(std::vector<Field>& out, const Locale& l, const Instrument& of) {
  for (std::size_t i = 0; i < of.targets.size() + spare_rows; ++i) {
    const instruments::Target one = i < of.targets.size() ? of.targets[i] : instruments::Target{};
    const std::string group = fill(l.tr("Target {1}"), {std::to_string(i + 1)});
    out.push_back({.name = at("targets", i, "name"), .label = l.tr("What is to be reached"), .value = one.name, .most_letters = 300, .group = group});
    out.push_back({.kind = Field::Kind::Number, .name = at("targets", i, "value"), .label = l.tr("Value"), .value = one.value, .group = group});
    out.push_back({.name = at("targets", i, "unit"), .label = l.tr("Unit"), .value = one.unit, .most_letters = 50, .group = group});
    out.push_back({.kind = Field::Kind::Number, .name = at("targets", i, "year"), .label = l.tr("Year"), .value = year_text(one.year), .group = group});
  }
  for (std::size_t i = 0; i < of.milestones.size() + spare_rows; ++i) {
    const instruments::Milestone one = i < of.milestones.size() ? of.milestones[i] : instruments::Milestone{};
    const std::string group = fill(l.tr("Milestone {1}"), {std::to_string(i + 1)});
    out.push_back({.name = at("milestones", i, "name"), .label = l.tr("What is to be done"), .value = one.name, .most_letters = 300, .group = group});
    out.push_back({.kind = Field::Kind::Date, .name = at("milestones", i, "due"), .label = l.tr("Due"), .value = one.due, .group = group});
    out.push_back(
        {.kind = Field::Kind::Date, .name = at("milestones", i, "reached"), .label = l.tr("Reached"), .value = one.reached.value_or(""), .group = group});
  }
  for (std::size_t i = 0; i < of.links.size() + spare_rows; ++i) {
    const instruments::Link one = i < of.links.size() ? of.links[i] : instruments::Link{};
    const std::string group = fill(l.tr("Link {1}"), {std::to_string(i + 1)});
    std::vector<Choice> relations;
    for (const auto relation : instruments::all_relations) {
      relations.push_back({std::string(to_string(relation)), relation_name(l, relation), relation == one.relation});
    }
    out.push_back(
        {.kind = Field::Kind::Select, .name = at("links", i, "relation"), .label = l.tr("This instrument"), .choices = std::move(relations), .group = group});
    out.push_back({.name = at("links", i, "to"),
                   .label = l.tr("The other instrument"),
                   .help = i == 0 ? l.tr("The address of its page in this register, of any country.") : std::string(),
                   .value = one.to,
                   .most_letters = 300,
                   .group = group});
  }
}

void set_faults(std::vector<Field>& fields, const Locale& l, std::vector<Error>& faults) {
  std::erase_if(faults, [&](const Error& fault) {
    const auto field = std::ranges::find(fields, fault.place.file, &Field::name);
    if (field == fields.end()) return false;
    if (field->fault.empty()) field->fault = sentence(l, {fault.kind, fault.what, {}, fault.hint});
    return true;
  });
}

int number_or_none(const std::string& text) {
  const auto number = parse_integer(trim(text));
  return number && *number > 0 && *number < 10'000 ? static_cast<int>(*number) : 0;
}

/// "https://…/register/instruments/ID" or the id alone.
std::string id_in(std::string text) {
  text = std::string(trim(text));
  text = text.substr(0, text.find_first_of("?#"));
  while (text.ends_with('/')) text.pop_back();
  return text.substr(text.rfind('/') + 1);
}

}  // namespace

std::vector<Field> instrument_fields(const Visit& visit, const Instrument& of, std::vector<Choice> countries, std::vector<Error>& faults) {
  const Presenter& p = visit.presenter();
  const Locale& l = visit.locale();
  std::vector<Field> out;
  if (!countries.empty()) out.push_back({.kind = Field::Kind::Select, .name = "country", .label = l.tr("Country"), .choices = std::move(countries)});
  std::vector<Choice> kinds, scopes, goals;
  for (const auto kind : instruments::all_kinds) kinds.push_back({std::string(to_string(kind)), kind_name(l, kind), kind == of.kind});
  for (const auto scope : instruments::all_scopes) scopes.push_back({std::string(to_string(scope)), scope_name(l, scope), scope == of.scope});
  for (const Goal& goal : p.agenda().goals) {
    goals.push_back(
        {std::to_string(goal.number), std::to_string(goal.number) + ". " + p.in(goal.title), std::ranges::find(of.goals, goal.number) != of.goals.end()});
  }
  out.push_back({.kind = Field::Kind::Select, .name = "kind", .label = l.tr("Kind"), .choices = std::move(kinds)});
  out.push_back({.kind = Field::Kind::Select, .name = "scope", .label = l.tr("Scope"), .choices = std::move(scopes)});
  out.push_back({.name = "title", .label = l.tr("Title, as it was published"), .value = of.title, .required = true, .most_letters = 500});
  out.push_back({.kind = Field::Kind::Select, .name = "language", .label = l.tr("Language of the title"), .choices = language_choices(l, of.language, false)});
  out.push_back({.name = "translation", .label = l.tr("Translation of the title"), .value = of.translation, .most_letters = 500});
  out.push_back({.kind = Field::Kind::Select,
                 .name = "translation_language",
                 .label = l.tr("Language of the translation"),
                 .choices = language_choices(l, of.translation_language, true)});
  out.push_back({.kind = Field::Kind::LongText, .name = "summary", .label = l.tr("What it covers"), .value = of.summary, .most_letters = 4000});
  out.push_back({.name = "body", .label = l.tr("Who issued it"), .value = of.body, .required = true, .most_letters = 300});
  out.push_back({.kind = Field::Kind::Address, .name = "address", .label = l.tr("Its official address on the Web"), .value = of.address});
  out.push_back({.kind = Field::Kind::Checkboxes, .name = "goals", .label = l.tr("Goals that it serves"), .choices = std::move(goals)});
  const instruments::Budget budget = of.budget.value_or(instruments::Budget{});
  out.push_back({.kind = Field::Kind::Number, .name = "budget.amount", .label = l.tr("Amount"), .value = budget.amount, .group = l.tr("Budget")});
  out.push_back(
      {.name = "budget.currency", .label = l.tr("Currency (three letters, ISO 4217)"), .value = budget.currency, .most_letters = 3, .group = l.tr("Budget")});
  out.push_back(
      {.kind = Field::Kind::Number, .name = "budget.year", .label = l.tr("In prices of the year"), .value = year_text(budget.year), .group = l.tr("Budget")});
  add_parts(out, l, of);
  set_faults(out, l, faults);
  return out;
}

Instrument read_instrument(const http::Form& form, const Instrument& before) {
  Instrument out = before;
  const auto text = [&](const std::string& name) { return std::string(trim(form.get(name))); };
  if (form.has("country")) out.country = form.get("country") == "region" ? std::string() : form.get("country");
  out.kind = instruments::parse_kind(form.get("kind")).value_or(before.kind);
  out.scope = instruments::parse_scope(form.get("scope")).value_or(before.scope);
  out.language = text("language");
  out.title = text("title");
  out.translation = text("translation");
  // The language of nothing is none.
  out.translation_language = out.translation.empty() ? std::string() : text("translation_language");
  out.summary = text("summary");
  out.body = text("body");
  out.address = text("address");
  out.goals.clear();
  for (const std::string_view goal : form.fields.all("goals")) out.goals.push_back(number_or_none(std::string(goal)));
  std::ranges::sort(out.goals);
  out.budget.reset();
  if (instruments::Budget budget{text("budget.amount"), to_lower_ascii(text("budget.currency")), number_or_none(form.get("budget.year"))};
      !budget.amount.empty() || !budget.currency.empty() || !text("budget.year").empty()) {
    std::ranges::transform(budget.currency, budget.currency.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    out.budget = std::move(budget);
  }
  out.targets.clear();
  out.milestones.clear();
  out.links.clear();
  for (std::size_t i = 0; form.has(at("targets", i, "name")); ++i) {
    instruments::Target one{text(at("targets", i, "name")), text(at("targets", i, "value")), text(at("targets", i, "unit")),
                            number_or_none(form.get(at("targets", i, "year")))};
    if (!one.name.empty() || !one.value.empty() || !one.unit.empty() || one.year != 0) out.targets.push_back(std::move(one));
  }
  for (std::size_t i = 0; form.has(at("milestones", i, "name")); ++i) {
    instruments::Milestone one{text(at("milestones", i, "name")), text(at("milestones", i, "due"))};
    if (const std::string reached = text(at("milestones", i, "reached")); !reached.empty()) one.reached = reached;
    if (!one.name.empty() || !one.due.empty() || one.reached) out.milestones.push_back(std::move(one));
  }
  for (std::size_t i = 0; form.has(at("links", i, "to")); ++i) {
    const std::string to = id_in(form.get(at("links", i, "to")));
    if (!to.empty()) out.links.push_back({to, instruments::parse_relation(form.get(at("links", i, "relation"))).value_or(instruments::Relation::Related)});
  }
  return out;
}

}  // namespace atalaya::site::desk
