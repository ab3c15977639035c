// A release: what readers meet. Frozen from the workshop once, verified each time it is opened, never changed.
#pragma once

#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "agenda/agenda.h"
#include "release/reported.h"
#include "workshop/assessment.h"
#include "workshop/regional_figures.h"
#include "workshop/workshop.h"

namespace atalaya {

/// What a release says of one figure of a group.
struct Coverage {
  std::string group;
  std::string indicator;
  std::string key;  ///< Full series key.
  int year = 0;
  std::string rule;  ///< "weighted_mean", "mean", "sum"
  bool has_value = false;
  double country_share = 0;  ///< 0 to 1
  double weight_share = 0;
  std::vector<std::string> missing;  ///< Ids of countries.
  std::vector<std::string> carried;
};

struct Release {
  std::string id;       ///< "2026-01-31.1"
  std::string created;  ///< ISO 8601, UTC
  std::string sha256;   ///< Of the manifest: stands for the whole release.
  std::filesystem::path directory;
  Agenda agenda;
  Cube cube;  ///< With regional figures.
  std::vector<IndicatorStatus> statuses;
  std::vector<Coverage> coverage;
  std::vector<LoadRecord> loads;
  std::optional<Reported> reported;  ///< Nothing: there was no register.

  [[nodiscard]] const IndicatorStatus* status(std::string_view indicator, std::string_view area) const;
  [[nodiscard]] GoalCounts goal_counts(int goal, std::string_view area) const;
  /// The coverage of a group's figure, by series key and year.
  [[nodiscard]] const Coverage* find_coverage(std::string_view key, int year) const;
  [[nodiscard]] const LoadRecord* load(std::int64_t id) const;

  [[nodiscard]] std::time_t created_time() const;  ///< Seconds since 1970.

  /// Builds the look-ups of statuses and coverage; called once, by whoever filled them. It touches nothing else.
  void index();

 private:
  std::unordered_map<std::string, std::size_t, StringHash, std::equal_to<>> status_index_, coverage_index_;
};

/// Freezes the workshop's present state. `register_head` is kept with it, so that the register's log cannot be rewritten behind it (Manifest). The folder
/// appears under its name only when everything in it is written and flushed. `reported`: what the register has for everybody.
[[nodiscard]] Result<std::string> freeze(Workshop& workshop, const Agenda& agenda, const Workspace& workspace, const std::string& register_head = {},
                                         const Reported* reported = nullptr);

/// Checks every hash of the manifest and that no file is there beside those it names, then reads the release. Conflict where something differs.
[[nodiscard]] Result<Release> open_release(const std::filesystem::path& directory);

/// Ids of the releases of a workspace, the oldest first.
[[nodiscard]] std::vector<std::string> list_releases(const Workspace& workspace);

/// When the release in a folder was frozen, by its manifest alone: nothing else of it is read or checked.
[[nodiscard]] std::optional<std::time_t> release_time(const std::filesystem::path& directory);

/// The release with this id; an empty id is the newest one.
[[nodiscard]] Result<Release> open_release(const Workspace& workspace, const std::string& id);

}  // namespace atalaya
