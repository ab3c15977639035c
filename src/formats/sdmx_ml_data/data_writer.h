// The writer's state: which elements are open, and the parts of a series that each of its elements repeats.
#pragma once

#include <optional>

#include "formats/sdmx_ml_data/header_writer.h"
#include "formats/sdmx_ml_data/xml_output.h"

namespace atalaya::sdmx_ml {

class DataWriter final : public DataSink {
 public:
  DataWriter(ByteSink& out, SdmxMlWriteOptions options) : out_(out), options_(std::move(options)), format_(format_info(options_.format)) {}

  [[nodiscard]] Status header(const MessageHeader& header) override;
  [[nodiscard]] Status begin_set(const DataSetInfo& info) override;
  [[nodiscard]] Status set_attributes(std::span<const Value> values) override;
  [[nodiscard]] Status group(std::size_t group, SeriesKey key, std::span<const Value> values) override;
  [[nodiscard]] Status annotations(std::span<const sdmx::Annotation> annotations) override;
  [[nodiscard]] Status series(SeriesKey key, std::span<const Value> values) override;
  [[nodiscard]] Status observation(const DataObservation& observation) override;
  [[nodiscard]] Status end_set() override;
  [[nodiscard]] Status note(const MessageNote& note) override;
  [[nodiscard]] Status end() override;

 private:
  /// Values as they are written: XML attributes or generic Value elements, and, where one has several texts (3.0), Comp elements.
  struct Fragment {
    std::string plain, comps;
    void clear() {
      plain.clear();
      comps.clear();
    }
    bool operator==(const Fragment&) const = default;
  };

  [[nodiscard]] Status open_message(const DataSetInfo& first);
  [[nodiscard]] Status open_set();
  [[nodiscard]] Status name_structure(const DataSetInfo& info);
  [[nodiscard]] sdmx::Reference reference_of(const DataSetInfo& info) const;
  [[nodiscard]] const char* action_name(Action action) const;
  [[nodiscard]] std::string at_observation(const DataSetInfo& info) const;
  [[nodiscard]] Status close_set();
  void close_series();
  [[nodiscard]] Status tell_pending();
  [[nodiscard]] Status write_observation(const DataObservation& observation);
  void open_series(std::string_view period);
  [[nodiscard]] Status write_attributes_alone(SeriesKey key, const Fragment& values, std::string_view annotations);
  [[nodiscard]] Status write_series_annotations();
  [[nodiscard]] Result<std::string> annotations_text(std::span<const sdmx::Annotation> annotations);
  [[nodiscard]] std::size_t group_of(SeriesKey key) const;

  void append_value(std::string& out, std::string_view id, std::string_view text);
  void append_values(Fragment& out, std::span<const Value> values, bool are_measures);
  void append_comp(Fragment& out, std::span<const Value> values, const Component& component, bool are_measures);
  [[nodiscard]] const std::string& measure_id(std::size_t measure) const;
  [[nodiscard]] bool is_at_series(std::size_t attribute) const;
  [[nodiscard]] Status written();

  XmlOutput out_;
  SdmxMlWriteOptions options_;
  const FormatInfo& format_;
  MessageHeader header_;
  std::vector<MessageNote> notes_;
  std::vector<NamedStructure> structures_;
  bool message_is_open_ = false, set_is_open_ = false, set_has_body_ = false;

  // The data set
  DataSetInfo info_;
  std::size_t structure_ = 0;  // among structures_
  enum class Layout { Time, Flat, Across } layout_ = Layout::Time;
  std::size_t across_ = DataStructure::npos;  // the dimension at the observation
  Fragment set_values_;
  std::string set_annotations_;
  std::string annotations_;  // of what is told next

  // The series: parts that stand at the Series element and parts that stand at each Obs
  std::string series_key_, observation_key_, series_annotations_;
  Fragment series_values_, observation_values_;
  bool is_pending_ = false;      // told, and not yet written
  bool series_is_open_ = false;  // a Series element
  std::string open_key_, open_period_, open_annotations_;
  Fragment open_values_;
  Fragment scratch_;

  bool cannot_be_written_ = false;       // a character that XML does not have
  std::optional<std::size_t> repeated_;  // an attribute with several values, before 3.0
};

}  // namespace atalaya::sdmx_ml
