// One section of a questionnaire, as a form: filled in as one goes, by several people at once.
#include <algorithm>

#include "base/text.h"
#include "register/proposals/proposals.h"
#include "register/submissions/evidence.h"
#include "site/register/pages.h"
#include "site/register/question_fields.h"
#include "site/register/submission_parts.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

using reg::submissions::Saved;

constexpr const char* revision_prefix = "revision:";
constexpr const char* document_prefix = "document:";

Result<std::size_t> find_section(const Visit& visit, const reg::Questionnaire& questionnaire) {
  const auto at = std::ranges::find(questionnaire.sections, visit.parameter("section"), &reg::Section::id);
  if (at == questionnaire.sections.end()) return fail(ErrorKind::NotFound, "the questionnaire has no such section");
  return static_cast<std::size_t>(at - questionnaire.sections.begin());
}

std::string fault_of(const Locale& l, const reg::QuestionState& state) {
  if (state.fault) return finding_text(l, *state.fault);
  if (state.lacks_evidence) return l.tr("A proof is needed: an address on the Web, below.");
  return {};
}

// Where an answer comes from that nobody has typed here.
std::string origin_text(const Locale& l, reg::submissions::Origin origin) {
  switch (origin) {
    case reg::submissions::Origin::Register: return l.tr("Proposed from the register of instruments. Check it; when you save, you confirm it.");
    case reg::submissions::Origin::Prefilled: return l.tr("Taken over from the report before.");
    case reg::submissions::Origin::Imported: return l.tr("From the workbook.");
    case reg::submissions::Origin::Typed: break;
  }
  return {};
}

void add_question(View& indicator, const Visit& visit, const OpenSubmission& open, const reg::proposals::Candidates& candidates, std::size_t number) {
  const Locale& l = visit.locale();
  const reg::Question& question = open.questionnaire->questions[number];
  const auto at = open.draft.find(question.id);
  const auto* answer = at == open.draft.end() ? nullptr : &at->second;
  View item = indicator.add("QUESTION");
  add_field(item, "FIELD",
            {.kind = Field::Kind::Hidden, .name = revision_prefix + question.id, .value = std::to_string(answer == nullptr ? 0 : answer->current.revision)},
            "");
  const auto value = answer == nullptr ? std::nullopt : answer->current.value;
  for (const Field& field : question_fields(visit.presenter(), question, value, fault_of(l, open.assessment.questions[number]), candidates.of(question))) {
    View one = item.add("PART");
    add_field(one, "FIELD", field, "");
  }
  if (answer != nullptr) {
    if (value) item.optional("ORIGIN", "TEXT", origin_text(l, answer->current.origin));
    for (const auto& aside : answer->aside) {
      if (aside.value)
        item.add("ASIDE").set(
            "TEXT", fill(l.tr("Another answer was given at the same time and is kept: {1}"), {answer_text(visit.presenter(), question, *aside.value)}));
    }
    for (const auto& evidence : answer->evidence) {
      View proof = item.add("PROOF");
      proof.set("LABEL", l.tr("Proof:"));
      if (evidence.address.empty()) {
        proof.add("LINK").set("TEXT", evidence.name).set("HREF", visit.link("submissions/" + open.submission.id + "/documents/" + evidence.sha256));
      } else {
        proof.add("LINK").set("TEXT", shorten(evidence.address, 100)).set("HREF", evidence.address);
      }
    }
  }
  if (question.evidence != reg::EvidenceNeed::None) {
    View part = item.add("PART");
    add_field(part, "FIELD", {.kind = Field::Kind::Address, .name = "proof:" + question.id, .label = l.tr("Add a proof: its address on the Web")}, "");
    View file = item.add("PART");
    add_field(file, "FIELD", {.kind = Field::Kind::File, .name = document_prefix + question.id, .label = l.tr("Or a document (PDF, Office, image or text)")},
              "");
  }
}

bool has_answer(const OpenSubmission& open, std::size_t question) {
  const auto at = open.draft.find(open.questionnaire->questions[question].id);
  return at != open.draft.end() && at->second.current.value.has_value();
}

void add_indicator(View& page, const Visit& visit, const OpenSubmission& open, const reg::proposals::Candidates& candidates, std::size_t number) {
  const Locale& l = visit.locale();
  const reg::AskedIndicator& asked = open.questionnaire->indicators[number];
  const reg::Score& score = open.assessment.scores[number];
  View block = page.add("INDICATOR");
  block.set("ID", asked.code).set("NAME", indicator_name(visit.presenter(), asked)).set("SCORE", score_text(l, asked, score)).set("L_SAVE", l.tr("Save"));
  if (score.reason != nullptr) block.optional("REASON", "TEXT", visit.presenter().in(*score.reason));
  for (const reg::FailedCheck& failed : open.assessment.failed) {
    if (failed.indicator == number) {
      block.add("CHECK").set("TEXT", visit.presenter().in(failed.check->text)).set("CSS", failed.check->severity == reg::Severity::Error ? "bad" : "warn");
    }
  }
  // Where answers contradict each other, those to questions that are no longer asked are shown too: one of them may be the one to mend.
  const bool contradicted = std::ranges::find(open.assessment.failed, number, &reg::FailedCheck::indicator) != open.assessment.failed.end();
  for (const std::size_t question : asked.questions) {
    if (open.assessment.questions[question].asked == reg::Truth::True || (contradicted && has_answer(open, question)))
      add_question(block, visit, open, candidates, question);
  }
}

