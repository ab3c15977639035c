#include "site/charts/line_chart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/locale.h"
#include "base/text.h"
#include "site/charts/line_marks.h"
#include "site/charts/text_fit.h"

namespace atalaya::charts {
namespace {

constexpr double line_height = 17;  ///< Of labels of 13 pixels.
constexpr std::array<std::string_view, 6> colours{"c1", "c2", "c3", "c4", "c5", "c6"};
constexpr std::size_t most_tips = 260;  ///< Above so many figures the page would grow more than its readers gain.

struct Extent {
  double low = missing;
  double high = missing;
  void include(double value) {
    if (!std::isfinite(value)) return;
    low = std::isfinite(low) ? std::min(low, value) : value;
    high = std::isfinite(high) ? std::max(high, value) : value;
  }
};

/// What is drawn, and what it is drawn in.
struct Plan {
  const LineChart& chart;
  Size size;
  std::vector<Trace> traces = {};
  std::string absent = {};  ///< Names of the series without any figure.
  Extent years = {};
  Ticks ticks = {};
  std::vector<std::string> tick_labels = {};
  Scale x = {};
  Scale y = {};
  double height = 0;
  double label_x = 0;  ///< Where the direct labels begin.
};

/// The last figure, with its year where others go on: a line that stopped early is not the news of today.
std::string end_text(const Plan& plan, const Trace& trace) {
  const Point& last = trace.points.back();
  std::string text = plan.chart.number(last.y);
  if (last.x < plan.years.high - 0.5 * plan.chart.step) text += " (" + year_text(last.x) + ')';
  return text;
}

/// The name in `room` pixels beside its figure: whole, else the short one, else cut.
std::string shown_name(const Plan& plan, const Trace& trace, double room) {
  const Series& series = *trace.series;
  const double name_room = std::max(room - text_width(' ' + end_text(plan, trace), 13.5), 18.0);
  const bool use_short = !series.short_name.empty() && text_width(series.name, 13.5) > name_room;
  return fit(use_short ? series.short_name : series.name, 13.5, name_room);
}

std::vector<Trace> make_traces(const LineChart& chart, std::string& absent) {
  std::vector<Trace> traces;
  std::vector<std::string> names;
  std::size_t colour = 0;
  for (const Series& series : chart.series) {
    std::string css(series.reference ? "cr" : colours[colour++ % colours.size()]);
    std::vector<Point> points = drawable(series.points);
    if (points.empty()) {
      names.push_back(series.name);
    } else {
      traces.push_back({&series, std::move(points), std::move(css)});
    }
  }
  absent = join(names, ", ");
  return traces;
}

/// Ticks whose labels differ: a caller's callback may round 0.25 and 0.3 to one text.
void choose_ticks(Plan& plan, double low, double high) {
  for (int count = plan.size == Size::Wide ? 6 : 5; count >= 2; --count) {
    plan.ticks = nice_ticks(low, high, count);
    plan.tick_labels.clear();
    for (const double at : plan.ticks.at) {
      plan.tick_labels.push_back(plan.chart.tick ? plan.chart.tick(at, plan.ticks.decimals) : plan.chart.number(at));
    }
    if (std::set<std::string>(plan.tick_labels.begin(), plan.tick_labels.end()).size() == plan.tick_labels.size()) return;
  }
}

void choose_axes(Plan& plan) {
  Extent values;
  for (const Trace& trace : plan.traces) {
    for (const Point& point : trace.points) {
      plan.years.include(point.x);
      values.include(point.y);
      values.include(point.low);
      values.include(point.high);
    }
  }
  if (plan.chart.target) values.include(plan.chart.target->value);
  if (plan.chart.from_zero) values.include(0.0);
  choose_ticks(plan, values.low, values.high);

  double widest_tick = 0;
  for (const std::string& label : plan.tick_labels) widest_tick = std::max(widest_tick, text_width(label, 12));
  const bool wide = plan.size == Size::Wide;
  const double width = width_of(plan.size);
  plan.height = wide ? 400 : 320;
  // Room for the longest label as it will be shown, and no more.
  const double most = width * (wide ? 0.33 : 0.45);
  double widest_label = 0;
  for (const Trace& trace : plan.traces) {
    widest_label = std::max(widest_label, text_width(shown_name(plan, trace, most) + ' ' + end_text(plan, trace), 13.5));
  }
  const double left = std::min(widest_tick, width * 0.3) + 10;
  const double right = width - std::min(widest_label, most) - 16;
  plan.x = {plan.years.low, plan.years.high, left + 4, right};
  plan.y = {plan.ticks.low, plan.ticks.high, plan.height - 30, 38};
  plan.label_x = right + 13;
}

void draw_axes(Pen& pen, const Plan& plan) {
  const double width = width_of(plan.size);
  std::string caption = plan.chart.y_caption;
  if (plan.ticks.low > 0 || plan.ticks.high < 0) {
    if (!caption.empty() && !plan.chart.not_zero_note.empty()) caption += " · ";
    caption += plan.chart.not_zero_note;
  }
  if (!caption.empty()) pen.text(0, 13, "cap", fit(caption, 12, width), Anchor::Start, text_width(caption, 12) > width ? caption : std::string());
  const double left = plan.x.start - 4;
  for (std::size_t i = 0; i < plan.ticks.at.size(); ++i) {
    const double y = plan.y(plan.ticks.at[i]);
    const bool base = plan.ticks.at[i] == 0.0;
    pen.line(left, y, plan.x.end, y, base ? "zero" : "gr");
    pen.text(left - 6, y + 4, "ax", fit(plan.tick_labels[i], 12, left - 6), Anchor::End);
  }
  const double widest_year = 46;
  const int count = std::max(2, static_cast<int>((plan.x.end - plan.x.start) / widest_year));
  for (const double year : year_ticks(plan.years.low, plan.years.high, count)) {
    const double x = std::clamp(plan.x(year), plan.x.start, plan.x.end);
    pen.line(x, plan.height - 30, x, plan.height - 25, "zero");
    pen.text(x, plan.height - 10, "ax", year_text(year), Anchor::Middle);
  }
}

void draw_target(Pen& pen, const Plan& plan) {
  if (!plan.chart.target || !std::isfinite(plan.chart.target->value)) return;
  const double y = plan.y(plan.chart.target->value);
  const double left = plan.x.start - 4;
  pen.line(left, y, plan.x.end, y, "tgt");
  // Above the line; below it where the caption of the axis is.
  pen.text(left + 6, y < 50 ? y + 15 : y - 5, "tgl halo", fit(plan.chart.target->label, 12.5, plan.x.end - left - 6), Anchor::Start, plan.chart.target->label);
}

/// Names at the ends of their lines instead of a legend: eyes need not travel, and colour is not the only thread.
void draw_labels(Pen& pen, const Plan& plan) {
  std::vector<double> wanted;
  for (const Trace& trace : plan.traces) wanted.push_back(plan.y(trace.points.back().y));
  const std::vector<double> places = spread(wanted, line_height, 38, plan.height - 30);
  const double room = width_of(plan.size) - plan.label_x;
  for (std::size_t i = 0; i < plan.traces.size(); ++i) {
    const Trace& trace = plan.traces[i];
    const Series& series = *trace.series;
    const Point& last = trace.points.back();
    const std::string figure = end_text(plan, trace);
    const double end_x = plan.x(last.x);
    if (std::abs(places[i] - wanted[i]) > 2 || plan.x.end - end_x > 2) {
      pen.line(end_x + 5, wanted[i], plan.label_x - 3, places[i], "lead " + trace.css);
    }
    pen.label(plan.label_x, places[i] + 4.5, "lb " + trace.css, shown_name(plan, trace, room), figure,
              series.name + ", " + year_text(last.x) + ": " + plan.chart.number(last.y));
  }
}

std::string describe(const Plan& plan) {
  std::vector<std::string> parts;
  for (const Trace& trace : plan.traces) {
    const Point& first = trace.points.front();
    const Point& last = trace.points.back();
    std::string part = trace.series->name + ": ";
    if (trace.points.size() > 1) part += plan.chart.number(first.y) + " (" + year_text(first.x) + ") – ";
    parts.push_back(part + plan.chart.number(last.y) + " (" + year_text(last.x) + ')');
  }
  return join(parts, "; ");
}

}  // namespace

std::string line_chart(const LineChart& chart, Size size) {
  Plan plan{.chart = chart, .size = size};
  plan.traces = make_traces(chart, plan.absent);
  if (plan.traces.empty()) return empty_svg(chart.frame, "line", size);
  choose_axes(plan);
  const std::vector<std::string> note = plan.absent.empty() ? std::vector<std::string>() : wrap(fill(chart.no_figure, {plan.absent}), 12, width_of(size));
  const double height = plan.height + 17.0 * static_cast<double>(note.size());
  std::string out = open_svg(chart.frame, "line", size, height, describe(plan));
  Pen pen(out);
  draw_axes(pen, plan);
  draw_target(pen, plan);
  // The yardstick lies beneath what is measured against it.
  std::ranges::stable_sort(plan.traces, std::ranges::greater{}, [](const Trace& trace) { return trace.series->reference; });
  for (const Trace& trace : plan.traces) draw_trace(pen, trace, plan.x, plan.y, chart.step);
  draw_labels(pen, plan);
  std::size_t figures = 0;
  for (const Trace& trace : plan.traces) figures += trace.points.size();
  if (size == Size::Wide && figures <= most_tips) {
    for (const Trace& trace : plan.traces) draw_tips(pen, trace, plan.x, plan.y, chart.number);
  }
  double y = plan.height + 10;
  for (const std::string& line : note) {
    pen.text(0, y, "cap", line);
    y += 17;
  }
  return out + "</svg>";
}

std::string line_chart(const LineChart& chart) {
  return both_sizes([&](Size size) { return line_chart(chart, size); });
}

}  // namespace atalaya::charts
