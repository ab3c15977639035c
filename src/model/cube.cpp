#include "model/cube.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace atalaya {

std::uint32_t Dictionary::intern(std::string_view id) {
  if (const auto it = index_.find(id); it != index_.end()) return it->second;
  const auto number = static_cast<std::uint32_t>(ids_.size());
  ids_.emplace_back(id);
  index_.emplace(id, number);
  return number;
}

std::optional<std::uint32_t> Dictionary::find(std::string_view id) const {
  const auto it = index_.find(id);
  if (it == index_.end()) return std::nullopt;
  return it->second;
}

std::vector<std::uint32_t> Dictionary::sort() {
  std::vector<std::uint32_t> order(ids_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t number) -> const std::string& { return ids_[number]; });
  std::vector<std::uint32_t> renumbered(ids_.size());
  std::vector<std::string> sorted(ids_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    renumbered[order[i]] = i;
    sorted[i] = std::move(ids_[order[i]]);
    index_.find(sorted[i])->second = i;
  }
  ids_ = std::move(sorted);
  return renumbered;
}

std::string join_key(std::span<const std::string_view> parts) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) out += '.';
    out += parts[i];
  }
  return out;
}

std::string Cube::key(std::size_t series) const {
  std::string out;
  for (std::size_t d = 0; d < keys_.size(); ++d) {
    if (d != 0) out += '.';
    out += code_id(d, series);
  }
  return out;
}

std::optional<std::size_t> Cube::find(std::span<const std::string_view> key) const {
  if (key.size() != keys_.size()) return std::nullopt;
  std::size_t low = 0;
  std::size_t high = series_count();
  // Series are sorted by their code numbers, so each dimension narrows the range.
  for (std::size_t d = 0; d < keys_.size(); ++d) {
    const auto number = dimension_ids_[d].find(key[d]);
    if (!number) return std::nullopt;
    const auto column = std::span(keys_[d]).subspan(low, high - low);
    const auto [from, to] = std::ranges::equal_range(column, *number);
    high = low + static_cast<std::size_t>(to - column.begin());
    low += static_cast<std::size_t>(from - column.begin());
    if (low == high) return std::nullopt;
  }
  return low;
}

std::span<const TimePeriod> Cube::periods(std::size_t series) const { return std::span(period_).subspan(first_[series], first_[series + 1] - first_[series]); }

std::span<const double> Cube::values(std::size_t series) const { return std::span(value_).subspan(first_[series], first_[series + 1] - first_[series]); }

const std::string& Cube::series_attribute(std::size_t attribute, std::size_t series) const { return attribute_ids_[attribute][attributes_[attribute][series]]; }

const std::string& Cube::observation_attribute(std::size_t attribute, std::size_t i) const { return attribute_ids_[attribute][attributes_[attribute][i]]; }

CubeBuilder::CubeBuilder(std::shared_ptr<const DataStructure> structure) {
  cube_.structure_ = std::move(structure);
  const DataStructure& s = *cube_.structure_;
  cube_.dimension_ids_.resize(s.dimensions.size());
  cube_.keys_.resize(s.dimensions.size());
  cube_.attribute_ids_.resize(s.attributes.size());
  cube_.attributes_.resize(s.attributes.size());
  for (std::size_t a = 0; a < s.attributes.size(); ++a) {
    cube_.attribute_ids_[a].intern("");
    if (s.attributes[a].level == Attribute::Level::Observation) observation_attributes_.push_back(a);
  }
}

void CubeBuilder::reserve(std::size_t observations) { observations_.reserve(observations); }

