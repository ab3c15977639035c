#include "agenda/world.h"

#include <unicode/locid.h>
#include <unicode/region.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdio>

namespace atalaya {

const std::vector<IsoCountry>& iso_countries() {
  static const std::vector<IsoCountry> all = [] {
    std::vector<IsoCountry> out;
    for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
      const std::string iso3 = icu::Locale("", *code).getISO3Country();
      if (iso3.size() != 3) continue;
      UErrorCode error = U_ZERO_ERROR;
      const icu::Region* region = icu::Region::getInstance(*code, error);
      char m49[8] = "";
      if (U_SUCCESS(error) && region != nullptr) std::snprintf(m49, sizeof m49, "%03d", region->getNumericCode());
      out.push_back({iso3, *code, m49});
    }
    std::ranges::sort(out, {}, &IsoCountry::iso3);
    // ICU keeps deprecated codes beside their successors under one alpha-3.
    const auto rest = std::ranges::unique(out, {}, &IsoCountry::iso3);
    out.erase(rest.begin(), rest.end());
    return out;
  }();
  return all;
}

std::string country_name(const std::string& iso2, const std::string& language) {
  icu::UnicodeString name;
  icu::Locale("", iso2.c_str()).getDisplayCountry(icu::Locale(language.c_str()), name);
  std::string out;
  name.toUTF8String(out);
  return out;
}

}  // namespace atalaya
