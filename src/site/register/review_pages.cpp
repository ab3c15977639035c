// The review of a report: remarks by answer, changes of scores that two people agree on, steps, and what civil society says beside it.
#include <algorithm>

#include "base/text.h"
#include "register/submissions/civil_review.h"
#include "register/submissions/review.h"
#include "site/register/pages.h"
#include "site/register/signature_pages.h"
#include "site/register/submission_parts.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

using reg::Action;

bool can(const Visit& visit, Action action, const std::string& country) { return reg::judge(visit.principal(), action, country) == reg::Verdict::Allowed; }

std::string step_name(const Locale& l, reg::Step step) {
  switch (step) {
    case reg::Step::Submit: return l.tr("sent");
    case reg::Step::TakeUp: return l.tr("taken into review");
    case reg::Step::Return: return l.tr("returned with remarks");
    case reg::Step::Accept: return l.tr("accepted");
    case reg::Step::Publish: return l.tr("published");
    case reg::Step::Reopen: return l.tr("opened again");
  }
  return {};
}

std::string level_help(const Locale& l) {
  return fill(l.tr("A whole number from 0 to {1}; where things are counted, how many."), {l.integer(reg::highest_level)});
}

std::string step_button(const Locale& l, reg::Step step) {
  switch (step) {
    case reg::Step::Submit: return l.tr("Send the report");
    case reg::Step::TakeUp: return l.tr("Take it into review");
    case reg::Step::Return: return l.tr("Return it with the remarks");
    case reg::Step::Accept: return l.tr("Accept the report");
    case reg::Step::Publish: return l.tr("Mark it as published");
    case reg::Step::Reopen: return l.tr("Open it again");
  }
  return {};
}

/// What a remark is about, in words.
std::string subject_of(const Visit& visit, const reg::Questionnaire& questionnaire, const std::string& id) {
  if (id.empty()) return visit.locale().tr("The whole report");
  if (const auto question = questionnaire.find_question(id)) return visit.presenter().in(questionnaire.questions[*question].text);
  if (const auto indicator = questionnaire.find_indicator(id)) return indicator_name(visit.presenter(), questionnaire.indicators[*indicator]);
  return id;
}

std::vector<Choice> indicator_choices(const Visit& visit, const reg::Questionnaire& questionnaire) {
  std::vector<Choice> out;
  for (const reg::AskedIndicator& indicator : questionnaire.indicators) out.push_back({indicator.code, indicator_name(visit.presenter(), indicator)});
  return out;
}

std::vector<Choice> subject_choices(const Visit& visit, const OpenSubmission& open) {
  std::vector<Choice> out = {{"", visit.locale().tr("The whole report"), true}};
  for (const reg::AskedIndicator& indicator : open.questionnaire->indicators) {
    out.push_back({indicator.code, indicator_name(visit.presenter(), indicator)});
    for (const std::size_t number : indicator.questions) {
      const reg::Question& question = open.questionnaire->questions[number];
      if (open.assessment.questions[number].asked == reg::Truth::True) out.push_back({question.id, "— " + shorten(visit.presenter().in(question.text), 120)});
    }
  }
  return out;
}

FormView form_to(const Visit& visit, const OpenSubmission& open, const std::string& what) {
  return {.action = visit.link("submissions/" + open.submission.id + "/review/" + what), .csrf = visit.csrf(), .id = what + "-"};
}

void add_replies(View& block, const Visit& visit, const std::vector<reg::review::Reply>& replies) {
  for (const auto& reply : replies) add_row(block, reply.body, {}, fill(visit.locale().tr("reply, {1}"), {moment(visit.locale(), reply.instant)}));
}

Status add_remarks(DeskPage& page, const Visit& visit, const OpenSubmission& open) {
  const Locale& l = visit.locale();
  const bool reviews = can(visit, Action::Review, open.submission.country);
  for (const auto& remark : TRY(reg::review::remarks(visit.desk().store, open.submission.id))) {
    View block = page.block(subject_of(visit, *open.questionnaire, remark.question));
    add_row(block, remark.body, {},
            fill(remark.settled ? l.tr("remark on version {1}, {2}; settled") : l.tr("remark on version {1}, {2}"),
                 {l.integer(remark.version), moment(l, remark.instant)}));
    add_replies(block, visit, remark.replies);
    if (remark.settled) continue;
    FormView form = form_to(visit, open, "reply");
    form.id += remark.id + "-";
    form.fields.push_back({.kind = Field::Kind::Hidden, .name = "remark", .value = remark.id});
    form.fields.push_back({.kind = Field::Kind::LongText, .name = "body", .label = l.tr("Reply"), .most_letters = 5000});
    form.buttons.push_back({.label = l.tr("Send the reply"), .name = "do", .value = "reply", .quiet = true});
    if (reviews) form.buttons.push_back({.label = l.tr("It is settled"), .name = "do", .value = "settle", .quiet = true});
    add_form(block, "FORM", form);
  }
  return {};
}

