#include "register/submissions/score_load.h"

#include <algorithm>
#include <set>

#include "base/files.h"
#include "base/hash.h"
#include "register/submissions/rows.h"

namespace atalaya::reg {

namespace fs = std::filesystem;

namespace {

/// The workshop's mapping for the file below; `file` says that it is none of a pack.
Mapping score_mapping() {
  Mapping out;
  out.id = "register";
  out.description = "Accepted scores of the register";
  out.format = RowFormat::SdmxCsv;
  out.file = "register";
  out.columns = {{"REF_AREA", "REF_AREA"}, {"INDICATOR", "INDICATOR"}, {"TIME_PERIOD", "TIME_PERIOD"}};
  out.rules.push_back({.where = {}, .value_column = "OBS_VALUE", .set = {}});
  return out;
}

std::string table(const Agenda& agenda, int year, const std::vector<AcceptedScore>& scores, const std::vector<LoadedScore>& taken_back) {
  // Not the pack's flow, which has other columns: the mapping makes one of the other.
  const std::string start = "dataflow," + agenda.agency + ":REGISTER_SCORES(1.0),";
  std::string out = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,RECEIPT\n";
  const auto line = [&](const char* action, const std::string& country, const std::string& indicator, const std::string& value, const std::string& receipt) {
    out += start + action + "," + country + "," + indicator + "," + std::to_string(year) + "," + value + "," + receipt + "\n";
  };
  // A deletion names what it takes away by the cells that are filled (SDMX-CSV 2.0, "ACTION").
  for (const LoadedScore& one : taken_back) line("D", one.country, one.indicator, number_text(one.value), one.receipt);
  for (const AcceptedScore& one : scores) line("A", one.country, one.indicator, number_text(one.value), one.receipt);
  return out;
}

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
  const std::string text = table(agenda, cycle.year, scores, taken_back);
  std::error_code code;
  fs::create_directories(folder, code);
  if (code) return fail(ErrorKind::System, "cannot make the folder: " + code.message(), {.file = folder.string()});
  // Named by what is in it: the same scores are the same file.
  out.file = folder / (cycle.questionnaire + "-" + std::to_string(cycle.year) + "-" + sha256(text).substr(0, 12) + ".csv");
  TRY_STATUS(write_file(out.file, text));
  out.outcome = TRY(load_file(workshop, agenda, areas, score_mapping(), out.file, {.strict = true}));
  TRY_STATUS(remember(store, actor, cycle, scores, taken_back, out.outcome->record));
  return out;
}

}  // namespace atalaya::reg
