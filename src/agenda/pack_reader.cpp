#include "agenda/pack_reader.h"

#include <algorithm>

#include "agenda/wording.h"
#include "base/text.h"

namespace atalaya {

namespace pack {

LocalText local_text(const YamlNode& parent, const char* key, const Agenda& agenda, Faults& faults, bool required) {
  LocalText out;
  const YamlNode node = parent[key];
  if (!node.defined()) {
    if (required) faults.add(parent.place(), std::string("'") + key + "' is missing", "a map of texts by language");
    return out;
  }
  for (const auto& [language, text] : node.members(faults)) {
    if (std::ranges::find(agenda.languages, language) == agenda.languages.end()) {
      faults.add(text.place(), "the agenda has no language '" + language + "'", "its languages: " + join(agenda.languages, ", "));
    }
    if (!text.is_scalar() && text.defined()) faults.add(text.place(), "a plain text is expected here");
    out.set(language, text.scalar());
  }
  for (const std::string& language : agenda.languages) {
    const bool there = std::ranges::any_of(out.all(), [&](const auto& entry) { return entry.first == language; });
    if (!there) faults.add(node.place(), std::string("'") + key + "' has no text in '" + language + "'");
  }
  return out;
}

void read_agenda_file(const Context& context, Agenda& agenda) {
  const auto file = context.open("agenda.yaml");
  if (!file) return;
  Faults& faults = context.faults;
  file->only({"id", "agency", "version", "document", "adopted", "horizon", "languages", "region", "subregions", "name", "summary"}, faults);
  agenda.id = file->text("id", faults);
  agenda.agency = file->text("agency", faults);
  agenda.version = file->text("version", faults);
  agenda.document = file->text("document", faults);
  agenda.adopted = file->text("adopted", faults);
  agenda.horizon = static_cast<int>(file->integer("horizon", faults));
  agenda.region = file->text("region", faults);
  agenda.languages = file->texts("languages", faults);
  agenda.subregions = file->texts("subregions", faults);
  if (agenda.languages.empty()) faults.add(file->place(), "'languages' is missing or empty");
  agenda.name = local_text(*file, "name", agenda, faults);
  agenda.summary = local_text(*file, "summary", agenda, faults);
}

void read_areas_and_goals(const Context& context, Agenda& agenda) {
  Faults& faults = context.faults;
  if (const auto file = context.open("areas.yaml")) {
    for (const YamlNode& node : file->items(faults)) {
      node.only({"number", "name", "summary"}, faults);
      Area area;
      area.number = static_cast<int>(node.integer("number", faults));
      if (agenda.find_area(area.number) != nullptr) faults.add(node.place(), "area " + std::to_string(area.number) + " stands twice");
      area.name = local_text(node, "name", agenda, faults);
      area.summary = local_text(node, "summary", agenda, faults);
      agenda.areas.push_back(std::move(area));
    }
  }
  const auto file = context.open("goals.yaml");
  if (!file) return;
  for (const YamlNode& node : file->items(faults)) {
    node.only({"number", "area", "title", "summary", "sdg"}, faults);
    Goal goal;
    goal.number = static_cast<int>(node.integer("number", faults));
    goal.area = static_cast<int>(node.integer("area", faults));
    if (agenda.find_goal(goal.number) != nullptr) faults.add(node.place(), "goal " + std::to_string(goal.number) + " stands twice");
    if (agenda.find_area(goal.area) == nullptr) {
      faults.add(node["area"].place(), "there is no area " + std::to_string(goal.area) + " in areas.yaml");
    }
    goal.title = local_text(node, "title", agenda, faults);
    goal.summary = local_text(node, "summary", agenda, faults);
    goal.sdg = node.texts("sdg", faults);
    agenda.goals.push_back(std::move(goal));
  }
}

void read_countries_and_groups(const Context& context, Agenda& agenda) {
  Faults& faults = context.faults;
  if (const auto file = context.open("countries.yaml")) {
    for (const YamlNode& node : file->items(faults)) {
      node.only({"id", "iso2", "m49", "name", "official", "variants"}, faults);
      Country country;
      country.id = node.text("id", faults);
      country.iso2 = node.text("iso2", faults);
      country.m49 = node.text("m49", faults);
      if (country.id.size() != 3 || country.iso2.size() != 2 || country.m49.size() != 3) {
        faults.add(node.place(), "a country has an ISO 3166-1 alpha-3 id, an alpha-2 'iso2' and a three-digit 'm49' in quotes");
      }
      if (agenda.find_country(country.id) != nullptr) faults.add(node.place(), "country " + country.id + " stands twice");
      country.name = local_text(node, "name", agenda, faults);
      country.official = local_text(node, "official", agenda, faults, false);
      country.variants = node.texts("variants", faults);
      agenda.countries.push_back(std::move(country));
    }
  }
  const auto file = context.open("groups.yaml");
  if (!file) return;
  for (const YamlNode& node : file->items(faults)) {
    node.only({"id", "name", "short", "note", "members"}, faults);
    Group group;
    group.id = node.text("id", faults);
    if (!is_identifier(group.id)) faults.add(node["id"].place(), "'" + group.id + "' is not an SDMX identifier");
    if (agenda.find_group(group.id) != nullptr || agenda.find_country(group.id) != nullptr) {
      faults.add(node.place(), "the id " + group.id + " stands twice");
    }
    group.name = local_text(node, "name", agenda, faults);
    group.short_name = local_text(node, "short", agenda, faults, false);
    group.note = local_text(node, "note", agenda, faults, false);
    group.members = node.texts("members", faults);
    for (const std::string& member : group.members) {
      if (agenda.find_country(member) == nullptr) faults.add(node["members"].place(), "'" + member + "' is not in countries.yaml");
    }
    if (group.members.empty()) faults.add(node.place(), "group " + group.id + " has no members");
    agenda.groups.push_back(std::move(group));
  }
}

void check_references(const Context& context, const Agenda& agenda) {
  Faults& faults = context.faults;
  const Place here{.file = context.directory.string()};
  for (const Goal& goal : agenda.goals) {
    if (agenda.indicators_of(goal.number).empty()) {
      faults.add(here, "goal " + std::to_string(goal.number) + " has no indicator");
    }
  }
  std::vector<std::string> named = agenda.subregions;
  named.push_back(agenda.region);
  for (const std::string& group : named) {
    if (agenda.find_group(group) != nullptr) continue;
    faults.add({.file = (context.directory / "agenda.yaml").string()}, "the group '" + group + "' is not in groups.yaml");
  }
  for (const Indicator& indicator : agenda.indicators) {
    if (indicator.goal != 0 && agenda.find_goal(indicator.goal) == nullptr) {
      faults.add(indicator.place, "there is no goal " + std::to_string(indicator.goal) + " in goals.yaml");
    }
    if (agenda.find_unit(indicator.unit) == nullptr) {
      faults.add(indicator.place, indicator.id + ": the unit '" + indicator.unit + "' is not in units.yaml");
    }
    if (agenda.find_source(indicator.source) == nullptr) {
      faults.add(indicator.place, indicator.id + ": the source '" + indicator.source + "' is not in sources.yaml");
    }
    if (indicator.aggregate.method == AggregateMethod::WeightedMean && agenda.find_indicator(indicator.aggregate.weight) == nullptr) {
      faults.add(indicator.place, indicator.id + ": the weight '" + indicator.aggregate.weight + "' is no indicator of the pack");
    }
    if (!agenda.structure) continue;
    for (const auto& [dimension, code] : indicator.headline) {
      const Component* component = agenda.structure->find(dimension);
      const CodeList* list = component != nullptr ? agenda.structure->code_list(component->code_list) : nullptr;
      if (list == nullptr || list->find(code) == nullptr) {
        faults.add(indicator.place, indicator.id + ": headline: " + dimension + " has no code '" + code + "' in structure.yaml");
      }
    }
  }
  for (const Target& target : agenda.targets) {
    if (agenda.find_indicator(target.indicator) == nullptr) {
      faults.add({.file = (context.directory / "targets.yaml").string()}, "a target names the unknown indicator '" + target.indicator + "'");
    }
  }
}

}  // namespace pack

std::optional<Agenda> load_agenda(const std::filesystem::path& directory, Faults& faults) {
  if (!std::filesystem::is_directory(directory)) {
    faults.add(Error{ErrorKind::NotFound, "there is no agenda pack here", {.file = directory.string()}, "a pack is a folder with agenda.yaml"});
    return std::nullopt;
  }
  Agenda agenda;
  const pack::Context context{directory, faults};
  const std::size_t before = faults.errors().size();
  pack::read_agenda_file(context, agenda);
  // Without its languages no text of the pack can be judged.
  if (faults.errors().size() != before) return std::nullopt;
  pack::read_areas_and_goals(context, agenda);
  pack::read_countries_and_groups(context, agenda);
  pack::read_units_and_sources(context, agenda);
  pack::read_indicators(context, agenda);
  pack::read_targets(context, agenda);
  pack::read_methods(context, agenda);
  pack::read_structure(context, agenda);
  pack::read_artefacts(context, agenda);
  pack::check_references(context, agenda);
  if (auto status = attach_wording(directory, agenda); !status) faults.add(status.error());
  if (faults.errors().size() != before) return std::nullopt;
  return agenda;
}

Result<Agenda> load_agenda(const std::filesystem::path& directory) {
  Faults faults;
  if (auto agenda = load_agenda(directory, faults)) return std::move(*agenda);
  Error first = faults.errors().front();
  if (faults.errors().size() > 1) {
    first.hint = "and " + std::to_string(faults.errors().size() - 1) + " more; 'atalaya agenda check' lists them all";
  }
  return std::unexpected(first);
}

}  // namespace atalaya
