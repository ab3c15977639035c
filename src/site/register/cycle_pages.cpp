#include <algorithm>

#include "base/text.h"
#include "register/submissions/cycles.h"
#include "site/parts.h"
#include "site/register/pages.h"
#include "site/register/submission_parts.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

using reg::Action;
using reg::cycles::Cycle;

bool can(const Visit& visit, Action action, std::string_view country = {}) { return reg::judge(visit.principal(), action, country) == reg::Verdict::Allowed; }

/// How many submissions of a cycle are in which state, in words; what is not begun is counted too.
std::string progress_of(const Visit& visit, const std::vector<reg::submissions::Submission>& all) {
  const Locale& l = visit.locale();
  std::vector<std::string> parts;
  for (const reg::State state : reg::all_states) {
    const auto n = std::ranges::count(all, state, &reg::submissions::Submission::state);
    if (n > 0) parts.push_back(fill("{1}: {2}", {state_name(l, state), l.integer(n)}));
  }
  const auto countries = static_cast<long>(visit.presenter().agenda().countries.size());
  parts.push_back(fill("{1}: {2}", {l.tr("not begun"), l.integer(countries - static_cast<long>(all.size()))}));
  return l.list(parts);
}

std::string dates_of(const Locale& l, const Cycle& cycle) {
  std::string out = fill(l.tr("opened {1}"), {l.date(cycle.opens)});
  if (cycle.due) out += ", " + fill(l.tr("reports due {1}"), {l.date(*cycle.due)});
  if (cycle.review_due) out += ", " + fill(l.tr("reviews due {1}"), {l.date(*cycle.review_due)});
  if (cycle.closed) out += ", " + fill(l.tr("closed {1}"), {l.date(*cycle.closed)});
  return out;
}

/// What is to be done next with a report, for who writes it.
std::string next_for_country(const Locale& l, reg::State state) {
  switch (state) {
    case reg::State::Draft: return l.tr("Next: answer the questions and send the report.");
    case reg::State::Submitted: return l.tr("It waits for its review. There is nothing to do now.");
    case reg::State::InReview: return l.tr("It is being reviewed. There is nothing to do now.");
    case reg::State::Returned: return l.tr("Next: read the remarks, reply or change the answers, and send the report again.");
    case reg::State::Accepted: return l.tr("It is accepted, and becomes part of the next release.");
    case reg::State::Published: return l.tr("It is published. There is nothing to do.");
  }
  return {};
}

/// The same for who reviews it.
std::string next_for_reviewers(const Locale& l, reg::State state) {
  switch (state) {
    case reg::State::Draft: return l.tr("the country fills it in");
    case reg::State::Submitted: return l.tr("take it into review");
    case reg::State::InReview: return l.tr("remark, return or accept it");
    case reg::State::Returned: return l.tr("the country replies and sends it again");
    case reg::State::Accepted: return l.tr("publish it with the next release");
    case reg::State::Published: return l.tr("nothing");
  }
  return {};
}

// What somebody who reports for a country has to do in a cycle.
Status add_reports(Visit& visit, DeskPage& page, const Cycle& cycle) {
  const Locale& l = visit.locale();
  for (const reg::HeldRole& role : visit.principal().roles) {
    if (role.role != reg::Role::FocalPoint) continue;
    const auto submission = TRY(reg::submissions::of_country(visit.desk().store, cycle.id, role.country));
    View block = page.block(fill(l.tr("{1}: report of {2}"), {visit.presenter().in(cycle.title), visit.presenter().area_name(role.country)}),
                            capital(dates_of(l, cycle)) + "." + (submission ? " " + next_for_country(l, submission->state) : std::string()));
    if (submission) {
      add_row(block, fill(l.tr("Questionnaire {1}"), {std::to_string(cycle.year)}), visit.link("submissions/" + submission->id),
              state_name(l, submission->state));
      if (submission->state == reg::State::Returned)
        add_link(block, l.tr("Remarks and steps of the review"), visit.link("submissions/" + submission->id + "/review"));
      if (submission->state == reg::State::Published) add_link(block, l.tr("The public page of the report"), visit.link("reports/" + submission->id));
    } else if (cycle.is_open(visit.desk().store.now())) {
      FormView form{.action = visit.link("cycles/" + cycle.id + "/begin"), .csrf = visit.csrf()};
      form.fields.push_back({.kind = Field::Kind::Hidden, .name = "country", .value = role.country});
      form.buttons.push_back({.label = l.tr("Begin the report")});
      add_form(block, "FORM", form);
    }
  }
  return {};
}

