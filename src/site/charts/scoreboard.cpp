#include "site/charts/scoreboard.h"

#include "site/charts/pen.h"

namespace atalaya::charts {
namespace {

// Every byte of a cell is on the page 1287 times: no class but the status, no element but a sign and its words.
void append_cell(std::string& out, const Scoreboard& board, const ScoreCell& cell) {
  out += "<td class=\"";
  out += css_class(cell.status);
  out += "\">";
  if (!cell.href.empty()) {
    out += "<a href=\"";
    append_escaped(out, cell.href);
    out += "\">";
  }
  out += "<i aria-hidden=\"true\">";
  out += glyph(cell.status);
  out += "</i><b>";
  append_escaped(out, cell.label.empty() ? board.labels[static_cast<std::size_t>(cell.status)] : cell.label);
  out += cell.href.empty() ? "</b></td>" : "</b></a></td>";
}

void append_linked(std::string& out, const std::string& href, const std::string& inner) {
  if (href.empty()) {
    out += inner;
    return;
  }
  out += "<a href=\"";
  append_escaped(out, href);
  out += "\">" + inner + "</a>";
}

void append_head(std::string& out, const Scoreboard& board) {
  out += "<thead><tr><th scope=\"col\">" + escaped(board.row_heading) + "</th>";
  for (const ScoreColumn& column : board.columns) {
    out += "<th scope=\"col\">";
    append_linked(out, column.href, "<abbr title=\"" + escaped(column.name) + "\">" + escaped(column.code) + "</abbr>");
    out += "</th>";
  }
  out += "</tr></thead>";
}

void append_row(std::string& out, const Scoreboard& board, const ScoreRow& row) {
  out += "<tr><th scope=\"row\">";
  const std::string title = "<u>" + escaped(row.number) + "</u> <span>" + escaped(row.title) + "</span>";
  append_linked(out, row.href, title);
  out += "</th>";
  static const ScoreCell absent;
  for (std::size_t i = 0; i < board.columns.size(); ++i) append_cell(out, board, i < row.cells.size() ? row.cells[i] : absent);
  out += "</tr>";
}

}  // namespace

std::array<std::string, all_statuses.size()> status_names(const Locale& locale) {
  std::array<std::string, all_statuses.size()> names;
  for (const StatusClass status : all_statuses) names[static_cast<std::size_t>(status)] = name(status, locale);
  return names;
}

std::string scoreboard(const Scoreboard& board) {
  std::string out = "<div class=\"sb\" id=\"" + escaped(board.id) + "\" role=\"region\" tabindex=\"0\" aria-label=\"" + escaped(board.region_label) +
                    "\"><table><caption>" + escaped(board.caption) + "</caption>";
  append_head(out, board);
  const std::string span = std::to_string(board.columns.size());
  // On narrow screens the head is out of sight for most rows; each group says the codes again, for the eye only.
  std::string codes;
  for (const ScoreColumn& column : board.columns) codes += "<s>" + escaped(column.code) + "</s>";
  for (const ScoreGroup& group : board.groups) {
    out += "<tbody class=\"" + escaped(group.css) + "\"><tr class=\"g\"><th scope=\"rowgroup\">";
    append_linked(out, group.href, escaped(group.name));
    // The heading stays at the left while the table scrolls, so it cannot span the columns; an empty cell does.
    out += "</th><td colspan=\"" + span + "\"><div aria-hidden=\"true\">" + codes + "</div></td></tr>";
    for (const ScoreRow& row : group.rows) append_row(out, board, row);
    out += "</tbody>";
  }
  return out + "</table></div>";
}

}  // namespace atalaya::charts
