// Tells a sink what the elements of one data set say: whole keys, and each attribute at the level that the structure gives it, however the message is laid out.
#pragma once

#include <memory>
#include <string>

#include "formats/sdmx_ml_data/element_values.h"

namespace atalaya::sdmx_ml {

/// Failures have no place where the whole element is meant. Annotations go with what is told first of their element; told, they are taken out of it.
class SetTeller {
 public:
  /// `explicit_measures`: an observation's type stands for the dimension that it does not give.
  SetTeller(DataSink& sink, const DataSetInfo& info, bool explicit_measures);

  void begin_series();
  /// An observation in a series, or (null) in none.
  [[nodiscard]] Status observation(ElementValues& observation, ElementValues* series);
  /// A series that ends: told here where it has no observations, and again where its annotations came after these (2.0).
  [[nodiscard]] Status end_series(ElementValues& series);
  [[nodiscard]] Status group(ElementValues& group);
  /// Attributes of the data set, of a partial key or of a whole one (SDMX-ML 3.0, AttsType).
  [[nodiscard]] Status attributes(ElementValues& values);

 private:
  [[nodiscard]] Status tell_series(SeriesKey key, std::span<const Value> values);
  [[nodiscard]] Status tell_observation(std::string_view period, ElementValues& observation, std::span<const Value> inherited);
  /// Of what is told next.
  [[nodiscard]] Status tell_annotations(ElementValues& element);
  [[nodiscard]] Status leave_out(ElementValues& element, const char* what);
  [[nodiscard]] Status require_key(SeriesKey key) const;
  [[nodiscard]] std::size_t group_position(const ElementValues& group) const;

  DataSink& sink_;
  const DataStructure& structure_;
  std::size_t dimension_at_observation_;  // or npos
  bool explicit_measures_;
  bool is_deletion_;

  // The series that the sink was told last, where observations have keys of their own.
  bool is_told_ = false;
  std::vector<std::string_view> told_key_;
  std::vector<Value> told_values_;
  TextArena told_texts_;
  bool series_is_told_ = false;   // the series element's own
  std::size_t observations_ = 0;  // of the series element
  bool annotations_are_left_out_ = false;
  std::vector<std::string_view> key_;
  std::vector<Value> values_;
};

}  // namespace atalaya::sdmx_ml
