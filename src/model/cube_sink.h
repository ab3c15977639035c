// Cubes from messages, and messages from cubes.
#pragma once

#include <optional>

#include "model/cube_slice.h"
#include "model/data_message.h"

namespace atalaya {

/// Builds one cube of each data set of a message. Attributes of groups are given to all series of the group. A measure that is a number but is no number's
/// text, and a period that is none, fail with the place.
class CubeSink final : public DataSink {
 public:
  struct Set {
    DataSetInfo info;
    Cube cube;
  };
  explicit CubeSink(std::string file = {});
  ~CubeSink() override;
  [[nodiscard]] Status header(const MessageHeader& header) override;
  [[nodiscard]] Status begin_set(const DataSetInfo& info) override;
  [[nodiscard]] Status set_attributes(std::span<const Value> values) override;
  [[nodiscard]] Status group(std::size_t group, SeriesKey key, std::span<const Value> values) override;
  [[nodiscard]] Status series(SeriesKey key, std::span<const Value> values) override;
  [[nodiscard]] Status observation(const DataObservation& observation) override;
  [[nodiscard]] Status observations(const NumberedObservations& numbered) override;
  [[nodiscard]] Status end_set() override;

  [[nodiscard]] const MessageHeader& message_header() const { return header_; }
  [[nodiscard]] std::vector<Set>& sets() { return sets_; }

 private:
  struct Building;
  std::string file_;
  MessageHeader header_;
  std::unique_ptr<Building> building_;
  std::vector<Set> sets_;
};

struct ObservationPlace {
  std::uint32_t series;
  std::uint32_t observation;
};

/// What of a slice is told.
struct ReplayOptions {
  bool observations = true;  ///< Else series alone ("detail=serieskeysonly", "nodata").
  bool attributes = true;
  std::vector<bool> attribute_mask = {};  ///< By the attribute's position; empty: all.
  std::vector<bool> measure_mask = {};    ///< By the measure's position; empty: all.
  std::size_t first_observations = 0;     ///< Of each series the first so many; 0: all. With `last_observations` both ends, without saying one twice.
  std::size_t last_observations = 0;
  std::size_t offset = 0;  ///< Observations left out before the first, over all series; without observations series.
  std::size_t limit = 0;   ///< Observations (series) at most; 0: all.
  /// Where it is there, the observations in the order in which they are told; of the slice only the series count, for the groups. A series is told anew
  /// wherever another one stood between.
  std::shared_ptr<const std::vector<ObservationPlace>> order = {};
};

/// Tells a sink the series of a slice, as one data set; header and end are the caller's. Groups first, where attributes are of named groups.
[[nodiscard]] Status replay(const CubeSlice& slice, const DataSetInfo& info, DataSink& sink, const ReplayOptions& options = {});

}  // namespace atalaya
