// What is worked out of a cube once, so that a query touches the series that it takes and no others: for each code of each dimension its series; for each
// series the days it spans.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "model/cube.h"

namespace atalaya::query {

class CubeIndex {
 public:
  /// Linear in series and dimensions; nothing of the observations is read but the first and the last of each series. The cube must outlive the index.
  explicit CubeIndex(const Cube& cube);

  [[nodiscard]] const Cube& cube() const { return cube_; }
  /// The series of a code, in order.
  [[nodiscard]] std::span<const std::uint32_t> series(std::size_t dimension, std::uint32_t code) const {
    const Postings& postings = postings_[dimension];
    return std::span(postings.series).subspan(postings.first[code], postings.first[code + 1] - postings.first[code]);
  }
  /// First and last period of a series; a series without observations has neither (`has_observations`).
  [[nodiscard]] TimePeriod first_period(std::size_t series) const { return first_period_[series]; }
  [[nodiscard]] TimePeriod last_period(std::size_t series) const { return last_period_[series]; }
  [[nodiscard]] bool has_observations(std::size_t series) const { return cube_.first(series) < cube_.last(series); }
  /// Series that have observations, and the periods that all of them span.
  [[nodiscard]] std::size_t filled_series() const { return filled_series_; }
  [[nodiscard]] std::optional<std::pair<TimePeriod, TimePeriod>> span() const { return span_; }

 private:
  struct Postings {
    std::vector<std::uint32_t> first;   // [code], and the end
    std::vector<std::uint32_t> series;  // [all series, by code]
  };
  const Cube& cube_;
  std::vector<Postings> postings_;
  std::vector<TimePeriod> first_period_, last_period_;
  std::size_t filled_series_ = 0;
  std::optional<std::pair<TimePeriod, TimePeriod>> span_;
};

/// The indexes of the cubes of a catalogue and of those before it, each built when first asked for. From many threads.
class CubeIndexes {
 public:
  [[nodiscard]] std::shared_ptr<const CubeIndex> of(const std::shared_ptr<const Cube>& cube) const;

 private:
  struct Entry {
    std::once_flag once;
    std::shared_ptr<const Cube> cube;  // An address is that of one cube for as long as the entry is there.
    std::shared_ptr<const CubeIndex> index;
  };
  mutable std::mutex mutex_;
  mutable std::map<const Cube*, std::shared_ptr<Entry>> entries_;
};

}  // namespace atalaya::query
