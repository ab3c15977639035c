// Data on its way from a reader to a writer, a cube or a check: a sink is told what a message says, in the message's order, and nothing is held back.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/sdmx/organisations.h"
#include "model/structure.h"

namespace atalaya {

/// Who sent a message, when and what for (SDMX-ML, message:Header).
struct MessageParty {
  std::string id;
  LocalText name = {};
  std::vector<sdmx::Contact> contacts = {};
  std::string timezone = {};  ///< Of a sender: "+01:00".
  bool operator==(const MessageParty&) const = default;
};

struct MessageHeader {
  std::string id = {};
  bool test = false;
  std::string prepared = {};  ///< ISO 8601.
  MessageParty sender = {};
  std::vector<MessageParty> receivers = {};
  LocalText name = {};
  LocalText source = {};
  std::string data_set_action = {}, data_set_id = {}, extracted = {}, reporting_begin = {}, reporting_end = {}, embargo_date = {};
  bool operator==(const MessageHeader&) const = default;
};

/// What a message says beside its data: a message of its footer (SDMX-ML, footer:Message), or, without a code, what its reader had to leave out.
struct MessageNote {
  std::string code = {};
  std::string severity = {};  ///< "Error", "Warning", "Information"; as given.
  LocalText text = {};
  bool operator==(const MessageNote&) const = default;
};

/// What a data set does to what is there (SDMX 3.1, Section 2, "DataSet"; 2.1: Append, Replace, Delete, Information).
enum class Action { Information, Append, Replace, Delete, Merge };
[[nodiscard]] const char* to_string(Action action);  ///< "Information" ...
/// By its name in any case, or its letter in SDMX-CSV (I, A, R, D, M).
[[nodiscard]] std::optional<Action> action_of(std::string_view text);

struct DataSetInfo {
  sdmx::Reference reference = {};  ///< As given: a data structure, a dataflow or a provision agreement.
  std::shared_ptr<const DataStructure> structure;
  Action action = Action::Information;
  /// "TIME_PERIOD", "AllDimensions" or the id of a dimension: how the message is laid out. A sink is always told whole series keys.
  std::string dimension_at_observation = {};
  std::string set_id = {}, valid_from = {}, valid_to = {}, reporting_begin = {}, reporting_end = {}, publication_year = {}, publication_period = {};
  sdmx::Reference provider = {};
  std::vector<sdmx::Annotation> annotations = {};
  /// About as many observations follow, never many more than the message has bytes for; 0: not known. For whoever makes room beforehand.
  std::size_t expected_observations = 0;
};

/// The value of a component. Several values of one component stand one after the other; so do the languages of a text.
struct Value {
  std::size_t component;  ///< Its position among the structure's attributes, or among its measures.
  std::string_view text;
  std::string_view language = {};  ///< Of a text in several languages; else empty.
  /// What the text is as a number, where the reader came to know it on its way; NaN: look at the text.
  double number = std::numeric_limits<double>::quiet_NaN();
};

/// Ids of a series in the structure's order, without time. An id without data (a null string_view) stands for all values, in groups and in deletions.
using SeriesKey = std::span<const std::string_view>;

struct DataObservation {
  std::string_view period;            ///< Text of the time dimension; empty where the structure has none, or for all periods in a deletion.
  std::span<const Value> measures;    ///< A measure that is not there is missing. "NaN" is kept as the text that it is.
  std::span<const Value> attributes;  ///< Of the observation.
  std::size_t line = 0, column = 0;   ///< Where it begins in the message; 0: not known.
};

/// Observations of one measure whose periods and attributes are entries of lists, by their numbers, as messages have them that name a value once: a sink needs
/// to look at an entry once. Within a data set the lists only grow, and what an entry says stays.
struct NumberedObservations {
  struct One {
    std::uint32_t period, attributes;  ///< Numbers in the lists.
    std::string_view text;             ///< Of the measure, where it has one; empty: number_text() of the number, or missing where that is NaN.
    double number;                     ///< What the text is as a number, as in Value.
    std::size_t line, column;
  };
  std::size_t measure;                             ///< Its position among the structure's measures.
  std::span<const std::string_view> periods;       ///< Texts of the time dimension.
  std::span<const std::vector<Value>> attributes;  ///< Of observations.
  std::span<const One> all;
};

/// Every call may fail, and then the reader stops with that failure. All texts live until the call returns, and no longer.
class DataSink {
 public:
  virtual ~DataSink() = default;
  [[nodiscard]] virtual Status header(const MessageHeader&) { return {}; }
  [[nodiscard]] virtual Status begin_set(const DataSetInfo& info) = 0;
  /// Attributes of the data set.
  [[nodiscard]] virtual Status set_attributes(std::span<const Value>) { return {}; }
  /// Attributes of a group: of the structure's groups by its position, or npos where only the key says it; dimensions outside of it are null.
  [[nodiscard]] virtual Status group(std::size_t, SeriesKey, std::span<const Value>) { return {}; }
  /// Annotations of the group, the series or the observation that the next call tells.
  [[nodiscard]] virtual Status annotations(std::span<const sdmx::Annotation>) { return {}; }
  /// The series of the observations that follow, with its attributes (those of level Group too where the message has them here). The same key may come again.
  [[nodiscard]] virtual Status series(SeriesKey key, std::span<const Value> attributes) = 0;
  [[nodiscard]] virtual Status observation(const DataObservation& observation) = 0;
  /// The same as observation() for each of them.
  [[nodiscard]] virtual Status observations(const NumberedObservations& numbered);
  [[nodiscard]] virtual Status end_set() { return {}; }
  /// A line of a table, after the header, that cannot be told: the reader goes on without it where the sink does not fail, as it does where it knows nothing
  /// better.
  [[nodiscard]] virtual Status refused(const Error& fault) { return std::unexpected(fault); }
  /// At any time after the header. A footer comes after the last set.
  [[nodiscard]] virtual Status note(const MessageNote&) { return {}; }
  /// After the last set: the message was read to its end.
  [[nodiscard]] virtual Status end() { return {}; }
};

/// Where readers find the structure that a message refers to.
class StructureSource {
 public:
  virtual ~StructureSource() = default;
  /// NotFound with what is lacking where it does not know it.
  [[nodiscard]] virtual Result<std::shared_ptr<const DataStructure>> structure_of(const sdmx::Reference& reference) const = 0;
};

/// Bytes that a writer has made, for a file or a connection. A failure stops the writer.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  [[nodiscard]] virtual Status write(std::string_view bytes) = 0;
};

/// Bytes kept in memory.
class StringSink final : public ByteSink {
 public:
  [[nodiscard]] Status write(std::string_view bytes) override {
    text += bytes;
    return {};
  }
  std::string text;
};

}  // namespace atalaya
