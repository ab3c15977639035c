#include "site/charts/ranking.h"

#include <algorithm>
#include <cmath>

#include "base/locale.h"
#include "base/text.h"
#include "site/charts/pen.h"
#include "site/charts/text_fit.h"
#include "site/charts/ticks.h"

namespace atalaya::charts {
namespace {

struct Placed {
  const RankingRow* row = nullptr;
  double value = 0;
  std::size_t rank = 0;  ///< From 1; equal values share it.
  std::string figure = {};
  std::string period = {};  ///< Empty where it is the chart's.
};

struct Plan {
  const Ranking& chart;
  Size size;
  std::vector<Placed> rows = {};
  std::string absent = {};
  double row_height = 0;
  double top = 0;         ///< Of the first row.
  double name_start = 0;  ///< Columns from the left: rank, name, drawing, figure (flush right), period.
  double name_room = 0;
  Scale x = {};
  double figure_end = 0;
};

void place_rows(Plan& plan) {
  std::vector<std::string> absent;
  for (const RankingRow& row : plan.chart.rows) {
    if (!row.value || !std::isfinite(*row.value)) {
      absent.push_back(row.name);
      continue;
    }
    plan.rows.push_back({&row, *row.value, 0, plan.chart.number(*row.value), row.period == plan.chart.period ? "" : row.period});
  }
  plan.absent = join(absent, ", ");
  std::ranges::stable_sort(plan.rows, [&](const Placed& a, const Placed& b) { return plan.chart.highest_first ? a.value > b.value : a.value < b.value; });
  for (std::size_t i = 0; i < plan.rows.size(); ++i) {
    plan.rows[i].rank = i > 0 && plan.rows[i].value == plan.rows[i - 1].value ? plan.rows[i - 1].rank : i + 1;
  }
}

void place_axes(Plan& plan) {
  const bool wide = plan.size == Size::Wide;
  const double width = width_of(plan.size);
  double names = 0;
  double figures = 0;
  double periods = 0;
  double low = plan.rows.front().value;
  double high = low;
  for (const Placed& placed : plan.rows) {
    names = std::max(names, text_width(placed.row->name, 13.5));
    figures = std::max(figures, text_width(placed.figure, 13.5));
    if (!placed.period.empty()) periods = std::max(periods, text_width(placed.period, 12) + 6);
    low = std::min(low, placed.value);
    high = std::max(high, placed.value);
  }
  if (plan.chart.reference && std::isfinite(plan.chart.reference->value)) {
    low = std::min(low, plan.chart.reference->value);
    high = std::max(high, plan.chart.reference->value);
  }
  if (plan.chart.mark == Ranking::Mark::Bar) {
    low = std::min(low, 0.0);
    high = std::max(high, 0.0);
  } else {
    const double margin = (high - low) * 0.04;  // A dot at the very end would touch its name.
    low -= margin;
    high += margin;
  }
  plan.name_start = text_width(std::to_string(plan.rows.size()), 12) + 10;
  plan.name_room = std::min(names, width * (wide ? 0.3 : 0.36));
  // A column of figures at the right: they can be read down, and no line runs through them.
  plan.figure_end = width - std::min(periods, width * 0.16) - 3;
  const double left = plan.name_start + plan.name_room + 10;
  const double right = std::max(left + 20, plan.figure_end - std::min(figures, width * 0.26) - 14);
  plan.x = {low, high, left, right};
  // Equal values other than zero on dots, or zeros alone on bars: nothing has a length, and the axis still needs one.
  if (!(high > low)) plan.x = {low, low + 1, left, right};
  plan.row_height = wide ? 22 : 23;
  plan.top = (plan.chart.caption.empty() ? 4.0 : 20.0) + (plan.chart.reference ? 20.0 : 0.0);
}

void draw_row(Pen& pen, const Plan& plan, const Placed& placed, double y) {
  const RankingRow& row = *placed.row;
  const double middle = y + plan.row_height / 2;
  const double base_line = middle + 4.5;
  const bool dot = plan.chart.mark == Ranking::Mark::Dot;
  const double base = dot ? plan.x.start : plan.x(0.0);
  const double end = plan.x(placed.value);
  if (!row.href.empty()) pen.open_link(row.href);
  pen.open_group(row.highlighted ? "row hi" : "row");
  if (row.highlighted) pen.rect(0, y, width_of(plan.size), plan.row_height, "hlr", 3);
  pen.text(plan.name_start - 8, base_line, "rk", std::to_string(placed.rank), Anchor::End);
  const bool long_name = text_width(row.name, 13.5) > plan.name_room;
  const std::string& shown = long_name && !row.short_name.empty() ? row.short_name : row.name;
  pen.text(plan.name_start, base_line, "rn", fit(shown, 13.5, plan.name_room), Anchor::Start, long_name ? row.name : std::string());
  const std::string css = row.status ? ' ' + std::string(css_class(*row.status)) : std::string();
  if (dot) {
    pen.line(base, middle, end, middle, "stem");
    pen.circle(end, middle, 5, "rdot" + css);
  } else {
    // A bar of no length still leaves a mark, or zero would look like nothing at all.
    pen.rect(std::min(base, end), y + 3, std::max(1.5, std::abs(end - base)), plan.row_height - 6, "bar" + css, 1.5);
  }
  pen.text(plan.figure_end, base_line, "rv", placed.figure, Anchor::End);
  if (!placed.period.empty()) pen.text(plan.figure_end + 6, base_line, "ry", placed.period);
  pen.raw("</g>");
  if (!row.href.empty()) pen.raw("</a>");
}

void draw_reference(Pen& pen, const Plan& plan, double bottom) {
  if (!plan.chart.reference || !std::isfinite(plan.chart.reference->value)) return;
  const double width = width_of(plan.size);
  const double x = plan.x(plan.chart.reference->value);
  const std::string full = plan.chart.reference->label + ' ' + plan.chart.number(plan.chart.reference->value);
  const std::string label = fit(full, 13, width);
  const double half = text_width(label, 13) / 2;
  pen.line(x, plan.top - 3, x, bottom, "ref");
  pen.text(std::clamp(x, std::min(half, width / 2), std::max(width - half, width / 2)), plan.top - 8, "refl", label, Anchor::Middle,
           label == full ? std::string() : full);
}

std::string describe(const Plan& plan) {
  const auto part = [](const Placed& placed) { return std::to_string(placed.rank) + ". " + placed.row->name + ": " + placed.figure; };
  std::vector<std::string> parts{part(plan.rows.front())};
  for (std::size_t i = 1; i + 1 < plan.rows.size(); ++i) {
    if (plan.rows[i].row->highlighted) parts.push_back(part(plan.rows[i]));
  }
  if (plan.rows.size() > 1) parts.push_back(part(plan.rows.back()));
  if (plan.chart.reference && std::isfinite(plan.chart.reference->value)) {
    parts.push_back(plan.chart.reference->label + ": " + plan.chart.number(plan.chart.reference->value));
  }
  return join(parts, "; ");
}

}  // namespace

std::string ranking(const Ranking& chart, Size size) {
  Plan plan{.chart = chart, .size = size};
  place_rows(plan);
  if (plan.rows.empty()) return empty_svg(chart.frame, "rank", size);
  place_axes(plan);
  const double width = width_of(size);
  const double bottom = plan.top + plan.row_height * static_cast<double>(plan.rows.size());
  const std::vector<std::string> note = plan.absent.empty() ? std::vector<std::string>() : wrap(fill(chart.no_figure, {plan.absent}), 12, width);
  const bool links = std::ranges::any_of(plan.rows, [](const Placed& placed) { return !placed.row->href.empty(); });
  const double height = bottom + 8.0 + 17.0 * static_cast<double>(note.size());
  std::string out = open_svg(chart.frame, "rank", size, height, describe(plan), links ? Role::Group : Role::Image);
  Pen pen(out);
  if (!chart.caption.empty()) pen.text(0, 13, "cap", fit(chart.caption, 12, width));
  double y = plan.top;
  for (const Placed& placed : plan.rows) {
    draw_row(pen, plan, placed, y);
    y += plan.row_height;
  }
  if (chart.mark == Ranking::Mark::Bar) pen.line(plan.x(0.0), plan.top, plan.x(0.0), bottom, "zero");
  draw_reference(pen, plan, bottom);
  y = bottom + 19;
  for (const std::string& line : note) {
    pen.text(0, y, "cap", line);
    y += 17;
  }
  return out + "</svg>";
}

std::string ranking(const Ranking& chart) {
  return both_sizes([&](Size size) { return ranking(chart, size); });
}

}  // namespace atalaya::charts
