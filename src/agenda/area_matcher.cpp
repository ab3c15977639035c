#include "agenda/area_matcher.h"

#include "agenda/world.h"

namespace atalaya {

AreaMatcher::AreaMatcher(const Agenda& agenda) {
  // First come, first kept: the pack's own words win over ISO's.
  for (const Country& country : agenda.countries) {
    for (const std::string& code : {country.id, country.iso2, country.m49}) codes_.emplace(code, country.id);
    for (const LocalText* names : {&country.name, &country.official}) {
      for (const auto& [language, name] : names->all()) add_name(name, country.id);
    }
    for (const std::string& variant : country.variants) add_name(variant, country.id);
  }
  for (const Group& group : agenda.groups) {
    codes_.emplace(group.id, group.id);
    for (const auto& [language, name] : group.name.all()) add_name(name, group.id);
  }
  for (const IsoCountry& country : iso_countries()) {
    for (const std::string& code : {country.iso3, country.iso2, country.m49}) {
      if (!code.empty()) codes_.emplace(code, country.iso3);
    }
    for (const std::string& language : agenda.languages) add_name(country_name(country.iso2, language), country.iso3);
  }
}

void AreaMatcher::add_name(const std::string& name, const std::string& id) { names_.emplace(fold_name(name), id); }

std::optional<std::string_view> AreaMatcher::match(std::string_view text) const {
  const std::string_view wanted = trim(text);
  if (wanted.empty()) return std::nullopt;
  if (const auto it = codes_.find(wanted); it != codes_.end()) return it->second;
  // M49 codes lose their zeros in spreadsheets, and codes come in lower case.
  const bool numeric = wanted.find_first_not_of("0123456789") == std::string_view::npos;
  if (numeric && wanted.size() < 3) return match(std::string(3 - wanted.size(), '0') + std::string(wanted));
  if (wanted.size() <= 3) {
    std::string upper(wanted);
    for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    if (const auto it = codes_.find(upper); it != codes_.end()) return it->second;
  }
  if (const auto it = names_.find(fold_name(wanted)); it != names_.end()) return it->second;
  return std::nullopt;
}

}  // namespace atalaya