Status add_score_changes(DeskPage& page, const Visit& visit, const OpenSubmission& open) {
  const Locale& l = visit.locale();
  for (const auto& change : TRY(reg::review::score_changes(visit.desk().store, open.submission.id))) {
    using Decision = reg::review::ScoreChange::Decision;
    const std::string decision = change.decision == Decision::Open        ? l.tr("waits for a second reviewer")
                                 : change.decision == Decision::Confirmed ? l.tr("confirmed by a second reviewer")
                                                                          : l.tr("refused by a second reviewer");
    const std::string before = change.before ? l.number(*change.before, 0) : l.tr("none");
    View block = page.block(fill(l.tr("Another level for: {1}"), {subject_of(visit, *open.questionnaire, change.indicator)}));
    add_row(block, fill(l.tr("{1} in place of {2}: {3}"), {l.integer(change.score), before, change.reason}), {}, decision);
    if (change.decision != Decision::Open || !can(visit, Action::ConfirmScore, open.submission.country)) continue;
    FormView form = form_to(visit, open, "decide");
    form.id += change.id + "-";
    form.fields.push_back({.kind = Field::Kind::Hidden, .name = "change", .value = change.id});
    form.fields.push_back({.name = "reason", .label = l.tr("Reason"), .required = true, .most_letters = 2000});
    form.buttons.push_back({.label = l.tr("Confirm the level"), .name = "do", .value = "confirm", .quiet = true});
    form.buttons.push_back({.label = l.tr("Refuse it"), .name = "do", .value = "refuse", .risky = true});
    add_form(block, "FORM", form);
  }
  return {};
}

void add_reviewing(DeskPage& page, const Visit& visit, const OpenSubmission& open) {
  const Locale& l = visit.locale();
  if (open.submission.state != reg::State::InReview || !can(visit, Action::Review, open.submission.country)) return;
  View remark = page.block(l.tr("Add a remark"));
  FormView form = form_to(visit, open, "remark");
  form.fields.push_back({.kind = Field::Kind::Select, .name = "question", .label = l.tr("About"), .choices = subject_choices(visit, open)});
  form.fields.push_back({.kind = Field::Kind::LongText, .name = "body", .label = l.tr("Remark"), .required = true, .most_letters = 5000});
  form.buttons.push_back({.label = l.tr("Add the remark")});
  add_form(remark, "FORM", form);
  View score = page.block(l.tr("Propose another level"), l.tr("It counts once a second reviewer has confirmed it."));
  FormView change = form_to(visit, open, "score");
  change.fields.push_back(
      {.kind = Field::Kind::Select, .name = "indicator", .label = l.tr("Indicator"), .choices = indicator_choices(visit, *open.questionnaire)});
  change.fields.push_back({.kind = Field::Kind::Number, .name = "score", .label = l.tr("Level"), .help = level_help(l), .required = true, .most_letters = 3});
  change.fields.push_back({.kind = Field::Kind::LongText, .name = "reason", .label = l.tr("Reason"), .required = true, .most_letters = 2000});
  change.buttons.push_back({.label = l.tr("Propose the level"), .quiet = true});
  add_form(score, "FORM", change);
}

void add_steps(DeskPage& page, const Visit& visit, const OpenSubmission& open) {
  const Locale& l = visit.locale();
  FormView form = form_to(visit, open, "step");
  for (const reg::Transition& transition : reg::transitions) {
    if (transition.from != open.submission.state || transition.step == reg::Step::Submit || transition.step == reg::Step::Publish) continue;
    if (can(visit, transition.right, open.submission.country)) {
      form.buttons.push_back({.label = step_button(l, transition.step),
                              .name = "step",
                              .value = std::string(reg::to_string(transition.step)),
                              .quiet = transition.step == reg::Step::Reopen || transition.step == reg::Step::Return});
    }
  }
  if (form.buttons.empty()) return;
  form.fields.push_back({.kind = Field::Kind::LongText, .name = "note", .label = l.tr("Note to the country"), .most_letters = 5000});
  View block = page.block(l.tr("Next step"));
  add_form(block, "FORM", form);
}

