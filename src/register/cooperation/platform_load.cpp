#include "register/cooperation/platform_load.h"

#include <set>

#include "base/text.h"
#include "register/submissions/rows.h"

namespace atalaya::reg::cooperation {

namespace {

constexpr FigureOrigin origin = {"platform", "What the platform counts of itself", "PLATFORM_FIGURES", "CYCLE"};

/// What the workshop was given last and has not been told to take back.
Result<std::vector<Figure>> loaded(Store& store, const std::string& cycle) {
  return store.read([&](soci::session& session) -> Result<std::vector<Figure>> {
    const long long key = TRY(rows::cycle_key(session, cycle));
    std::vector<Figure> out;
    for (auto& [country, indicator, value] : sql::rows<std::string, std::string, std::string>(
             session,
             "select l.country, l.indicator, l.value from platform_load l where l.cycle = :cycle and l.value is not null and not exists (select 1 from "
             "platform_load n where n.cycle = l.cycle and n.country = l.country and n.indicator = l.indicator and n.id > l.id) order by l.indicator, l.country",
             {key})) {
      out.push_back({std::move(country), std::move(indicator), parse_number(value).value.value_or(0), cycle});
    }
    return out;
  });
}

Status remember(Store& store, const std::string& actor, const std::string& cycle, const std::vector<Figure>& figures, const std::vector<Figure>& gone,
                const LoadRecord& load) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const long long key = TRY(rows::cycle_key(session, cycle));
    const auto put = [&](const Figure& one, const std::optional<std::string>& value) {
      sql::run(
          session,
          "insert into platform_load (cycle, country, indicator, value, file_name, file_hash, load, instant) values (:cycle, :country, :indicator, :value, "
          ":file_name, :file_hash, :load, :instant)",
          {key, one.country, one.indicator, value, load.file, load.sha256, load.id, now});
    };
    for (const Figure& one : gone) put(one, std::nullopt);
    for (const Figure& one : figures) put(one, number_text(one.value));
    JsonWriter json;
    json.begin_object().field("file", load.sha256).field("load", load.id).field("figures", figures.size()).field("taken_back", gone.size()).end_object();
    log::append(session, {now, actor, "platform.load", cycle, log::details_hash(json.text())});
    return {};
  });
}

}  // namespace

Result<PlatformLoad> load_platform_figures(Store& store, Workshop& workshop, const Agenda& agenda, const AreaMatcher& areas,
                                           const std::filesystem::path& folder, const std::string& actor, const std::string& cycle_id) {
  const cycles::Cycle cycle = TRY(cycles::find(store, cycle_id));
  const auto statuses = assess_all(TRY(workshop.cube(agenda)), agenda);
  const std::vector<Figure> figures = TRY(platform_figures(store, agenda, statuses, cycle));
  std::set<std::pair<std::string, std::string>> now;
  for (const Figure& one : figures) now.emplace(one.country, one.indicator);
  std::vector<Figure> gone;
  for (Figure& one : TRY(loaded(store, cycle_id))) {
    if (!now.contains({one.country, one.indicator})) gone.push_back(std::move(one));
  }
  PlatformLoad out{.file = {}, .figures = figures.size(), .taken_back = gone.size(), .outcome = {}};
  if (figures.empty() && gone.empty()) return out;
  FigureLoad load = TRY(load_figures(workshop, agenda, areas, folder, "platform", cycle.year, origin, figures, gone));
  TRY_STATUS(remember(store, actor, cycle_id, figures, gone, load.outcome.record));
  out.file = std::move(load.file);
  out.outcome = std::move(load.outcome);
  return out;
}

}  // namespace atalaya::reg::cooperation
