#include "model/cube_builder.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace atalaya {

CubeBuilder::CubeBuilder(std::shared_ptr<const DataStructure> structure) {
  cube_.structure_ = std::move(structure);
  const DataStructure& s = *cube_.structure_;
  cube_.dimension_ids_.resize(s.dimensions.size());
  cube_.keys_.resize(s.dimensions.size());
  last_key_.resize(s.dimensions.size());
  codes_.resize(s.dimensions.size());
  const SeriesKeys keys{cube_.keys_};
  series_ = decltype(series_)(0, keys, keys);
  cube_.measures_.resize(s.measures.size());
  for (std::size_t m = 0; m < s.measures.size(); ++m) {
    cube_.measures_[m].is_numeric = s.measures[m].is_numeric();
    cube_.measures_[m].ids.intern("");
  }
  cube_.attribute_ids_.resize(s.attributes.size());
  cube_.attributes_.resize(s.attributes.size());
  cube_.set_position_.resize(s.attributes.size());
  for (std::size_t a = 0; a < s.attributes.size(); ++a) {
    cube_.attribute_ids_[a].intern("");
    if (s.attributes[a].level == Attribute::Level::DataSet) cube_.attributes_[a].push_back(0);
    if (s.attributes[a].level != Attribute::Level::Observation) continue;
    cube_.set_position_[a] = observation_attributes_.size();
    observation_attributes_.push_back(a);
  }
  cube_.set_width_ = observation_attributes_.size();
  words_.resize(observation_attributes_.size());
}

void CubeBuilder::reserve(std::size_t observations) {
  cube_.period_.reserve(observations);
  cube_.load_.reserve(observations);
  cube_.set_.reserve(observations);
  for (auto& measure : cube_.measures_) {
    if (measure.is_numeric) measure.numbers.reserve(observations);
  }
}

std::uint32_t CubeBuilder::series(std::span<const std::string_view> key) {
  // Sources come sorted: the same series mostly comes again, and the next one differs in a part or two.
  const bool first = series_.empty();
  bool same = !first;
  for (std::size_t d = 0; d < key.size(); ++d) {
    if (!first && key[d] == last_key_[d]) continue;
    same = false;
    last_key_[d] = key[d];
    codes_[d] = cube_.dimension_ids_[d].intern(key[d]);
  }
  if (same) return last_series_;
  if (const auto it = series_.find(SeriesKeys::Codes(codes_)); it != series_.end()) return last_series_ = *it;
  last_series_ = static_cast<std::uint32_t>(series_.size());
  for (std::size_t d = 0; d < key.size(); ++d) cube_.keys_[d].push_back(codes_[d]);
  for (std::size_t a = 0; a < cube_.attributes_.size(); ++a) {
    if (cube_.structure_->attributes[a].is_of_series()) cube_.attributes_[a].push_back(0);
  }
  series_.insert(last_series_);
  return last_series_;
}

void CubeBuilder::set_series_attribute(std::uint32_t series, std::size_t attribute, std::string_view id) {
  cube_.attributes_[attribute][series] = cube_.attribute_ids_[attribute].intern(id);
}

void CubeBuilder::set_dataset_attribute(std::size_t attribute, std::string_view id) {
  cube_.attributes_[attribute].front() = cube_.attribute_ids_[attribute].intern(id);
}

