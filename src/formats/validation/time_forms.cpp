#include "formats/validation/time_forms.h"

#include <array>
#include <chrono>

namespace atalaya {

namespace {

using namespace std::chrono;

constexpr std::int64_t day_seconds = 86'400;

/// Reads a text from its beginning.
struct Scan {
  std::string_view rest;

  bool take(char c) {
    if (rest.empty() || rest[0] != c) return false;
    rest.remove_prefix(1);
    return true;
  }
  /// Exactly `count` digits.
  std::optional<int> digits(std::size_t count) {
    if (rest.size() < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest[i] < '0' || rest[i] > '9') return std::nullopt;
      value = value * 10 + (rest[i] - '0');
    }
    rest.remove_prefix(count);
    return value;
  }
  /// As many digits as there are, at least one; at most nine count.
  std::optional<std::int64_t> number() {
    std::size_t count = 0;
    std::int64_t value = 0;
    while (count < rest.size() && rest[count] >= '0' && rest[count] <= '9') {
      if (count < 9) value = value * 10 + (rest[count] - '0');
      ++count;
    }
    if (count == 0) return std::nullopt;
    rest.remove_prefix(count);
    return value;
  }
  /// A year of four digits or more, perhaps negative. Beyond 9999 and below 1 it is `outside`.
  std::optional<int> year() {
    const bool negative = take('-');
    std::size_t count = 0;
    while (count < rest.size() && rest[count] >= '0' && rest[count] <= '9') ++count;
    if (count < 4 || (count > 4 && rest[0] == '0')) return std::nullopt;
    const int value = count > 4 ? outside : *Scan{rest}.digits(4);
    rest.remove_prefix(count);
    return negative || value == 0 ? outside : value;
  }
  static constexpr int outside = 100'000;
};

/// "Z", "+02:00" or nothing, at the end: the seconds east of UTC.
std::optional<std::int64_t> zone(Scan& scan) {
  if (scan.rest.empty()) return 0;
  if (scan.take('Z')) return 0;
  const bool west = scan.take('-');
  if (!west && !scan.take('+')) return std::nullopt;
  const auto hours = scan.digits(2);
  if (!hours || !scan.take(':')) return std::nullopt;
  const auto minutes = scan.digits(2);
  if (!minutes || *hours > 14 || *minutes > 59 || (*hours == 14 && *minutes != 0)) return std::nullopt;
  const std::int64_t seconds = *hours * 3'600 + *minutes * 60;
  return west ? -seconds : seconds;
}

/// The rest is a zone west of UTC, not another part of the date.
bool begins_zone(std::string_view rest) { return rest.size() == 6 && rest[0] == '-' && rest[3] == ':'; }

/// "12:30:00.5": seconds into the day.
std::optional<std::int64_t> clock_time(Scan& scan) {
  const auto hours = scan.digits(2);
  if (!hours || !scan.take(':')) return std::nullopt;
  const auto minutes = scan.digits(2);
  if (!minutes || !scan.take(':')) return std::nullopt;
  const auto seconds = scan.digits(2);
  if (!seconds || *minutes > 59 || *seconds > 59) return std::nullopt;
  bool fraction = false;
  if (scan.take('.')) {
    const auto digits = scan.number();
    if (!digits) return std::nullopt;
    fraction = *digits != 0;
  }
  if (*hours > 24 || (*hours == 24 && (*minutes != 0 || *seconds != 0 || fraction))) return std::nullopt;
  return *hours * 3'600 + *minutes * 60 + *seconds;
}

std::int64_t day_number(int year_number, int month_number, int day_of_month) {
  return sys_days(year(year_number) / month(static_cast<unsigned>(month_number)) / day(static_cast<unsigned>(day_of_month))).time_since_epoch().count();
}

bool is_date(int year_number, int month_number, int day_of_month) {
  const int leap = year_number == Scan::outside ? 2000 : year_number;
  return (year(leap) / month(static_cast<unsigned>(month_number)) / day(static_cast<unsigned>(day_of_month))).ok();
}

/// The first of the month that is so many months after January of a year.
std::int64_t month_start(int year_number, int months) { return day_number(year_number + months / 12, months % 12 + 1, 1); }

/// ISO 8601: week 1 holds January 4; weeks begin on Monday.
std::int64_t week_start(int year_number, int week) {
  const std::int64_t fourth = day_number(year_number, 1, 4);
  const std::int64_t since_monday = (fourth + 3) % 7;  // 1970-01-01 was a Thursday
  return fourth - (since_monday < 0 ? since_monday + 7 : since_monday) + std::int64_t{7} * (week - 1);
}

std::optional<TimeText> finish(TimeForm form, Scan& scan, bool known, std::int64_t first_day, std::int64_t end_day) {
  const auto offset = zone(scan);
  if (!offset || !scan.rest.empty()) return std::nullopt;
  if (!known) return TimeText{form, std::nullopt};
  return TimeText{form, TimeSpan{first_day * day_seconds - *offset, end_day * day_seconds - *offset}};
}

std::optional<TimeText> read_reporting(Scan& scan, int year_number) {
  struct Kind {
    char letter;
    TimeForm form;
    std::size_t width;
    int most;
    int months;  // 0: weeks and days
  };
  static constexpr std::array kinds = {Kind{'A', TimeForm::ReportingYear, 1, 1, 12},     Kind{'S', TimeForm::ReportingSemester, 1, 2, 6},
                                       Kind{'T', TimeForm::ReportingTrimester, 1, 3, 4}, Kind{'Q', TimeForm::ReportingQuarter, 1, 4, 3},
                                       Kind{'M', TimeForm::ReportingMonth, 2, 12, 1},    Kind{'W', TimeForm::ReportingWeek, 2, 53, 0},
                                       Kind{'D', TimeForm::ReportingDay, 3, 366, 0}};
  for (const Kind& kind : kinds) {
    if (!scan.take(kind.letter)) continue;
    const auto part = scan.digits(kind.width);
    if (!part || *part < 1 || *part > kind.most) return std::nullopt;
    const bool known = year_number != Scan::outside;
    const int counted = known ? year_number : 2000;
    if (kind.months != 0) {
      return finish(kind.form, scan, known, month_start(counted, (*part - 1) * kind.months), month_start(counted, *part * kind.months));
    }
    const bool weeks = kind.form == TimeForm::ReportingWeek;
    const std::int64_t first = weeks ? week_start(counted, *part) : day_number(counted, 1, 1) + *part - 1;
    if (known && first >= (weeks ? week_start(counted + 1, 1) : day_number(counted + 1, 1, 1))) return std::nullopt;
    return finish(kind.form, scan, known, first, first + (weeks ? 7 : 1));
  }
  return std::nullopt;
}

/// A date or date and time, up to the end of the text or to '/'.
std::optional<TimeText> read_point(Scan& scan, int year_number) {
  const auto month_number = scan.digits(2);
  if (!month_number || *month_number < 1 || *month_number > 12) return std::nullopt;
  const bool known = year_number != Scan::outside;
  const int counted = known ? year_number : 2000;
  if (begins_zone(scan.rest) || !scan.take('-')) {
    return finish(TimeForm::GregorianYearMonth, scan, known, month_start(counted, *month_number - 1), month_start(counted, *month_number));
  }
  const auto day_of_month = scan.digits(2);
  if (!day_of_month || *day_of_month < 1 || !is_date(year_number, *month_number, *day_of_month)) return std::nullopt;
  const std::int64_t first = day_number(counted, *month_number, *day_of_month);
  if (!scan.take('T')) return finish(TimeForm::GregorianDay, scan, known, first, first + 1);
  const auto seconds = clock_time(scan);
  if (!seconds) return std::nullopt;
  auto out = finish(TimeForm::DateTime, scan, known, first, first);
  if (out && out->span) *out->span = {out->span->first + *seconds, out->span->first + *seconds + 1};
  return out;
}

std::optional<TimeText> read_range(std::string_view text, std::size_t slash) {
  const auto start = read_time(text.substr(0, slash));
  if (!start || (start->form != TimeForm::GregorianDay && start->form != TimeForm::DateTime)) return std::nullopt;
  const auto length = read_duration(text.substr(slash + 1));
  if (!length || text[slash + 1] == '-') return std::nullopt;
  TimeText out{TimeForm::TimeRange, std::nullopt};
  if (!start->span) return out;
  const auto day_of_start = start->span->first / day_seconds - (start->span->first % day_seconds < 0 ? 1 : 0);
  const std::int64_t into_day = start->span->first - day_of_start * day_seconds;
  const year_month_day date{sys_days(days(static_cast<int>(day_of_start)))};
  const std::int64_t years = length->months / 12;
  if (years > 9'999 || length->seconds > std::int64_t{9'999} * 366 * day_seconds) return out;
  year_month_day end = date + months(static_cast<int>(length->months));
  if (!end.ok()) end = end.year() / end.month() / last;
  out.span = TimeSpan{start->span->first, sys_days(end).time_since_epoch().count() * day_seconds + into_day + length->seconds};
  return out;
}

}  // namespace

