#include "agenda/artefacts.h"

#include <algorithm>
#include <set>

#include "model/resolve.h"

namespace atalaya {

using sdmx::Kind;
using sdmx::Reference;

namespace {

std::string two_digits(char letter, int number) {
  std::string digits = std::to_string(number);
  if (digits.size() < 2) digits.insert(0, "0");
  return letter + digits;
}

template <typename T>
T maintained(const Agenda& agenda, std::string id, LocalText name) {
  T out;
  out.agency = agenda.agency;
  out.id = std::move(id);
  out.version = agenda.dataflow.version;
  out.name = std::move(name);
  return out;
}

/// Categories are those of the scheme AGENDA, where the pack has one.
void categorise(sdmx::Structures& out, const Agenda& agenda, const Reference& source, const std::string& category) {
  const auto* scheme = out.get<sdmx::CategoryScheme>({Kind::CategoryScheme, agenda.agency, "AGENDA", "*", {}});
  if (scheme == nullptr) return;
  const sdmx::Artefact* flow = out.find(source);
  if (flow == nullptr) return;
  auto made = maintained<sdmx::Categorisation>(agenda, "CAT_" + source.id, sdmx::maintainable(*flow).name);
  made.source = source;
  made.target = {Kind::Category, scheme->agency, scheme->id, scheme->version, category};
  (void)out.add(std::move(made));
}

void add_goal_flows(sdmx::Structures& out, const Agenda& agenda) {
  const Reference structure{Kind::DataStructure, agenda.structure->agency, agenda.structure->id, agenda.structure->version, {}};
  for (const Goal& goal : agenda.goals) {
    if (agenda.indicators_of(goal.number).empty()) continue;
    auto flow = maintained<sdmx::Dataflow>(agenda, goal_flow(agenda, goal.number).id, goal.title);
    flow.description = goal.summary;
    flow.structure = structure;
    (void)out.add(std::move(flow));
    categorise(out, agenda, goal_flow(agenda, goal.number), area_code(goal.area) + "." + goal_code(goal.number));
  }
}

void add_agreements(sdmx::Structures& out, const Agenda& agenda) {
  const auto* providers = out.get<sdmx::DataProviderScheme>({Kind::DataProviderScheme, agenda.agency, "DATA_PROVIDERS", "*", {}});
  if (providers == nullptr) return;
  std::set<std::string> used;
  for (const Indicator& indicator : agenda.indicators) used.insert(indicator.source);
  for (const Source& source : agenda.sources) {
    if (!used.contains(source.id)) continue;
    auto agreement = maintained<sdmx::ProvisionAgreement>(agenda, agreement_of(agenda, source.id).id, source.name);
    agreement.dataflow = main_flow(agenda);
    agreement.provider = {Kind::DataProvider, providers->agency, providers->id, providers->version, source.id};
    (void)out.add(std::move(agreement));
  }
}

}  // namespace

std::string goal_code(int goal) { return two_digits('G', goal); }
std::string area_code(int area) { return "A" + std::to_string(area); }

Reference main_flow(const Agenda& agenda) { return {Kind::Dataflow, agenda.dataflow.agency, agenda.dataflow.id, agenda.dataflow.version, {}}; }

Reference goal_flow(const Agenda& agenda, int goal) { return {Kind::Dataflow, agenda.agency, "DF_" + goal_code(goal), agenda.dataflow.version, {}}; }

Reference agreement_of(const Agenda& agenda, std::string_view source) {
  return {Kind::ProvisionAgreement, agenda.agency, "PA_" + std::string(source), agenda.dataflow.version, {}};
}

LocalText artefacts::everywhere(const Agenda& agenda, const std::string& text) {
  LocalText out;
  for (const std::string& language : agenda.languages) out.set(language, text);
  return out;
}

sdmx::Structures agenda_artefacts(const Agenda& agenda) {
  sdmx::Structures out = artefacts_of(*agenda.structure, agenda.dataflow);
  if (agenda.artefacts != nullptr) {
    sdmx::Structures written = *agenda.artefacts;
    artefacts::fill(written, agenda);
    out.merge(std::move(written));
  }
  add_goal_flows(out, agenda);
  add_agreements(out, agenda);
  for (const std::string& id : {agenda.dataflow.id, std::string("DF_STATUS"), std::string("DF_GOALS"), std::string("DF_REGIONAL")}) {
    categorise(out, agenda, {Kind::Dataflow, agenda.agency, id, agenda.dataflow.version, {}}, "MONITORING");
  }
  artefacts::add_indicator_metadata(out, agenda);
  return out;
}

}  // namespace atalaya
