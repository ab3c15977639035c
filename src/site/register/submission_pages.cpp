// A country's report as a whole: how far it is, what is missing, sending it, and its receipts.
#include <algorithm>

#include "register/submissions/documents.h"
#include "register/submissions/evidence.h"
#include "register/proposals/proposals.h"
#include "register/submissions/submit.h"
#include "site/parts.h"
#include "site/register/pages.h"
#include "site/register/question_fields.h"
#include "site/register/signature_pages.h"
#include "site/register/submission_parts.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

using reg::Action;

bool may(const Visit& visit, Action action, const OpenSubmission& open) {
  return reg::judge(visit.principal(), action, open.submission.country) != reg::Verdict::Forbidden;
}

void add_sections(DeskPage& page, const Visit& visit, const OpenSubmission& open) {
  const Locale& l = visit.locale();
  View block = page.block(l.tr("Sections"));
  for (std::size_t i = 0; i < open.questionnaire->sections.size(); ++i) {
    const reg::Section& section = open.questionnaire->sections[i];
    long scored = 0;
    for (const std::size_t indicator : section.indicators) scored += open.assessment.scores[indicator].value ? 1 : 0;
    const auto all = std::ssize(section.indicators);
    add_row(block, visit.presenter().in(section.title), section_link(visit, open, i),
            fill(l.tr("{1} of {2} indicators have a level"), {l.integer(scored), l.integer(all)}));
  }
}

void add_scores(DeskPage& page, const Visit& visit, const OpenSubmission& open) {
  const Locale& l = visit.locale();
  Table table{.id = "scores",
              .caption = l.tr("Levels by the answers as they stand"),
              .columns = {{l.tr("Indicator")}, {l.tr("Level")}, {l.tr("Why")}},
              .under_heading = true};
  for (std::size_t i = 0; i < open.questionnaire->indicators.size(); ++i) {
    const reg::AskedIndicator& asked = open.questionnaire->indicators[i];
    const reg::Score& score = open.assessment.scores[i];
    if (!score.reported) continue;
    table.rows.push_back({.cells = {{.text = indicator_name(visit.presenter(), asked), .href = section_link(visit, open, asked.section) + "#" + asked.code},
                                    {.text = score_text(l, asked, score)},
                                    {.text = score.reason != nullptr ? visit.presenter().in(*score.reason) : std::string()}}});
  }
  View block = page.block(l.tr("Levels by the answers as they stand"),
                          table.rows.empty() ? l.tr("No question is answered yet. Begin with a section above.") : std::string());
  if (!table.rows.empty()) add_table(block, "TABLE", table);
  const auto silent = std::ssize(open.questionnaire->indicators) - std::ssize(table.rows);
  if (silent == 0) return;
  View fold = add_fold(block, fill(l.ntr("{1} indicator has no answer at all", "{1} indicators have no answer at all", silent), {l.integer(silent)}));
  for (std::size_t i = 0; i < open.questionnaire->indicators.size(); ++i) {
    const reg::AskedIndicator& asked = open.questionnaire->indicators[i];
    if (!open.assessment.scores[i].reported)
      add_fold_link(fold, indicator_name(visit.presenter(), asked), section_link(visit, open, asked.section) + "#" + asked.code);
  }
}