Status add_civil_reviews(DeskPage& page, const Visit& visit, const OpenSubmission& open) {
  const Locale& l = visit.locale();
  const auto reviews = TRY(reg::civil::all(visit.desk().store, open.submission.id));
  for (const auto& review : reviews) {
    View block = page.block(fill(l.tr("Civil society on: {1}"), {subject_of(visit, *open.questionnaire, review.indicator)}));
    add_row(block, review.body, {},
            review.score ? fill(l.tr("sees level {1}; {2}"), {l.integer(*review.score), moment(l, review.instant)}) : moment(l, review.instant));
    add_replies(block, visit, review.replies);
    if (!can(visit, Action::ReplyToReview, open.submission.country)) continue;
    FormView form = form_to(visit, open, "civil-reply");
    form.id += review.id + "-";
    form.fields.push_back({.kind = Field::Kind::Hidden, .name = "review", .value = review.id});
    form.fields.push_back({.kind = Field::Kind::LongText, .name = "body", .label = l.tr("Reply of the country"), .required = true, .most_letters = 5000});
    form.buttons.push_back({.label = l.tr("Send the reply"), .quiet = true});
    add_form(block, "FORM", form);
  }
  return {};
}

Answer show_review(Visit& visit, const OpenSubmission& open, const std::string& fault, int status) {
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("Review"), "submissions/" + open.submission.id + "/review");
  page.under(fill(l.tr("Report of {1}, {2}"), {visit.presenter().area_name(open.submission.country), std::to_string(open.submission.year)}),
             visit.link("submissions/" + open.submission.id));
  page.lede(fill(l.tr("State: {1}."), {state_name(l, open.submission.state)}));
  if (!fault.empty()) page.notice(DeskPage::Tone::Fault, fault);
  if (open.submission.versions > 0) {
    View ways = page.block("");
    add_link(ways, l.tr("The answers as they were sent"), visit.link("reports/" + open.submission.id));
  }
  add_steps(page, visit, open);
  add_reviewing(page, visit, open);
  TRY_STATUS(add_remarks(page, visit, open));
  TRY_STATUS(add_score_changes(page, visit, open));
  TRY_STATUS(add_civil_reviews(page, visit, open));
  View signatures = page.block(l.tr("Signatures"));
  TRY_STATUS(add_signature_rows(signatures, visit, open));
  add_link(signatures, l.tr("Signatures of an institution"), visit.link("submissions/" + open.submission.id + "/signatures"));
  View history = page.block(l.tr("What happened"));
  for (const auto& taken : TRY(reg::review::steps(visit.desk().store, open.submission.id))) {
    // The note to a sending is the hash of what was sent, which its receipt has.
    const bool said = !taken.note.empty() && taken.step != reg::Step::Submit;
    add_row(history, capital(step_name(l, taken.step)) + (said ? ": " + taken.note : ""), {}, moment(l, taken.instant));
  }
  return visit.respond(TRY(page.render()), status);
}

// What the register refuses is said above the forms; all else is a page of its own.
Answer after(Visit& visit, const OpenSubmission& open, const Status& done) {
  if (done) return visit.go("submissions/" + open.submission.id + "/review");
  if (done.error().kind != ErrorKind::Input && done.error().kind != ErrorKind::Conflict) return std::unexpected(done.error());
  return show_review(visit, open, sentence(visit.locale(), done.error()), done.error().kind == ErrorKind::Conflict ? 409 : 422);
}

Status without_value(const Result<std::string>& done) { return done ? Status() : std::unexpected(done.error()); }

// A remark or a review belongs to the submission in the address, for which the right was checked.
Status check_belongs(const Result<std::string>& owner, const OpenSubmission& open) {
  if (!owner) return std::unexpected(owner.error());
  return *owner == open.submission.id ? Status() : fail(ErrorKind::NotFound, "it is of another report");
}

}  // namespace

Answer review_page(Visit& visit) { return show_review(visit, TRY(open_submission(visit)), {}, 200); }

Answer take_step(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  const auto step = reg::parse_step(visit.form().get("step"));
  if (!step) return fail(ErrorKind::Input, tr_noop("there is no such step"));
  const reg::Transition* transition = TRY(reg::transition(open.submission.state, *step));
  TRY_STATUS(reg::may(visit.principal(), transition->right, open.submission.country));
  return after(visit, open, reg::review::take(visit.desk().store, visit.principal().person, open.submission.id, *step, visit.form().get("note")));
}

