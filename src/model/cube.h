// The columnar cube: a dataflow's observations, sorted by series key and time, with dictionary-coded dimensions and attributes.
//
//   series s:       code(d, s) for each dimension d; observations first(s) .. first(s + 1) - 1
//   observation i:  period(i), value(i) (NaN = missing) and the other measures, attributes, load(i)
//
// Attributes of a group stand with each of its series. Observations that have the same attributes share one set of them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/column.h"
#include "model/structure.h"
#include "model/time_period.h"

namespace atalaya {

/// Ids and their numbers. In a built cube the ids are sorted, so numbers compare as ids do.
class Dictionary {
 public:
  /// The number of an id, given anew where it was not known.
  std::uint32_t intern(std::string_view id);
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id) const;
  [[nodiscard]] const std::string& operator[](std::uint32_t number) const { return ids_[number]; }
  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  [[nodiscard]] const std::vector<std::string>& ids() const { return ids_; }
  /// Sorts the ids and returns the new number of each old one.
  std::vector<std::uint32_t> sort();

 private:
  std::vector<std::string> ids_;
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> index_;
};

class Cube {
 public:
  [[nodiscard]] const DataStructure& structure() const { return *structure_; }
  [[nodiscard]] const std::shared_ptr<const DataStructure>& shared_structure() const { return structure_; }
  [[nodiscard]] std::size_t series_count() const { return first_.empty() ? 0 : first_.size() - 1; }
  [[nodiscard]] std::size_t size() const { return period_.size(); }

  [[nodiscard]] const Dictionary& codes(std::size_t dimension) const { return dimension_ids_[dimension]; }
  [[nodiscard]] std::uint32_t code(std::size_t dimension, std::size_t series) const { return keys_[dimension][series]; }
  /// The code numbers of a dimension, by series.
  [[nodiscard]] std::span<const std::uint32_t> code_column(std::size_t dimension) const { return keys_[dimension]; }
  [[nodiscard]] const std::string& code_id(std::size_t dimension, std::size_t series) const { return dimension_ids_[dimension][keys_[dimension][series]]; }
  /// "A.BRA.IT_NET_USER_ZS._T._T._T"
  [[nodiscard]] std::string key(std::size_t series) const;
  /// The series of a full key, given in the structure's order.
  [[nodiscard]] std::optional<std::size_t> find(std::span<const std::string_view> key) const;

  [[nodiscard]] std::size_t first(std::size_t series) const { return first_[series]; }
  [[nodiscard]] std::size_t last(std::size_t series) const { return first_[series + 1]; }  ///< One past the last.
  /// Of a structure without time each series has one observation, of the period that TimePeriod() is.
  [[nodiscard]] TimePeriod period(std::size_t i) const { return period_[i]; }
  [[nodiscard]] double value(std::size_t i) const { return measures_.front().numbers[i]; }  ///< The first measure, which is a number.
  [[nodiscard]] std::uint32_t load(std::size_t i) const { return load_[i]; }                ///< The load that brought it; 0: computed.
  [[nodiscard]] std::span<const TimePeriod> periods(std::size_t series) const;
  [[nodiscard]] std::span<const double> values(std::size_t series) const;

  [[nodiscard]] bool is_numeric(std::size_t measure) const { return measures_[measure].is_numeric; }
  [[nodiscard]] double number(std::size_t measure, std::size_t i) const { return measures_[measure].numbers[i]; }  ///< NaN: missing.
  [[nodiscard]] const std::string& text(std::size_t measure, std::size_t i) const {
    return measures_[measure].ids[measures_[measure].texts[i]];
  }  ///< Empty: missing.
  [[nodiscard]] bool has_measure(std::size_t measure, std::size_t i) const;

  /// An attribute by its position among the structure's attributes; empty where it was not given. Several values stand in one text (value_list.h).
  [[nodiscard]] const std::string& set_attribute(std::size_t attribute) const { return attribute_ids_[attribute][attributes_[attribute].front()]; }
  [[nodiscard]] const std::string& series_attribute(std::size_t attribute, std::size_t series) const;
  [[nodiscard]] const std::string& observation_attribute(std::size_t attribute, std::size_t i) const;
  [[nodiscard]] const Dictionary& attribute_ids(std::size_t attribute) const { return attribute_ids_[attribute]; }
  /// Which set of attributes an observation has: equal numbers, equal attributes.
  [[nodiscard]] std::uint32_t attribute_set(std::size_t i) const { return set_[i]; }
  /// The number, in attribute_ids, of an observation's attribute: by its set.
  [[nodiscard]] std::uint32_t attribute_in_set(std::size_t attribute, std::uint32_t set) const {
    return set_codes_[set * set_width_ + set_position_[attribute]];
  }

 private:
  friend class CubeBuilder;
  /// One of the two columns, as the measure is numeric or not.
  struct Measure {
    bool is_numeric = true;
    Column<double> numbers;
    Column<std::uint32_t> texts;
    Dictionary ids;  // number 0 is the empty text
  };
  std::shared_ptr<const DataStructure> structure_;
  std::vector<Dictionary> dimension_ids_;               // one a dimension
  std::vector<std::vector<std::uint32_t>> keys_;        // [dimension][series]
  std::vector<std::uint32_t> first_;                    // [series], and the end
  Column<TimePeriod> period_;                           // [observation]
  std::vector<Measure> measures_;                       // one a measure, columns by observation
  Column<std::uint32_t> load_;                          // [observation]
  std::vector<Dictionary> attribute_ids_;               // one an attribute; number 0 is the empty id
  std::vector<std::vector<std::uint32_t>> attributes_;  // [attribute][series], of the data set one
  Column<std::uint32_t> set_;                           // [observation]
  std::vector<std::uint32_t> set_codes_;                // [set * set_width_ + position]
  std::size_t set_width_ = 0;                           // attributes of observations
  std::vector<std::size_t> set_position_;               // [attribute], in a set
};

/// Key parts joined by dots.
[[nodiscard]] std::string join_key(std::span<const std::string_view> parts);

}  // namespace atalaya