Answer show_section(Visit& visit, const OpenSubmission& open, std::size_t section, const std::vector<Saved>& saved, const std::string& fault = {}) {
  const Locale& l = visit.locale();
  const reg::Questionnaire& questionnaire = *open.questionnaire;
  DeskPage page(visit, visit.presenter().in(questionnaire.sections[section].title),
                "submissions/" + open.submission.id + "/sections/" + questionnaire.sections[section].id);
  page.under(visit.presenter().area_name(open.submission.country), visit.link("submissions/" + open.submission.id));
  page.kicker(fill(l.tr("{1}, {2}"), {visit.presenter().area_name(open.submission.country), std::to_string(open.submission.year)}));
  page.lede(visit.presenter().in(questionnaire.sections[section].help));
  if (!fault.empty()) page.notice(DeskPage::Tone::Fault, fault);
  const auto conflicts = std::ranges::count(saved, Saved::Outcome::Conflict, &Saved::outcome);
  const auto kept = std::ranges::count(saved, Saved::Outcome::Saved, &Saved::outcome);
  if (conflicts > 0) {
    page.notice(DeskPage::Tone::Warning,
                fill(l.ntr("{1} answer was changed by somebody else meanwhile. Theirs stands, yours is kept beside it: choose, and save again.",
                           "{1} answers were changed by somebody else meanwhile. Theirs stand, yours are kept beside them: choose, and save again.", conflicts),
                     {l.integer(conflicts)}));
  } else if (kept > 0) {
    page.notice(DeskPage::Tone::Done, fill(l.ntr("{1} answer is saved.", "{1} answers are saved.", kept), {l.integer(kept)}));
  }
  View view = page.body("register/section.tpl");
  view.set("ACTION", section_link(visit, open, section)).set("CSRF", visit.csrf());
  const auto candidates = TRY(reg::proposals::Candidates::find(visit.desk().store, visit.presenter().agenda(), questionnaire, open.submission.country,
                                                               questionnaire.sections[section]));
  for (const std::size_t indicator : questionnaire.sections[section].indicators) add_indicator(view, visit, open, candidates, indicator);
  if (section + 1 < questionnaire.sections.size()) {
    view.add("NEXT").set("TEXT", visit.presenter().in(questionnaire.sections[section + 1].title)).set("HREF", section_link(visit, open, section + 1));
  }
  if (section > 0)
    view.add("PREVIOUS").set("TEXT", visit.presenter().in(questionnaire.sections[section - 1].title)).set("HREF", section_link(visit, open, section - 1));
  return visit.respond(TRY(page.render()), !fault.empty() ? 422 : conflicts > 0 ? 409 : 200);
}

// The answers that a form brings, each with the revision that its page showed. A question that the page did not ask has no revision in the form.
Result<std::vector<reg::submissions::Change>> changes_of(const Visit& visit, const reg::Questionnaire& questionnaire) {
  std::vector<reg::submissions::Change> out;
  for (const auto& [name, value] : visit.form().fields) {
    if (!name.starts_with(revision_prefix)) continue;
    const auto number = questionnaire.find_question(std::string_view(name).substr(std::string_view(revision_prefix).size()));
    const auto revision = parse_integer(value);
    if (!number || !revision) return fail(ErrorKind::Input, tr_noop("the form has a question that the questionnaire has not"));
    const reg::Question& question = questionnaire.questions[*number];
    out.push_back({question.id, answer_of(question, visit.form()), *revision});
  }
  return out;
}

Status add_proofs(Visit& visit, const OpenSubmission& open) {
  for (const auto& [name, value] : visit.form().fields) {
    if (!name.starts_with("proof:") || trim(value).empty()) continue;
    TRY(reg::submissions::add_address(visit.desk().store, *open.questionnaire, visit.principal().person, open.submission.id, name.substr(6),
                                      std::string(trim(value)), ""));
  }
  for (const http::FormFile& file : visit.form().files) {
    if (!file.field.starts_with(document_prefix) || file.content.empty()) continue;
    const auto kept = TRY(visit.desk().documents.keep(file.content, file.name, file.content_type));
    const std::string question = file.field.substr(std::string_view(document_prefix).size());
    TRY(reg::submissions::add_document(visit.desk().store, *open.questionnaire, visit.principal().person, open.submission.id, question, kept));
  }
  return {};
}

}  // namespace

Answer section_page(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  return show_section(visit, open, TRY(find_section(visit, *open.questionnaire)), {});
}

Answer save_section(Visit& visit) {
  const auto open = TRY(open_submission(visit));
  const auto section = TRY(find_section(visit, *open.questionnaire));
  auto changes = TRY(changes_of(visit, *open.questionnaire));
  const auto found = reg::proposals::take_chosen(visit.desk().store, *open.questionnaire, open.draft, open.submission.country, changes);
  if (!found) {
    if (found.error().kind != ErrorKind::Input) return std::unexpected(found.error());
    return show_section(visit, open, section, {}, sentence(visit.locale(), found.error()));
  }
  const auto saved = TRY(reg::submissions::save(visit.desk().store, *open.questionnaire, visit.principal().person, open.submission.id, changes));
  // The answers are saved by now, so a proof that is refused is said on their page.
  TRY_STATUS(reg::proposals::add_proofs(visit.desk().store, *open.questionnaire, visit.principal().person, open.submission.id, *found));
  const auto proofs = add_proofs(visit, open);
  if (!proofs && proofs.error().kind != ErrorKind::Input) return std::unexpected(proofs.error());
  // As it is now, with the questions that the new answers bring.
  return show_section(visit, TRY(open_submission(visit)), section, saved, proofs ? std::string() : sentence(visit.locale(), proofs.error()));
}

}  // namespace atalaya::site::desk
