// Data on their way into another format: what the target has no place for is left out and listed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/group_values.h"
#include "model/data_message.h"

namespace atalaya {

/// Left out: all values but the first of a component, and all languages but the first of a text and which it is, where the target has one; attributes of
/// parts of the key that have no series, attributes of series without observations, the header, the footer, the action, the dates and annotations
/// where it has no place for them, and what they are of where it names dataflows alone. Attributes of a part of the key that is no group of the
/// structure are said with each of its series where the target has groups alone. What would be left of a message with several measures, or of deletions,
/// would be another message: that the writer refuses.
class CarriedData final : public DataSink {
 public:
  /// `format` is a name of formats/messages.h. `dimension_at_observation`, where it is not empty, is that of all data sets from here on.
  CarriedData(std::string_view format, std::string dimension_at_observation, DataSink& next);

  [[nodiscard]] Status header(const MessageHeader& header) override;
  [[nodiscard]] Status begin_set(const DataSetInfo& info) override;
  [[nodiscard]] Status set_attributes(std::span<const Value> values) override;
  [[nodiscard]] Status group(std::size_t group, SeriesKey key, std::span<const Value> values) override;
  [[nodiscard]] Status annotations(std::span<const sdmx::Annotation> annotations) override;
  [[nodiscard]] Status series(SeriesKey key, std::span<const Value> attributes) override;
  [[nodiscard]] Status observation(const DataObservation& observation) override;
  [[nodiscard]] Status end_set() override;
  [[nodiscard]] Status note(const MessageNote& note) override;
  [[nodiscard]] Status end() override;

  /// What was left out, each kind of thing once; a thousand at most.
  [[nodiscard]] const std::vector<std::string>& left_out() const { return left_out_; }
  /// Of the data sets so far each that has another structure, reference or layout, as those writers want them that name all in the beginning.
  [[nodiscard]] const std::vector<DataSetInfo>& sets() const { return sets_; }
  /// A data set of another structure came, of which the writer was not told: the message has to be read for its sets() first.
  [[nodiscard]] bool wants_sets() const { return wants_sets_; }
  void set_known_sets(bool known) { sets_known_ = known; }

 private:
  void lose(std::string what);
  [[nodiscard]] std::span<const Value> single(std::span<const Value> values, bool measures);
  [[nodiscard]] Status open_series();
  [[nodiscard]] std::vector<sdmx::Annotation> carried(std::span<const sdmx::Annotation> annotations);
  [[nodiscard]] Status tell_annotations();
  /// For annotations of a series the layout has an element.
  [[nodiscard]] bool series_has_element() const;

  DataSink& next_;
  std::string dimension_at_observation_;
  bool one_value_, one_language_, groups_by_series_, only_named_groups_, bare_series_, has_header_, has_actions_, has_merge_, has_annotations_, annotates_data_;
  bool names_flows_alone_, footer_is_error_, is_rows_, names_all_sets_, is_xml_, is_xml_2_1_, is_xml_time_series_;
  bool any_set_ = false, any_footer_ = false;

  DataSetInfo info_;
  std::vector<DataSetInfo> sets_;
  bool sets_known_ = false, wants_sets_ = false;
  GroupValues groups_;
  std::vector<Value> kept_, merged_;
  std::vector<sdmx::Annotation> annotations_;  // of what is told next
  std::vector<std::string> key_;
  std::vector<KeptValue> series_values_;
  bool pending_ = false;  // a series that waits for an observation
  std::vector<std::string> left_out_;
};

}  // namespace atalaya
