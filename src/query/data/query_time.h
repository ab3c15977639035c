// Times as queries give them: periods that bound a range, and moments.
#pragma once

#include <cstdint>
#include <ctime>
#include <string_view>

#include "base/error.h"
#include "model/time_period.h"

namespace atalaya::query {

/// The first and the last second of what a text names, counted from 1970-01-01T00:00:00Z; for a moment they are the same.
struct TimeSpan {
  std::int64_t first = 0;
  std::int64_t last = 0;
  /// The canonical period that it is; of a moment the day.
  TimePeriod period = {};
  bool is_moment = false;
};

/// A Gregorian or reporting period or a dateTime (SDMXCommon.xsd, StandardTimePeriodType). `year_start` ("--07-01", may be empty) is when reporting years
/// begin: with another day than January 1 the reporting year 2010 is the one that ends in 2010 (REST 2.2, "reportingYearStartDay": its Q3 begins on
/// 2010-01-01). Fails with Usage; `parameter` is named as the place.
[[nodiscard]] Result<TimeSpan> parse_time_span(std::string_view text, std::string_view parameter, std::string_view year_start = {});

/// An xs:dateTime or xs:date, and beyond the standard a year or a month, which is its first moment; without an offset it is UTC, the time of the service.
/// Fractions of a second are cut off.
[[nodiscard]] Result<std::time_t> parse_moment(std::string_view text, std::string_view parameter);

/// "--MM-DD" (xs:gMonthDay), or Usage.
[[nodiscard]] Status check_year_start(std::string_view text, std::string_view parameter);

/// "2026-01-31T12:00:00Z".
[[nodiscard]] std::string moment_text(std::time_t moment);

}  // namespace atalaya::query
