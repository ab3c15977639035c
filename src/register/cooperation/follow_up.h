// The follow-up of a cycle: of which indicators each country reported, what of it was reviewed and what was agreed on. What was measured is the release's to
// say.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agenda/agenda.h"
#include "register/submissions/cycles.h"

namespace atalaya::reg::cooperation {

/// Codes of indicators.
using Codes = std::set<std::string, std::less<>>;

struct CountryReport {
  std::string country;
  std::optional<State> state;   ///< Nothing: it has not begun.
  std::string submission = {};  ///< Public id; empty: it has not begun.
  bool sent = false;            ///< A version was submitted at least once.
  Codes reported;               ///< With a score in the version that was sent last.
  Codes reviewed;               ///< In the version that reviewers last returned or accepted.
  Codes agreed;                 ///< In what is accepted, or published.
};

/// Every country of the agenda, in its order. NotFound where there is no such cycle.
[[nodiscard]] Result<std::vector<CountryReport>> country_reports(Store& store, const Agenda& agenda, const std::string& cycle);

/// A goal of the agenda in a cycle.
struct GoalFollowUp {
  int goal = 0;
  std::vector<std::string> asked;  ///< Indicators of the goal that the questionnaire asks of; empty: nothing is asked.
  /// Countries that reported (had reviewed, agreed) at least one of them.
  int reported = 0, reviewed = 0, agreed = 0;
  int missing = 0;  ///< Countries that have sent nothing of it.
};
[[nodiscard]] std::vector<GoalFollowUp> goals_of(const Agenda& agenda, const Questionnaire& questionnaire, const std::vector<CountryReport>& reports);

/// How many of the indicators are in the set.
[[nodiscard]] int count_in(const std::vector<std::string>& indicators, const Codes& codes);

}  // namespace atalaya::reg::cooperation
