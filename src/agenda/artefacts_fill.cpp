#include <algorithm>
#include <map>
#include <set>

#include "agenda/artefacts.h"

namespace atalaya::artefacts {

using sdmx::Kind;
using sdmx::Reference;

namespace {

constexpr std::string_view annotation_type = "atalaya:from";

/// Takes the annotation away and says its value.
std::string take_origin(sdmx::Maintainable& artefact) {
  const auto it = std::ranges::find(artefact.annotations, annotation_type, &sdmx::Annotation::type);
  if (it == artefact.annotations.end()) return {};
  std::string value = it->value;
  artefact.annotations.erase(it);
  return value;
}

template <typename T>
T named(std::string id, LocalText name) {
  T out;
  out.id = std::move(id);
  out.name = std::move(name);
  return out;
}

/// "9.c" is a category "9-c" below "9"; "9" is itself.
std::string sdg_path(const std::string& sdg) {
  const std::size_t dot = sdg.find('.');
  if (dot == std::string::npos) return sdg;
  return sdg.substr(0, dot) + "." + sdg.substr(0, dot) + "-" + sdg.substr(dot + 1);
}

struct Filler {
  const Agenda& agenda;
  std::string origin;

  /// A code of the reference area's list in the pack's structure.
  [[nodiscard]] Reference area_reference(const std::string& id) const {
    const DataStructure& structure = *agenda.structure;
    const CodeList* list = structure.code_list(structure.dimensions[structure.position("REF_AREA")].code_list);
    return {Kind::Code, structure.agency, list == nullptr ? "" : list->id, list == nullptr ? "" : list->version, id};
  }

  void operator()(sdmx::CategoryScheme& scheme) const {
    if (origin == "areas_and_goals") {
      for (const Area& area : agenda.areas) {
        auto& category = scheme.categories.emplace_back(named<sdmx::Category>(area_code(area.number), area.name));
        category.description = area.summary;
        for (const Goal& goal : agenda.goals) {
          if (goal.area != area.number) continue;
          auto& inner = category.categories.emplace_back(named<sdmx::Category>(goal_code(goal.number), goal.title));
          inner.description = goal.summary;
        }
      }
    }
    if (origin == "sdg") {
      std::map<int, std::set<std::string>> targets;
      for (const Goal& goal : agenda.goals) {
        for (const std::string& sdg : goal.sdg) targets[std::atoi(sdg.c_str())].insert(sdg);
      }
      for (const auto& [number, below] : targets) {
        LocalText name;
        for (const std::string& language : agenda.languages) name.set(language, (language == "en" ? "SDG " : "ODS ") + std::to_string(number));
        auto& category = scheme.categories.emplace_back(named<sdmx::Category>(std::to_string(number), std::move(name)));
        for (const std::string& sdg : below) {
          const std::string path = sdg_path(sdg);
          const std::size_t dot = path.find('.');
          if (dot != std::string::npos) category.categories.push_back(named<sdmx::Category>(path.substr(dot + 1), everywhere(agenda, sdg)));
        }
      }
    }
  }

  void operator()(sdmx::CategorySchemeMap& map) const {
    if (origin != "sdg") return;
    for (const Goal& goal : agenda.goals) {
      for (const std::string& sdg : goal.sdg) {
        sdmx::ItemMap item;
        item.source.value = area_code(goal.area) + "." + goal_code(goal.number);
        item.target = sdg_path(sdg);
        map.items.push_back(std::move(item));
      }
    }
  }

  void operator()(sdmx::DataProviderScheme& scheme) const {
    if (origin != "sources") return;
    for (const Source& source : agenda.sources) {
      auto& provider = scheme.organisations.emplace_back(named<sdmx::Organisation>(source.id, source.name));
      provider.description = source.publisher;
      if (source.address.empty()) continue;
      sdmx::Contact& contact = provider.contacts.emplace_back();
      contact.name = source.publisher;
      contact.uris.push_back(source.address);
    }
  }

  void operator()(sdmx::Hierarchy& hierarchy) const {
    if (origin != "groups") return;
    const auto level = [&](std::size_t depth) { return depth < hierarchy.levels.size() ? hierarchy.levels[depth].id : std::string(); };
    for (const Group& group : agenda.groups) {
      sdmx::HierarchicalCode& top = hierarchy.codes.emplace_back();
      top.id = group.id;
      top.code = area_reference(group.id);
      top.level = level(0);
      for (const std::string& member : group.members) {
        sdmx::HierarchicalCode& below = top.codes.emplace_back();
        below.id = group.id + "_" + member;  // a country is in several groups, and an id stands once in a hierarchy
        below.code = area_reference(member);
        below.level = level(1);
      }
    }
  }

  void operator()(sdmx::Codelist& list) const {
    if (origin == "iso2") {
      for (const Country& country : agenda.countries) list.codes.push_back(named<sdmx::Code>(country.iso2, country.name));
    }
    if (origin == "goals") {
      for (const Goal& goal : agenda.goals) {
        list.codes.push_back(named<sdmx::Code>(goal_code(goal.number), goal.title));
        list.codes.back().description = goal.summary;
      }
    }
  }

  void operator()(sdmx::GeographicCodelist& list) const {
    if (origin != "countries") return;
    for (sdmx::Code& code : list.codes) {
      if (const Country* country = agenda.find_country(code.id); country != nullptr && code.name.empty()) code.name = country->name;
    }
  }

  void operator()(sdmx::RepresentationMap& map) const {
    if (origin != "iso2") return;
    for (const Country& country : agenda.countries) {
      sdmx::ValueMapping& mapping = map.mappings.emplace_back();
      mapping.source.push_back({.value = country.iso2});
      mapping.target.push_back(country.id);
    }
  }

  void operator()(sdmx::ValueList& list) const {
    if (origin != "units") return;
    for (const Unit& unit : agenda.units) {
      const std::string& sign = unit.short_name.in("en");
      const bool is_there = std::ranges::find(list.items, sign, &sdmx::ValueItem::id) != list.items.end();
      if (!sign.empty() && !is_there) list.items.push_back(named<sdmx::ValueItem>(sign, unit.name));
    }
  }

  void operator()(sdmx::Maintainable&) const {}  // the other kinds are filled by nothing
};

}  // namespace

void fill(sdmx::Structures& structures, const Agenda& agenda) {
  sdmx::Structures filled;
  structures.for_each([&](const sdmx::Artefact& artefact) {
    sdmx::Artefact copy = artefact;
    const std::string origin = take_origin(sdmx::maintainable(copy));
    if (!origin.empty()) std::visit(Filler{agenda, origin}, copy);
    (void)filled.add(std::move(copy));
  });
  structures = std::move(filled);
}

}  // namespace atalaya::artefacts
