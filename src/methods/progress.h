// Progress of an indicator by Eurostat's method (Eurostat, "Sustainable development in the European Union", annex "method for assessing
// indicators"; with targets as Open SDG describes Statistics Canada's use of it). Thresholds with a target and those without are said to be
// common knowledge of the field in our sources; they are stated on the methods page.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace atalaya::progress {

/// What is said of an indicator in a country, from the best to the worst, and then why nothing is said.
enum class Class {
  TargetReached,    ///< The latest value meets the target.
  Significant,      ///< With a target R >= 0.95; without, at least 1 % a year in the wanted direction.
  Moderate,         ///< 0.60 <= R < 0.95; without, 0 to 1 % a year.
  Insufficient,     ///< 0 <= R < 0.60; only with a target.
  ModerateAway,     ///< Without a target, 0 to 1 % a year in the unwanted direction.
  SignificantAway,  ///< R < 0; without, 1 % a year and more in the unwanted direction.
  NotAssessed,      ///< There is a value, but the method has no answer: see Reason.
  NoFigure,         ///< There is no value.
  Context,          ///< No direction is wanted.
};
inline constexpr int class_count = 9;

/// Why a value cannot be assessed.
enum class Reason {
  None,
  OneValue,        ///< No second value within the window.
  TooOld,          ///< The latest value is older than the settings allow.
  ZeroOrNegative,  ///< A growth rate needs two values above zero.
  NearBound,       ///< A bounded share so near its end that a growth rate says nothing.
  TargetPassed,    ///< The target year is not after the first year.
  AtTarget,        ///< The first value already was the target, so no rate is required.
};

[[nodiscard]] std::string_view to_string(Class c);   ///< Identifier: "significant"
[[nodiscard]] std::string_view to_string(Reason r);  ///< Identifier: "one_value"
[[nodiscard]] std::optional<Class> class_of(std::string_view identifier);
[[nodiscard]] std::optional<Reason> reason_of(std::string_view identifier);

struct Point {
  int year = 0;
  double value = 0;
};

struct Target {
  int year = 0;
  double value = 0;
};

struct Question {
  int direction = 1;  ///< +1 more is better, -1 less is better, 0 none.
  std::optional<Target> target = {};
  bool parity = false;                ///< A ratio best at 1: judged by its distance to 1.
  std::optional<double> lowest = {};  ///< Bounds of what is possible.
  std::optional<double> highest = {};
  int window = 5;         ///< Years between the two values, at most...
  int shortest = 3;       ///< ...and at least.
  int oldest = 0;         ///< A latest year before this one is not assessed.
  double near_bound = 5;  ///< Per cent of the range.
};

struct Answer {
  Class verdict = Class::NoFigure;
  Reason reason = Reason::None;
  std::optional<Point> latest = {};
  std::optional<Point> first = {};           ///< The value that the latest is compared with.
  std::optional<double> observed_rate = {};  ///< CAGR a year, 0.01 = 1 %
  std::optional<double> required_rate = {};  ///< CAGR a year to the target
  std::optional<double> ratio = {};          ///< R, as defined below
};

/// (last/first)^(1/years) - 1; nothing unless both values are above zero and years is.
[[nodiscard]] std::optional<double> growth_rate(double first, double last, int years);

/// R = d * CAGR_observed / |CAGR_required|.
[[nodiscard]] std::optional<double> target_ratio(Point first, Point latest, Target target);

/// Judges a series, sorted by year, without missing values. The first value of the comparison is the oldest one that lies at least `shortest` and at most
/// `window` years before the latest.
[[nodiscard]] Answer assess(std::span<const Point> series, const Question& question);

}  // namespace atalaya::progress
