// Some series of a cube, a range of time and a test of single observations: what a query selects and a writer writes.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "model/cube.h"

namespace atalaya {

/// Which observations are taken, beside the range of time. Called from several threads.
class ObservationTest {
 public:
  virtual ~ObservationTest() = default;
  [[nodiscard]] virtual bool takes(std::size_t series, std::size_t observation) const = 0;
};

struct CubeSlice {
  const Cube* cube = nullptr;
  std::vector<std::size_t> series;                   ///< In the cube's order.
  std::optional<TimePeriod> start = {};              ///< Only observations whose period begins on or after this one's first day.
  std::optional<TimePeriod> end = {};                ///< And not after the last day of this one.
  std::shared_ptr<const ObservationTest> test = {};  ///< Null: all in range.

  /// Calls f(series, observation) for each observation in range, in order.
  template <typename F>
  void for_each(F&& f) const {
    for (const std::size_t s : series) {
      const auto [from, to] = range(s);
      for (std::size_t i = from; i < to; ++i) {
        if (!test || test->takes(s, i)) f(s, i);
      }
    }
  }
  /// The observations of a series that are in the range of time: they lie side by side.
  [[nodiscard]] std::pair<std::size_t, std::size_t> range(std::size_t s) const {
    std::size_t from = cube->first(s);
    std::size_t to = cube->last(s);
    if (!start && !end) return {from, to};
    const auto periods = cube->periods(s);
    if (end)
      to = from +
           static_cast<std::size_t>(std::ranges::partition_point(periods, [&](TimePeriod p) { return p.first_day() <= end->last_day(); }) - periods.begin());
    if (start)
      from +=
          static_cast<std::size_t>(std::ranges::partition_point(periods, [&](TimePeriod p) { return p.first_day() < start->first_day(); }) - periods.begin());
    return {from, std::max(from, to)};
  }
  [[nodiscard]] bool in_range(TimePeriod period) const {
    return (!start || period.first_day() >= start->first_day()) && (!end || period.first_day() <= end->last_day());
  }
  [[nodiscard]] std::size_t size() const {
    std::size_t count = 0;
    if (test) {
      for_each([&](std::size_t, std::size_t) { ++count; });
    } else {
      for (const std::size_t s : series) {
        const auto [from, to] = range(s);
        count += to - from;
      }
    }
    return count;
  }
};

}  // namespace atalaya
