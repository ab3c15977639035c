// What the pages of a submission share: finding it, its questionnaire and its answers, and saying its state.
#pragma once

#include <string>

#include "register/submissions/answers.h"
#include "site/register/visit.h"

namespace atalaya::site::desk {

[[nodiscard]] std::string state_name(const Locale& locale, reg::State state);

/// The country of the submission in the address, for the table of rights.
[[nodiscard]] Result<std::string> country_of_submission(Visit& visit);
/// The country that a form names.
[[nodiscard]] Result<std::string> country_of_form(Visit& visit);

/// A submission with all that its pages show.
struct OpenSubmission {
  reg::submissions::Submission submission;
  const reg::Questionnaire* questionnaire;
  reg::submissions::Draft draft;
  reg::Assessment assessment;
};
/// Conflict where the pack has no longer the questionnaire that the cycle was opened with.
[[nodiscard]] Result<OpenSubmission> open_submission(Visit& visit);

/// Who does not work on it reads what is published; civil society, whose review comes before that, what was sent.
[[nodiscard]] bool may_read_report(const Visit& visit, const OpenSubmission& open);

/// "Level 3", "2", or what it waits for.
[[nodiscard]] std::string score_text(const Locale& locale, const reg::AskedIndicator& indicator, const reg::Score& score);
/// The indicator's name in the agenda.
[[nodiscard]] std::string indicator_name(const Presenter& presenter, const reg::AskedIndicator& indicator);
/// The page of a section.
[[nodiscard]] std::string section_link(const Visit& visit, const OpenSubmission& open, std::size_t section);

}  // namespace atalaya::site::desk
