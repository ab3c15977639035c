// The columnar cube: a dataflow's observations, sorted by series key and time, with dictionary-coded dimensions and attributes.
//
//   series s:       code(d, s) for each dimension d; observations first(s) .. first(s + 1) - 1
//   observation i:  period(i), value(i) (NaN = missing), attribute codes, load(i)
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

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
  [[nodiscard]] std::size_t series_count() const { return first_.empty() ? 0 : first_.size() - 1; }
  [[nodiscard]] std::size_t size() const { return period_.size(); }

  [[nodiscard]] const Dictionary& codes(std::size_t dimension) const { return dimension_ids_[dimension]; }
  [[nodiscard]] std::uint32_t code(std::size_t dimension, std::size_t series) const { return keys_[dimension][series]; }
  [[nodiscard]] const std::string& code_id(std::size_t dimension, std::size_t series) const { return dimension_ids_[dimension][keys_[dimension][series]]; }
  /// "A.BRA.IT_NET_USER_ZS._T._T._T"
  [[nodiscard]] std::string key(std::size_t series) const;
  /// The series of a full key, given in the structure's order.
  [[nodiscard]] std::optional<std::size_t> find(std::span<const std::string_view> key) const;

  [[nodiscard]] std::size_t first(std::size_t series) const { return first_[series]; }
  [[nodiscard]] std::size_t last(std::size_t series) const { return first_[series + 1]; }  ///< One past the last.
  [[nodiscard]] TimePeriod period(std::size_t i) const { return period_[i]; }
  [[nodiscard]] double value(std::size_t i) const { return value_[i]; }
  [[nodiscard]] std::uint32_t load(std::size_t i) const { return load_[i]; }  ///< The load that brought it; 0: computed.
  [[nodiscard]] std::span<const TimePeriod> periods(std::size_t series) const;
  [[nodiscard]] std::span<const double> values(std::size_t series) const;

  /// An attribute by its position among the structure's attributes; empty where it was not given.
  [[nodiscard]] const std::string& series_attribute(std::size_t attribute, std::size_t series) const;
  [[nodiscard]] const std::string& observation_attribute(std::size_t attribute, std::size_t i) const;

 private:
  friend class CubeBuilder;
  std::shared_ptr<const DataStructure> structure_;
  std::vector<Dictionary> dimension_ids_;               // one a dimension
  std::vector<std::vector<std::uint32_t>> keys_;        // [dimension][series]
  std::vector<std::uint32_t> first_;                    // [series], and the end
  std::vector<TimePeriod> period_;                      // [observation]
  std::vector<double> value_;                           // [observation]
  std::vector<std::uint32_t> load_;                     // [observation]
  std::vector<Dictionary> attribute_ids_;               // one an attribute; number 0 is the empty id
  std::vector<std::vector<std::uint16_t>> attributes_;  // [attribute][series or observation, by its level]
};

/// Takes series and observations in any order and sorts them once.
class CubeBuilder {
 public:
  explicit CubeBuilder(std::shared_ptr<const DataStructure> structure);

  /// The number of a series, made where it is new. The key is in the structure's order.
  std::uint32_t series(std::span<const std::string_view> key);
  void set_series_attribute(std::uint32_t series, std::size_t attribute, std::string_view id);
  /// `attributes` are the ids of the observation-level attributes in the structure's order. Of two observations of one series and
  /// period the later added stays.
  void add(std::uint32_t series, TimePeriod period, double value, std::span<const std::string_view> attributes, std::uint32_t load);
  void reserve(std::size_t observations);
  [[nodiscard]] std::size_t size() const { return observations_.size(); }
  [[nodiscard]] Cube build() &&;

 private:
  [[nodiscard]] Attribute::Level structure_level(std::size_t attribute) const;
  struct Observation {
    std::uint32_t series;
    TimePeriod period;
    double value;
    std::uint32_t load;
    std::uint32_t attributes;  // into attribute_sets_
  };
  Cube cube_;
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> series_index_;
  std::vector<Observation> observations_;
  std::vector<std::size_t> observation_attributes_;  // positions of the observation-level attributes
  std::vector<std::vector<std::uint16_t>> attribute_sets_;
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> set_index_;
  std::string last_key_;
  std::vector<std::string> last_set_;
  std::uint32_t last_series_ = 0, last_set_number_ = 0;
};

/// Key parts joined by dots.
[[nodiscard]] std::string join_key(std::span<const std::string_view> parts);

}  // namespace atalaya