Status add_overview(Visit& visit, DeskPage& page, const Cycle& cycle) {
  const Locale& l = visit.locale();
  const auto all = TRY(reg::submissions::all(visit.desk().store, cycle.id));
  Table table{.id = "cycle-" + cycle.id,
              .caption = visit.presenter().in(cycle.title),
              .columns = {{l.tr("Country")}, {l.tr("State")}, {l.tr("Due")}, {l.tr("Last change")}, {l.tr("Next step")}},
              .under_heading = true};
  for (const auto& one : all) {
    if (!can(visit, Action::ReadSubmission, one.country)) continue;
    std::string due = one.due ? l.date(*one.due) : std::string();
    if (one.is_late(visit.desk().store.now())) due += " " + l.tr("(late)");
    const bool waits = one.state == reg::State::Submitted || one.state == reg::State::InReview;
    table.rows.push_back({.cells = {{.text = visit.presenter().area_name(one.country), .href = visit.link("submissions/" + one.id)},
                                    {.text = state_name(l, one.state)},
                                    {.text = due},
                                    {.text = moment(l, one.changed)},
                                    {.text = next_for_reviewers(l, one.state), .href = waits ? visit.link("submissions/" + one.id + "/review") : ""}}});
  }
  View block = page.block(fill(l.tr("{1}: all reports"), {visit.presenter().in(cycle.title)}), capital(progress_of(visit, all)) + ".");
  if (!table.rows.empty()) add_table(block, "TABLE", table);
  return {};
}

FormView cycle_form(const Visit& visit) {
  const Locale& l = visit.locale();
  FormView form{.action = visit.link("cycles"), .csrf = visit.csrf(), .id = "cycle-"};
  // What was typed and not taken stays; the form of the dates has no year.
  const bool sent = visit.form().has("year");
  const auto typed = [&](const std::string& name, std::string otherwise = {}) { return sent ? visit.form().get(name) : std::move(otherwise); };
  std::vector<Choice> questionnaires;
  for (const reg::Questionnaire& one : visit.desk().questionnaires) questionnaires.push_back({one.id, visit.presenter().in(one.title) + ", " + one.version});
  form.fields.push_back({.kind = Field::Kind::Select, .name = "questionnaire", .label = l.tr("Questionnaire"), .choices = std::move(questionnaires)});
  form.fields.push_back({.kind = Field::Kind::Number,
                         .name = "year",
                         .label = l.tr("Year that the answers are about"),
                         .value = typed("year", visit.desk().store.now().substr(0, 4)),
                         .required = true});
  for (const Choice& language : language_choices({})) {
    const std::string name = "title-" + language.code;
    form.fields.push_back({.name = name, .label = fill(l.tr("Title ({1})"), {language.label}), .value = typed(name), .required = true, .most_letters = 200});
  }
  form.fields.push_back(
      {.kind = Field::Kind::Date, .name = "due", .label = l.tr("Reports due"), .help = l.tr("The last day, in universal time."), .value = typed("due")});
  form.fields.push_back({.kind = Field::Kind::Date, .name = "review-due", .label = l.tr("Reviews due"), .value = typed("review-due")});
  form.buttons.push_back({.label = l.tr("Open the cycle")});
  return form;
}

FormView dates_form(const Visit& visit, const Cycle& cycle) {
  const Locale& l = visit.locale();
  FormView form{.action = visit.link("cycles/" + cycle.id + "/due"), .csrf = visit.csrf(), .id = "due-" + cycle.id + "-"};
  const auto day = [](const std::optional<std::string>& instant) { return instant.value_or("").substr(0, 10); };
  form.fields.push_back(
      {.kind = Field::Kind::Date, .name = "due", .label = l.tr("Reports due"), .help = l.tr("The last day, in universal time."), .value = day(cycle.due)});
  form.fields.push_back({.kind = Field::Kind::Date, .name = "review-due", .label = l.tr("Reviews due"), .value = day(cycle.review_due)});
  form.buttons.push_back({.label = l.tr("Change the dates"), .quiet = true});
  return form;
}

