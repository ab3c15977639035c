// Makes a cube of series and observations that come in any order.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "model/cube.h"

namespace atalaya {

/// Columns are filled as the observations come. Where they come sorted, as most messages have them, nothing is moved any more in the end.
class CubeBuilder {
 public:
  explicit CubeBuilder(std::shared_ptr<const DataStructure> structure);

  /// The number of a series, made where it is new. The key is in the structure's order.
  std::uint32_t series(std::span<const std::string_view> key);
  [[nodiscard]] std::size_t series_count() const { return series_index_.size(); }
  /// The codes of a series that was made.
  [[nodiscard]] const std::string& code_id(std::size_t dimension, std::uint32_t series) const { return cube_.dimension_ids_[dimension][cube_.keys_[dimension][series]]; }
  void set_series_attribute(std::uint32_t series, std::size_t attribute, std::string_view id);
  void set_dataset_attribute(std::size_t attribute, std::string_view id);

  /// `attributes` are the ids of the observation-level attributes in the structure's order. Of two observations of one series and
  /// period the later added stays. `value` is the first measure's, where that is a number.
  void add(std::uint32_t series, TimePeriod period, double value, std::span<const std::string_view> attributes, std::uint32_t load);
  /// Another measure of the observation that was added last, or the first where it is text.
  void set_number(std::size_t measure, double value) { cube_.measures_[measure].numbers.back() = value; }
  void set_text(std::size_t measure, std::string_view text);
  /// A series of another cube of the same structure, with its attributes and observations.
  void copy(const Cube& cube, std::size_t series);
  void reserve(std::size_t observations);
  [[nodiscard]] std::size_t size() const { return cube_.period_.size(); }
  /// More than 4,294,967,294 observations are more than a cube holds; whoever adds counts.
  [[nodiscard]] Cube build() &&;

 private:
  struct Run {
    std::uint32_t series;
    std::uint32_t begin;  // the first of observations that came one after the other for the series
  };
  std::vector<std::uint32_t> sort_series();  // the new number of each series
  [[nodiscard]] bool is_sorted(const std::vector<std::uint32_t>& rank) const;
  void sort_observations(const std::vector<std::uint32_t>& rank);
  std::uint32_t set_number_of(std::span<const std::string_view> attributes);

  Cube cube_;
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> series_index_;
  std::vector<Run> runs_;
  std::vector<std::size_t> observation_attributes_;  // positions of the observation-level attributes
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> set_index_;
  std::vector<std::string> last_key_, last_set_;
  std::string joined_;
  std::uint32_t last_series_ = 0, last_set_number_ = 0;
};

}  // namespace atalaya
