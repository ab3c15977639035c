// Makes a cube of series and observations that come in any order.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/unordered/unordered_flat_set.hpp>

#include "model/cube.h"

namespace atalaya {

/// Columns are filled as the observations come. Where they come sorted, as most messages have them, nothing is moved any more in the end.
class CubeBuilder {
 public:
  explicit CubeBuilder(std::shared_ptr<const DataStructure> structure);

  /// The number of a series, made where it is new. The key is in the structure's order.
  std::uint32_t series(std::span<const std::string_view> key);
  [[nodiscard]] std::size_t series_count() const { return series_.size(); }
  /// The codes of a series that was made.
  [[nodiscard]] const std::string& code_id(std::size_t dimension, std::uint32_t series) const {
    return cube_.dimension_ids_[dimension][cube_.keys_[dimension][series]];
  }
  void set_series_attribute(std::uint32_t series, std::size_t attribute, std::string_view id);
  void set_dataset_attribute(std::size_t attribute, std::string_view id);

  /// The number of a set of attributes: the ids of the observation-level ones in the structure's order.
  std::uint32_t attribute_set(std::span<const std::string_view> ids);
  /// Of two observations of one series and period the later added stays. `value` is the first measure's, where that is a number; `set` is an attribute_set().
  void add(std::uint32_t series, TimePeriod period, double value, std::uint32_t set, std::uint32_t load);
  void add(std::uint32_t series, TimePeriod period, double value, std::span<const std::string_view> attributes, std::uint32_t load) {
    add(series, period, value, attribute_set(attributes), load);
  }
  /// As `count` calls of add() without a load, in one: the cells are the caller's to fill, before anything else is added. The first measure must be a number.
  struct Cells {
    std::span<TimePeriod> periods;
    std::span<std::uint32_t> sets;
    std::span<double> values;
  };
  [[nodiscard]] Cells append(std::uint32_t series, std::size_t count);
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

  Cube cube_;
  /// Series by their code numbers, which stand in the columns of the keys; a span of such numbers finds the series that has them.
  struct SeriesKeys {
    using is_transparent = void;
    using Codes = std::span<const std::uint32_t>;
    std::span<const std::vector<std::uint32_t>> columns;
    std::size_t operator()(Codes codes) const {
      return hash([&](std::size_t d) { return codes[d]; });
    }
    std::size_t operator()(std::uint32_t series) const {
      return hash([&](std::size_t d) { return columns[d][series]; });
    }
    bool operator()(std::uint32_t a, std::uint32_t b) const { return a == b; }  // No two have the same.
    bool operator()(Codes codes, std::uint32_t series) const {
      for (std::size_t d = 0; d < codes.size(); ++d) {
        if (columns[d][series] != codes[d]) return false;
      }
      return true;
    }
    bool operator()(std::uint32_t series, Codes codes) const { return (*this)(codes, series); }

   private:
    template <typename Code>
    std::size_t hash(Code&& code) const {
      std::uint64_t mixed = 0;
      for (std::size_t d = 0; d < columns.size(); ++d) mixed = (mixed ^ code(d)) * 0x9E3779B97F4A7C15U;
      return mixed ^ (mixed >> 32U);
    }
  };
  boost::unordered_flat_set<std::uint32_t, SeriesKeys, SeriesKeys> series_;
  std::vector<std::uint32_t> codes_;
  std::vector<Run> runs_;
  std::vector<std::size_t> observation_attributes_;  // positions of the observation-level attributes
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> set_index_;
  std::vector<std::string> last_key_;
  std::uint32_t last_series_ = 0;
  // Few sets come again and again: those that came last, each at a place that its ids give.
  struct RecentSet {
    std::vector<std::uint64_t> words;  // short_text
    std::vector<std::string> ids;
    std::uint32_t number;
  };
  std::array<std::optional<RecentSet>, 16> recent_sets_;
  std::vector<std::uint64_t> words_;
  std::string joined_;
};

}  // namespace atalaya
