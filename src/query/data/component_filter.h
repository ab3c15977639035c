// Filters of REST 2.2 on one component: "c[TIME_PERIOD]=ge:2020-01+le:2020-12". Comma is OR, plus is AND and binds closer; an operator stands before its value.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "query/data/query_time.h"

namespace atalaya::query {

enum class Operator : std::uint8_t { Eq, Ne, Lt, Le, Gt, Ge, Co, Nc, Sw, Ew };
[[nodiscard]] const char* to_string(Operator op);  ///< "eq" ...

struct Condition {
  Operator op = Operator::Eq;
  std::string value;
  bool operator==(const Condition&) const = default;
};

struct ComponentFilter {
  std::string component;
  std::vector<std::vector<Condition>> any_of;  ///< Of each inner list all must hold.
  bool operator==(const ComponentFilter&) const = default;
};

/// Usage where a value is empty or an operator is none of the ten ("eq:xx:y" is the value "xx:y"); the place is "c[COMPONENT]" with the byte as column.
[[nodiscard]] Result<ComponentFilter> parse_component_filter(std::string_view component, std::string_view text);

/// How the values of a component compare: codes and texts by their bytes, numbers as numbers, periods by their first day.
enum class Comparison : std::uint8_t { Text, Number, Time };

/// A filter made ready for one kind of values. Of a component with several values a condition holds where it holds for one of them, and `ne` and `nc` where
/// they hold for all. What is missing satisfies `ne` and `nc` alone.
///
/// Periods compare with what the query names by their first day: ge from its first day on, gt after its last, le up to its last, lt before its first; eq is
/// the same period, or the one that begins at the moment.
class ValueTest {
 public:
  /// Usage where a number or a period is wanted and the value is none. co, nc, sw and ew look at the text in any case.
  [[nodiscard]] static Result<ValueTest> make(const ComponentFilter& filter, Comparison how, std::string_view year_start = {});

  [[nodiscard]] Comparison comparison() const { return how_; }
  [[nodiscard]] bool takes(std::span<const std::string_view> values) const;  ///< Texts of the component; none: missing.
  [[nodiscard]] bool takes(std::string_view value) const { return value.empty() ? takes(std::span<const std::string_view>()) : takes(std::span(&value, 1)); }
  [[nodiscard]] bool takes(double value) const;  ///< NaN: missing.
  [[nodiscard]] bool takes(TimePeriod period) const;

  /// The range of first days (counted from 1970-01-01) outside of which no period is taken; all there are where nothing bounds it.
  struct Days {
    int first = std::numeric_limits<int>::min();
    int last = std::numeric_limits<int>::max();
  };
  [[nodiscard]] Days days() const;
  /// Every period whose first day is within days() is taken: no test of single periods is needed.
  [[nodiscard]] bool is_range() const;

 private:
  struct Ready {
    Operator op;
    std::string text;
    double number = 0;
    TimeSpan span = {};
    [[nodiscard]] bool holds(TimePeriod period) const;
  };
  template <typename F>
  [[nodiscard]] bool any(F&& holds) const;
  std::vector<std::vector<Ready>> any_of_;
  Comparison how_ = Comparison::Text;
};

}  // namespace atalaya::query
