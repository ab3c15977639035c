#include "model/cube.h"

#include <algorithm>
#include <cmath>
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

std::span<const double> Cube::values(std::size_t series) const {
  return std::span(measures_.front().numbers).subspan(first_[series], first_[series + 1] - first_[series]);
}

bool Cube::has_measure(std::size_t measure, std::size_t i) const {
  return measures_[measure].is_numeric ? !std::isnan(measures_[measure].numbers[i]) : measures_[measure].texts[i] != 0;
}

const std::string& Cube::series_attribute(std::size_t attribute, std::size_t series) const { return attribute_ids_[attribute][attributes_[attribute][series]]; }

const std::string& Cube::observation_attribute(std::size_t attribute, std::size_t i) const {
  return attribute_ids_[attribute][attribute_in_set(attribute, set_[i])];
}

}  // namespace atalaya