Answer add_remark(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  const http::Form& form = visit.form();
  return after(visit, open,
               without_value(reg::review::remark(visit.desk().store, *open.questionnaire, visit.principal().person, open.submission.id, form.get("question"),
                                                 form.get("body"))));
}

Answer reply_to_remark(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  const http::Form& form = visit.form();
  TRY_STATUS(check_belongs(reg::review::submission_of_remark(visit.desk().store, form.get("remark")), open));
  if (form.get("do") == "settle") {
    TRY_STATUS(reg::may(visit.principal(), Action::Review, open.submission.country));
    return after(visit, open, reg::review::settle(visit.desk().store, visit.principal().person, form.get("remark")));
  }
  if (!can(visit, Action::Review, open.submission.country)) TRY_STATUS(reg::may(visit.principal(), Action::ReplyToReview, open.submission.country));
  return after(visit, open, reg::review::reply(visit.desk().store, visit.principal().person, form.get("remark"), form.get("body")));
}

Answer propose_score(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  const http::Form& form = visit.form();
  const auto score = parse_integer(form.get("score"));
  if (!score || *score < 0 || *score > 1000) return after(visit, open, fail(ErrorKind::Input, visit.locale().tr("A level is a whole number")));
  return after(visit, open,
               without_value(reg::review::propose_score(visit.desk().store, *open.questionnaire, visit.principal().person, open.submission.id,
                                                        form.get("indicator"), static_cast<int>(*score), form.get("reason"))));
}

Answer decide_score(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  const http::Form& form = visit.form();
  const auto changes = TRY(reg::review::score_changes(visit.desk().store, open.submission.id));
  if (std::ranges::find(changes, form.get("change"), &reg::review::ScoreChange::id) == changes.end())
    return fail(ErrorKind::NotFound, "it is of another report");
  return after(visit, open,
               reg::review::decide_score(visit.desk().store, visit.principal().person, form.get("change"), form.get("do") == "confirm", form.get("reason")));
}

Answer civil_page(Visit& visit) {
  const Locale& l = visit.locale();
  const auto open = TRY(open_submission(visit));
  DeskPage page(visit, l.tr("Review of civil society"), "submissions/" + open.submission.id + "/civil");
  page.under(visit.presenter().area_name(open.submission.country), visit.link("reports/" + open.submission.id));
  View block = page.block("", l.tr("It stands beside the official review, without your name, and changes no level. The country may reply."));
  FormView form{.action = visit.link("submissions/" + open.submission.id + "/civil"), .csrf = visit.csrf()};
  form.fields.push_back(
      {.kind = Field::Kind::Select, .name = "indicator", .label = l.tr("Indicator"), .choices = indicator_choices(visit, *open.questionnaire)});
  form.fields.push_back({.kind = Field::Kind::Number,
                         .name = "score",
                         .label = l.tr("The level that you see"),
                         .help = level_help(l) + " " + l.tr("May be left empty."),
                         .most_letters = 3});
  form.fields.push_back(
      {.kind = Field::Kind::LongText, .name = "body", .label = l.tr("What you see, with where it can be checked"), .required = true, .most_letters = 5000});
  form.buttons.push_back({.label = l.tr("Add the review")});
  add_form(block, "FORM", form);
  TRY_STATUS(add_civil_reviews(page, visit, open));
  return visit.respond(TRY(page.render()));
}

Answer add_civil_review(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  const http::Form& form = visit.form();
  std::optional<int> score;
  if (const std::string text = form.get("score"); !trim(text).empty()) {
    const auto number = parse_integer(trim(text));
    if (!number || *number < 0 || *number > 1000) return fail(ErrorKind::Input, visit.locale().tr("A level is a whole number"));
    score = static_cast<int>(*number);
  }
  TRY(reg::civil::add(visit.desk().store, *open.questionnaire, visit.principal().person, open.submission.id, form.get("indicator"), score, form.get("body")));
  return visit.go("submissions/" + open.submission.id + "/civil");
}

Answer reply_to_civil_review(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  TRY_STATUS(check_belongs(reg::civil::submission_of(visit.desk().store, visit.form().get("review")), open));
  return after(visit, open, reg::civil::reply(visit.desk().store, visit.principal().person, visit.form().get("review"), visit.form().get("body")));
}

}  // namespace atalaya::site::desk