std::uint32_t CubeBuilder::series(std::span<const std::string_view> key) {
  std::string joined = join_key(key);
  // Sources come sorted, so the same series mostly comes again.
  if (joined == last_key_) return last_series_;
  const auto [it, is_new] = series_index_.try_emplace(joined, static_cast<std::uint32_t>(series_index_.size()));
  if (is_new) {
    for (std::size_t d = 0; d < key.size(); ++d) cube_.keys_[d].push_back(cube_.dimension_ids_[d].intern(key[d]));
    for (std::size_t a = 0; a < cube_.attributes_.size(); ++a) {
      if (structure_level(a) == Attribute::Level::Series) cube_.attributes_[a].push_back(0);
    }
  }
  last_key_ = std::move(joined);
  return last_series_ = it->second;
}

void CubeBuilder::set_series_attribute(std::uint32_t series, std::size_t attribute, std::string_view id) {
  cube_.attributes_[attribute][series] = static_cast<std::uint16_t>(cube_.attribute_ids_[attribute].intern(id));
}

void CubeBuilder::add(std::uint32_t series, TimePeriod period, double value, std::span<const std::string_view> attributes, std::uint32_t load) {
  if (attribute_sets_.empty() || !std::ranges::equal(attributes, last_set_)) {
    std::string joined = join_key(attributes);
    const auto [it, is_new] = set_index_.try_emplace(joined, static_cast<std::uint32_t>(attribute_sets_.size()));
    if (is_new) {
      std::vector<std::uint16_t> set;
      for (std::size_t k = 0; k < observation_attributes_.size(); ++k) {
        set.push_back(static_cast<std::uint16_t>(cube_.attribute_ids_[observation_attributes_[k]].intern(attributes[k])));
      }
      attribute_sets_.push_back(std::move(set));
    }
    last_set_.assign(attributes.begin(), attributes.end());
    last_set_number_ = it->second;
  }
  observations_.push_back({series, period, value, load, last_set_number_});
}

Cube CubeBuilder::build() && {
  const std::size_t count = series_index_.size();
  for (std::size_t d = 0; d < cube_.keys_.size(); ++d) {
    const auto renumbered = cube_.dimension_ids_[d].sort();
    for (auto& code : cube_.keys_[d]) code = renumbered[code];
  }
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    for (const auto& column : cube_.keys_) {
      if (column[a] != column[b]) return column[a] < column[b];
    }
    return false;
  });
  std::vector<std::uint32_t> rank(count);
  for (std::uint32_t i = 0; i < count; ++i) rank[order[i]] = i;
  const auto reorder = [&](auto& column) {
    auto sorted = column;
    for (std::size_t i = 0; i < count; ++i) sorted[i] = column[order[i]];
    column = std::move(sorted);
  };
  for (auto& column : cube_.keys_) reorder(column);
  for (std::size_t a = 0; a < cube_.attributes_.size(); ++a) {
    if (structure_level(a) == Attribute::Level::Series) reorder(cube_.attributes_[a]);
  }

  for (auto& observation : observations_) observation.series = rank[observation.series];
  const auto before = [](const Observation& a, const Observation& b) { return a.series != b.series ? a.series < b.series : a.period < b.period; };
  if (!std::ranges::is_sorted(observations_, before)) std::ranges::stable_sort(observations_, before);

  cube_.first_.assign(count + 1, 0);
  for (std::size_t i = 0; i < observations_.size(); ++i) {
    const Observation& o = observations_[i];
    if (i + 1 < observations_.size() && observations_[i + 1].series == o.series && observations_[i + 1].period == o.period) continue;
    cube_.period_.push_back(o.period);
    cube_.value_.push_back(o.value);
    cube_.load_.push_back(o.load);
    for (std::size_t k = 0; k < observation_attributes_.size(); ++k) {
      cube_.attributes_[observation_attributes_[k]].push_back(attribute_sets_[o.attributes][k]);
    }
    ++cube_.first_[o.series + 1];
  }
  std::partial_sum(cube_.first_.begin(), cube_.first_.end(), cube_.first_.begin());
  return std::move(cube_);
}

Attribute::Level CubeBuilder::structure_level(std::size_t attribute) const { return cube_.structure_->attributes[attribute].level; }

}  // namespace atalaya
