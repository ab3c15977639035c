#include "query/data/changes.h"

#include <algorithm>
#include <bit>

namespace atalaya::query {

namespace {

class Marked final : public ObservationTest {
 public:
  explicit Marked(std::size_t count) : marks_(count) {}
  void mark(std::size_t i) { marks_[i] = true; }
  [[nodiscard]] bool takes(std::size_t, std::size_t i) const override { return marks_[i]; }

 private:
  std::vector<bool> marks_;
};

/// Two cubes whose series can be compared: components by their ids.
class Pair {
 public:
  Pair(const Cube& newer, const Cube& older) : newer_(newer), older_(older) {
    const DataStructure& a = newer.structure();
    const DataStructure& b = older.structure();
    is_comparable_ = std::ranges::equal(a.dimensions, b.dimensions, {}, &Component::id, &Component::id) && a.has_time() == b.has_time();
    for (std::size_t m = 0; m < a.measures.size(); ++m) measures_.emplace_back(m, b.measure_position(a.measures[m].id));
    for (std::size_t k = 0; k < a.attributes.size(); ++k) attributes_.emplace_back(k, b.attribute_position(a.attributes[k].id));
  }

  [[nodiscard]] bool is_comparable() const { return is_comparable_; }
  [[nodiscard]] std::optional<std::size_t> in_older(std::size_t series) { return find(newer_, series, older_); }
  [[nodiscard]] std::optional<std::size_t> in_newer(std::size_t series) { return find(older_, series, newer_); }

  [[nodiscard]] bool same_series_attributes(std::size_t s, std::size_t t) const {
    return std::ranges::all_of(attributes_, [&](const auto& pair) {
      const auto [a, b] = pair;
      if (!newer_.structure().attributes[a].is_of_series()) return true;
      const std::string& before = b != DataStructure::npos && older_.structure().attributes[b].is_of_series() ? older_.series_attribute(b, t) : none_;
      return newer_.series_attribute(a, s) == before;
    });
  }

  [[nodiscard]] bool same_observation(std::size_t i, std::size_t k) const {
    for (const auto& [m, n] : measures_) {
      if (n == DataStructure::npos || newer_.is_numeric(m) != older_.is_numeric(n)) {
        if (newer_.has_measure(m, i)) return false;
      } else if (newer_.is_numeric(m)) {
        if (std::bit_cast<std::uint64_t>(newer_.number(m, i)) != std::bit_cast<std::uint64_t>(older_.number(n, k))) return false;
      } else if (newer_.text(m, i) != older_.text(n, k)) {
        return false;
      }
    }
    return std::ranges::all_of(attributes_, [&](const auto& pair) {
      const auto [a, b] = pair;
      if (newer_.structure().attributes[a].level != Attribute::Level::Observation) return true;
      const bool was_there = b != DataStructure::npos && older_.structure().attributes[b].level == Attribute::Level::Observation;
      return newer_.observation_attribute(a, i) == (was_there ? older_.observation_attribute(b, k) : none_);
    });
  }

 private:
  std::optional<std::size_t> find(const Cube& from, std::size_t series, const Cube& in) {
    key_.clear();
    for (std::size_t d = 0; d < from.structure().dimensions.size(); ++d) key_.emplace_back(from.code_id(d, series));
    return in.find(key_);
  }

  const Cube& newer_;
  const Cube& older_;
  bool is_comparable_ = false;
  std::vector<std::pair<std::size_t, std::size_t>> measures_, attributes_;
  std::vector<std::string_view> key_;
  const std::string none_;
};

/// The observation of a period in a series, or npos.
std::size_t at_period(const Cube& cube, std::size_t series, TimePeriod period) {
  const auto periods = cube.periods(series);
  const auto at = std::ranges::lower_bound(periods, period);
  return at == periods.end() || *at != period ? DataStructure::npos : cube.first(series) + static_cast<std::size_t>(at - periods.begin());
}

/// Of the slice the observations for which `differs(series, observation)` holds.
template <typename F>
CubeSlice marked(const CubeSlice& slice, F&& differs) {
  CubeSlice out{.cube = slice.cube, .series = {}, .start = slice.start, .end = slice.end};
  auto marks = std::make_shared<Marked>(slice.cube->size());
  slice.for_each([&](std::size_t s, std::size_t i) {
    if (!differs(s, i)) return;
    marks->mark(i);
    if (out.series.empty() || out.series.back() != s) out.series.push_back(s);
  });
  out.test = std::move(marks);
  return out;
}

}  // namespace

Changes changes(const CubeSlice& newer, const CubeSlice& older) {
  if (older.cube == nullptr) return {.replaced = newer, .deleted = {}};
  Pair pair(*newer.cube, *older.cube);
  if (!pair.is_comparable()) return {.replaced = newer, .deleted = older};

  Changes out;
  constexpr std::size_t nothing = DataStructure::npos;
  std::size_t series = nothing;
  std::optional<std::size_t> other;
  bool same_attributes = false;
  out.replaced = marked(newer, [&](std::size_t s, std::size_t i) {
    if (s != series) {
      series = s;
      other = pair.in_older(s);
      same_attributes = other && pair.same_series_attributes(s, *other);
    }
    if (!other || !same_attributes) return true;
    const std::size_t k = at_period(*older.cube, *other, newer.cube->period(i));
    return k == DataStructure::npos || !pair.same_observation(i, k);
  });
  series = nothing;
  out.deleted = marked(older, [&](std::size_t s, std::size_t i) {
    if (s != series) {
      series = s;
      other = pair.in_newer(s);
    }
    return !other || at_period(*newer.cube, *other, older.cube->period(i)) == DataStructure::npos;
  });
  return out;
}

}  // namespace atalaya::query
