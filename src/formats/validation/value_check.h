// Whether a text is a value of a component: by its code list, or by the data type and the facets of its representation (SDMX 3.1, Section 2, 4.4).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/validation/finding.h"
#include "formats/validation/pattern.h"
#include "formats/validation/time_forms.h"
#include "model/structure.h"

namespace atalaya {

class ValueCheck {
 public:
  struct Fault {
    FindingKind kind;
    std::string what;
    std::string hint = {};
  };

  enum class Role : std::uint8_t {
    Key,    ///< A dimension.
    Time,   ///< The time dimension: ObservationalTimePeriod where the structure says nothing.
    Value,  ///< A measure or an attribute: "NaN" of a number's type, and "#N/A" of another's, mean that the value is missing on purpose.
  };

  /// `list` is the component's, or null where it is not enumerated or the list is not known. It must outlive the check.
  ValueCheck(const Component& component, const CodeList* list, Role role);

  /// What is wrong with a text. A code's format facets are not looked at: the list says all. "XHTML" must be well-formed, of "GeospatialInformation" the
  /// brackets must pair; both without their contents' own rules.
  [[nodiscard]] std::optional<Fault> fault(std::string_view text, bool with_hint = true) const;

  /// How many values there may be: a number each, where the representation says so.
  [[nodiscard]] std::optional<Fault> occurrence_fault(std::size_t values) const;

  /// Facets that cannot be checked, each as a sentence: a bound that is no number, a pattern that is no regular expression.
  [[nodiscard]] const std::vector<std::string>& unchecked() const { return unchecked_; }
  [[nodiscard]] const std::string& id() const { return id_; }

 private:
  enum class Type : std::uint8_t {
    String,
    Alpha,
    AlphaNumeric,
    Numeric,
    BigInteger,
    Integer,
    Long,
    Short,
    Decimal,
    Float,
    Double,
    Boolean,
    Uri,
    Count,
    InclusiveRange,
    ExclusiveRange,
    Incremental,
    Period,
    Month,
    MonthDay,
    Day,
    Time,
    Duration,
    Geospatial,
    Xhtml,
    Urn,
    Other,
  };
  void read_facets(const sdmx::TextFormat& format);
  [[nodiscard]] bool is_number() const {
    return type_ >= Type::BigInteger && type_ <= Type::Double ? true : type_ >= Type::Count && type_ <= Type::Incremental;
  }
  [[nodiscard]] std::optional<std::string> type_fault(std::string_view text) const;
  [[nodiscard]] std::optional<std::string> number_fault(std::string_view text) const;
  [[nodiscard]] std::optional<std::string> time_fault(std::string_view text) const;
  [[nodiscard]] std::optional<std::string> text_fault(std::string_view text) const;

  std::string id_;
  Role role_;
  const CodeList* list_;
  Type type_ = Type::String;
  std::string type_name_;
  std::optional<std::size_t> min_length_ = {}, max_length_ = {}, decimals_ = {};
  std::optional<std::string> least_ = {}, most_ = {};  // bounds as decimal texts
  bool open_bounds_ = false;
  std::optional<double> start_ = {}, interval_ = {};
  std::string end_ = {};
  std::optional<TimeSpan> start_time_ = {}, end_time_ = {};
  std::optional<Duration> time_interval_ = {};
  std::optional<Pattern> pattern_ = {};
  std::vector<std::string> sentinels_ = {};
  std::size_t min_occurs_ = 1, max_occurs_ = 1;
  std::vector<std::string> unchecked_ = {};
};

/// Below, at or above zero as the decimal number a is less than, equal to or greater than b; digits of any count, exponents too. Both must be numbers.
[[nodiscard]] int compare_decimals(std::string_view a, std::string_view b);

}  // namespace atalaya
