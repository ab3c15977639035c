#include "site/register/submission_parts.h"

#include <algorithm>

namespace atalaya::site::desk {

std::string state_name(const Locale& l, reg::State state) {
  switch (state) {
    case reg::State::Draft: return l.tr("draft");
    case reg::State::Submitted: return l.tr("submitted");
    case reg::State::InReview: return l.tr("in review");
    case reg::State::Returned: return l.tr("returned with remarks");
    case reg::State::Accepted: return l.tr("accepted");
    case reg::State::Published: return l.tr("published");
  }
  return {};
}

Result<std::string> country_of_submission(Visit& visit) { return TRY(reg::submissions::find(visit.desk().store, visit.parameter("submission"))).country; }

Result<std::string> country_of_form(Visit& visit) {
  const std::string country = visit.form().get("country");
  if (visit.presenter().agenda().find_country(country) == nullptr) return fail(ErrorKind::NotFound, "the agenda has no such country");
  return country;
}

Result<OpenSubmission> open_submission(Visit& visit) {
  Desk& desk = visit.desk();
  OpenSubmission out;
  out.submission = TRY(reg::submissions::find(desk.store, visit.parameter("submission")));
  const auto cycle = TRY(reg::cycles::find(desk.store, out.submission.cycle));
  const auto questionnaire = std::ranges::find(desk.questionnaires, cycle.questionnaire, &reg::Questionnaire::id);
  if (questionnaire == desk.questionnaires.end()) return fail(ErrorKind::Conflict, tr_noop("the agenda no longer has the questionnaire of this cycle"));
  TRY_STATUS(reg::cycles::check_questionnaire(cycle, *questionnaire));
  out.questionnaire = &*questionnaire;
  out.draft = TRY(reg::submissions::draft(desk.store, out.submission.id));
  out.assessment = reg::assess(*out.questionnaire, reg::submissions::to_answers(out.draft));
  return out;
}

bool may_read_report(const Visit& visit, const OpenSubmission& open) {
  if (open.submission.state == reg::State::Published) return true;
  for (const reg::Action action : {reg::Action::ReadSubmission, reg::Action::AddCivilReview}) {
    if (reg::judge(visit.principal(), action, open.submission.country) == reg::Verdict::Allowed) return open.submission.versions > 0;
  }
  return false;
}

std::string score_text(const Locale& l, const reg::AskedIndicator& indicator, const reg::Score& score) {
  if (!score.value) {
    if (!score.reported) return l.tr("not answered");
    return fill(l.ntr("waits for {1} answer", "waits for {1} answers", std::ssize(score.waits_for)), {l.integer(std::ssize(score.waits_for))});
  }
  const std::string number = l.number(*score.value, 0);
  return indicator.count ? number : fill(l.tr("level {1} of {2}"), {number, l.integer(reg::highest_level)});
}

std::string indicator_name(const Presenter& p, const reg::AskedIndicator& indicator) {
  const Indicator* found = p.agenda().find_indicator(indicator.code);
  return found != nullptr ? p.in(found->name) : indicator.code;
}

std::string section_link(const Visit& visit, const OpenSubmission& open, std::size_t section) {
  return visit.link("submissions/" + open.submission.id + "/sections/" + open.questionnaire->sections[section].id);
}

}  // namespace atalaya::site::desk
