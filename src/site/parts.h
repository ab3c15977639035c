// Parts that pages share: data tables, figures with their table and downloads, and counts by class.
#pragma once

#include <string>
#include <vector>

#include "site/presenter.h"
#include "site/view.h"

namespace atalaya::site {

struct Cell {
  std::string text = {};
  std::string href = {};
  std::string html = {};      ///< In place of text: markup of ours.
  bool number = false;        ///< Set to the right.
  bool none = false;          ///< There is no figure; the text says so.
  std::string language = {};  ///< Of the text, where it is not the page's.
};

struct Row {
  std::vector<Cell> cells = {};  ///< The first one is the row's heading.
  std::string css = {};          ///< "hi", "region"
};

struct Column {
  std::string text;
  bool number = false;
};

struct Table {
  std::string id;
  std::string caption;
  std::vector<Column> columns = {};
  std::vector<Row> rows = {};
  bool under_heading = false;  ///< A heading with the caption's words stands right above: the caption is only for those who do not see it.
};

/// A number of an indicator as a cell, or the dash that stands for "no figure", which is said in words to screen readers.
[[nodiscard]] Cell number_cell(const Presenter& presenter, const Indicator& indicator, const std::optional<double>& value);
[[nodiscard]] Cell year_cell(const std::optional<progress::Point>& point);

/// Fills the include `slot` with a table.
void add_table(View& view, const char* slot, const Table& table);

struct Figure {
  std::string title;
  std::string subtitle;  ///< Unit, years.
  std::string chart;     ///< Markup
  std::string source;
  Table table = {};       ///< The chart's numbers.
  std::string data = {};  ///< Address without extension; empty: no downloads.
  int level = 3;          ///< Of its heading in the page's outline, 2 or 3.
};

/// Fills the include `slot` with a figure: chart, source, its table behind a summary, downloads.
void add_figure(View& view, const char* slot, const Figure& figure, const Presenter& presenter);

/// A bar of how many indicators are in each class.
[[nodiscard]] std::string counts_bar(const GoalCounts& counts, const std::string& id, const std::string& title, const Presenter& presenter, bool legend = true);

/// The same counts as small chips, for pages that explain the classes once for many bars.
[[nodiscard]] std::string counts_chips(const GoalCounts& counts, const Presenter& presenter);

/// Rows of a time table: one a year, one column a line. Years in which no line has a value are left out.
[[nodiscard]] Table year_table(const std::vector<charts::Series>& lines, const std::string& id, const std::string& caption, const Indicator& indicator,
                               const Presenter& presenter);

/// The publishers' sources that the release has observations of, in the agenda's order.
[[nodiscard]] std::vector<const Source*> used_sources(const Release& release);

/// A line chart of an indicator with its target, ready as a figure.
[[nodiscard]] Figure line_figure(const Indicator& indicator, std::vector<charts::Series> lines, const std::string& id, const std::string& title,
                                 const std::string& areas, const Presenter& presenter);

}  // namespace atalaya::site
