#include "query/data/cube_index.h"

#include <algorithm>

namespace atalaya::query {

CubeIndex::CubeIndex(const Cube& cube) : cube_(cube), postings_(cube.structure().dimensions.size()) {
  const std::size_t count = cube.series_count();
  for (std::size_t d = 0; d < postings_.size(); ++d) {
    Postings& postings = postings_[d];
    postings.first.assign(cube.codes(d).size() + 1, 0);
    for (std::size_t s = 0; s < count; ++s) ++postings.first[cube.code(d, s) + 1];
    for (std::size_t c = 1; c < postings.first.size(); ++c) postings.first[c] += postings.first[c - 1];
    postings.series.resize(count);
    std::vector<std::uint32_t> next(postings.first.begin(), postings.first.end());
    for (std::size_t s = 0; s < count; ++s) postings.series[next[cube.code(d, s)]++] = static_cast<std::uint32_t>(s);
  }
  first_period_.resize(count);
  last_period_.resize(count);
  for (std::size_t s = 0; s < count; ++s) {
    if (!has_observations(s)) continue;
    ++filled_series_;
    const TimePeriod first = first_period_[s] = cube.period(cube.first(s));
    const TimePeriod last = last_period_[s] = cube.period(cube.last(s) - 1);
    if (!span_) span_ = std::pair(first, last);
    span_->first = std::min(span_->first, first);
    span_->second = std::max(span_->second, last);
  }
}

std::shared_ptr<const CubeIndex> CubeIndexes::of(const std::shared_ptr<const Cube>& cube) const {
  std::shared_ptr<Entry> entry;
  {
    const std::scoped_lock lock(mutex_);
    auto& found = entries_[cube.get()];
    if (!found) found = std::make_shared<Entry>();
    entry = found;
  }
  std::call_once(entry->once, [&] {
    entry->cube = cube;
    entry->index = std::make_shared<const CubeIndex>(*cube);
  });
  return entry->index;
}

}  // namespace atalaya::query