Answer show_cycles(Visit& visit, const std::string& fault, int status) {
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("Cycles"), "cycles");
  page.lede(l.tr("In a cycle every country reports by the same questionnaire for the same year."));
  if (!fault.empty()) page.notice(DeskPage::Tone::Fault, fault);
  for (const Cycle& cycle : TRY(reg::cycles::all(visit.desk().store))) {
    View block = page.block(visit.presenter().in(cycle.title), capital(dates_of(l, cycle)) + ".");
    add_form(block, "FORM",
             {.action = visit.link("cycles/" + cycle.id + (cycle.closed ? "/reopen" : "/close")),
              .csrf = visit.csrf(),
              .buttons = {{.label = cycle.closed ? l.tr("Open the cycle again") : l.tr("Close the cycle"), .quiet = true}}});
    if (cycle.closed) continue;
    View dates = page.block("");
    add_form(dates, "FORM", dates_form(visit, cycle));
  }
  View block = page.block(l.tr("Open a cycle"));
  add_form(block, "FORM", cycle_form(visit));
  return visit.respond(TRY(page.render()), status);
}

/// The last moment of a day that a form gives as "2026-11-30"; nothing for an empty field.
std::optional<std::string> end_of_day(const std::string& day) { return day.empty() ? std::nullopt : std::optional(day + "T23:59:59.999Z"); }

}  // namespace

Answer register_page(Visit& visit) {
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("The register"), "");
  page.feed("application/atom+xml", l.tr("Follow by feed (Atom)"), visit.link("feed.atom"));
  page.feed("text/calendar", l.tr("Calendar feed (ICS)"), visit.link("calendar.ics"));
  page.lede(
      l.tr("Laws, plans, bodies and programmes cannot be counted from outside: countries report them here, others review what was reported, and what is "
           "accepted becomes figures with "
           "their origin."));
  const auto cycles = TRY(reg::cycles::all(visit.desk().store));
  if (cycles.empty()) page.notice(DeskPage::Tone::Warning, l.tr("No cycle has been opened yet, so nothing has been reported."));
  for (const Cycle& cycle : cycles) {
    const auto all = TRY(reg::submissions::all(visit.desk().store, cycle.id));
    View block = page.block(visit.presenter().in(cycle.title));
    add_fact(block, l.tr("Dates"), capital(dates_of(l, cycle)) + ".");
    add_fact(block, l.tr("Reports"), capital(progress_of(visit, all)) + ".");
    for (const auto& one : all) {
      if (one.state == reg::State::Published) add_row(block, visit.presenter().area_name(one.country), visit.link("reports/" + one.id), l.tr("published"));
    }
    add_link(block, fill(l.tr("Follow-up by goal: {1}"), {visit.presenter().in(cycle.title)}), visit.link("cycles/" + cycle.id + "/follow-up"));
  }
  View parts = page.block(l.tr("In the register"));
  add_row(parts, l.tr("Register of instruments"), visit.link("instruments"), l.tr("Laws, plans, programmes and bodies, by country and goal"));
  add_row(parts, l.tr("Initiatives and good practices"), visit.link("initiatives"), l.tr("What countries and organisations do, told by themselves"));
  add_row(parts, l.tr("Public consultations"), visit.link("consultations"), l.tr("Texts to comment on before they are decided"));
  add_row(parts, l.tr("Calendar"), visit.link("calendar"), l.tr("Due dates, meetings and closings"));
  add_row(parts, l.tr("Follow by feed (Atom)"), visit.link("feed.atom"), l.tr("What is new, for feed readers"));
  add_row(parts, l.tr("Privacy"), visit.link("privacy"), l.tr("What is kept of people, and for how long"));
  View ways = page.block("");
  add_link(ways, visit.principal().anonymous() ? l.tr("Log in") : l.tr("Your desk"), visit.link(visit.principal().anonymous() ? "login" : "desk"));
  return visit.respond(TRY(page.render()));
}

