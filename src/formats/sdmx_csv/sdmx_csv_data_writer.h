// Writes SDMX-CSV data messages (sdmx-twg/sdmx-csv, field guides 1.0, 2.0 and 2.1), a line at a time.
#pragma once

#include <string>
#include <vector>

#include "formats/group_values.h"
#include "model/cube_slice.h"
#include "model/data_message.h"

namespace atalaya {

struct SdmxCsvWriteOptions {
  enum class Version { V1_0, V2_0, V2_1 };
  enum class Labels { Id, Name, Both };
  enum class TimeFormat { Original, Normalized };  ///< Normalized: the first day of the period.
  enum class Keys { None, Series, Observation, Both };
  Version version = Version::V2_0;
  Labels labels = Labels::Id;
  TimeFormat time_format = TimeFormat::Original;
  Keys keys = Keys::None;
  char delimiter = ',';
  std::string language = "en";    ///< Of labels.
  LocalText structure_name = {};  ///< For labels; empty: the structure's.
  /// Said in the header of texts in several languages, beside those that the first lines have: the header waits for 64 KiB of lines.
  std::vector<std::string> text_languages = {};
  /// The structures of all sets, where they are several: the header comes before the first line. Empty: that of the first set.
  std::vector<std::shared_ptr<const DataStructure>> structures = {};
};

/// Refused too: a language that comes after the header, which is written by then. Attributes of series, groups and of the data set stand on each line of
/// theirs; those that meet no line get one of their own (2.x). Refused, as the version cannot carry it: in 1.0 deletions, several measures, several values in a
/// field, and attributes without observations.
class SdmxCsvWriter final : public DataSink {
 public:
  explicit SdmxCsvWriter(ByteSink& out, SdmxCsvWriteOptions options = {});

  [[nodiscard]] Status begin_set(const DataSetInfo& info) override;
  [[nodiscard]] Status set_attributes(std::span<const Value> values) override;
  [[nodiscard]] Status group(std::size_t group, SeriesKey key, std::span<const Value> values) override;
  [[nodiscard]] Status series(SeriesKey key, std::span<const Value> attributes) override;
  [[nodiscard]] Status observation(const DataObservation& observation) override;
  [[nodiscard]] Status end_set() override;
  [[nodiscard]] Status end() override;

 private:
  struct Column {
    std::string id;
    bool multiple = false;
    std::size_t position = DataStructure::npos;  // in the structure of the open set
    const Component* component = nullptr;
    const CodeList* list = nullptr;
    std::string fixed = {};                   // the cell on each line of the open series
    std::vector<std::string> languages = {};  // that the header says
  };
  using Columns = std::vector<Column>;

  [[nodiscard]] bool is_first_version() const { return options_.version == SdmxCsvWriteOptions::Version::V1_0; }
  [[nodiscard]] bool is_deletion() const { return info_.action == Action::Delete; }
  [[nodiscard]] Status prepare_columns();
  [[nodiscard]] std::string header_line() const;
  void append_header_cell(std::string& out, const Column& column, const Component& component) const;
  [[nodiscard]] Status note_languages(Column& column, std::span<const Value> values);
  void add_columns(const DataStructure& structure);
  void bind(Columns& columns, auto&& position_of, auto&& component_of);
  void write_lead();

  /// Appends a cell with the values of a component, which begin at `values[from]`; `from` then stands behind them.
  [[nodiscard]] Status append_cell(std::string& out, Column& column, std::span<const Value> values, std::size_t& from);
  void append_text(std::string& out, const Column& column, std::string_view text);
  [[nodiscard]] Status fix(std::span<const Value> values);
  [[nodiscard]] Status fix_kept(const std::vector<KeptValue>& values);
  void append_key_cells(SeriesKey key, std::string_view null_mark);
  void append_time(std::string_view period);
  /// A line without an observation.
  [[nodiscard]] Status write_bare_line();
  [[nodiscard]] Status write_pending();
  [[nodiscard]] Status line_of(SeriesKey key, std::span<const Value> values, std::string_view null_mark);
  void clear_fixed();
  [[nodiscard]] Status flush(std::size_t above);

  ByteSink& out_;
  SdmxCsvWriteOptions options_;
  char sub_field_;
  bool columns_ready_ = false, header_written_ = false;
  bool any_multiple_ = false;
  Columns dimensions_, measures_, attributes_;
  std::string time_id_;

  DataSetInfo info_;
  std::string lead_;  // structure, identification, action
  std::vector<KeptValue> of_set_;
  bool set_told_ = true;
  GroupValues groups_;
  std::string key_, key_cells_;  // of the open series
  bool any_fixed_ = false;
  bool pending_ = false;  // the open series has no line yet
  std::string period_, period_cell_;
  std::string buffer_;
};

/// A slice as ids alone, in 2.0.
[[nodiscard]] std::string write_sdmx_csv(const CubeSlice& slice, const Dataflow& flow);

}  // namespace atalaya
