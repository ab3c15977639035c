#include "register/cooperation/platform_figures.h"

#include <algorithm>
#include <map>

#include "register/consultation/cells.h"
#include "register/downloads/counts.h"
#include "register/store/sql.h"

namespace atalaya::reg::cooperation {

namespace {

using ByCountry = std::map<std::string, double, std::less<>>;

double percent(std::size_t part, std::size_t whole) { return 100.0 * static_cast<double>(part) / static_cast<double>(whole); }

// CIVIL_SOCIETY_REVIEWS: a country has one report a cycle, so its share is 0 or 100, and the mean of the region is the share of all that were sent.
ByCountry reviewed_reports(soci::session& session, const std::string& cycle) {
  ByCountry out;
  for (const auto& [country, reviews] : sql::rows<std::string, long long>(
           session,
           "select s.country, (select count(*) from civil_review r where r.submission = s.id) from submission s join cycle c on c.id = s.cycle "
           "where c.public_id = :cycle and exists (select 1 from submission_version v where v.submission = s.id)",
           {cycle})) {
    out[country] = reviews > 0 ? 100 : 0;
  }
  return out;
}

// DIALOGUE_ACTIVITY: organisations of a country of which a member spoke in a consultation while the cycle was open. Without a consultation in that time nobody
// could speak, which is no zero.
ByCountry speaking_groups(soci::session& session, const Agenda& agenda, const cycles::Cycle& cycle, const std::string& now) {
  ByCountry out;
  const std::string end = cycle.closed.value_or(now);
  if (!sql::value<long long>(session, "select id from consultation where opens < :end and closes > :begin limit 1", {end, cycle.opens})) return out;
  for (const Country& country : agenda.countries) out[country.id] = 0;
  for (const auto& [country, groups] :
       sql::rows<std::string, long long>(session,
                                         "select o.country, count(distinct o.id) from consultation_comment m join person p on p.public_id = m.author join "
                                         "membership b on b.person = p.id and "
                                         "b.since <= m.instant and (b.until is null or b.until > m.instant) join organisation o on o.id = b.organisation "
                                         "where m.instant >= :begin and m.instant < :end and (m.cell & :mask) = :published group by o.country",
                                         {cycle.opens, end, consultation::showing_mask, consultation::showing_bits(consultation::Showing::Published)})) {
    if (const auto at = out.find(country); at != out.end()) at->second = static_cast<double>(groups);
  }
  return out;
}

// FOLLOW_UP_REPORTED: goals of the agenda of which the report that was sent last has at least one score.
ByCountry reported_goals(const Agenda& agenda, const std::vector<CountryReport>& reports) {
  ByCountry out;
  for (const CountryReport& report : reports) {
    if (!report.sent) continue;
    std::set<int> goals;
    for (const std::string& code : report.reported) {
      if (const Indicator* indicator = agenda.find_indicator(code); indicator != nullptr && indicator->goal != 0) goals.insert(indicator->goal);
    }
    out[report.country] = percent(goals.size(), agenda.goals.size());
  }
  return out;
}

// OFFLINE_PACKS: copies of a country's own pages that were downloaded in the cycle's year; those of the whole agenda are nobody's. A year in which nobody
// counted has no figure; once it is counted, a country without a download has zero.
Result<ByCountry> downloaded_copies(Store& store, const Agenda& agenda, int year) {
  ByCountry out;
  const auto counted = TRY(downloads::in_year(store, year));
  if (!counted) return out;
  for (const Country& country : agenda.countries) {
    const auto found = counted->by_country.find(country.id);
    out[country.id] = found == counted->by_country.end() ? 0 : static_cast<double>(found->second);
  }
  return out;
}

/// By country the years since the latest value of each indicator of the framework, but for the platform's own, which would count themselves.
std::map<std::string, std::vector<int>, std::less<>> ages_of(const Agenda& agenda, const std::vector<IndicatorStatus>& statuses, int year) {
  std::map<std::string, std::vector<int>, std::less<>> out;
  for (const Country& country : agenda.countries) out[country.id];
  for (const IndicatorStatus& status : statuses) {
    const Indicator* indicator = agenda.find_indicator(status.indicator);
    if (indicator == nullptr || indicator->goal == 0 || indicator->kind == IndicatorKind::Platform || !status.answer.latest) continue;
    if (const auto at = out.find(status.area); at != out.end()) at->second.push_back(std::max(0, year - status.answer.latest->year));
  }
  return out;
}

// FRAMEWORK_COVERAGE: the cycle's year and the two before it are the last three.
double recent_share(const std::vector<int>& ages, std::size_t indicators) {
  return percent(static_cast<std::size_t>(std::ranges::count_if(ages, [](int age) { return age <= 2; })), indicators);
}

// TIMELINESS
double median(std::vector<int> ages) {
  std::ranges::sort(ages);
  const std::size_t middle = ages.size() / 2;
  return ages.size() % 2 == 1 ? ages[middle] : (ages[middle - 1] + ages[middle]) / 2.0;
}

}  // namespace

Result<std::vector<Figure>> platform_figures(Store& store, const Agenda& agenda, const std::vector<IndicatorStatus>& statuses, const cycles::Cycle& cycle) {
  std::map<std::string, ByCountry> all;
  TRY_STATUS(store.read([&](soci::session& session) -> Status {
    all["CIVIL_SOCIETY_REVIEWS"] = reviewed_reports(session, cycle.id);
    all["DIALOGUE_ACTIVITY"] = speaking_groups(session, agenda, cycle, store.now());
    return {};
  }));
  all["FOLLOW_UP_REPORTED"] = reported_goals(agenda, TRY(country_reports(store, agenda, cycle.id)));
  all["OFFLINE_PACKS"] = TRY(downloaded_copies(store, agenda, cycle.year));
  const auto indicators = static_cast<std::size_t>(
      std::ranges::count_if(agenda.indicators, [](const Indicator& one) { return one.goal != 0 && one.kind != IndicatorKind::Platform; }));
  for (const auto& [country, ages] : ages_of(agenda, statuses, cycle.year)) {
    if (indicators > 0) all["FRAMEWORK_COVERAGE"][country] = recent_share(ages, indicators);
    if (!ages.empty()) all["TIMELINESS"][country] = median(ages);
  }
  std::vector<Figure> out;
  for (const auto& [code, values] : all) {
    const Indicator* indicator = agenda.find_indicator(code);
    if (indicator == nullptr || indicator->kind != IndicatorKind::Platform) continue;
    for (const auto& [country, value] : values) out.push_back({country, code, value, cycle.id});
  }
  return out;
}

}  // namespace atalaya::reg::cooperation