std::uint32_t CubeBuilder::attribute_set(std::span<const std::string_view> ids) {
  std::uint64_t mixed = 0;
  for (std::size_t k = 0; k < ids.size(); ++k) {
    words_[k] = short_text(ids[k]);
    mixed = (mixed ^ words_[k]) * 0x9E3779B97F4A7C15U;
  }
  auto& recent = recent_sets_[mixed >> 60U];
  const auto is_same = [&] {
    for (std::size_t k = 0; k < words_.size(); ++k) {
      if (words_[k] != recent->words[k] || (words_[k] == long_text && ids[k] != recent->ids[k])) return false;
    }
    return true;
  };
  if (recent && is_same()) return recent->number;
  joined_.clear();
  for (const std::string_view id : ids) {
    joined_ += std::to_string(id.size());  // with its length before it, no two sets are the same text
    joined_ += ':';
    joined_ += id;
  }
  const auto [it, is_new] = set_index_.try_emplace(joined_, static_cast<std::uint32_t>(set_index_.size()));
  if (is_new) {
    for (std::size_t k = 0; k < ids.size(); ++k) {
      cube_.set_codes_.push_back(cube_.attribute_ids_[observation_attributes_[k]].intern(ids[k]));
    }
  }
  recent = {.words = words_, .ids = {ids.begin(), ids.end()}, .number = it->second};
  return it->second;
}

void CubeBuilder::add(std::uint32_t series, TimePeriod period, double value, std::uint32_t set, std::uint32_t load) {
  if (runs_.empty() || runs_.back().series != series) runs_.push_back({series, static_cast<std::uint32_t>(size())});
  cube_.period_.push_back(period);
  cube_.load_.push_back(load);
  cube_.set_.push_back(set);
  for (std::size_t m = 0; m < cube_.measures_.size(); ++m) {
    if (cube_.measures_[m].is_numeric) {
      cube_.measures_[m].numbers.push_back(m == 0 ? value : std::numeric_limits<double>::quiet_NaN());
    } else {
      cube_.measures_[m].texts.push_back(0);
    }
  }
}

CubeBuilder::Cells CubeBuilder::append(std::uint32_t series, std::size_t count) {
  if (count != 0 && (runs_.empty() || runs_.back().series != series)) runs_.push_back({series, static_cast<std::uint32_t>(size())});
  const std::size_t whole = size() + count;
  cube_.period_.resize(whole);
  cube_.load_.resize(whole);
  cube_.set_.resize(whole);
  for (auto& measure : cube_.measures_) {
    if (measure.is_numeric) {
      measure.numbers.resize(whole, std::numeric_limits<double>::quiet_NaN());
    } else {
      measure.texts.resize(whole);
    }
  }
  return {std::span(cube_.period_).last(count), std::span(cube_.set_).last(count), std::span(cube_.measures_.front().numbers).last(count)};
}

void CubeBuilder::set_text(std::size_t measure, std::string_view text) { cube_.measures_[measure].texts.back() = cube_.measures_[measure].ids.intern(text); }

void CubeBuilder::copy(const Cube& cube, std::size_t from) {
  std::vector<std::string_view> ids;
  for (std::size_t d = 0; d < cube_.keys_.size(); ++d) ids.emplace_back(cube.code_id(d, from));
  const std::uint32_t to = series(ids);
  for (std::size_t a = 0; a < cube_.attributes_.size(); ++a) {
    if (cube_.structure_->attributes[a].is_of_series()) set_series_attribute(to, a, cube.series_attribute(a, from));
  }
  for (std::size_t i = cube.first(from); i < cube.last(from); ++i) {
    ids.clear();
    for (const std::size_t a : observation_attributes_) ids.emplace_back(cube.observation_attribute(a, i));
    add(to, cube.period(i), std::numeric_limits<double>::quiet_NaN(), ids, cube.load(i));
    for (std::size_t m = 0; m < cube_.measures_.size(); ++m) {
      if (cube.is_numeric(m)) {
        set_number(m, cube.number(m, i));
      } else {
        set_text(m, cube.text(m, i));
      }
    }
  }
}

