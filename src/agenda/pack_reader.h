// The parts of reading a pack, one function a file of it; internal to the folder.
#pragma once

#include "agenda/agenda.h"
#include "base/yaml.h"

namespace atalaya::pack {

/// A file of the pack, or nothing and a noted fault.
struct Context {
  std::filesystem::path directory;
  Faults& faults;
  [[nodiscard]] std::optional<YamlNode> open(const char* file) const { return YamlNode::load(directory / file, faults); }
};

/// Text in every language of the agenda; a missing language is a fault, and so is one that the agenda does not have.
[[nodiscard]] LocalText local_text(const YamlNode& parent, const char* key, const Agenda& agenda, Faults& faults, bool required = true);

void read_agenda_file(const Context& context, Agenda& agenda);
void read_areas_and_goals(const Context& context, Agenda& agenda);
void read_countries_and_groups(const Context& context, Agenda& agenda);
void read_units_and_sources(const Context& context, Agenda& agenda);
void read_indicators(const Context& context, Agenda& agenda);
void read_targets(const Context& context, Agenda& agenda);
void read_methods(const Context& context, Agenda& agenda);
void read_structure(const Context& context, Agenda& agenda);
void read_artefacts(const Context& context, Agenda& agenda);

/// What each file is right about alone but the pack is wrong about as a whole: references, numbering, membership.
void check_references(const Context& context, const Agenda& agenda);

}  // namespace atalaya::pack
