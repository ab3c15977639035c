// The data structure of a pack, with the code lists that the rest of the pack fills.
#include "agenda/pack_reader.h"
#include "agenda/world.h"

namespace atalaya::pack {

namespace {

void fill_areas(CodeList& list, const Agenda& agenda) {
  for (const Group& group : agenda.groups) list.add({.id = group.id, .name = group.name});
  for (const Country& country : agenda.countries) list.add({.id = country.id, .name = country.name, .parent = agenda.region});
  for (const IsoCountry& country : iso_countries()) {
    if (list.find(country.iso3) != nullptr) continue;
    LocalText name;
    for (const std::string& language : agenda.languages) name.set(language, country_name(country.iso2, language));
    list.add({.id = country.iso3, .name = std::move(name)});
  }
}

void fill(CodeList& list, const std::string& from, const Agenda& agenda) {
  if (from == "areas") fill_areas(list, agenda);
  if (from == "indicators") {
    for (const Indicator& i : agenda.indicators) list.add({.id = i.id, .name = i.name, .description = i.definition});
  }
  if (from == "units") {
    for (const Unit& unit : agenda.units) list.add({.id = unit.id, .name = unit.name});
  }
  if (from == "sources") {
    for (const Source& source : agenda.sources) list.add({.id = source.id, .name = source.name});
  }
}

CodeList read_code_list(const YamlNode& node, const Agenda& agenda, Faults& faults) {
  node.only({"id", "version", "name", "codes", "from"}, faults);
  CodeList list;
  list.id = node.text("id", faults);
  list.version = node.text_or("version", "1.0", faults);
  list.name = local_text(node, "name", agenda, faults);
  if (node.has("from")) {
    fill(list, node.choice("from", {"areas", "indicators", "units", "sources"}, faults), agenda);
    return list;
  }
  for (const YamlNode& item : node["codes"].items(faults)) {
    item.only({"id", "name", "parent"}, faults);
    Code code{.id = item.text("id", faults), .name = local_text(item, "name", agenda, faults), .parent = item.text_or("parent", "", faults)};
    if (!is_identifier(code.id)) faults.add(item.place(), "'" + code.id + "' is not an SDMX identifier");
    const std::string id = code.id;
    if (!list.add(std::move(code))) faults.add(item.place(), "the code " + id + " stands twice in " + list.id);
  }
  for (const Code& code : list.codes()) {
    if (!code.parent.empty() && list.find(code.parent) == nullptr) {
      faults.add(node.place(), list.id + ": the parent '" + code.parent + "' of " + code.id + " is no code of the list");
    }
  }
  return list;
}

void read_component(const YamlNode& node, Component& component, const Agenda& agenda, Faults& faults) {
  component.id = node.text("id", faults);
  component.code_list = node.text_or("code_list", "", faults);
  component.name = local_text(node, "name", agenda, faults);
}

}  // namespace

void read_structure(const Context& context, Agenda& agenda) {
  const auto file = context.open("structure.yaml");
  if (!file) return;
  Faults& faults = context.faults;
  file->only({"id", "version", "name", "dataflow", "dimensions", "time_dimension", "measure", "attributes", "code_lists"}, faults);
  auto structure = std::make_shared<DataStructure>();
  structure->agency = agenda.agency;
  structure->id = file->text("id", faults);
  structure->version = file->text("version", faults);
  structure->name = local_text(*file, "name", agenda, faults);
  const YamlNode flow = (*file)["dataflow"];
  agenda.dataflow = {agenda.agency, flow.text("id", faults), flow.text("version", faults), local_text(flow, "name", agenda, faults)};
  for (const YamlNode& node : (*file)["code_lists"].items(faults)) structure->code_lists.push_back(read_code_list(node, agenda, faults));
  for (const YamlNode& node : (*file)["dimensions"].items(faults)) {
    Component dimension;
    read_component(node, dimension, agenda, faults);
    if (structure->code_list(dimension.code_list) == nullptr) {
      faults.add(node.place(), "the code list '" + dimension.code_list + "' of " + dimension.id + " is not in code_lists");
    }
    structure->dimensions.push_back(std::move(dimension));
  }
  for (const char* needed : {"FREQ", "REF_AREA", "INDICATOR"}) {
    if (structure->position(needed) == DataStructure::npos) {
      faults.add((*file)["dimensions"].place(), std::string("the dimension ") + needed + " is missing");
    }
  }
  read_component((*file)["time_dimension"], structure->time_dimension, agenda, faults);
  read_component((*file)["measure"], structure->measures.emplace_back(), agenda, faults);
  for (const YamlNode& node : (*file)["attributes"].items(faults)) {
    Attribute attribute;
    read_component(node, attribute, agenda, faults);
    attribute.level = node.choice("level", {"series", "observation"}, faults) == "series" ? Attribute::Level::Series : Attribute::Level::Observation;
    attribute.required = node.flag("required", false, faults);
    structure->attributes.push_back(std::move(attribute));
  }
  agenda.structure = std::move(structure);
}

}  // namespace atalaya::pack
