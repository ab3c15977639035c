// Goals by countries: an HTML table of one sign a cell, small enough for a telephone on a slow line.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "site/charts/status.h"

namespace atalaya::charts {

struct ScoreCell {
  StatusClass status = StatusClass::NoData;
  std::string label = {};  ///< Read aloud: "Significant progress". Empty: Scoreboard::labels.
  std::string href = {};   ///< May be empty; 1287 links are 1287 stops of the Tab key, so prefer links of rows and columns.
};
struct ScoreRow {
  std::string number;  ///< "12"
  std::string title;
  std::string href = {};
  std::vector<ScoreCell> cells = {};  ///< One a column, in their order; those that lack are "no figure".
};
struct ScoreGroup {
  std::string css = {};  ///< "a1".."a9": the area's colour.
  std::string name;
  std::string href = {};
  std::vector<ScoreRow> rows = {};
};
struct ScoreColumn {
  std::string code = {};  ///< "CHL"
  std::string name;
  std::string href = {};
};
struct Scoreboard {
  std::string id;
  std::string caption = {};
  std::string region_label = {};  ///< Name of the scrollable region: "Status of 39 goals in 33 countries; scroll sideways".
  std::string row_heading = {};   ///< "Goal"
  std::vector<ScoreColumn> columns = {};
  std::vector<ScoreGroup> groups = {};
  std::array<std::string, all_statuses.size()> labels = {};  ///< By StatusClass, for cells without a label; see status_names().
};

/// The names of all classes in one language, for Scoreboard::labels.
[[nodiscard]] std::array<std::string, all_statuses.size()> status_names(const Locale& locale);
/// `<div class="sb" role="region" tabindex="0" aria-label="..."><table>...</table></div>`
[[nodiscard]] std::string scoreboard(const Scoreboard& board);

}  // namespace atalaya::charts
