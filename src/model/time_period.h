// SDMX time periods from a year to a day, packed so that they sort and compare as integers.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace atalaya {

/// Codes of SDMX CL_FREQ for which there are periods, from the longest to the shortest.
enum class Frequency : std::uint8_t { Annual, HalfYearly, Trimesterly, Quarterly, Monthly, Weekly, Daily };

[[nodiscard]] char to_code(Frequency frequency);  ///< 'A', 'S', 'T', 'Q', 'M', 'W', 'D'
[[nodiscard]] std::optional<Frequency> frequency_of(char code);

/// A calendar period. Ordered by its first day, a longer period before a shorter one that begins on the same day.
class TimePeriod {
 public:
  TimePeriod() = default;
  /// The forms of SDMX 3.1 (SDMXCommon.xsd): Gregorian `2020`, `2020-01`, `2020-01-15`, and reporting `2020-A1`, `2020-S1`, `2020-T1`,
  /// `2020-Q1`, `2020-M01`, `2020-W01`, `2020-D001` with the reporting year beginning on January 1. Years 1 to 9999.
  [[nodiscard]] static std::optional<TimePeriod> parse(std::string_view text);
  [[nodiscard]] static TimePeriod year(int year);
  [[nodiscard]] static TimePeriod from_packed(std::int32_t packed);

  /// The canonical text: `2020`, `2020-S1`, `2020-T1`, `2020-Q1`, `2020-01`, `2020-W01`, `2020-01-15`.
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] Frequency frequency() const { return static_cast<Frequency>(packed_ & 0xf); }
  [[nodiscard]] int year() const;  ///< The year in the canonical text; of a week the ISO 8601 week year.
  /// First day, counted from 1970-01-01.
  [[nodiscard]] int first_day() const;
  [[nodiscard]] int last_day() const;
  /// The middle of the period as a decimal year, for a time axis.
  [[nodiscard]] double decimal_year() const;
  [[nodiscard]] std::int32_t packed() const { return packed_; }

  auto operator<=>(const TimePeriod&) const = default;

 private:
  explicit TimePeriod(std::int32_t packed) : packed_(packed) {}
  std::int32_t packed_ = 0;  // (days since 0000-01-01) * 16 + frequency
};

/// A day counted from 1970-01-01 as ISO 8601: "2020-01-31".
[[nodiscard]] std::string day_text(int day);

}  // namespace atalaya
