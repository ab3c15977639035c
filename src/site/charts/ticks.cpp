#include "site/charts/ticks.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace atalaya::charts {
namespace {

/// Beyond this, differences of two values overflow and nothing on a chart of ours is meant.
constexpr double greatest = 1e300;

/// The nice number nearest to `range`: 1, 2 or 5 times a power of ten.
double nice_step(double range) {
  const double power = std::pow(10.0, std::floor(std::log10(range)));
  const double fraction = range / power;
  return (fraction < 1.5 ? 1.0 : fraction < 3.0 ? 2.0 : fraction < 7.0 ? 5.0 : 10.0) * power;
}

}  // namespace

Ticks nice_ticks(double low, double high, int count) {
  if (!std::isfinite(low)) low = std::isfinite(high) ? high : 0.0;
  if (!std::isfinite(high)) high = low;
  if (low > high) std::swap(low, high);
  low = std::clamp(low, -greatest, greatest);
  high = std::clamp(high, -greatest, greatest);
  const double size = std::max(std::abs(low), std::abs(high));
  // Equal, or so near that a double cannot tell their ticks apart: show the value in the middle of a tenth of itself.
  if (high - low <= size * 1e-12 || size < 1e-300) {
    const double half = size < 1e-300 ? 0.5 : size * 0.05;
    if (size < 1e-300) {
      low = 0;
      high = 1;
    } else {
      low -= half;
      high += half;
    }
  }
  Ticks ticks;
  ticks.step = nice_step((high - low) / std::max(1, count - 1));
  const double first = std::floor(low / ticks.step + 1e-9);
  const double last = std::ceil(high / ticks.step - 1e-9);
  // Multiples of a step below 1 are divided, not multiplied: 3 / 10 is 0.3, and 3 · 0.1 is not.
  const double inverse = std::round(1.0 / ticks.step);
  const bool divide = ticks.step < 1.0 && ticks.step > 1e-15 && std::isfinite(inverse);
  for (double i = first; i <= last && ticks.at.size() < 100; i += 1.0) {
    ticks.at.push_back(divide ? i / inverse : i * ticks.step);
    if (ticks.at.back() == 0.0) ticks.at.back() = 0.0;  // Never minus zero.
  }
  ticks.low = ticks.at.front();
  ticks.high = ticks.at.back();
  if (ticks.step < 1.0) ticks.decimals = static_cast<int>(std::clamp(std::ceil(-std::log10(ticks.step) - 1e-9), 0.0, 9.0));
  return ticks;
}

std::vector<double> year_ticks(double first, double last, int count) {
  if (!std::isfinite(first) || !std::isfinite(last) || first > last || std::abs(first) > 1e6 || std::abs(last) > 1e6) return {};
  const double from = std::ceil(first - 1e-9);
  const double to = std::floor(last + 1e-9);
  if (from > to) return {std::round((first + last) / 2.0)};
  double step = 1;
  for (int i = 0; (to - from) / step + 1.0 > std::max(1, count); ++i) {
    constexpr double factors[] = {2.0, 2.5, 2.0};  // 1, 2, 5, 10, 20 …
    step *= factors[i % 3];
  }
  std::vector<double> years;
  for (double year = std::ceil(from / step) * step; year <= to; year += step) years.push_back(year);
  // The last year is what readers look for first; a round one that is too near gives way to it.
  while (!years.empty() && to - years.back() < step * 0.75) years.pop_back();
  // One year alone says nothing about where the line began.
  if (years.empty() && count >= 2 && from < to) years.push_back(from);
  years.push_back(to);
  return years;
}

double Scale::operator()(double value) const {
  if (!(std::abs(to - from) > 0.0)) return (start + end) / 2.0;
  return start + (value - from) / (to - from) * (end - start);
}

}  // namespace atalaya::charts
