#include "register/cooperation/follow_up.h"

#include <algorithm>

#include "register/submissions/accepted_scores.h"
#include "register/submissions/frozen.h"
#include "register/submissions/rows.h"

namespace atalaya::reg::cooperation {

namespace {

/// The indicators that have a score in a version; none where there is no such version.
Result<Codes> scored(soci::session& session, long long submission, long long number) {
  Codes out;
  const auto frozen =
      sql::value<std::string>(session, "select frozen from submission_version where submission = :submission and number = :number", {submission, number});
  if (!frozen) return out;
  const Frozen version = TRY(read_frozen(*frozen));
  for (const auto& [code, score] : version.scores) {
    if (score) out.insert(code);
  }
  return out;
}

Status add_report(soci::session& session, const rows::Row& row, CountryReport& out) {
  out.state = row.submission.state;
  out.submission = row.submission.id;
  out.sent = row.submission.versions > 0;
  out.reported = TRY(scored(session, row.key, row.submission.versions));
  const auto reviewed = sql::value<long long>(
      session, "select version from submission_step where submission = :submission and step in ('return', 'accept') order by id desc limit 1", {row.key});
  if (reviewed) out.reviewed = TRY(scored(session, row.key, *reviewed));
  return {};
}

}  // namespace

Result<std::vector<CountryReport>> country_reports(Store& store, const Agenda& agenda, const std::string& cycle) {
  std::vector<CountryReport> out;
  for (const Country& country : agenda.countries) out.push_back({.country = country.id, .state = {}, .reported = {}, .reviewed = {}, .agreed = {}});
  const auto of = [&](const std::string& country) { return std::ranges::find(out, country, &CountryReport::country); };
  for (const AcceptedScore& score : TRY(accepted_scores(store, cycle))) {
    if (const auto at = of(score.country); at != out.end()) at->agreed.insert(score.indicator);
  }
  return store.read([&](soci::session& session) -> Result<std::vector<CountryReport>> {
    for (const rows::Row& row : rows::submissions_where(session, "where c.public_id = :cycle", {cycle})) {
      if (const auto at = of(row.submission.country); at != out.end()) TRY_STATUS(add_report(session, row, *at));
    }
    return out;
  });
}

int count_in(const std::vector<std::string>& indicators, const Codes& codes) {
  return static_cast<int>(std::ranges::count_if(indicators, [&](const std::string& one) { return codes.contains(one); }));
}

std::vector<GoalFollowUp> goals_of(const Agenda& agenda, const Questionnaire& questionnaire, const std::vector<CountryReport>& reports) {
  std::vector<GoalFollowUp> out;
  for (const Goal& goal : agenda.goals) {
    GoalFollowUp one{.goal = goal.number, .asked = {}};
    for (const Indicator* indicator : agenda.indicators_of(goal.number)) {
      if (questionnaire.find_indicator(indicator->id)) one.asked.push_back(indicator->id);
    }
    for (const CountryReport& report : reports) {
      if (one.asked.empty()) break;
      count_in(one.asked, report.reported) > 0 ? ++one.reported : ++one.missing;
      if (count_in(one.asked, report.reviewed) > 0) ++one.reviewed;
      if (count_in(one.asked, report.agreed) > 0) ++one.agreed;
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace atalaya::reg::cooperation