Answer desk_page(Visit& visit) {
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("Your desk"), "desk");
  std::vector<std::string> roles;
  for (const reg::HeldRole& role : visit.principal().roles) roles.push_back(role_in(visit.presenter(), role));
  page.lede(roles.empty() ? l.tr("You have no role in the register.") : fill(l.tr("You work here as {1}."), {l.list(roles)}));
  for (const Cycle& cycle : TRY(reg::cycles::all(visit.desk().store))) {
    TRY_STATUS(add_reports(visit, page, cycle));
    const bool sees_others = std::ranges::any_of(visit.principal().roles, [](const reg::HeldRole& role) {
      return role.role == reg::Role::Secretariat || role.role == reg::Role::WorkingGroup || role.role == reg::Role::Observer;
    });
    if (sees_others) TRY_STATUS(add_overview(visit, page, cycle));
  }
  View ways = page.block("");
  if (can(visit, Action::SeePeople)) {
    add_link(ways, l.tr("People and roles"), visit.link("people"));
    add_link(ways, l.tr("Cycles"), visit.link("cycles"));
    add_link(ways, l.tr("Office"), visit.link("office"));
    add_link(ways, l.tr("Manage the consultations"), visit.link("desk/consultations"));
  }
  if (can(visit, Action::ReadWorkingGroup)) add_link(ways, l.tr("Working groups"), visit.link("groups"));
  add_link(ways, l.tr("Register of instruments"), visit.link("instruments"));
  add_link(ways, l.tr("Initiatives and good practices"), visit.link("initiatives"));
  add_link(ways, l.tr("Public consultations"), visit.link("consultations"));
  add_link(ways, l.tr("Account and log-out"), visit.link("account"));
  return visit.respond(TRY(page.render()));
}

Answer cycles_page(Visit& visit) { return show_cycles(visit, {}, 200); }

Answer open_cycle(Visit& visit) {
  const http::Form& form = visit.form();
  const auto questionnaire = std::ranges::find(visit.desk().questionnaires, form.get("questionnaire"), &reg::Questionnaire::id);
  if (questionnaire == visit.desk().questionnaires.end()) return fail(ErrorKind::NotFound, "the agenda has no such questionnaire");
  reg::cycles::NewCycle wanted{.year = static_cast<int>(parse_integer(form.get("year")).value_or(0)),
                               .title = {},
                               .due = end_of_day(form.get("due")),
                               .review_due = end_of_day(form.get("review-due"))};
  for (const char* code : {"es", "en", "pt"}) wanted.title.set(code, form.get(std::string("title-") + code));
  const auto opened = reg::cycles::open(visit.desk().store, visit.principal().person, *questionnaire, wanted);
  if (!opened) {
    if (opened.error().kind == ErrorKind::System) return std::unexpected(opened.error());
    return show_cycles(visit, sentence(visit.locale(), opened.error()), opened.error().kind == ErrorKind::Conflict ? 409 : 422);
  }
  return visit.go("cycles");
}

Answer change_cycle_dates(Visit& visit) {
  const auto changed = reg::cycles::set_due(visit.desk().store, visit.principal().person, visit.parameter("cycle"), end_of_day(visit.form().get("due")),
                                            end_of_day(visit.form().get("review-due")));
  if (!changed && changed.error().kind == ErrorKind::Input) return show_cycles(visit, sentence(visit.locale(), changed.error()), 422);
  TRY_STATUS(changed);
  return visit.go("cycles");
}

Answer close_cycle(Visit& visit) {
  TRY_STATUS(reg::cycles::close(visit.desk().store, visit.principal().person, visit.parameter("cycle")));
  return visit.go("cycles");
}

Answer reopen_cycle(Visit& visit) {
  TRY_STATUS(reg::cycles::reopen(visit.desk().store, visit.principal().person, visit.parameter("cycle")));
  return visit.go("cycles");
}

Answer begin_report(Visit& visit) {
  return visit.go("submissions/" +
                  TRY(reg::submissions::begin(visit.desk().store, visit.principal().person, visit.parameter("cycle"), visit.form().get("country"))));
}

}  // namespace atalaya::site::desk
