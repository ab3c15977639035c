#include "query/catalogue.h"

#include <map>
#include <mutex>
#include <set>

#include "agenda/artefacts.h"
#include "release/computed_flows.h"
#include "workshop/regional_figures.h"

namespace atalaya {

using sdmx::Kind;
using sdmx::Reference;

namespace {

sdmx::ValueSelection values_of(const std::string& component, const std::set<std::string>& ids) {
  sdmx::ValueSelection out{.id = component};
  for (const std::string& id : ids) out.values.push_back({.value = id});
  return out;
}

sdmx::DataConstraint constraint(const Agenda& agenda, const std::string& id, const Reference& attachment, const LocalText& name) {
  sdmx::DataConstraint out;
  out.agency = agenda.agency;
  out.id = id;
  out.version = agenda.dataflow.version;
  out.name = name;
  out.attachments.push_back(attachment);
  out.regions.emplace_back();
  return out;
}

std::set<std::string> indicators_of(const Agenda& agenda, auto&& wanted) {
  std::set<std::string> out;
  for (const Indicator& indicator : agenda.indicators) {
    if (wanted(indicator)) out.insert(indicator.id);
  }
  return out;
}

/// What may be in a flow by the pack: the indicators of a goal, those of a publisher, the frequencies that there are.
void add_allowed(sdmx::Structures& out, const Agenda& agenda, const Cube& cube) {
  for (const Goal& goal : agenda.goals) {
    const Reference flow = goal_flow(agenda, goal.number);
    if (out.find(flow) == nullptr) continue;
    auto made = constraint(agenda, "CC_" + flow.id, flow, goal.title);
    made.regions[0].key_values.push_back(values_of("INDICATOR", indicators_of(agenda, [&](const Indicator& i) { return i.goal == goal.number; })));
    (void)out.add(std::move(made));
  }
  const DataStructure& structure = *agenda.structure;
  // Constraints are made first and added then: they stand in the collection that the agreements are read from.
  std::vector<sdmx::DataConstraint> of_agreements;
  for (const sdmx::Artefact& artefact : out.of(Kind::ProvisionAgreement)) {
    const auto& agreement = std::get<sdmx::ProvisionAgreement>(artefact);
    if (agreement.dataflow != main_flow(agenda)) continue;
    const std::string& source = agreement.provider.item;
    auto made = constraint(agenda, "CC_" + agreement.id, sdmx::reference_of(artefact), agreement.name);
    std::vector<sdmx::ValueSelection>& dimensions = made.regions[0].key_values;
    const auto indicators = indicators_of(agenda, [&](const Indicator& i) { return i.source == source; });
    if (!indicators.empty()) dimensions.push_back(values_of("INDICATOR", indicators));
    if (source == regional_source) {
      std::set<std::string> groups;
      for (const Group& group : agenda.groups) groups.insert(group.id);
      dimensions.push_back(values_of("REF_AREA", groups));
    }
    // Figures of one indicator may be of several sources: the observatory adds those of the region.
    if (structure.attribute_position("SOURCE") != DataStructure::npos) made.regions[0].components.push_back(values_of("SOURCE", {source}));
    of_agreements.push_back(std::move(made));
  }
  for (sdmx::DataConstraint& made : of_agreements) (void)out.add(std::move(made));
  const std::size_t frequency = structure.position("FREQ");
  if (frequency == DataStructure::npos || cube.codes(frequency).size() == 0) return;
  auto made = constraint(agenda, "CC_" + structure.id, {Kind::DataStructure, structure.agency, structure.id, structure.version, {}}, structure.name);
  const auto& ids = cube.codes(frequency).ids();
  made.regions[0].key_values.push_back(values_of("FREQ", {ids.begin(), ids.end()}));
  (void)out.add(std::move(made));
}

std::vector<Reference> providers_of(const sdmx::Structures& structures, const Reference& flow) {
  std::vector<Reference> out;
  for (const sdmx::Artefact& artefact : structures.of(Kind::ProvisionAgreement)) {
    const auto& agreement = std::get<sdmx::ProvisionAgreement>(artefact);
    if (agreement.dataflow == flow) out.push_back(agreement.provider);
  }
  return out;
}

/// What is in a flow.
void add_actual(sdmx::Structures& out, const Agenda& agenda, const CatalogueFlow& flow) {
  const Cube& cube = *flow.cube;
  if (cube.size() == 0) return;
  auto made = constraint(agenda, "CA_" + flow.reference.id, flow.reference, sdmx::maintainable(*out.find(flow.reference)).name);
  made.role = sdmx::DataConstraint::Role::Actual;
  for (std::size_t d = 0; d < cube.structure().dimensions.size(); ++d) {
    const auto& ids = cube.codes(d).ids();
    made.regions[0].key_values.push_back(values_of(cube.structure().dimensions[d].id, {ids.begin(), ids.end()}));
  }
  if (cube.structure().has_time()) {
    TimePeriod first = cube.period(0);
    TimePeriod last = first;
    for (std::size_t i = 1; i < cube.size(); ++i) {
      first = std::min(first, cube.period(i));
      last = std::max(last, cube.period(i));
    }
    sdmx::ValueSelection time{.id = cube.structure().time_dimension.id};
    time.time_range = sdmx::TimeRange{.start = sdmx::PeriodBound{first.to_string()}, .end = sdmx::PeriodBound{last.to_string()}};
    made.regions[0].key_values.push_back(std::move(time));
  }
  made.series_count = std::to_string(cube.series_count());
  made.observation_count = std::to_string(cube.size());
  (void)out.add(std::move(made));
}

}  // namespace

Result<std::shared_ptr<const Catalogue>> make_catalogue(const std::shared_ptr<const Release>& release) {
  auto out = std::make_shared<Catalogue>();
  const Agenda& agenda = release->agenda;
  out->release = release->id;
  out->created = release->created_time();
  out->structures = agenda_artefacts(agenda);
  const auto add_flow = [&](Reference flow, std::shared_ptr<const Cube> cube) {
    auto providers = providers_of(out->structures, flow);
    out->flows.push_back({std::move(flow), std::move(cube), std::move(providers)});
  };
  add_flow(main_flow(agenda), std::shared_ptr<const Cube>(release, &release->cube));
  for (ComputedFlow& flow : TRY(computed_flows(*release, out->structures)))
    add_flow(std::move(flow.reference), std::make_shared<const Cube>(std::move(flow.cube)));
  add_allowed(out->structures, agenda, release->cube);
  for (const CatalogueFlow& flow : out->flows) add_actual(out->structures, agenda, flow);
  return out;
}

Result<std::shared_ptr<const Catalogue>> open_catalogue(const Workspace& workspace, const std::shared_ptr<const Release>& release) {
  auto newest = std::make_shared<Catalogue>(*TRY(make_catalogue(release)));
  for (const std::string& id : list_releases(workspace)) {
    if (id == release->id) break;  // the list is in the order of time
    const auto created = release_time(workspace.releases() / id);
    if (!created) continue;  // a folder that is no sound release answers nothing; `atalaya serve` says so when it is asked for
    struct Kept {
      std::mutex mutex;
      std::shared_ptr<const Catalogue> catalogue;
    };
    auto kept = std::make_shared<Kept>();
    newest->earlier.push_back({id, *created, [workspace, id, kept]() -> Result<std::shared_ptr<const Catalogue>> {
                                 const std::scoped_lock lock(kept->mutex);
                                 if (kept->catalogue == nullptr) {
                                   auto opened = std::make_shared<const Release>(TRY(open_release(workspace, id)));
                                   kept->catalogue = TRY(make_catalogue(opened));
                                 }
                                 return kept->catalogue;
                               }});
  }
  return newest;
}

}  // namespace atalaya