std::optional<TimeText> read_time(std::string_view text) {
  if (text.size() > 128) return std::nullopt;
  if (const auto slash = text.find('/'); slash != std::string_view::npos) return read_range(text, slash);
  Scan scan{text};
  const auto year_number = scan.year();
  if (!year_number) return std::nullopt;
  const bool known = *year_number != Scan::outside;
  const int counted = known ? *year_number : 2000;
  if (begins_zone(scan.rest) || !scan.take('-')) {
    return finish(TimeForm::GregorianYear, scan, known, month_start(counted, 0), month_start(counted, 12));
  }
  if (scan.rest.empty()) return std::nullopt;
  return scan.rest[0] >= '0' && scan.rest[0] <= '9' ? read_point(scan, *year_number) : read_reporting(scan, *year_number);
}

std::optional<bool> takes_form(std::string_view type, TimeForm form) {
  const bool gregorian = form == TimeForm::GregorianYear || form == TimeForm::GregorianYearMonth || form == TimeForm::GregorianDay;
  const bool basic = gregorian || form == TimeForm::DateTime;
  const bool reporting = form >= TimeForm::ReportingYear && form <= TimeForm::ReportingDay;
  if (type == "ObservationalTimePeriod") return true;
  if (type == "StandardTimePeriod") return basic || reporting;
  if (type == "BasicTimePeriod") return basic;
  if (type == "GregorianTimePeriod") return gregorian;
  if (type == "ReportingTimePeriod") return reporting;
  static constexpr std::array single = {
      std::pair{"GregorianYear", TimeForm::GregorianYear},
      std::pair{"GregorianYearMonth", TimeForm::GregorianYearMonth},
      std::pair{"GregorianDay", TimeForm::GregorianDay},
      std::pair{"DateTime", TimeForm::DateTime},
      std::pair{"ReportingYear", TimeForm::ReportingYear},
      std::pair{"ReportingSemester", TimeForm::ReportingSemester},
      std::pair{"ReportingTrimester", TimeForm::ReportingTrimester},
      std::pair{"ReportingQuarter", TimeForm::ReportingQuarter},
      std::pair{"ReportingMonth", TimeForm::ReportingMonth},
      std::pair{"ReportingWeek", TimeForm::ReportingWeek},
      std::pair{"ReportingDay", TimeForm::ReportingDay},
      std::pair{"TimeRange", TimeForm::TimeRange},
      std::pair{"TimesRange", TimeForm::TimeRange},  // as SDMX 2.1 spells it
  };
  for (const auto& [name, wanted] : single) {
    if (type == name) return form == wanted;
  }
  return std::nullopt;
}

