#include "methods/progress.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace atalaya::progress {

namespace {

constexpr std::array<std::string_view, class_count> class_names = {"target_reached",   "significant",  "moderate",  "insufficient", "moderate_away",
                                                                   "significant_away", "not_assessed", "no_figure", "context"};
constexpr std::array<std::string_view, 7> reason_names = {"none", "one_value", "too_old", "zero_or_negative", "near_bound", "target_passed", "at_target"};

template <typename E, std::size_t N>
std::optional<E> named(const std::array<std::string_view, N>& names, std::string_view wanted) {
  const auto it = std::ranges::find(names, wanted);
  if (it == names.end()) return std::nullopt;
  return static_cast<E>(it - names.begin());
}

bool reached(double value, const Question& q) {
  if (q.parity) return value >= q.target->value;
  return q.direction > 0 ? value >= q.target->value : value <= q.target->value;
}

/// Is the first value so near the end it should move to that a rate of growth has nothing left to show?
bool near_bound(double first, const Question& q) {
  if (!q.lowest || !q.highest || *q.highest <= *q.lowest) return false;
  const double left = q.direction > 0 ? *q.highest - first : first - *q.lowest;
  return 100 * left / (*q.highest - *q.lowest) < q.near_bound;
}

Class judge_ratio(double ratio) {
  if (ratio >= 0.95) return Class::Significant;
  if (ratio >= 0.60) return Class::Moderate;
  return ratio >= 0 ? Class::Insufficient : Class::SignificantAway;
}

Class judge_rate(double wanted_rate) {
  if (wanted_rate >= 0.01) return Class::Significant;
  if (wanted_rate >= 0) return Class::Moderate;
  return wanted_rate > -0.01 ? Class::ModerateAway : Class::SignificantAway;
}

Answer not_assessed(Answer answer, Reason reason) {
  answer.verdict = Class::NotAssessed;
  answer.reason = reason;
  return answer;
}

}  // namespace

std::string_view to_string(Class c) { return class_names[static_cast<std::size_t>(c)]; }
std::string_view to_string(Reason r) { return reason_names[static_cast<std::size_t>(r)]; }
std::optional<Class> class_of(std::string_view identifier) { return named<Class>(class_names, identifier); }
std::optional<Reason> reason_of(std::string_view identifier) { return named<Reason>(reason_names, identifier); }

std::optional<double> growth_rate(double first, double last, int years) {
  if (!(first > 0) || !(last > 0) || years <= 0) return std::nullopt;
  return std::pow(last / first, 1.0 / years) - 1;
}

std::optional<double> target_ratio(Point first, Point latest, Target target) {
  const auto observed = growth_rate(first.value, latest.value, latest.year - first.year);
  const auto required = growth_rate(first.value, target.value, target.year - first.year);
  if (!observed || !required || *required == 0) return std::nullopt;
  return (*required > 0 ? 1 : -1) * *observed / std::abs(*required);
}

Answer assess(std::span<const Point> series, const Question& question) {
  Answer answer;
  if (series.empty()) return answer;
  answer.latest = series.back();
  // The start of the window is shown also where no class is given: a reader wants the change.
  for (const Point& point : series) {
    const int years = answer.latest->year - point.year;
    if (years <= question.window && years >= question.shortest) {
      answer.first = point;
      break;
    }
  }
  if (question.direction == 0 && !question.parity) {
    answer.verdict = Class::Context;
    return answer;
  }
  if (answer.latest->year < question.oldest) return not_assessed(answer, Reason::TooOld);
  if (question.target && reached(answer.latest->value, question)) {
    answer.verdict = Class::TargetReached;
    return answer;
  }
  if (!answer.first) return not_assessed(answer, Reason::OneValue);
  const Point first = *answer.first;
  const Point latest = *answer.latest;
  answer.observed_rate = growth_rate(first.value, latest.value, latest.year - first.year);
  if (!answer.observed_rate) return not_assessed(answer, Reason::ZeroOrNegative);

  if (question.target) {
    if (question.target->year <= first.year) return not_assessed(answer, Reason::TargetPassed);
    answer.required_rate = growth_rate(first.value, question.target->value, question.target->year - first.year);
    if (!answer.required_rate) return not_assessed(answer, Reason::ZeroOrNegative);
    if (reached(first.value, question)) {
      // The target was met and has been lost again.
      answer.verdict = Class::SignificantAway;
      return answer;
    }
    answer.ratio = target_ratio(first, latest, *question.target);
    if (!answer.ratio) return not_assessed(answer, Reason::AtTarget);
    answer.verdict = judge_ratio(*answer.ratio);
    return answer;
  }
  if (near_bound(first.value, question)) return not_assessed(answer, Reason::NearBound);
  if (question.parity) {
    // Distance to parity falls: the rate of that distance is what is judged.
    const double before = std::abs(1 - first.value);
    const double now = std::abs(1 - latest.value);
    const auto rate = growth_rate(before, now, latest.year - first.year);
    if (!rate) return not_assessed(answer, Reason::NearBound);
    answer.verdict = judge_rate(-*rate);
    return answer;
  }
  answer.verdict = judge_rate(question.direction * *answer.observed_rate);
  return answer;
}

}  // namespace atalaya::progress
