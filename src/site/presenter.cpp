#include "site/presenter.h"

#include <algorithm>
#include <cmath>

namespace atalaya::site {

std::string Presenter::unit(const Indicator& indicator) const {
  const Unit* found = agenda().find_unit(indicator.unit);
  return found != nullptr ? in(found->short_name) : std::string();
}

std::string Presenter::unit_name(const Indicator& indicator) const {
  const Unit* found = agenda().find_unit(indicator.unit);
  return found != nullptr ? in(found->name) : std::string();
}

std::string Presenter::area_name(std::string_view area) const {
  if (const Country* country = agenda().find_country(area)) return in(country->name);
  if (const Group* group = agenda().find_group(area)) return in(group->name);
  return std::string(area);
}

std::string Presenter::kind_name(IndicatorKind kind) const {
  switch (kind) {
    case IndicatorKind::Statistic: return locale_.tr("Official statistics");
    case IndicatorKind::Evidence: return locale_.tr("Evidence computed from raw public data");
    case IndicatorKind::Instrument: return locale_.tr("Reported by national focal points");
    case IndicatorKind::Platform: return locale_.tr("Computed by this platform");
  }
  return {};
}

std::string Presenter::source_line(const Indicator& indicator) const {
  const Source* source = agenda().find_source(indicator.source);
  if (source == nullptr) return indicator.source;
  return fill(locale_.tr("{1}, {2}. Licence: {3}"), {in(source->publisher), in(source->name), source->licence.name});
}

std::string Presenter::class_name(progress::Class c) const { return charts::name(status_class(c), locale_); }

std::string Presenter::chip(progress::Class c) const { return charts::status_chip(status_class(c), class_name(c)); }

std::string Presenter::reason(progress::Reason why) const {
  const ProgressSettings& s = agenda().progress;
  switch (why) {
    case progress::Reason::None: return {};
    case progress::Reason::OneValue:
      return fill(locale_.tr("There is no second value {1} to {2} years before the latest one."), {locale_.integer(s.shortest), locale_.integer(s.window)});
    case progress::Reason::TooOld: return fill(locale_.tr("The latest value is from before {1}."), {std::to_string(s.oldest)});
    case progress::Reason::ZeroOrNegative: return locale_.tr("A growth rate needs values above zero.");
    case progress::Reason::NearBound: return locale_.tr("The share is so near its limit that a growth rate says nothing.");
    case progress::Reason::TargetPassed: return locale_.tr("The target year had passed when the period began.");
    case progress::Reason::AtTarget: return locale_.tr("The period began at the target itself.");
  }
  return {};
}

Presenter::Change Presenter::change(const Indicator& indicator, const progress::Answer& answer) const {
  Change out;
  if (!answer.latest || !answer.first) return out;
  const double difference = answer.latest->value - answer.first->value;
  // What rounds to nothing is no change, whatever the hidden digits are.
  const double unit_in_last_place = std::pow(10.0, -indicator.decimals) / 2;
  const bool same = std::abs(difference) < unit_in_last_place;
  out.sign = same ? "=" : difference > 0 ? "▲" : "▼";
  out.text = fill(locale_.tr("{1} since {2}"), {locale_.change(difference, indicator.decimals), std::to_string(answer.first->year)});
  if (!same && indicator.direction != Direction::None) out.css = (difference > 0) == (indicator.direction == Direction::Up) ? "good" : "bad";
  return out;
}

std::size_t Presenter::series(const Indicator& indicator, std::string_view area) const {
  return release_.cube.find(agenda().headline_key(indicator, area)).value_or(DataStructure::npos);
}

charts::Series Presenter::line(const Indicator& indicator, std::string_view area, bool reference) const {
  charts::Series out = line_of(series(indicator, area), area_name(area), reference);
  if (const Group* group = agenda().find_group(area)) out.short_name = in(group->short_name);
  return out;
}

charts::Series Presenter::line_of(std::size_t series, std::string name, bool reference) const {
  charts::Series out{.name = std::move(name), .short_name = {}, .points = {}, .reference = reference};
  if (series == DataStructure::npos) return out;
  const Cube& cube = release_.cube;
  const auto& attributes = cube.structure().attributes;
  const auto status = std::ranges::find(attributes, std::string("OBS_STATUS"), &Attribute::id) - attributes.begin();
  for (std::size_t i = cube.first(series); i < cube.last(series); ++i) {
    const TimePeriod period = cube.period(i);
    // A year is drawn on its own tick, not in its middle: that is how readers of annual figures look for it.
    const double x = period.frequency() == Frequency::Annual ? period.year() : period.decimal_year();
    const bool forecast = static_cast<std::size_t>(status) < attributes.size() && cube.observation_attribute(static_cast<std::size_t>(status), i) == "F";
    if (forecast && !out.forecast_from) out.forecast_from = x - 1;
    out.points.push_back({.x = x, .y = cube.value(i)});
  }
  return out;
}

int Presenter::countries_with_figures(const Indicator& indicator) const {
  return static_cast<int>(std::ranges::count_if(agenda().countries, [&](const Country& country) {
    const IndicatorStatus* status = release_.status(indicator.id, country.id);
    return status != nullptr && status->answer.latest.has_value();
  }));
}

progress::Class Presenter::goal_class_of(int goal, std::string_view area) const {
  const GoalCounts counts = release_.goal_counts(goal, area);
  if (const auto verdict = goal_class(counts)) return *verdict;
  if (counts.of(progress::Class::NotAssessed) > 0) return progress::Class::NotAssessed;
  return counts.of(progress::Class::Context) > 0 && counts.of(progress::Class::Context) == counts.indicators ? progress::Class::Context
                                                                                                             : progress::Class::NoFigure;
}

GoalCounts Presenter::area_counts(int area_number, std::string_view area) const {
  GoalCounts total;
  for (const Goal& goal : agenda().goals) {
    if (goal.area != area_number) continue;
    const GoalCounts counts = release_.goal_counts(goal.number, area);
    for (std::size_t c = 0; c < counts.by_class.size(); ++c) total.by_class[c] += counts.by_class[c];
    total.indicators += counts.indicators;
  }
  return total;
}

std::vector<const Country*> Presenter::countries_by_name() const {
  std::vector<const Country*> out;
  for (const Country& country : agenda().countries) out.push_back(&country);
  std::ranges::sort(out, [&](const Country* a, const Country* b) { return locale_.compare(in(a->name), in(b->name)) < 0; });
  return out;
}

std::string Presenter::data_link(const Indicator& indicator, std::string_view areas) const {
  const auto key = agenda().headline_key(indicator, areas);
  return "/data/" + agenda().dataflow.id + "/" + join_key(key);
}

}  // namespace atalaya::site
