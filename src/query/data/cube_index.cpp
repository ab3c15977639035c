#include "query/data/cube_index.h"

#include <algorithm>

namespace atalaya::query {

CubeIndex::CubeIndex(const Cube& cube) : cube_(cube), postings_(cube.structure().dimensions.size()) {
  add_postings();
  add_spans();
}

CubeIndex::CubeIndex(const Cube& cube, Allowance allowed)
    : cube_(cube),
      allowed_(std::make_shared<const Allowance>(std::move(allowed))),
      postings_(cube.structure().dimensions.size()),
      counts_(cube.series_count(), 0) {
  add_postings();
  for (std::size_t s = 0; s < counts_.size(); ++s) {
    if (!takes(s)) continue;
    const std::size_t first = cube.first(s), last = cube.last(s);
    if (!allowed_->observations) {
      counts_[s] = static_cast<std::uint32_t>(last - first);
    } else {
      for (std::size_t i = first; i != last; ++i) counts_[s] += (*allowed_->observations)[i] ? 1U : 0U;
    }
  }
  add_spans();
}

void CubeIndex::add_postings() {
  const std::size_t count = cube_.series_count();
  for (std::size_t d = 0; d < postings_.size(); ++d) {
    Postings& postings = postings_[d];
    postings.first.assign(cube_.codes(d).size() + 1, 0);
    for (std::size_t s = 0; s < count; ++s) postings.first[cube_.code(d, s) + 1] += takes(s) ? 1U : 0U;
    for (std::size_t c = 1; c < postings.first.size(); ++c) postings.first[c] += postings.first[c - 1];
    postings.series.resize(postings.first.back());
    std::vector<std::uint32_t> next(postings.first.begin(), postings.first.end());
    for (std::size_t s = 0; s < count; ++s) {
      if (takes(s)) postings.series[next[cube_.code(d, s)]++] = static_cast<std::uint32_t>(s);
    }
  }
}

void CubeIndex::add_spans() {
  const std::size_t count = cube_.series_count();
  const auto allowed = allowed_observations();
  first_period_.resize(count);
  last_period_.resize(count);
  for (std::size_t s = 0; s < count; ++s) {
    if (!has_observations(s)) continue;
    ++filled_series_;
    observations_ += observations(s);
    std::size_t from = cube_.first(s), to = cube_.last(s) - 1;
    while (allowed && !(*allowed)[from]) ++from;
    while (allowed && !(*allowed)[to]) --to;
    const TimePeriod first = first_period_[s] = cube_.period(from);
    const TimePeriod last = last_period_[s] = cube_.period(to);
    if (!span_) span_ = std::pair(first, last);
    span_->first = std::min(span_->first, first);
    span_->second = std::max(span_->second, last);
  }
}

std::shared_ptr<const CubeIndex> CubeIndexes::of(const std::shared_ptr<const Cube>& cube, std::span<const sdmx::DataConstraint* const> constraints) const {
  std::shared_ptr<Entry> entry;
  {
    const std::scoped_lock lock(mutex_);
    auto& found = entries_[{cube.get(), {constraints.begin(), constraints.end()}}];
    if (!found) found = std::make_shared<Entry>();
    entry = found;
  }
  std::call_once(entry->once, [&] {
    entry->cube = cube;
    entry->index = constraints.empty() ? std::make_shared<const CubeIndex>(*cube) : std::make_shared<const CubeIndex>(*cube, allowance(*cube, constraints));
  });
  return entry->index;
}

}  // namespace atalaya::query
