// The questionnaire as a workbook: out with the present answers, and back with others.
#include <algorithm>

#include "register/proposals/proposals.h"
#include "register/sheets/sheets.h"
#include "site/parts.h"
#include "site/register/pages.h"
#include "site/register/question_fields.h"
#include "site/register/submission_parts.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

using reg::submissions::Saved;

std::string question_text(const Visit& visit, const OpenSubmission& open, const std::string& id) {
  const auto number = open.questionnaire->find_question(id);
  return number ? visit.presenter().in(open.questionnaire->questions[*number].text) : std::string();
}

std::string link_to_question(const Visit& visit, const OpenSubmission& open, const std::string& id) {
  const auto number = open.questionnaire->find_question(id);
  if (!number) return {};
  const reg::AskedIndicator& asked = open.questionnaire->indicators[open.questionnaire->questions[*number].indicator];
  return section_link(visit, open, asked.section) + "#" + asked.code;
}

void add_refused(DeskPage& page, const Visit& visit, const OpenSubmission& open, const reg::sheets::Incoming& incoming) {
  if (incoming.refused.empty()) return;
  const Locale& l = visit.locale();
  const auto count = std::ssize(incoming.refused);
  page.notice(DeskPage::Tone::Fault, fill(l.ntr("{1} cell was not taken. The answers that the register had to it stand as they were.",
                                                "{1} cells were not taken. The answers that the register had to them stand as they were.", count),
                                          {l.integer(count)}));
  Table table{.id = "refused",
              .caption = l.tr("Cells that were not taken"),
              .columns = {{l.tr("Cell")}, {l.tr("Sheet")}, {l.tr("Question")}, {l.tr("Why")}},
              .under_heading = true};
  for (const auto& one : incoming.refused) {
    table.rows.push_back({.cells = {{.text = one.cell},
                                    {.text = one.sheet},
                                    {.text = question_text(visit, open, one.question), .href = link_to_question(visit, open, one.question)},
                                    {.text = fill(l.tr(one.reason), {one.argument})}}});
  }
  View block = page.block(l.tr("Cells that were not taken"));
  add_table(block, "TABLE", table);
}

void add_conflicts(DeskPage& page, const Visit& visit, const OpenSubmission& open, const reg::sheets::Incoming& incoming, const std::vector<Saved>& saved) {
  const Locale& l = visit.locale();
  const auto conflicts = std::ranges::count(saved, Saved::Outcome::Conflict, &Saved::outcome);
  if (conflicts == 0) return;
  page.notice(DeskPage::Tone::Warning,
              fill(l.ntr("{1} answer was changed by somebody else meanwhile. Theirs stands, yours is kept beside it: choose, and save again.",
                         "{1} answers were changed by somebody else meanwhile. Theirs stand, yours are kept beside them: choose, and save again.", conflicts),
                   {l.integer(conflicts)}));
  Table table{.id = "conflicts",
              .caption = l.tr("Answers that were changed meanwhile"),
              .columns = {{l.tr("Cell")}, {l.tr("Sheet")}, {l.tr("Question")}, {l.tr("In the register")}, {l.tr("In your workbook")}},
              .under_heading = true};
  const auto text = [&](const reg::Question& question, const std::optional<reg::AnswerValue>& value) {
    return value ? shorten(answer_text(visit.presenter(), question, *value), 300) : l.tr("not answered");
  };
  for (std::size_t i = 0; i < saved.size(); ++i) {
    if (saved[i].outcome != Saved::Outcome::Conflict) continue;
    const reg::Question& question = open.questionnaire->questions[*open.questionnaire->find_question(saved[i].question)];
    table.rows.push_back({.cells = {{.text = incoming.spots[i].cell},
                                    {.text = incoming.spots[i].sheet},
                                    {.text = visit.presenter().in(question.text), .href = link_to_question(visit, open, question.id)},
                                    {.text = text(question, saved[i].current.value)},
                                    {.text = text(question, saved[i].mine)}}});
  }
  View block = page.block(l.tr("Answers that were changed meanwhile"));
  add_table(block, "TABLE", table);
}

