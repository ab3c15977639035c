// Applies a mapping to rows: each gives observations, is rejected with its reason, or holds nothing but missing values.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "agenda/area_matcher.h"
#include "model/data_message.h"
#include "workshop/mapping.h"

namespace atalaya {

/// Observations by columns, as they go into the store. Series and attribute sets are numbered here; the store gives its own numbers later.
struct StagedObservations {
  std::vector<std::uint32_t> series;
  std::vector<TimePeriod> period;
  std::vector<double> value;
  std::vector<std::uint32_t> attribute_set;
  std::vector<std::uint32_t> line;

  std::vector<std::string> series_keys;        ///< By series number: dimension codes joined by dots.
  std::vector<std::string> series_attributes;  ///< By series number: series-level attributes joined by dots.
  std::vector<std::string> attribute_sets;     ///< By set number: observation-level attributes joined by dots.

  // What a message takes away (SDMX actions Replace and Delete).
  struct SeriesPeriod {
    std::uint32_t series;
    TimePeriod period;
  };
  std::vector<std::uint32_t> replaced;  ///< Series of which only the periods of the message stay.
  std::vector<SeriesPeriod> kept;       ///< Of these, periods that the message has and whose rows were rejected: they stay as they are.
  struct Removal {
    std::uint32_t pattern;
    std::optional<TimePeriod> period;  ///< Nothing: all of them.
    std::size_t before;                ///< Observations staged before it are taken away too.
  };
  std::vector<Removal> removals;
  std::vector<std::string> patterns;  ///< By pattern number: a key, with '*' for a dimension that may be any.

  [[nodiscard]] std::size_t size() const { return series.size(); }
  /// Takes out each observation of which f(i) is true; returns how many.
  template <typename F>
  std::size_t erase_if(F&& f) {
    std::size_t to = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      if (f(i)) continue;
      series[to] = series[i];
      period[to] = period[i];
      value[to] = value[i];
      attribute_set[to] = attribute_set[i];
      line[to++] = line[i];
    }
    const std::size_t erased = size() - to;
    series.resize(to);
    period.resize(to);
    value.resize(to);
    attribute_set.resize(to);
    line.resize(to);
    return erased;
  }
};

struct RejectedRow {
  std::size_t line = 0;
  std::string reason;
  std::string content;  ///< The row's cells, shortened.
};

class RowMapper {
 public:
  /// Without columns: set_columns() comes before the first row.
  RowMapper(const Agenda& agenda, const AreaMatcher& areas, const Mapping& mapping, std::string file)
      : agenda_(&agenda), areas_(&areas), mapping_(&mapping), file_(std::move(file)) {}
  /// A column of the mapping that the file lacks is a failure, with the columns that it has.
  [[nodiscard]] static Result<RowMapper> make(const Agenda& agenda, const AreaMatcher& areas, const Mapping& mapping, const std::vector<std::string>& columns,
                                              std::string file);
  /// Rows have other columns from here on; what was mapped stays.
  [[nodiscard]] Status set_columns(const std::vector<std::string>& columns);

  /// A number beyond the range of double precision is a fault of the file; everything else that is wrong with a row rejects the row. Of a deletion, a cell
  /// that is empty stands for any value; of a replacement, a row without a value takes the period away.
  [[nodiscard]] Status map(const Row& row, Action action = Action::Append);
  void reject(const Row& row, std::string reason);

  [[nodiscard]] StagedObservations& staged() { return staged_; }
  [[nodiscard]] std::vector<RejectedRow>& rejected() { return rejected_; }
  [[nodiscard]] std::size_t missing() const { return missing_; }

 private:
  /// Where the code of a component comes from.
  struct Origin {
    std::size_t column = DataStructure::npos;  // else from the rule or the constant
    const std::map<std::string, std::string>* codes = nullptr;
    bool identifier = false;
    const CodeList* list = nullptr;
    std::string constant = {};
  };
  struct Rule {
    std::size_t value_column;
    double scale;
    std::optional<TimePeriod> forecast_from;
    std::vector<const std::string*> dimension;  // set codes, by dimension; null: by its origin
    std::vector<const std::string*> attribute;
    std::vector<std::pair<std::size_t, const std::string*>> where;  // column and cell
  };

  /// The rules whose conditions are on the same columns, found by the cells of those columns joined.
  struct WhereGroup {
    std::vector<std::size_t> columns;
    std::unordered_map<std::string, std::vector<std::size_t>, StringHash, std::equal_to<>> rules;
    std::string cells = {};  ///< Of the row before.
    bool seen = false;
  };

  [[nodiscard]] Result<std::size_t> column(const std::string& name, const std::vector<std::string>& columns, const Place& place) const;
  [[nodiscard]] bool read_context(const Row& row, std::string& reason);
  void choose_rules(const Row& row);
  [[nodiscard]] bool read_period(std::string_view text, std::string& reason);
  [[nodiscard]] bool read_area(std::string_view text, std::string& reason);
  [[nodiscard]] std::optional<std::string_view> code_of(const Origin& origin, const std::string& component, const Row& row, std::string& scratch,
                                                        std::string& reason) const;
  [[nodiscard]] bool place_series(const Rule& rule, const Row& row, std::uint32_t& series, std::string& reason);
  [[nodiscard]] bool place_attributes(const Rule& rule, const Row& row, std::uint32_t& set, std::string& reason);
  void remove(const Row& row);
  [[nodiscard]] bool removal_pattern(const Rule& rule, const Row& row, std::optional<TimePeriod> period, std::string& pattern, std::string& reason) const;
  [[nodiscard]] bool is_missing(std::string_view cell) const;

  const Agenda* agenda_;
  const AreaMatcher* areas_;
  const Mapping* mapping_;
  std::string file_;
  std::size_t area_column_ = 0, time_column_ = 0;
  std::size_t area_position_ = 0, frequency_position_ = 0, indicator_position_ = 0;
  std::vector<Origin> dimensions_, attributes_;
  std::vector<Rule> rules_;
  std::vector<WhereGroup> groups_;
  bool keys_from_columns_ = false;  // a dimension beside area and time is read from the row
  bool attributes_from_columns_ = false;

  StagedObservations staged_;
  std::vector<RejectedRow> rejected_;
  std::size_t missing_ = 0;
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> series_index_, set_index_, pattern_index_;

  // Of the present row, kept while its cells stay the same: sources come sorted.
  std::string area_text_, time_text_;
  std::string_view area_;
  TimePeriod period_;
  std::vector<std::size_t> active_rules_;
  std::size_t last_rule_ = DataStructure::npos;
  std::string_view last_area_;
  Frequency last_frequency_ = Frequency::Annual;
  std::uint32_t last_series_ = 0;
};

}  // namespace atalaya
