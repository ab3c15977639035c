#include "model/time_period.h"

#include <charconv>
#include <chrono>
#include <cstdio>

namespace atalaya {

namespace {

using namespace std::chrono;

constexpr std::string_view frequency_codes = "ASTQMWD";
constexpr int epoch = -static_cast<int>(sys_days(0y / January / 1).time_since_epoch().count());  // 1970-01-01 counted from year 0

std::optional<int> digits(std::string_view text, std::size_t count) {
  if (text.size() != count) return std::nullopt;
  int value = 0;
  const auto [stop, code] = std::from_chars(text.data(), text.data() + count, value);
  if (code != std::errc() || stop != text.data() + count || text[0] == '-') return std::nullopt;
  return value;
}

std::int32_t pack(sys_days day, Frequency frequency) {
  return (static_cast<std::int32_t>(day.time_since_epoch().count()) + epoch) * 16 + static_cast<std::int32_t>(frequency);
}

sys_days first_of_month(int year_number, int month_number) { return sys_days(std::chrono::year(year_number) / month(static_cast<unsigned>(month_number)) / 1); }

/// ISO 8601: week 1 holds January 4; weeks begin on Monday.
sys_days first_of_week(int year_number, int week) {
  const sys_days fourth = sys_days(std::chrono::year(year_number) / January / 4);
  const auto monday = fourth - (weekday(fourth) - Monday);
  return monday + days(7 * (week - 1));
}

int weeks_in(int year_number) { return static_cast<int>((first_of_week(year_number + 1, 1) - first_of_week(year_number, 1)).count() / 7); }

int months_of(Frequency frequency) {
  switch (frequency) {
    case Frequency::Annual: return 12;
    case Frequency::HalfYearly: return 6;
    case Frequency::Trimesterly: return 4;
    case Frequency::Quarterly: return 3;
    default: return 1;
  }
}

}  // namespace

char to_code(Frequency frequency) { return frequency_codes[static_cast<std::size_t>(frequency)]; }

std::optional<Frequency> frequency_of(char code) {
  const auto at = frequency_codes.find(code);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<Frequency>(at);
}

TimePeriod TimePeriod::from_packed(std::int32_t packed) { return TimePeriod(packed); }

TimePeriod TimePeriod::year(int number) { return TimePeriod(pack(first_of_month(number, 1), Frequency::Annual)); }

std::optional<TimePeriod> TimePeriod::parse(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  const auto year_number = digits(text.substr(0, 4), 4);
  if (!year_number || *year_number == 0) return std::nullopt;
  if (text.size() == 4) return year(*year_number);
  if (text[4] != '-' || text.size() < 6) return std::nullopt;
  const std::string_view rest = text.substr(5);
  if (rest[0] >= '0' && rest[0] <= '9') {
    const auto month_number = digits(rest.substr(0, 2), 2);
    if (!month_number || *month_number < 1 || *month_number > 12) return std::nullopt;
    if (rest.size() == 2) return TimePeriod(pack(first_of_month(*year_number, *month_number), Frequency::Monthly));
    if (rest[2] != '-') return std::nullopt;
    const auto day_number = digits(rest.substr(3), 2);
    if (!day_number) return std::nullopt;
    const year_month_day date = std::chrono::year(*year_number) / month(static_cast<unsigned>(*month_number)) / day(static_cast<unsigned>(*day_number));
    if (!date.ok()) return std::nullopt;
    return TimePeriod(pack(sys_days(date), Frequency::Daily));
  }
  const auto frequency = frequency_of(rest[0]);
  if (!frequency) return std::nullopt;
  const std::size_t width = *frequency == Frequency::Daily ? 3 : (*frequency == Frequency::Monthly || *frequency == Frequency::Weekly ? 2 : 1);
  const auto part = digits(rest.substr(1), width);
  if (!part || *part < 1) return std::nullopt;
  if (*frequency == Frequency::Weekly) {
    if (*part > weeks_in(*year_number)) return std::nullopt;
    return TimePeriod(pack(first_of_week(*year_number, *part), Frequency::Weekly));
  }
  if (*frequency == Frequency::Daily) {
    const int length = std::chrono::year(*year_number).is_leap() ? 366 : 365;
    if (*part > length) return std::nullopt;
    return TimePeriod(pack(first_of_month(*year_number, 1) + days(*part - 1), Frequency::Daily));
  }
  const int months = months_of(*frequency);
  if (*part > 12 / months) return std::nullopt;
  return TimePeriod(pack(first_of_month(*year_number, (*part - 1) * months + 1), *frequency));
}

int TimePeriod::first_day() const { return (packed_ >> 4) - epoch; }

int TimePeriod::year() const {
  sys_days day{days(first_day())};
  if (frequency() == Frequency::Weekly) day += days(3);  // its Thursday lies in the week year
  return static_cast<int>(year_month_day(day).year());
}

std::string TimePeriod::to_string() const {
  const sys_days day{days(first_day())};
  const year_month_day date(day);
  const int year_number = year();
  const int month_number = static_cast<int>(static_cast<unsigned>(date.month()));
  char buffer[24];
  switch (frequency()) {
    case Frequency::Annual: std::snprintf(buffer, sizeof buffer, "%04d", year_number); break;
    case Frequency::Monthly: std::snprintf(buffer, sizeof buffer, "%04d-%02d", year_number, month_number); break;
    case Frequency::Daily: std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02u", year_number, month_number, static_cast<unsigned>(date.day())); break;
    case Frequency::Weekly:
      std::snprintf(buffer, sizeof buffer, "%04d-W%02d", year_number, static_cast<int>((day - first_of_week(year_number, 1)).count() / 7) + 1);
      break;
    default: std::snprintf(buffer, sizeof buffer, "%04d-%c%d", year_number, to_code(frequency()), (month_number - 1) / months_of(frequency()) + 1);
  }
  return buffer;
}

int TimePeriod::last_day() const {
  const sys_days first{days(first_day())};
  if (frequency() == Frequency::Daily) return first_day();
  if (frequency() == Frequency::Weekly) return first_day() + 6;
  const year_month_day date(first);
  const sys_days next = (date.year() / date.month() + months(months_of(frequency()))) / 1;
  return static_cast<int>(next.time_since_epoch().count()) - 1;
}

double TimePeriod::decimal_year() const {
  const sys_days middle{days((first_day() + last_day() + 1) / 2)};
  const auto year_number = year_month_day(middle).year();
  const sys_days start = sys_days(year_number / January / 1);
  const double length = year_number.is_leap() ? 366 : 365;
  return static_cast<int>(year_number) + static_cast<double>((middle - start).count()) / length;
}

std::string day_text(int day) {
  const year_month_day date{sys_days{days{day}}};
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

}  // namespace atalaya
