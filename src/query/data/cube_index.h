// What is worked out of a cube once, so that a query touches the series that it takes and no others: for each code of each dimension its series; for each
// series its observations and the days they span. Of a whole cube, or of what constraints leave of it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "model/cube.h"
#include "query/data/allowance.h"

namespace atalaya::query {

class CubeIndex {
 public:
  /// Linear in series and dimensions; nothing of the observations is read but the first and the last of each series. The cube must outlive the index.
  explicit CubeIndex(const Cube& cube);
  /// Of what is allowed alone; linear in the observations too, where single ones are.
  CubeIndex(const Cube& cube, Allowance allowed);

  [[nodiscard]] const Cube& cube() const { return cube_; }
  /// Whether a series is in the index.
  [[nodiscard]] bool takes(std::size_t series) const { return !allowed_ || allowed_->series[series]; }
  /// All series of the cube are in the index.
  [[nodiscard]] bool is_whole() const { return !allowed_; }
  /// Where single observations are allowed, by their numbers; null: all of the series in the index.
  [[nodiscard]] std::shared_ptr<const std::vector<bool>> allowed_observations() const {
    return !allowed_ || !allowed_->observations ? nullptr : std::shared_ptr<const std::vector<bool>>(allowed_, &*allowed_->observations);
  }
  /// The series of a code, in order.
  [[nodiscard]] std::span<const std::uint32_t> series(std::size_t dimension, std::uint32_t code) const {
    const Postings& postings = postings_[dimension];
    return std::span(postings.series).subspan(postings.first[code], postings.first[code + 1] - postings.first[code]);
  }
  /// First and last period of a series; a series without observations has neither (`has_observations`).
  [[nodiscard]] TimePeriod first_period(std::size_t series) const { return first_period_[series]; }
  [[nodiscard]] TimePeriod last_period(std::size_t series) const { return last_period_[series]; }
  [[nodiscard]] bool has_observations(std::size_t series) const { return observations(series) != 0; }
  [[nodiscard]] std::size_t observations(std::size_t series) const { return counts_.empty() ? cube_.last(series) - cube_.first(series) : counts_[series]; }
  /// Of all series: those that have observations, these, and the periods that they span.
  [[nodiscard]] std::size_t filled_series() const { return filled_series_; }
  [[nodiscard]] std::size_t observations() const { return observations_; }
  [[nodiscard]] std::optional<std::pair<TimePeriod, TimePeriod>> span() const { return span_; }

 private:
  struct Postings {
    std::vector<std::uint32_t> first;   // [code], and the end
    std::vector<std::uint32_t> series;  // [all series, by code]
  };
  void add_postings();
  void add_spans();
  const Cube& cube_;
  std::shared_ptr<const Allowance> allowed_;
  std::vector<Postings> postings_;
  std::vector<std::uint32_t> counts_;  // [series], where it is not the whole cube
  std::vector<TimePeriod> first_period_, last_period_;
  std::size_t filled_series_ = 0, observations_ = 0;
  std::optional<std::pair<TimePeriod, TimePeriod>> span_;
};

/// The indexes of the cubes of a catalogue and of those before it, each built when first asked for. From many threads.
class CubeIndexes {
 public:
  /// The constraints must be the catalogue's, which outlives this: they are told apart by their addresses.
  [[nodiscard]] std::shared_ptr<const CubeIndex> of(const std::shared_ptr<const Cube>& cube,
                                                    std::span<const sdmx::DataConstraint* const> constraints = {}) const;

 private:
  using Key = std::pair<const Cube*, std::vector<const sdmx::DataConstraint*>>;
  struct Entry {
    std::once_flag once;
    std::shared_ptr<const Cube> cube;  // An address is that of one cube for as long as the entry is there.
    std::shared_ptr<const CubeIndex> index;
  };
  mutable std::mutex mutex_;
  mutable std::map<Key, std::shared_ptr<Entry>> entries_;
};

}  // namespace atalaya::query
