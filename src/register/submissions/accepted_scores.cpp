#include "register/submissions/accepted_scores.h"

#include <map>

#include "register/submissions/frozen.h"
#include "register/submissions/rows.h"

namespace atalaya::reg {

namespace {

/// Of the version that was accepted last, with the changes that were agreed on by then. While it is looked at again, that stays what is accepted.
Status add_scores(soci::session& session, const rows::Row& row, std::vector<AcceptedScore>& out) {
  const auto accepted = sql::row<long long, std::string>(
      session, "select version, instant from submission_step where submission = :submission and step = 'accept' order by id desc limit 1", {row.key});
  if (!accepted) return {};
  const auto& [number, instant] = *accepted;
  const auto version = sql::row<std::string, std::string>(
      session, "select public_id, frozen from submission_version where submission = :submission and number = :number", {row.key, number});
  if (!version) return {};
  const auto& [receipt, frozen] = *version;
  std::map<std::string, long long> changes;
  for (const auto& [indicator, score] : sql::rows<std::string, long long>(
           session,
           "select indicator, score from score_change where submission = :submission and version = :version and decision = 'confirmed' and decided <= :instant "
           "order by id",
           {row.key, number, instant})) {
    changes[indicator] = score;
  }
  const Frozen answers = TRY(read_frozen(frozen));
  for (const auto& [indicator, score] : answers.scores) {
    const auto change = changes.find(indicator);
    if (change == changes.end() && !score) continue;
    const double value = change == changes.end() ? *score : static_cast<double>(change->second);
    out.push_back({row.submission.country, indicator, row.submission.year, value, change != changes.end(), row.submission.id, receipt});
  }
  return {};
}

}  // namespace

Result<std::vector<AcceptedScore>> accepted_scores(Store& store, const std::string& cycle) {
  return store.read([&](soci::session& session) -> Result<std::vector<AcceptedScore>> {
    std::vector<AcceptedScore> out;
    (void)TRY(rows::cycle_key(session, cycle));
    for (const rows::Row& row : rows::submissions_where(session, "where c.public_id = :cycle order by s.country", {cycle}))
      TRY_STATUS(add_scores(session, row, out));
    return out;
  });
}

Result<std::vector<LoadedScore>> loaded_scores(Store& store, const std::string& cycle) {
  return store.read([&](soci::session& session) -> Result<std::vector<LoadedScore>> {
    const long long key = TRY(rows::cycle_key(session, cycle));
    std::vector<LoadedScore> out;
    for (auto& [country, indicator, value, receipt, file, hash, load, instant] :
         sql::rows<std::string, std::string, std::string, std::optional<std::string>, std::string, std::string, long long, std::string>(
             session,
             "select l.country, l.indicator, l.value, v.public_id, l.file_name, l.file_hash, l.load, l.instant from score_load l "
             "left join submission_version v on v.id = l.version where l.cycle = :cycle and l.value is not null and not exists "
             "(select 1 from score_load n where n.cycle = l.cycle and n.country = l.country and n.indicator = l.indicator and n.id > l.id) "
             "order by l.country, l.indicator",
             {key})) {
      out.push_back({std::move(country), std::move(indicator), parse_number(value).value.value_or(0), receipt.value_or(""), std::move(file), std::move(hash),
                     load, std::move(instant)});
    }
    return out;
  });
}

}  // namespace atalaya::reg
