#include "register/submissions/score_load.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "register/submissions/figure_file.h"
#include "register/submissions/rows.h"

namespace atalaya::reg {

namespace fs = std::filesystem;

namespace {

constexpr FigureOrigin origin = {"register", "Accepted scores of the register", "REGISTER_SCORES", "RECEIPT"};

Status remember(Store& store, const std::string& actor, const cycles::Cycle& cycle, const std::vector<AcceptedScore>& scores,
                const std::vector<LoadedScore>& taken_back, const LoadRecord& load) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const long long key = TRY(rows::cycle_key(session, cycle.id));
    const auto put = [&](const std::string& country, const std::string& indicator, const std::optional<std::string>& value, const std::string& receipt) {
      const auto version = sql::value<long long>(session, "select id from submission_version where public_id = :receipt", {receipt});
      sql::run(session,
               "insert into score_load (cycle, country, indicator, value, version, file_name, file_hash, load, instant) "
               "values (:cycle, :country, :indicator, :value, :version, :file_name, :file_hash, :load, :instant)",
               {key, country, indicator, value, version, load.file, load.sha256, load.id, now});
    };
    for (const LoadedScore& one : taken_back) put(one.country, one.indicator, std::nullopt, one.receipt);
    for (const AcceptedScore& one : scores) put(one.country, one.indicator, number_text(one.value), one.receipt);
    JsonWriter json;
    json.begin_object().field("file", load.sha256).field("load", load.id).field("scores", scores.size()).field("taken_back", taken_back.size()).end_object();
    log::append(session, {now, actor, "scores.load", cycle.id, log::details_hash(json.text())});
    return {};
  });
}

}  // namespace

Result<ScoreLoad> load_scores(Store& store, Workshop& workshop, const Agenda& agenda, const AreaMatcher& areas, const fs::path& folder,
                              const std::string& actor, const std::string& cycle_id) {
  const cycles::Cycle cycle = TRY(cycles::find(store, cycle_id));
  const std::vector<AcceptedScore> scores = TRY(accepted_scores(store, cycle_id));
  std::set<std::pair<std::string, std::string>> now;
  for (const AcceptedScore& one : scores) now.emplace(one.country, one.indicator);
  std::vector<LoadedScore> taken_back;
  for (LoadedScore& one : TRY(loaded_scores(store, cycle_id))) {
    if (!now.contains({one.country, one.indicator})) taken_back.push_back(std::move(one));
  }
  ScoreLoad out{.file = {}, .scores = scores.size(), .taken_back = taken_back.size(), .outcome = {}};
  if (scores.empty() && taken_back.empty()) return out;
  std::vector<Figure> figures, gone;
  for (const AcceptedScore& one : scores) figures.push_back({one.country, one.indicator, one.value, one.receipt});
  for (const LoadedScore& one : taken_back) gone.push_back({one.country, one.indicator, one.value, one.receipt});
  FigureLoad loaded = TRY(load_figures(workshop, agenda, areas, folder, cycle.questionnaire, cycle.year, origin, figures, gone));
  out.file = std::move(loaded.file);
  out.outcome = std::move(loaded.outcome);
  TRY_STATUS(remember(store, actor, cycle, scores, taken_back, out.outcome->record));
  return out;
}

}  // namespace atalaya::reg
