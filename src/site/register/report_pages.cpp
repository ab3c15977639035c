// What a country reported, for everybody once it is published: each indicator with its level, the reason, the answers and their proofs, and the reviews beside
// it.
#include <algorithm>

#include "register/submissions/accepted_scores.h"
#include "register/submissions/civil_review.h"
#include "register/submissions/submit.h"
#include "site/register/pages.h"
#include "site/register/question_fields.h"
#include "site/register/signature_pages.h"
#include "site/register/submission_parts.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

using reg::Action;

void add_answers(View& block, const Visit& visit, const reg::Questionnaire& questionnaire, const reg::AskedIndicator& indicator, const reg::Frozen& frozen) {
  const Locale& l = visit.locale();
  for (const std::size_t number : indicator.questions) {
    const reg::Question& question = questionnaire.questions[number];
    const auto at = frozen.answers.find(question.id);
    if (at == frozen.answers.end()) continue;
    const auto* act = std::get_if<reg::InstrumentAnswer>(&at->second.value);
    add_fact(block, visit.presenter().in(question.text), act != nullptr ? act->title : answer_text(visit.presenter(), question, at->second.value),
             act != nullptr ? act->address : std::string());
    if (act != nullptr && !act->id.empty()) add_fact(block, l.tr("In the register of instruments"), act->title, visit.link("instruments/" + act->id));
    for (const auto& evidence : at->second.evidence) {
      add_fact(block, l.tr("Proof"), evidence.address.empty() ? evidence.name : evidence.address, evidence.address);
    }
  }
}

void add_civil(View& block, const Visit& visit, const std::vector<reg::civil::Review>& reviews, const std::string& indicator) {
  const Locale& l = visit.locale();
  for (const auto& review : reviews) {
    if (review.indicator != indicator) continue;
    add_fact(block, review.score ? fill(l.tr("Civil society, which sees level {1}"), {l.integer(*review.score)}) : l.tr("Civil society"), review.body);
    for (const auto& reply : review.replies) add_fact(block, l.tr("Reply of the country"), reply.body);
  }
}

}  // namespace

Answer report_page(Visit& visit) {
  const Locale& l = visit.locale();
  const auto open = TRY(open_submission(visit));
  if (!may_read_report(visit, open)) return fail(ErrorKind::NotFound, "it is not published");
  const auto versions = TRY(reg::submissions::versions(visit.desk().store, open.submission.id));
  const reg::Frozen frozen = TRY(reg::read_frozen(versions.back().frozen));
  const reg::Assessment assessment = reg::assess(*open.questionnaire, frozen.to_answers());
  const auto reviews = TRY(reg::civil::all(visit.desk().store, open.submission.id));
  const auto scores = TRY(reg::accepted_scores(visit.desk().store, open.submission.cycle));

  const std::string country = visit.presenter().area_name(open.submission.country);
  DeskPage page(visit, fill(l.tr("Report of {1}, {2}"), {country, std::to_string(open.submission.year)}), "reports/" + open.submission.id);
  page.kicker(visit.presenter().in(open.questionnaire->title));
  page.lede(fill(l.tr("State: {1}. Version {2}, sent on {3}."),
                 {state_name(l, open.submission.state), l.integer(versions.back().number), l.date(versions.back().instant)}));
  View ways = page.block("");
  add_link(ways, l.tr("Receipt"), visit.link("receipts/" + versions.back().id));
  add_link(ways, country, visit.presenter().country_link(open.submission.country));
  if (reg::judge(visit.principal(), Action::AddCivilReview, open.submission.country) == reg::Verdict::Allowed) {
    add_link(ways, l.tr("Add a review of civil society"), visit.link("submissions/" + open.submission.id + "/civil"));
  }
  TRY_STATUS(add_public_signatures(page, visit, open, versions.back().id));
  std::vector<const reg::AskedIndicator*> silent;
  for (std::size_t i = 0; i < open.questionnaire->indicators.size(); ++i) {
    const reg::AskedIndicator& asked = open.questionnaire->indicators[i];
    const reg::Score& score = assessment.scores[i];
    if (!score.reported && std::ranges::find(reviews, asked.code, &reg::civil::Review::indicator) == reviews.end()) {
      silent.push_back(&asked);
      continue;
    }
    std::string level = score_text(l, asked, score) + (score.reason != nullptr ? ". " + visit.presenter().in(*score.reason) : std::string());
    const auto accepted = std::ranges::find_if(
        scores, [&](const reg::AcceptedScore& one) { return one.country == open.submission.country && one.indicator == asked.code && one.changed; });
    if (accepted != scores.end()) {
      level = fill(l.tr("Level {1}, on which two reviewers agreed. By the answers alone: {2}"), {l.number(accepted->value, 0), level});
    }
    View block = page.block(indicator_name(visit.presenter(), asked), capital(level));
    add_answers(block, visit, *open.questionnaire, asked, frozen);
    add_civil(block, visit, reviews, asked.code);
  }
  if (silent.empty()) return visit.respond(TRY(page.render()));
  const auto count = std::ssize(silent);
  View missing = page.block(l.tr("Not reported"), fill(l.ntr("To {1} indicator the country gave no answer. That is no level, and not level 0.",
                                                             "To {1} indicators the country gave no answer. That is no level, and not level 0.", count),
                                                       {l.integer(count)}));
  for (const reg::AskedIndicator* one : silent) add_row(missing, indicator_name(visit.presenter(), *one), visit.presenter().link("indicators/" + one->code));
  return visit.respond(TRY(page.render()));
}

}  // namespace atalaya::site::desk
