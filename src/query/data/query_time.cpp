#include "query/data/query_time.h"

#include <charconv>
#include <chrono>
#include <cstdio>

#include "base/text.h"

namespace atalaya::query {

namespace {

using namespace std::chrono;

constexpr std::int64_t day_seconds = 86'400;

std::optional<int> number(std::string_view text, std::size_t at, std::size_t count) {
  if (text.size() < at + count) return std::nullopt;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::optional<sys_days> date(int y, int m, int d) {
  const year_month_day day_of = year(y) / month(static_cast<unsigned>(m)) / day(static_cast<unsigned>(d));
  if (y < 1 || !day_of.ok()) return std::nullopt;
  return sys_days(day_of);
}

std::int64_t day_number(sys_days day_of) { return day_of.time_since_epoch().count(); }

/// "Z", "+01:00", "-05:00" in seconds; a plus that was taken for a blank is one all the same.
std::optional<int> offset_of(std::string_view text) {
  if (text.empty() || text == "Z") return 0;
  if (text.size() != 6 || text[3] != ':' || (text[0] != '+' && text[0] != '-' && text[0] != ' ')) return std::nullopt;
  const auto hours = number(text, 1, 2);
  const auto minutes = number(text, 4, 2);
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (*hours * 3600 + *minutes * 60);
}

std::optional<std::int64_t> moment_of(std::string_view text) {
  const auto y = number(text, 0, 4);
  const auto m = number(text, 5, 2);
  const auto d = number(text, 8, 2);
  if (!y || !m || !d || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto day_of = date(*y, *m, *d);
  if (!day_of) return std::nullopt;
  std::int64_t seconds = day_number(*day_of) * day_seconds;
  std::string_view rest = text.substr(10);
  if (rest.starts_with('T')) {
    const auto hour = number(rest, 1, 2);
    const auto minute = number(rest, 4, 2);
    const auto second = number(rest, 7, 2);
    if (!hour || !minute || !second || rest[3] != ':' || rest[6] != ':' || *minute > 59 || *second > 60) return std::nullopt;
    if (*hour > 23 && !(*hour == 24 && *minute == 0 && *second == 0)) return std::nullopt;
    seconds += *hour * 3600 + *minute * 60 + *second;
    rest = rest.substr(9);
    if (rest.starts_with('.')) {
      std::size_t end = 1;
      while (end < rest.size() && rest[end] >= '0' && rest[end] <= '9') ++end;
      if (end == 1) return std::nullopt;
      rest = rest.substr(end);
    }
  }
  const auto offset = offset_of(rest);
  if (!offset) return std::nullopt;
  return seconds - *offset;
}

/// The days of a reporting period in years that begin on another day: the year that ends in `y` begins in the year before.
std::optional<std::pair<sys_days, sys_days>> shifted(std::string_view text, std::string_view year_start) {
  const auto y = number(text, 0, 4);
  const auto start_month = number(year_start, 2, 2);
  const auto start_day = number(year_start, 5, 2);
  if (!y || *y < 2 || text.size() < 7 || !start_month || !start_day) return std::nullopt;
  const auto part = parse_integer(text.substr(6));
  if (!part || *part < 1 || *part > 366) return std::nullopt;
  // February 29 of a year that has none is March 1.
  const auto begin_of = [&](int number_of) {
    const year_month_day begin = year(number_of) / month(static_cast<unsigned>(*start_month)) / day(static_cast<unsigned>(*start_day));
    return begin.ok() ? sys_days(begin) : sys_days(year(number_of) / month(static_cast<unsigned>(*start_month)) / last) + days(1);
  };
  const sys_days begin = begin_of(*y - 1);
  const int p = static_cast<int>(*part);
  if (text[5] == 'D') return std::pair(begin + days(p - 1), begin + days(p - 1));
  if (text[5] == 'W') {
    // The first week has at least four days in the reporting year.
    const auto fourth = begin + days(3);
    const auto monday = fourth - (weekday(fourth) - Monday) + days(7 * (p - 1));
    return std::pair(monday, monday + days(6));
  }
  const int length = text[5] == 'A' ? 12 : text[5] == 'S' ? 6 : text[5] == 'T' ? 4 : text[5] == 'Q' ? 3 : 1;
  const auto add = [&](int count) {
    const year_month_day from(begin);
    const auto moved = from.year() / from.month() + months(count);
    const year_month_day day_of = moved / from.day();
    return day_of.ok() ? sys_days(day_of) : sys_days(moved / last);
  };
  return std::pair(add((p - 1) * length), add(p * length) - days(1));
}

}  // namespace

Result<TimeSpan> parse_time_span(std::string_view text, std::string_view parameter, std::string_view year_start) {
  if (const auto period = TimePeriod::parse(text)) {
    TimeSpan span{.first = period->first_day() * day_seconds, .last = (period->last_day() + 1) * day_seconds - 1, .period = *period};
    const bool is_reporting = text.size() > 5 && text[5] > '9';
    if (is_reporting && !year_start.empty() && year_start.substr(0, 7) != "--01-01") {
      if (const auto moved = shifted(text, year_start)) {
        span.first = day_number(moved->first) * day_seconds;
        span.last = (day_number(moved->second) + 1) * day_seconds - 1;
      }
    }
    return span;
  }
  if (text.size() > 10 && text[10] == 'T') {
    if (const auto moment = moment_of(text)) {
      return TimeSpan{.first = *moment, .last = *moment, .period = TimePeriod::parse(text.substr(0, 10)).value_or(TimePeriod()), .is_moment = true};
    }
  }
  return fail(ErrorKind::Usage, "'" + shorten(text, 40) + "' is no time period", {.file = std::string(parameter)},
              "as 2020, 2020-01, 2020-01-31, 2020-Q1, 2020-W05, 2020-01-31T12:00:00");
}

Result<std::time_t> parse_moment(std::string_view text, std::string_view parameter) {
  if (text.size() >= 10) {
    if (const auto moment = moment_of(text)) return static_cast<std::time_t>(*moment);
  } else if (const auto y = number(text, 0, 4); y && (text.size() == 4 || (text.size() == 7 && text[4] == '-'))) {
    const auto m = text.size() == 4 ? std::optional(1) : number(text, 5, 2);
    if (const auto first = m ? date(*y, *m, 1) : std::nullopt) return static_cast<std::time_t>(day_number(*first) * day_seconds);
  }
  return fail(ErrorKind::Usage, "'" + shorten(text, 40) + "' is no date with a time", {.file = std::string(parameter)}, "as 2026-01-31T12:00:00Z");
}

Status check_year_start(std::string_view text, std::string_view parameter) {
  const auto m = number(text, 2, 2);
  const auto d = number(text, 5, 2);
  const bool formed = text.size() >= 7 && text.starts_with("--") && text[4] == '-' && m && d && (text.size() == 7 || offset_of(text.substr(7)));
  if (formed && date(2000, *m, *d)) return {};
  return fail(ErrorKind::Usage, "'" + shorten(text, 40) + "' is no month and day", {.file = std::string(parameter)}, "as --07-01");
}

std::string moment_text(std::time_t moment) {
  const sys_seconds when{seconds(moment)};
  const auto day_of = floor<days>(when);
  const year_month_day ymd(day_of);
  const hh_mm_ss clock(when - day_of);
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                static_cast<unsigned>(ymd.day()), static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return buffer;
}

}  // namespace atalaya::query
