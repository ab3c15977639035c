#include "agenda/agenda.h"

#include <algorithm>

namespace atalaya {

namespace {

template <typename T, typename Key, typename Member>
const T* find_by(const std::vector<T>& all, const Key& key, Member member) {
  const auto it = std::ranges::find(all, key, member);
  return it == all.end() ? nullptr : &*it;
}

}  // namespace

const Area* Agenda::find_area(int number) const { return find_by(areas, number, &Area::number); }
const Goal* Agenda::find_goal(int number) const { return find_by(goals, number, &Goal::number); }
const Country* Agenda::find_country(std::string_view key) const { return find_by(countries, key, &Country::id); }
const Group* Agenda::find_group(std::string_view key) const { return find_by(groups, key, &Group::id); }
const Unit* Agenda::find_unit(std::string_view key) const { return find_by(units, key, &Unit::id); }
const Source* Agenda::find_source(std::string_view key) const { return find_by(sources, key, &Source::id); }
const Indicator* Agenda::find_indicator(std::string_view key) const { return find_by(indicators, key, &Indicator::id); }

std::vector<const Indicator*> Agenda::indicators_of(int goal) const {
  std::vector<const Indicator*> out;
  for (const Indicator& indicator : indicators) {
    if (indicator.goal == goal) out.push_back(&indicator);
  }
  return out;
}

const Target* Agenda::find_target(std::string_view indicator, std::string_view area) const {
  const Target* everybodys = nullptr;
  for (const Target& target : targets) {
    if (target.indicator != indicator) continue;
    if (target.areas.empty()) {
      everybodys = &target;
    } else if (std::ranges::find(target.areas, area) != target.areas.end()) {
      return &target;
    }
  }
  return everybodys;
}

std::vector<std::string_view> Agenda::headline_key(const Indicator& indicator, std::string_view area) const {
  std::vector<std::string_view> key;
  for (const Component& dimension : structure->dimensions) {
    if (dimension.id == "FREQ") {
      key.emplace_back("A");
    } else if (dimension.id == "REF_AREA") {
      key.push_back(area);
    } else if (dimension.id == "INDICATOR") {
      key.emplace_back(indicator.id);
    } else {
      const auto it = std::ranges::find(indicator.headline, dimension.id, &std::pair<std::string, std::string>::first);
      key.push_back(it == indicator.headline.end() ? std::string_view("_T") : std::string_view(it->second));
    }
  }
  return key;
}

}  // namespace atalaya
