#include "query/data/availability_structures.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "model/resolve.h"
#include "query/data/query_time.h"

namespace atalaya::query {

namespace {

/// What of an item scheme is used, by its reference.
struct Used {
  sdmx::Reference scheme;
  std::set<std::string> items = {};
};

void use(std::vector<Used>& all, const sdmx::Reference& scheme, std::set<std::string> items) {
  if (scheme.empty()) return;
  auto at = std::ranges::find(all, scheme, &Used::scheme);
  if (at == all.end()) at = all.insert(all.end(), Used{scheme});
  at->items.merge(items);
}

/// The list that enumerates a component: its own, else its concept's.
sdmx::Reference enumeration_of(const sdmx::Structures& structures, const sdmx::Component& component) {
  if (component.local_representation) return component.local_representation->enumeration;
  const auto* scheme = structures.get<sdmx::ConceptScheme>(component.concept_identity);
  if (scheme == nullptr) return {};
  const auto at = std::ranges::find(scheme->concepts, component.concept_identity.item, &sdmx::Concept::id);
  return at == scheme->concepts.end() || !at->core_representation ? sdmx::Reference{} : at->core_representation->enumeration;
}

template <typename Items>
bool keep(Items& items, const std::set<std::string>& used) {
  const std::size_t before = items.size();
  std::erase_if(items, [&](const auto& item) { return !used.contains(item.id); });
  return items.size() != before;
}

/// The codes that are used, and those above them.
std::set<std::string> with_parents(const std::vector<sdmx::Code>& codes, std::set<std::string> used) {
  std::map<std::string_view, const sdmx::Code*> by_id;
  for (const sdmx::Code& code : codes) by_id.emplace(code.id, &code);
  std::vector<std::string> open(used.begin(), used.end());
  while (!open.empty()) {
    const auto at = by_id.find(open.back());
    open.pop_back();
    if (at != by_id.end() && !at->second->parent.empty() && used.insert(at->second->parent).second) open.push_back(at->second->parent);
  }
  return used;
}

/// The list with what is used of it.
Result<std::optional<sdmx::Artefact>> cut_list(const sdmx::Structures& structures, const Used& used) {
  const sdmx::Artefact* found = structures.find(used.scheme);
  if (found == nullptr) return std::optional<sdmx::Artefact>();
  sdmx::Artefact out = *found;
  const Status cut = std::visit(
      [&](auto& own) -> Status {
        if constexpr (std::derived_from<std::decay_t<decltype(own)>, sdmx::Codelist>) {
          if (!own.extensions.empty()) {
            own.codes = TRY(extended_codes(structures, own));
            own.extensions.clear();
          }
          own.is_partial = keep(own.codes, with_parents(own.codes, used.items)) || own.is_partial;
        } else if constexpr (std::same_as<std::decay_t<decltype(own)>, sdmx::ValueList>) {
          own.is_partial = keep(own.items, used.items) || own.is_partial;
        } else if constexpr (std::same_as<std::decay_t<decltype(own)>, sdmx::ConceptScheme>) {
          own.is_partial = keep(own.concepts, used.items) || own.is_partial;
        } else if constexpr (std::same_as<std::decay_t<decltype(own)>, sdmx::DataProviderScheme>) {
          own.is_partial = keep(own.organisations, used.items) || own.is_partial;
        }
        return {};
      },
      out);
  TRY_STATUS(cut);
  return std::optional(std::move(out));
}

bool is_wanted(const AvailabilityQuery& query, const std::string& component) {
  return query.components.empty() || std::ranges::find(query.components, component) != query.components.end();
}

sdmx::Annotation metric(const char* id, std::size_t count) { return {.id = id, .title = std::to_string(count), .type = "sdmx_metrics"}; }

/// The last second of the range of time that is asked for: a year that only begins in it is available up to there.
std::int64_t end_of(const CubeQuery& query) {
  std::int64_t out = std::numeric_limits<std::int64_t>::max();
  for (const Condition& condition : query.time_range) {
    if (condition.op != Operator::Le) continue;
    if (const auto span = parse_time_span(condition.value, "endPeriod", query.year_start)) out = std::min(out, span->last);
  }
  return out;
}

/// Ids in the order of the component's code list; what the list does not have stands at the end.
std::vector<std::string> in_order_of_list(const DataStructure& structure, const Component& component, std::vector<std::string> ids) {
  const CodeList* list = structure.code_list(component.code_list);
  if (list == nullptr) return ids;
  std::ranges::stable_sort(ids, {}, [&](const std::string& id) {
    const Code* code = list->find(id);
    return code == nullptr ? list->codes().size() : static_cast<std::size_t>(code - list->codes().data());
  });
  return ids;
}

sdmx::DataConstraint constraint_of(const FlowAvailability& one, const AvailabilityQuery& query) {
  const DataStructure& structure = one.cube->structure();
  const sdmx::Reference& flow = one.match.flow->reference;
  sdmx::DataConstraint out;
  out.agency = flow.agency;
  // One agreement of a flow is told apart from another.
  out.id = (one.match.reference.kind == sdmx::Kind::ProvisionAgreement ? one.match.reference.id : flow.id) + "_AVAILABILITY";
  out.version = flow.version;
  out.name.set("en", "Data available for " + one.match.reference.short_text());
  out.role = sdmx::DataConstraint::Role::Actual;
  out.attachments = {one.match.reference};
  out.series_count = std::to_string(one.values.series);
  out.observation_count = std::to_string(one.values.observations);
  out.annotations = {metric("series_count", one.values.series), metric("obs_count", one.values.observations)};
  sdmx::CubeRegion& region = out.regions.emplace_back();
  for (std::size_t d = 0; d < structure.dimensions.size(); ++d) {
    if (!is_wanted(query, structure.dimensions[d].id)) continue;
    sdmx::ValueSelection& selection = region.key_values.emplace_back();
    selection.id = structure.dimensions[d].id;
    for (std::string& code : in_order_of_list(structure, structure.dimensions[d], one.values.codes[d])) selection.values.push_back({.value = std::move(code)});
  }
  if (!structure.has_time() || !one.values.span) return out;
  const auto& [first, last] = *one.values.span;
  if (query.as_reference_period && query.components.empty()) {
    out.reference_period.emplace();
    out.reference_period->start = moment_text(std::time_t{first.first_day()} * 86'400);
    out.reference_period->end = moment_text(static_cast<std::time_t>(std::min((std::int64_t{last.last_day()} + 1) * 86'400 - 1, end_of(query.cube))));
  } else if (is_wanted(query, structure.time_dimension.id)) {
    sdmx::ValueSelection& selection = region.key_values.emplace_back();
    selection.id = structure.time_dimension.id;
    selection.time_range = sdmx::TimeRange{.start = sdmx::PeriodBound{.period = first.to_string()}, .end = sdmx::PeriodBound{.period = last.to_string()}};
  }
  return out;
}

class Collected {
 public:
  Collected(const Catalogue& catalogue, const AvailabilityQuery& query) : structures_(catalogue.structures), query_(query) {}

  void add(const FlowAvailability& one) {
    (void)out_.add(constraint_of(one, query_));
    if (query_.provider_schemes) {
      for (const sdmx::Reference& provider : one.match.provider.empty() ? one.match.flow->providers : std::vector{one.match.provider}) {
        if (takes_provider(query_.context.providers, provider)) use(providers_, provider.maintainable(), {provider.item});
      }
    }
    const auto* flow = structures_.get<sdmx::Dataflow>(one.match.flow->reference);
    if (flow == nullptr) return;
    if (query_.dataflows) (void)out_.add(*flow);
    const auto* structure = structures_.get<sdmx::DataStructure>(flow->structure);
    if (structure == nullptr) return;
    if (query_.data_structures) (void)out_.add(*structure);
    for (const sdmx::Dimension& dimension : structure->dimensions) {
      if (!is_wanted(query_, dimension.id)) continue;
      const std::size_t position = one.cube->structure().position(dimension.id);
      if (position == DataStructure::npos) continue;
      const auto& codes = one.values.codes[position];
      add_component(dimension, {codes.begin(), codes.end()});
    }
    const bool tells_time = !query_.as_reference_period || !query_.components.empty();
    if (structure->time_dimension && tells_time && is_wanted(query_, structure->time_dimension->id)) add_component(*structure->time_dimension, {});
  }

  Result<sdmx::Structures> finish() && {
    for (const auto* all : {&lists_, &concepts_, &providers_}) {
      for (const Used& used : *all) {
        if (auto artefact = TRY(cut_list(structures_, used))) (void)out_.add(std::move(*artefact));
      }
    }
    return std::move(out_);
  }

 private:
  void add_component(const sdmx::Component& component, std::set<std::string> values) {
    if (query_.concept_schemes) use(concepts_, component.concept_identity.maintainable(), {component.concept_identity.item});
    const sdmx::Artefact* list = values.empty() ? nullptr : structures_.find(enumeration_of(structures_, component));
    if (list == nullptr) return;
    if (sdmx::kind_of(*list) == sdmx::Kind::ValueList ? query_.valuelists : query_.codelists) use(lists_, sdmx::reference_of(*list), std::move(values));
  }

  const sdmx::Structures& structures_;
  const AvailabilityQuery& query_;
  sdmx::Structures out_;
  std::vector<Used> lists_, concepts_, providers_;
};

}  // namespace

Result<sdmx::Structures> availability_structures(const Catalogue& catalogue, std::span<const FlowAvailability> found, const AvailabilityQuery& query) {
  Collected collected(catalogue, query);
  for (const FlowAvailability& one : found) collected.add(one);
  return std::move(collected).finish();
}

}  // namespace atalaya::query