Answer show_upload(Visit& visit, const OpenSubmission& open, const reg::sheets::Incoming& incoming, const std::vector<Saved>& saved, const std::string& fault) {
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("The uploaded workbook"), "submissions/" + open.submission.id + "/workbook");
  page.under(visit.presenter().area_name(open.submission.country), visit.link("submissions/" + open.submission.id));
  page.kicker(fill(l.tr("{1}, {2}"), {visit.presenter().area_name(open.submission.country), std::to_string(open.submission.year)}));
  const auto kept = std::ranges::count(saved, Saved::Outcome::Saved, &Saved::outcome);
  const auto conflicts = std::ranges::count(saved, Saved::Outcome::Conflict, &Saved::outcome);
  if (!fault.empty()) {
    page.notice(DeskPage::Tone::Fault, fault);
  } else if (kept > 0) {
    page.notice(DeskPage::Tone::Done, fill(l.ntr("{1} answer is saved.", "{1} answers are saved.", kept), {l.integer(kept)}));
  } else if (conflicts == 0 && incoming.refused.empty()) {
    page.notice(DeskPage::Tone::Plain, l.tr("Nothing in the workbook is other than what the register has."));
  }
  add_conflicts(page, visit, open, incoming, saved);
  add_refused(page, visit, open, incoming);
  View block = page.block("");
  add_link(block, l.tr("Back to the report"), visit.link("submissions/" + open.submission.id));
  const int status = !fault.empty() || !incoming.refused.empty() ? 422 : conflicts > 0 ? 409 : 200;
  return visit.respond(TRY(page.render()), status);
}

}  // namespace

void add_workbook(DeskPage& page, const Visit& visit, const OpenSubmission& open) {
  const Locale& l = visit.locale();
  const std::string here = visit.link("submissions/" + open.submission.id + "/workbook");
  const bool can_edit =
      reg::is_editable(open.submission.state) && reg::judge(visit.principal(), reg::Action::EditAnswers, open.submission.country) == reg::Verdict::Allowed;
  View block = page.block(l.tr("As a workbook"), can_edit ? l.tr("Download the questions with the answers as they stand (XLSX), fill them in without a "
                                                                 "connection, and upload the workbook again. Only what you changed in it is changed here.")
                                                          : std::string());
  add_link(block, l.tr("Download the workbook"), here);
  if (!can_edit) return;
  FormView form{.action = here, .csrf = visit.csrf(), .id = "workbook-"};
  form.fields.push_back({.kind = Field::Kind::File, .name = "workbook", .label = l.tr("The workbook that you have filled in (XLSX)"), .required = true});
  form.buttons.push_back({.label = l.tr("Upload the workbook"), .quiet = true});
  add_form(block, "FORM", form);
}

Answer workbook_file(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  const auto candidates = TRY(reg::proposals::Candidates::find(visit.desk().store, visit.presenter().agenda(), *open.questionnaire, open.submission.country));
  auto bytes = TRY(reg::sheets::write({.questionnaire = *open.questionnaire,
                                       .submission = open.submission,
                                       .draft = open.draft,
                                       .locale = visit.locale(),
                                       .country = visit.presenter().area_name(open.submission.country),
                                       .indicator_name = [&](const reg::AskedIndicator& one) { return indicator_name(visit.presenter(), one); },
                                       .entries = [&](const reg::Question& question) { return reg::proposals::entries(candidates, question); }}));
  auto response = http::text_response(200, reg::sheets::media_type, std::move(bytes));
  response.headers.set("Content-Disposition", "attachment; filename=\"" + open.submission.country + "-" + std::to_string(open.submission.year) + "-" +
                                                  visit.presenter().language() + ".xlsx\"");
  return visit.finish(std::move(response));
}

Answer upload_workbook(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  const auto file = std::ranges::find(visit.form().files, "workbook", &http::FormFile::field);
  if (file == visit.form().files.end() || file->content.empty()) return show_upload(visit, open, {}, {}, visit.locale().tr("No file was chosen."));
  auto incoming = reg::sheets::read(file->content, "workbook", *open.questionnaire, open.submission.id, open.draft);
  if (!incoming) {
    if (incoming.error().kind != ErrorKind::Input) return std::unexpected(incoming.error());
    return show_upload(visit, open, {}, {}, sentence(visit.locale(), incoming.error()));
  }
  const auto chosen = reg::proposals::take_chosen(visit.desk().store, *open.questionnaire, open.draft, open.submission.country, incoming->changes);
  if (!chosen) {
    if (chosen.error().kind != ErrorKind::Input) return std::unexpected(chosen.error());
    return show_upload(visit, open, {}, {}, sentence(visit.locale(), chosen.error()));
  }
  const auto saved = TRY(reg::submissions::save(visit.desk().store, *open.questionnaire, visit.principal().person, open.submission.id, incoming->changes,
                                                reg::submissions::Origin::Imported));
  TRY_STATUS(reg::proposals::add_proofs(visit.desk().store, *open.questionnaire, visit.principal().person, open.submission.id, *chosen));
  return show_upload(visit, open, *incoming, saved, {});
}

}  // namespace atalaya::site::desk
