// Writes SDMX-JSON data messages of 1.0, 2.0 and 2.1 as a stream (sdmx-twg/sdmx-json, data-message, field guides of the three versions).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "formats/group_values.h"
#include "formats/sdmx_json_data/json_numbers.h"
#include "formats/sdmx_json_data/message_head.h"
#include "formats/sdmx_json_data/numbered_writing.h"
#include "formats/sdmx_json_data/told_series.h"
#include "model/data_message.h"

namespace atalaya {

struct SdmxJsonWriteOptions {
  JsonDataVersion version = JsonDataVersion::V2_1;
  std::string language = "en";                 ///< Of names that are given once; all languages stand beside it.
  LocalText structure_name = {};               ///< Empty: the data structure's.
  std::vector<StatusInformation> errors = {};  ///< Beside the data.
};

/// The data sets come first and the structures, with the values that were used, after them, so that nothing but these values is kept in memory. How it is laid
/// out follows from dimension_at_observation of a set: "AllDimensions" is a flat list; another dimension than time makes cross-sections, which are kept until
/// the set ends; all else is series. A series that comes again begins another data set of the same kind. Refused, as the version cannot carry it: in 1.0 a
/// second structure, several measures, several values of a component, attributes of groups that have no series.
class SdmxJsonWriter final : public DataSink {
 public:
  explicit SdmxJsonWriter(ByteSink& out, SdmxJsonWriteOptions options = {}) : out_(out), options_(std::move(options)) {}

  [[nodiscard]] Status header(const MessageHeader& header) override;
  [[nodiscard]] Status begin_set(const DataSetInfo& info) override;
  [[nodiscard]] Status set_attributes(std::span<const Value> values) override;
  [[nodiscard]] Status group(std::size_t group, SeriesKey key, std::span<const Value> values) override;
  [[nodiscard]] Status annotations(std::span<const sdmx::Annotation> annotations) override;
  [[nodiscard]] Status series(SeriesKey key, std::span<const Value> attributes) override;
  [[nodiscard]] Status observation(const DataObservation& observation) override;
  [[nodiscard]] Status observations(const NumberedObservations& numbered) override;
  [[nodiscard]] Status end_set() override;
  [[nodiscard]] Status note(const MessageNote& note) override;
  [[nodiscard]] Status end() override;

 private:
  enum class Shape { Series, Flat, Cross };

  [[nodiscard]] bool is_first_version() const { return options_.version <= JsonDataVersion::V1_0; }
  [[nodiscard]] bool is_draft() const { return options_.version == JsonDataVersion::Draft; }
  void begin_message();
  void begin_object_of_set();
  [[nodiscard]] Status end_object_of_set();
  [[nodiscard]] Status close_series();
  void annotate_series(SeriesKey key, std::span<const std::size_t> annotations);
  /// Keeps values where they are said: of the set, of groups, of the open series.
  [[nodiscard]] Status place(std::span<const Value> values, SeriesKey key);
  [[nodiscard]] Status groups_of(SeriesKey key);
  [[nodiscard]] Status append_group_attributes();
  void append_index(std::string& out, const std::optional<std::size_t>& number);
  [[nodiscard]] Status append_values(std::string& out, const DataObservation& observation);
  [[nodiscard]] Status flush(std::size_t above);

  ByteSink& out_;
  SdmxJsonWriteOptions options_;
  MessageHeader header_;
  std::vector<StatusInformation> errors_;
  std::string buffer_;
  bool began_ = false;
  std::size_t sets_ = 0;  // objects of data sets in the message
  std::vector<std::unique_ptr<JsonNumbers>> structures_;

  // Of the open set
  DataSetInfo info_;
  Shape shape_ = Shape::Series;
  JsonNumbers* numbers_ = nullptr;
  std::size_t cross_ = 0;  // the dimension at observation of cross-sections
  GroupValues groups_;
  std::vector<KeptValue> of_set_;
  ToldSeries told_;
  bool any_item_ = false;

  // Of the open series
  bool in_series_ = false, any_observation_ = false;
  std::vector<std::string> key_;
  std::vector<bool> null_;
  std::string key_numbers_;
  std::vector<KeptValue> of_series_;        // said at the series
  std::vector<KeptValue> of_observations_;  // said at each of its observations
  std::vector<Value> merged_;
  // Numbers of annotations: told and not yet said of anything, of the open series, of each of its observations where the series has no place of its own.
  std::vector<std::size_t> next_annotations_, series_annotations_, observation_annotations_;

  NumberedWriting numbered_;

  /// Cross-sections, in the order in which they came.
  std::vector<std::pair<std::string, std::string>> sections_;
  std::unordered_map<std::string, std::size_t> section_of_;
};

}  // namespace atalaya