// Each question that stands in the way, as a link to it.
void add_obstacles(DeskPage& page, const Visit& visit, const OpenSubmission& open, const reg::Obstacles& obstacles) {
  const Locale& l = visit.locale();
  const auto link_to = [&](std::size_t indicator) {
    const reg::AskedIndicator& asked = open.questionnaire->indicators[indicator];
    return section_link(visit, open, asked.section) + "#" + asked.code;
  };
  const auto list = [&](const std::string& heading, const std::vector<std::size_t>& questions) {
    if (questions.empty()) return;
    View notice =
        page.notice(DeskPage::Tone::Warning, fill(l.ntr("{1} question", "{1} questions", std::ssize(questions)), {l.integer(std::ssize(questions))}), heading);
    for (const std::size_t number : questions) {
      const reg::Question& question = open.questionnaire->questions[number];
      add_item(notice, visit.presenter().in(question.text), link_to(question.indicator));
    }
  };
  list(l.tr("Still to answer"), obstacles.missing);
  list(l.tr("Answers without their proof"), obstacles.lacking_evidence);
  list(l.tr("Answers that are not what the question asks for"), obstacles.invalid);
  if (!obstacles.contradictions.empty()) {
    View notice = page.notice(DeskPage::Tone::Fault, l.tr("These answers cannot all be right."), l.tr("Contradictions"));
    for (const reg::FailedCheck& failed : obstacles.contradictions) add_item(notice, visit.presenter().in(failed.check->text), link_to(failed.indicator));
  }
}

void add_sending(DeskPage& page, const Visit& visit, const OpenSubmission& open, const reg::Obstacles& obstacles) {
  const Locale& l = visit.locale();
  View block =
      page.block(l.tr("Send the report"),
                 l.tr("Sending freezes the answers as they are and gives a receipt that anybody can check. A returned report can be changed and sent again."));
  FormView form{.action = visit.link("submissions/" + open.submission.id + "/submit"), .csrf = visit.csrf()};
  if (!obstacles.not_reported.empty()) {
    form.fields.push_back(
        {.kind = Field::Kind::Checkboxes,
         .name = "leave-out",
         .label = fill(l.ntr("{1} indicator has no answer at all.", "{1} indicators have no answer at all.", std::ssize(obstacles.not_reported)),
                       {l.integer(std::ssize(obstacles.not_reported))}),
         .choices = {{"yes", l.tr("Send without them; they will be shown as not reported.")}}});
  }
  form.buttons.push_back({.label = l.tr("Send the report")});
  add_form(block, "FORM", form);
}

Status add_versions(DeskPage& page, const Visit& visit, const OpenSubmission& open) {
  const Locale& l = visit.locale();
  const auto versions = TRY(reg::submissions::versions(visit.desk().store, open.submission.id));
  if (versions.empty()) return {};
  View block = page.block(l.tr("What was sent"));
  for (const auto& version : versions) {
    add_row(block, fill(l.tr("Version {1}, {2}"), {l.integer(version.number), moment(l, version.instant)}), visit.link("receipts/" + version.id),
            l.tr("receipt"));
  }
  TRY_STATUS(add_signature_rows(block, visit, open));
  add_link(block, l.tr("Signatures of an institution"), visit.link("submissions/" + open.submission.id + "/signatures"));
  return {};
}

Answer show_submission(Visit& visit, const OpenSubmission& open, const std::string& fault, int status) {
  const Locale& l = visit.locale();
  const std::string country = visit.presenter().area_name(open.submission.country);
  DeskPage page(visit, fill(l.tr("Report of {1}, {2}"), {country, std::to_string(open.submission.year)}), "submissions/" + open.submission.id);
  page.kicker(visit.presenter().in(open.questionnaire->title));
  std::string lede = fill(l.tr("State: {1}."), {state_name(l, open.submission.state)});
  if (open.submission.due) lede += " " + fill(l.tr("Due {1}."), {l.date(*open.submission.due)});
  if (open.submission.is_late(visit.desk().store.now())) lede += " " + l.tr("(late)");
  page.lede(lede);
  if (!fault.empty()) page.notice(DeskPage::Tone::Fault, fault);
  const reg::Obstacles obstacles = reg::obstacles(*open.questionnaire, open.assessment);
  const bool editable = reg::is_editable(open.submission.state);
  if (editable) add_obstacles(page, visit, open, obstacles);
  if (open.submission.state != reg::State::Draft && may(visit, Action::ReadSubmission, open)) {
    View block = page.block(l.tr("Review"));
    add_link(block, l.tr("Remarks and steps of the review"), visit.link("submissions/" + open.submission.id + "/review"));
  }
  add_sections(page, visit, open);
  if (editable && may(visit, Action::EditAnswers, open)) {
    View block =
        page.block(l.tr("What is known already"),
                   l.tr("Takes over, where nothing is answered yet, the answers of your last report, and proposes what the register of instruments has. "
                        "Each such answer says where it comes from. Look through them before you send."));
    add_form(block, "FORM",
             {.action = visit.link("submissions/" + open.submission.id + "/prefill"),
              .csrf = visit.csrf(),
              .buttons = {{.label = l.tr("Take over the answers"), .quiet = true}}});
  }
  add_workbook(page, visit, open);
  if (editable && may(visit, Action::Submit, open)) add_sending(page, visit, open, obstacles);
  TRY_STATUS(add_versions(page, visit, open));
  add_scores(page, visit, open);
  return visit.respond(TRY(page.render()), status);
}

}  // namespace

