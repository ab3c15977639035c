// Holds the data of a message against its structure and constraints on its way to another sink.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "formats/group_values.h"
#include "formats/validation/constraint_check.h"
#include "formats/validation/finding.h"
#include "formats/validation/seen_keys.h"
#include "formats/validation/value_check.h"
#include "model/data_message.h"
#include "model/sdmx/artefact.h"

namespace atalaya {

struct ValidationOptions {
  std::string file = {};                           ///< For the places of findings.
  const sdmx::Structures* artefacts = nullptr;     ///< Where constraints, and the way from an agreement or flow to its structure, are looked up.
  bool leave_out = false;                          ///< Series and observations with a fault are not passed on.
  std::size_t remembered = std::size_t{1} << 26U;  ///< Observations held against each other for duplicates: 16 bytes each.
};

/// Findings go into `findings`; every call is passed on to `next`, where there is one, and its failures come back. A deletion's keys are checked only for the
/// codes that they name, and a merge may leave out what is mandatory (SDMX 3.1, Section 2, "Actions").
///
/// Memory: one entry a series and a group, eight bytes an observation, and what the findings keep.
class ValidatingSink final : public DataSink {
 public:
  ValidatingSink(Findings& findings, ValidationOptions options, DataSink* next = nullptr);
  ~ValidatingSink() override;
  [[nodiscard]] Status header(const MessageHeader& header) override;
  [[nodiscard]] Status begin_set(const DataSetInfo& info) override;
  [[nodiscard]] Status set_attributes(std::span<const Value> values) override;
  [[nodiscard]] Status group(std::size_t group, SeriesKey key, std::span<const Value> values) override;
  [[nodiscard]] Status annotations(std::span<const sdmx::Annotation> annotations) override;
  [[nodiscard]] Status series(SeriesKey key, std::span<const Value> values) override;
  [[nodiscard]] Status observation(const DataObservation& observation) override;
  [[nodiscard]] Status end_set() override;
  [[nodiscard]] Status refused(const Error& fault) override;
  [[nodiscard]] Status note(const MessageNote& note) override;
  [[nodiscard]] Status end() override;

  /// Different series of the present data set so far.
  [[nodiscard]] std::size_t series_count() const { return series_.size(); }

 private:
  struct Compiled;
  struct Period {
    std::optional<std::uint32_t> number = {};  ///< The same for the same period, whatever its writing; nothing where there were too many.
    std::optional<char> frequency = {};
    std::optional<TimeSpan> span = {};
    std::optional<ValueCheck::Fault> fault = {};
  };
  struct Series {
    std::uint32_t first_line = 0, first_column = 0;  ///< Of its first observation.
    bool has_observations = false;
  };

  void compile(const DataSetInfo& info);
  void add(FindingKind kind, std::string what, std::string hint = {}, std::string_view period = {}, std::size_t line = 0, std::size_t column = 0);
  void add(ValueCheck::Fault fault, std::string_view period = {}, std::size_t line = 0, std::size_t column = 0);
  void unchecked(std::string what);
  /// Texts of one list of values: representation and number of them. True where all are right.
  bool check_values(std::span<const Value> values, const std::vector<ValueCheck>& checks, std::string_view period, std::size_t line, std::size_t column);
  /// An attribute of a series, group or data set is the same wherever it is said.
  void check_agreement(SeriesKey key, const Value& value);
  [[nodiscard]] const Period& period_of(std::string_view text);
  void check_complete();

  /// `told`: what they are of is told too.
  [[nodiscard]] Status tell_annotations(bool told);

  Findings& findings_;
  ValidationOptions options_;
  DataSink* next_;
  std::vector<sdmx::Annotation> annotations_;  // of what is told next

  std::unique_ptr<Compiled> compiled_;  // of the present structure; kept while sets have the same
  DataSetInfo info_;
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> series_index_;
  std::vector<const std::string*> series_keys_;  // by number
  std::vector<Series> series_;
  std::vector<std::uint32_t> series_attributes_;                                              // [series][attribute of series level]: hash, 0 where not given
  std::unordered_map<std::string, std::uint64_t, StringHash, std::equal_to<>> group_values_;  // attribute and its part of the key: hash
  GroupValues series_groups_;                                                                 // attributes of series level that are said of parts of the key
  std::unordered_map<std::string, Period, StringHash, std::equal_to<>> periods_;
  SeenKeys seen_;

  std::string key_;  // of the present series, joined for findings
  std::string scratch_;
  std::uint32_t series_number_ = 0;
  bool in_series_ = false, series_left_out_ = false, told_full_ = false;
  char frequency_ = 0;  // of the present series; 0: not known
  std::string last_period_;
  const Period* last_period_known_ = nullptr;
  Period beyond_;                                                  // the last one that was not remembered
  std::vector<std::string> set_values_;                            // [attribute] of the data set, for constraints
  std::vector<std::string> series_values_;                         // [attribute] of the series
  std::vector<std::string_view> attribute_texts_, measure_texts_;  // of the present observation
};

}  // namespace atalaya
