// Observations that each say their whole key (lines of a table, a flat list, a cross-section), told to a sink as series.
#pragma once

#include <string>
#include <vector>

#include "model/data_message.h"

namespace atalaya {

/// One observation, or what is said of a part of the key. Texts must live until it is told.
struct FlatRow {
  std::vector<std::string_view> key;  ///< One a dimension; null: not said.
  std::string_view period = {};
  std::vector<Value> measures = {};
  std::vector<Value> of_set = {}, of_series = {}, of_observation = {};      ///< Attributes, by the level that the structure gives them.
  std::vector<sdmx::Annotation> series_annotations = {}, annotations = {};  ///< Of the series, told with it; of the observation or the group itself.
  std::size_t line = 0, column = 0;

  /// Puts a value of an attribute where the structure attaches it.
  void add_attribute(const DataStructure& structure, const Value& value) {
    const Attribute& attribute = structure.attributes[value.component];
    (attribute.level == Attribute::Level::DataSet ? of_set : attribute.is_of_series() ? of_series : of_observation).push_back(value);
  }
  /// Nothing said, for another row.
  void clear();
};

/// A series is told when the key changes, or when the row says other attributes of it than were told; a row that says none leaves them. So it is with the
/// attributes of the data set.
class FlatTeller {
 public:
  /// Both must outlive it. One for each data set.
  FlatTeller(DataSink& sink, const DataStructure& structure) : sink_(sink), structure_(structure) {}
  [[nodiscard]] Status tell(const FlatRow& row);
  void forget_series() { began_ = false; }               ///< The next row tells its series, even if its key is that of the last.
  [[nodiscard]] Status tell_set(const FlatRow& row);     ///< Attributes of the data set alone.
  [[nodiscard]] Status tell_series(const FlatRow& row);  ///< Without an observation.
  /// Attributes of the row's key, whose other dimensions are null.
  [[nodiscard]] Status tell_group(const FlatRow& row);

 private:
  struct Kept {
    std::size_t component;
    std::string text, language;
  };
  static bool same(const std::vector<Kept>& kept, const std::vector<Value>& values);
  static void keep(std::vector<Kept>& kept, const std::vector<Value>& values);

  DataSink& sink_;
  const DataStructure& structure_;
  std::vector<std::string> key_;  // of the series told last
  std::vector<bool> null_;        // and which of its parts were null
  std::vector<Kept> of_series_, of_set_;
  bool began_ = false;
};

}  // namespace atalaya
