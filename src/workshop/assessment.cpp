#include "workshop/assessment.h"

#include <algorithm>
#include <cmath>

#include "methods/rank.h"

namespace atalaya {

namespace {

class Assessment {
 public:
  Assessment(const Cube& cube, const Agenda& agenda) : cube_(cube), agenda_(agenda) {
    const auto& attributes = agenda.structure->attributes;
    const auto it = std::ranges::find(attributes, std::string("OBS_STATUS"), &Attribute::id);
    if (it != attributes.end()) status_attribute_ = static_cast<std::size_t>(it - attributes.begin());
  }

  std::vector<IndicatorStatus> run() {
    for (const Indicator& indicator : agenda_.indicators) {
      const std::size_t first = out_.size();
      for (const Country& country : agenda_.countries) judge(indicator, country.id);
      rank(indicator, std::span(out_).subspan(first));
      for (const Group& group : agenda_.groups) judge(indicator, group.id);
    }
    return std::move(out_);
  }

 private:
  /// The headline series without missing values and without forecasts: progress is about what has happened.
  std::vector<progress::Point> points(const Indicator& indicator, const std::string& area) const {
    std::vector<progress::Point> out;
    const auto series = cube_.find(agenda_.headline_key(indicator, area));
    if (!series) return out;
    for (std::size_t i = cube_.first(*series); i < cube_.last(*series); ++i) {
      const bool forecast = status_attribute_ != DataStructure::npos && cube_.observation_attribute(status_attribute_, i) == "F";
      if (!forecast && !std::isnan(cube_.value(i))) out.push_back({cube_.period(i).year(), cube_.value(i)});
    }
    return out;
  }

  /// The value that the best third of the agenda's countries had reached in a year, by their own latest value up to then.
  std::optional<double> best_third(const Indicator& indicator, int year) const {
    std::vector<double> values;
    for (const Country& country : agenda_.countries) {
      const auto series = points(indicator, country.id);
      const auto after = std::ranges::upper_bound(series, year, {}, &progress::Point::year);
      if (after == series.begin() || year - std::prev(after)->year > agenda_.regional.carry) continue;
      values.push_back(std::prev(after)->value);
    }
    if (values.size() < 3) return std::nullopt;
    std::ranges::sort(values);
    if (indicator.direction == Direction::Up) std::ranges::reverse(values);
    return values[(values.size() + 2) / 3 - 1];
  }

  std::optional<progress::Target> target_of(const Indicator& indicator, const std::string& area) {
    const Target* target = agenda_.find_target(indicator.id, area);
    if (target == nullptr) return std::nullopt;
    if (target->value) return progress::Target{target->year, *target->value};
    if (last_third_ != target) {
      last_third_ = target;
      third_ = best_third(indicator, *target->best_third_of);
    }
    if (!third_) return std::nullopt;
    return progress::Target{target->year, *third_};
  }

  void judge(const Indicator& indicator, const std::string& area) {
    const ProgressSettings& settings = agenda_.progress;
    const auto target = target_of(indicator, area);
    IndicatorStatus status{.indicator = indicator.id, .area = area, .answer = {}, .target = {}, .target_year = 0, .rank = {}, .ranked = 0};
    if (target) {
      status.target = target->value;
      status.target_year = target->year;
    }
    status.answer = progress::assess(points(indicator, area), {.direction = indicator.direction == Direction::Up     ? 1
                                                                            : indicator.direction == Direction::Down ? -1
                                                                                                                     : 0,
                                                               .target = target,
                                                               .parity = indicator.parity,
                                                               .lowest = indicator.lowest,
                                                               .highest = indicator.highest,
                                                               .window = settings.window,
                                                               .shortest = settings.shortest,
                                                               .oldest = settings.oldest,
                                                               .near_bound = settings.near_bound});
    out_.push_back(std::move(status));
  }

  void rank(const Indicator& indicator, std::span<IndicatorStatus> countries) const {
    if (indicator.direction == Direction::None) return;
    std::vector<std::optional<double>> values;
    for (const IndicatorStatus& status : countries) {
      const auto& latest = status.answer.latest;
      const bool recent = latest && latest->year >= agenda_.progress.oldest;
      values.push_back(recent ? std::optional(latest->value) : std::nullopt);
    }
    const auto ranks = competition_ranks(values, indicator.direction == Direction::Up);
    const auto ranked = static_cast<int>(std::ranges::count_if(ranks, [](const auto& r) { return r.has_value(); }));
    for (std::size_t i = 0; i < countries.size(); ++i) {
      countries[i].rank = ranks[i];
      countries[i].ranked = ranked;
    }
  }

  const Cube& cube_;
  const Agenda& agenda_;
  std::size_t status_attribute_ = DataStructure::npos;
  const Target* last_third_ = nullptr;
  std::optional<double> third_;
  std::vector<IndicatorStatus> out_;
};

}  // namespace

std::vector<IndicatorStatus> assess_all(const Cube& cube, const Agenda& agenda) { return Assessment(cube, agenda).run(); }

int GoalCounts::assessed() const { return indicators - of(progress::Class::Context) - of(progress::Class::NoFigure) - of(progress::Class::NotAssessed); }

std::optional<progress::Class> goal_class(const GoalCounts& counts) {
  const int assessed = counts.assessed();
  if (assessed == 0) return std::nullopt;
  // Classes are ordered from the best to the worst, so the lower median is the middle one counted from the best, rounded towards the worse.
  int seen = 0;
  for (int c = 0; c <= static_cast<int>(progress::Class::SignificantAway); ++c) {
    seen += counts.by_class[static_cast<std::size_t>(c)];
    if (seen > assessed / 2) return static_cast<progress::Class>(c);
  }
  return std::nullopt;
}

}  // namespace atalaya
