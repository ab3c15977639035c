// Downloads of copies as the store has them: a number for each day, country, language and release.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "register/store/store.h"

namespace atalaya::reg::downloads {

struct Copy {
  std::string day;      ///< "2026-11-26", UTC.
  std::string country;  ///< Empty: the whole agenda.
  std::string language;
  std::string release;
  auto operator<=>(const Copy&) const = default;
};
using Counts = std::map<Copy, long long>;

/// Notes when counting began, where it has not begun before.
[[nodiscard]] Status begin(Store& store);
/// The instant; nothing where nobody has ever counted.
[[nodiscard]] Result<std::optional<std::string>> began(Store& store);

/// Adds a batch. One with the same id (random.h, new_public_id) is added once, however often this is called with it within a day.
[[nodiscard]] Status add(Store& store, const std::string& batch, const Counts& counts);

/// Of the days from `first` to `last`, both of them, by country ("" for the whole agenda). Countries without downloads are left out.
[[nodiscard]] Result<std::map<std::string, long long>> by_country(Store& store, const std::string& first, const std::string& last);

/// What was downloaded in a year, as far as anybody counted then.
struct Year {
  std::string since;                            ///< The first day that was counted: that of the year, or a later one.
  std::map<std::string, long long> by_country;  ///< As above.
};
/// Nothing where counting began after the year, or the year is still to come.
[[nodiscard]] Result<std::optional<Year>> in_year(Store& store, int year);

}  // namespace atalaya::reg::downloads
