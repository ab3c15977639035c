// The written forms of time in SDMX: the periods of an observation, and the date and time types of XML Schema (SDMX 3.1, Section 6, "Time and time format").
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace atalaya {

enum class TimeForm : std::uint8_t {
  GregorianYear,
  GregorianYearMonth,
  GregorianDay,
  DateTime,
  ReportingYear,
  ReportingSemester,
  ReportingTrimester,
  ReportingQuarter,
  ReportingMonth,
  ReportingWeek,
  ReportingDay,
  TimeRange,
};

/// A period's first second and the one after its last, counted from 1970-01-01 UTC; a time zone in the text counts.
struct TimeSpan {
  std::int64_t first = 0, end = 0;
  bool operator==(const TimeSpan&) const = default;
};

struct TimeText {
  TimeForm form;
  std::optional<TimeSpan> span;  ///< Nothing for years beyond 9999. Reporting years begin on January 1.
};

/// Nothing where the text is no ObservationalTimePeriod.
[[nodiscard]] std::optional<TimeText> read_time(std::string_view text);
/// Whether a data type ("ReportingTimePeriod", "GregorianDay" ...) has texts of this form; nothing where the type is none of time periods.
[[nodiscard]] std::optional<bool> takes_form(std::string_view data_type, TimeForm form);
/// The code of CL_FREQ whose periods have this form: 'A', 'S', 'T', 'Q', 'M', 'W', 'D'; nothing for points in time and ranges.
[[nodiscard]] std::optional<char> frequency_of(TimeForm form);

/// xs:duration: months and seconds, which do not add up.
struct Duration {
  std::int64_t months = 0, seconds = 0;
};
[[nodiscard]] std::optional<Duration> read_duration(std::string_view text);

[[nodiscard]] bool is_month(std::string_view text);      ///< xs:gMonth, "--01"
[[nodiscard]] bool is_month_day(std::string_view text);  ///< xs:gMonthDay, "--01-31"
[[nodiscard]] bool is_day(std::string_view text);        ///< xs:gDay, "---31"
[[nodiscard]] bool is_time(std::string_view text);       ///< xs:time, "12:00:00"

}  // namespace atalaya