std::vector<std::uint32_t> CubeBuilder::sort_series() {
  const std::size_t count = series_.size();
  for (std::size_t d = 0; d < cube_.keys_.size(); ++d) {
    const auto renumbered = cube_.dimension_ids_[d].sort();
    for (auto& code : cube_.keys_[d]) code = renumbered[code];
  }
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    for (const auto& column : cube_.keys_) {
      if (column[a] != column[b]) return column[a] < column[b];
    }
    return false;
  };
  if (!std::ranges::is_sorted(order, before)) {
    std::ranges::sort(order, before);
    const auto reorder = [&](auto& column) {
      auto sorted = column;
      for (std::size_t i = 0; i < count; ++i) sorted[i] = column[order[i]];
      column = std::move(sorted);
    };
    for (auto& column : cube_.keys_) reorder(column);
    for (std::size_t a = 0; a < cube_.attributes_.size(); ++a) {
      if (cube_.structure_->attributes[a].is_of_series()) reorder(cube_.attributes_[a]);
    }
  }
  std::vector<std::uint32_t> rank(count);
  for (std::uint32_t i = 0; i < count; ++i) rank[order[i]] = i;
  return rank;
}

bool CubeBuilder::is_sorted(const std::vector<std::uint32_t>& rank) const {
  for (std::size_t r = 0; r < runs_.size(); ++r) {
    if (r > 0 && rank[runs_[r - 1].series] >= rank[runs_[r].series]) return false;
    const std::size_t end = r + 1 < runs_.size() ? runs_[r + 1].begin : size();
    for (std::size_t i = runs_[r].begin + 1; i < end; ++i) {
      if (cube_.period_[i - 1] >= cube_.period_[i]) return false;
    }
  }
  return true;
}

void CubeBuilder::sort_observations(const std::vector<std::uint32_t>& rank) {
  const std::size_t count = series_.size();
  // Positions by series, in the order in which they came; then by period in each series; of equal periods the last stays.
  std::vector<std::uint32_t> begin(count + 1, 0);
  const auto end_of = [&](std::size_t r) { return r + 1 < runs_.size() ? runs_[r + 1].begin : static_cast<std::uint32_t>(size()); };
  for (std::size_t r = 0; r < runs_.size(); ++r) begin[rank[runs_[r].series] + 1] += end_of(r) - runs_[r].begin;
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::uint32_t> order(size());
  std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
  for (std::size_t r = 0; r < runs_.size(); ++r) {
    std::uint32_t& at = next[rank[runs_[r].series]];
    for (std::uint32_t i = runs_[r].begin; i < end_of(r); ++i) order[at++] = i;
  }
  std::size_t to = 0;
  for (std::size_t s = 0; s < count; ++s) {
    const auto own = std::span(order).subspan(begin[s], begin[s + 1] - begin[s]);
    const auto period_of = [&](std::uint32_t i) { return cube_.period_[i]; };
    if (!std::ranges::is_sorted(own, {}, period_of)) std::ranges::stable_sort(own, {}, period_of);
    cube_.first_[s] = static_cast<std::uint32_t>(to);
    for (std::size_t k = 0; k < own.size(); ++k) {
      if (k + 1 < own.size() && period_of(own[k]) == period_of(own[k + 1])) continue;
      order[to++] = own[k];
    }
  }
  cube_.first_[count] = static_cast<std::uint32_t>(to);
  order.resize(to);
  const auto reorder = [&](auto& column) {
    auto sorted = column;
    sorted.resize(to);
    for (std::size_t i = 0; i < to; ++i) sorted[i] = column[order[i]];
    column = std::move(sorted);
  };
  reorder(cube_.period_);
  reorder(cube_.load_);
  reorder(cube_.set_);
  for (auto& measure : cube_.measures_) {
    if (measure.is_numeric) {
      reorder(measure.numbers);
    } else {
      reorder(measure.texts);
    }
  }
}

Cube CubeBuilder::build() && {
  const auto rank = sort_series();
  cube_.first_.assign(rank.size() + 1, 0);
  if (is_sorted(rank)) {
    for (std::size_t r = 0; r < runs_.size(); ++r) {
      cube_.first_[rank[runs_[r].series] + 1] = static_cast<std::uint32_t>((r + 1 < runs_.size() ? runs_[r + 1].begin : size()) - runs_[r].begin);
    }
    std::partial_sum(cube_.first_.begin(), cube_.first_.end(), cube_.first_.begin());
  } else {
    sort_observations(rank);
  }
  return std::move(cube_);
}

}  // namespace atalaya