std::optional<char> frequency_of(TimeForm form) {
  switch (form) {
    case TimeForm::GregorianYear:
    case TimeForm::ReportingYear: return 'A';
    case TimeForm::ReportingSemester: return 'S';
    case TimeForm::ReportingTrimester: return 'T';
    case TimeForm::ReportingQuarter: return 'Q';
    case TimeForm::GregorianYearMonth:
    case TimeForm::ReportingMonth: return 'M';
    case TimeForm::ReportingWeek: return 'W';
    case TimeForm::GregorianDay:
    case TimeForm::ReportingDay: return 'D';
    case TimeForm::DateTime:
    case TimeForm::TimeRange: break;
  }
  return std::nullopt;
}

std::optional<Duration> read_duration(std::string_view text) {
  if (text.size() > 128) return std::nullopt;
  Scan scan{text};
  const bool negative = scan.take('-');
  if (!scan.take('P') || scan.rest.empty()) return std::nullopt;
  Duration out;
  std::string_view allowed = "YMD";
  bool in_time = false;
  while (!scan.rest.empty()) {
    if (!in_time && scan.take('T')) {
      in_time = true;
      allowed = "HMS";
      if (scan.rest.empty()) return std::nullopt;
      continue;
    }
    const auto value = scan.number();
    if (!value || scan.rest.empty()) return std::nullopt;
    if (in_time && scan.take('.') && (!scan.number() || scan.rest.empty() || scan.rest[0] != 'S')) return std::nullopt;
    const auto at = scan.rest.empty() ? std::string_view::npos : allowed.find(scan.rest[0]);
    if (at == std::string_view::npos) return std::nullopt;
    switch (allowed[at]) {
      case 'Y': out.months += *value * 12; break;
      case 'M': (in_time ? out.seconds : out.months) += *value * (in_time ? 60 : 1); break;
      case 'D': out.seconds += *value * day_seconds; break;
      case 'H': out.seconds += *value * 3'600; break;
      default: out.seconds += *value; break;
    }
    allowed.remove_prefix(at + 1);
    scan.rest.remove_prefix(1);
  }
  if (negative) out = {-out.months, -out.seconds};
  return out;
}

bool is_month(std::string_view text) {
  Scan scan{text};
  if (!scan.take('-') || !scan.take('-')) return false;
  const auto month_number = scan.digits(2);
  return month_number && *month_number >= 1 && *month_number <= 12 && zone(scan) && scan.rest.empty();
}

bool is_month_day(std::string_view text) {
  Scan scan{text};
  if (!scan.take('-') || !scan.take('-')) return false;
  const auto month_number = scan.digits(2);
  if (!month_number || *month_number < 1 || *month_number > 12 || !scan.take('-')) return false;
  const auto day_of_month = scan.digits(2);
  return day_of_month && *day_of_month >= 1 && is_date(2000, *month_number, *day_of_month) && zone(scan) && scan.rest.empty();
}

bool is_day(std::string_view text) {
  Scan scan{text};
  if (!scan.take('-') || !scan.take('-') || !scan.take('-')) return false;
  const auto day_of_month = scan.digits(2);
  return day_of_month && *day_of_month >= 1 && *day_of_month <= 31 && zone(scan) && scan.rest.empty();
}

bool is_time(std::string_view text) {
  Scan scan{text};
  return clock_time(scan) && zone(scan) && scan.rest.empty();
}

}  // namespace atalaya
