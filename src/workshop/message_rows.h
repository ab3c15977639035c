// Data of a message as rows for a mapping: the columns are the components of the message's structure, by their ids.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "formats/group_values.h"
#include "workshop/row_mapper.h"

namespace atalaya {

/// Where the structure of a message to be loaded comes from: the pack's own for its dataflow and structure, else what was given beside it.
class LoadingStructures final : public StructureSource {
 public:
  /// `given` are asked in order. `stand_in` is the structure for references that nothing is known of; null: there is none.
  LoadingStructures(const Agenda& agenda, std::vector<const StructureSource*> given, std::shared_ptr<const DataStructure> stand_in)
      : agenda_(agenda), given_(std::move(given)), stand_in_(std::move(stand_in)) {}
  [[nodiscard]] Result<std::shared_ptr<const DataStructure>> structure_of(const sdmx::Reference& reference) const override;

  /// The reference names the pack's dataflow or its structure, in any version.
  [[nodiscard]] static bool is_own(const Agenda& agenda, const sdmx::Reference& reference);
  [[nodiscard]] static std::unexpected<Error> not_own(const Agenda& agenda, const sdmx::Reference& reference);

 private:
  const Agenda& agenda_;
  std::vector<const StructureSource*> given_;
  std::shared_ptr<const DataStructure> stand_in_;
};

/// The structure of a table of which nothing but its columns is known: TIME_PERIOD is the time, OBS_VALUE the measure, all others are attributes of the
/// observation.
[[nodiscard]] std::shared_ptr<const DataStructure> structure_of_columns(const std::vector<std::string>& columns);

/// Gives each observation to a mapper with its set's action. Attributes of series, groups and the data set stand on each row of theirs; several values of one
/// component are joined by semicolons.
class MessageRows final : public DataSink {
 public:
  /// `progress` may be empty; it is told the rows so far now and then.
  MessageRows(const Agenda& agenda, const Mapping& mapping, RowMapper& mapper, std::function<void(std::size_t rows)> progress)
      : agenda_(agenda), mapping_(mapping), mapper_(mapper), progress_(std::move(progress)) {}

  [[nodiscard]] Status begin_set(const DataSetInfo& info) override;
  [[nodiscard]] Status set_attributes(std::span<const Value> values) override;
  [[nodiscard]] Status group(std::size_t group, SeriesKey key, std::span<const Value> values) override;
  [[nodiscard]] Status annotations(std::span<const sdmx::Annotation> annotations) override;
  [[nodiscard]] Status series(SeriesKey key, std::span<const Value> attributes) override;
  [[nodiscard]] Status observation(const DataObservation& observation) override;
  [[nodiscard]] Status end_set() override;
  [[nodiscard]] Status refused(const Error& fault) override;
  [[nodiscard]] Status note(const MessageNote& note) override;

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::vector<std::string>& notes() { return notes_; }

 private:
  void put(std::vector<std::string>& cells, std::size_t first_column, std::span<const Value> values);
  [[nodiscard]] Status tell(std::size_t line);
  [[nodiscard]] Status flush_removal();
  void reject(std::size_t line, std::string reason);

  const Agenda& agenda_;
  const Mapping& mapping_;
  RowMapper& mapper_;
  std::function<void(std::size_t)> progress_;

  std::shared_ptr<const DataStructure> structure_;  // whose components are the mapper's columns
  DataSetInfo info_;
  std::string foreign_;  // why no row of this set is taken; empty: they are
  std::size_t time_column_ = DataStructure::npos, first_measure_ = 0, first_attribute_ = 0, columns_ = 0;
  GroupValues groups_;
  std::vector<std::string> set_cells_, series_cells_, joined_;
  std::vector<std::string_view> base_, cells_;
  bool series_told_ = false;      // of this set
  bool removal_pending_ = false;  // a series of a deletion that had no observation yet
  std::size_t rows_ = 0;
  bool annotations_noted_ = false;
  std::vector<std::string> notes_;
};

}  // namespace atalaya