Answer submission_page(Visit& visit) { return show_submission(visit, TRY(open_submission(visit)), {}, 200); }

Answer submit_report(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  const auto version = reg::submissions::submit(visit.desk().store, *open.questionnaire, visit.desk().receipts, visit.principal().person, open.submission.id,
                                                {.issuer = visit.desk().settings.public_url, .leave_out = visit.form().get("leave-out") == "yes"});
  if (!version) {
    if (version.error().kind != ErrorKind::Conflict) return std::unexpected(version.error());
    return show_submission(visit, open, visit.locale().tr("The report cannot be sent yet: see below what is missing."), 409);
  }
  return visit.go("receipts/" + version->id);
}

Answer prefill_report(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  TRY(reg::submissions::prefill(visit.desk().store, *open.questionnaire, visit.principal().person, open.submission.id));
  TRY(reg::proposals::prefill(visit.desk().store, visit.presenter().agenda(), *open.questionnaire, visit.principal().person, open.submission.id));
  return visit.go("submissions/" + open.submission.id);
}

// A receipt is for anybody who has its address: it tells no answer, only that a report was sent, when, and its hash.
Answer receipt_page(Visit& visit) {
  const Locale& l = visit.locale();
  const auto version = TRY(reg::submissions::find_version(visit.desk().store, visit.parameter("receipt")));
  const reg::Receipt receipt = TRY(reg::submissions::verify(visit.desk().store, visit.desk().receipts, version.receipt));
  DeskPage page(visit, l.tr("Receipt"), "receipts/" + version.id);
  page.lede(l.tr("The register has what this receipt says, unchanged. Keep the signed text below: anybody can check it against the public keys, without us."));
  View block = page.block("");
  add_fact(block, l.tr("Country"), visit.presenter().area_name(receipt.country));
  add_fact(block, l.tr("Year"), std::to_string(receipt.year));
  add_fact(block, l.tr("Version"), l.integer(receipt.version));
  add_fact(block, l.tr("Sent"), moment(l, receipt.instant));
  add_fact(block, l.tr("SHA-256 of the answers"), receipt.sha256);
  add_fact(block, l.tr("Signed text (JWS)"), version.receipt);
  add_fact(block, l.tr("Public keys"), visit.desk().settings.public_url + "/.well-known/atalaya-receipts.json", "/.well-known/atalaya-receipts.json");
  return visit.respond(TRY(page.render()));
}

// Evidence is given out as a file to keep, never to be shown by the browser as a page of ours.
Answer document_response(Visit& visit, const reg::KeptDocument& document) {
  const auto file = TRY(visit.desk().documents.open(document.sha256));
  auto response = http::text_response(200, document.media_type, std::string(file.bytes()));
  response.headers.set("Content-Disposition", "attachment; filename*=UTF-8''" + http::percent_encode(document.name));
  response.headers.set("Content-Security-Policy", "sandbox; default-src 'none'");
  return visit.finish(std::move(response));
}

Answer document_file(Visit& visit) {
  const auto document = TRY(reg::submissions::find_document(visit.desk().store, visit.parameter("submission"), visit.parameter("document")));
  return document_response(visit, document);
}

}  // namespace atalaya::site::desk
