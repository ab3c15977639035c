// Some series of a cube and a range of time: what a query selects and a writer writes.
#pragma once

#include <optional>
#include <vector>

#include "model/cube.h"

namespace atalaya {

struct CubeSlice {
  const Cube* cube = nullptr;
  std::vector<std::size_t> series;       ///< In the cube's order.
  std::optional<TimePeriod> start = {};  ///< Only observations whose period begins on or after this one's first day.
  std::optional<TimePeriod> end = {};    ///< And not after the last day of this one.

  /// Calls f(series, observation) for each observation in range, in order.
  template <typename F>
  void for_each(F&& f) const {
    for (const std::size_t s : series) {
      for (std::size_t i = cube->first(s); i < cube->last(s); ++i) {
        if (in_range(cube->period(i))) f(s, i);
      }
    }
  }
  [[nodiscard]] bool in_range(TimePeriod period) const {
    return (!start || period.first_day() >= start->first_day()) && (!end || period.first_day() <= end->last_day());
  }
  [[nodiscard]] std::size_t size() const {
    std::size_t count = 0;
    for_each([&](std::size_t, std::size_t) { ++count; });
    return count;
  }
};

}  // namespace atalaya
