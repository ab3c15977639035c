// The countries of ISO 3166-1 as ICU knows them: codes and names. For areas that are not of the agenda but stand in its sources.
#pragma once

#include <string>
#include <vector>

namespace atalaya {

struct IsoCountry {
  std::string iso3;
  std::string iso2;
  std::string m49;
};

/// Sorted by alpha-3.
[[nodiscard]] const std::vector<IsoCountry>& iso_countries();

/// The country's name in a language ("es", "en", "pt"), from CLDR.
[[nodiscard]] std::string country_name(const std::string& iso2, const std::string& language);

}  // namespace atalaya
