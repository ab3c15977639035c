#include "query/data/evaluate.h"

#include <algorithm>

#include "base/text.h"
#include "query/data/agreement_filter.h"
#include "query/data/changes.h"
#include "query/data/sorting.h"

namespace atalaya::query {

namespace {

std::shared_ptr<const Catalogue> borrowed(const Catalogue& catalogue) { return {std::shared_ptr<const Catalogue>(), &catalogue}; }

/// A slice with the cube that it is of.
struct Taken {
  std::shared_ptr<const Cube> cube;
  CubeSlice slice;
};

Result<Taken> take(const CatalogueFlow& flow, const CubeIndexes& indexes, const CubeQuery& query) {
  const CubeFilter filter = TRY(CubeFilter::make(query, flow.cube->shared_structure()));
  const auto index = indexes.of(flow.cube, query.constraints);
  return Taken{flow.cube, filter.slice(flow.cube, index.get())};
}

/// The same flow in another state: by agency and id, of the same version if it is there.
const CatalogueFlow* same_flow(const Catalogue& catalogue, const sdmx::Reference& reference) {
  if (const CatalogueFlow* same = catalogue.flow(reference)) return same;
  const auto at =
      std::ranges::find_if(catalogue.flows, [&](const CatalogueFlow& f) { return f.reference.agency == reference.agency && f.reference.id == reference.id; });
  return at == catalogue.flows.end() ? nullptr : &*at;
}

/// A state that does not fit the query (a component came later) has nothing of it.
Taken take_in(const Catalogue* catalogue, const sdmx::Reference& flow, const CubeIndexes& indexes, const CubeQuery& query) {
  const CatalogueFlow* found = catalogue == nullptr ? nullptr : same_flow(*catalogue, flow);
  if (found == nullptr) return {};
  auto taken = take(*found, indexes, query);
  return taken ? std::move(*taken) : Taken{};
}

Result<std::string> layout_of(const DataStructure& structure, const std::string& wanted) {
  if (wanted.empty()) return structure.has_time() ? structure.time_dimension.id : std::string("AllDimensions");
  const bool is_known =
      wanted == "AllDimensions" || structure.position(wanted) != DataStructure::npos || (structure.has_time() && wanted == structure.time_dimension.id);
  if (is_known) return wanted;
  return fail(ErrorKind::Input, structure.id + " has no dimension '" + shorten(wanted, 60) + "'", {.file = "dimensionAtObservation"},
              "a dimension, or AllDimensions");
}

Result<ReplayOptions> options_of(const DataStructure& structure, const DataQuery& query) {
  ReplayOptions out{.observations = query.observations, .first_observations = query.first_observations, .last_observations = query.last_observations};
  for (const std::string& id : query.attributes.ids) {
    if (structure.attribute_position(id) == DataStructure::npos) {
      return fail(ErrorKind::Input, structure.id + " has no attribute '" + shorten(id, 60) + "'", {.file = "attributes"});
    }
  }
  for (const Attribute& attribute : structure.attributes) {
    const bool by_level = attribute.level == Attribute::Level::DataSet       ? query.attributes.data_set
                          : attribute.level == Attribute::Level::Observation ? query.attributes.observation
                                                                             : query.attributes.series;
    out.attribute_mask.push_back(by_level || std::ranges::find(query.attributes.ids, attribute.id) != query.attributes.ids.end());
  }
  out.attributes = std::ranges::find(out.attribute_mask, true) != out.attribute_mask.end();
  for (const std::string& id : query.measures.ids) {
    if (structure.measure_position(id) == DataStructure::npos) {
      return fail(ErrorKind::Input, structure.id + " has no measure '" + shorten(id, 60) + "'", {.file = "measures"});
    }
  }
  if (!query.measures.all) {
    for (const Component& measure : structure.measures)
      out.measure_mask.push_back(std::ranges::find(query.measures.ids, measure.id) != query.measures.ids.end());
  }
  return out;
}

bool tells_groups(const DataStructure& structure, const ReplayOptions& options) {
  for (std::size_t a = 0; a < structure.attributes.size(); ++a) {
    if (options.attribute_mask[a] && !structure.attributes[a].group.empty()) return true;
  }
  return false;
}

/// Adds a set for what was taken, unless nothing was.
Status plan(const FlowMatch& match, Taken taken, Action action, std::time_t from, std::time_t to, const DataQuery& query, std::vector<PlannedSet>& out) {
  const std::shared_ptr<const DataStructure>& structure = taken.cube->shared_structure();
  PlannedSet set{.cube = std::move(taken.cube), .slice = std::move(taken.slice), .info = {}, .options = {}};
  set.options = TRY(options_of(*structure, query));
  // An agreement says whose data they are. A provider of the data set beside it would say the same, and clients do not read it.
  set.info = {.reference = match.reference, .structure = structure, .action = action};
  set.info.dimension_at_observation = TRY(layout_of(*structure, query.dimension_at_observation));
  if (from != 0) set.info.valid_from = moment_text(from);
  if (to != 0) set.info.valid_to = moment_text(to);
  // Series without an observation that is taken are none of the answer; where observations are told, they fall out by themselves.
  // Not so where attributes of groups are told before them, for each group that a series is of.
  const bool is_restricted = set.slice.test || set.slice.start || set.slice.end;
  if (is_restricted && (!query.observations || tells_groups(*structure, set.options))) drop_empty_series(set.slice);
  const bool has_any =
      query.observations ? std::ranges::any_of(set.slice.series, [&](std::size_t s) { return has_observation(set.slice, s); }) : !set.slice.series.empty();
  if (!has_any) return {};
  TRY_STATUS(arrange(query.sort, set.info.dimension_at_observation, set.slice, set.options));
  out.push_back(std::move(set));
  return {};
}

Status plan_changes(const FlowMatch& match, const Taken& newer, const Taken& older, std::time_t moment, const DataQuery& query, std::vector<PlannedSet>& out) {
  Changes found = changes(newer.slice, older.slice);
  TRY_STATUS(plan(match, {newer.cube, std::move(found.replaced)}, Action::Replace, moment, 0, query, out));
  if (found.deleted.cube == nullptr) return {};
  return plan(match, {older.cube, std::move(found.deleted)}, Action::Delete, 0, moment, query, out);
}

/// The releases from after one moment to another, the oldest first, with the one before them (null: none).
struct States {
  std::shared_ptr<const Catalogue> before;
  std::vector<std::shared_ptr<const Catalogue>> all;
};
Result<States> states_between(const Catalogue& catalogue, std::optional<std::time_t> after, std::optional<std::time_t> until) {
  States out;
  for (const Catalogue::Earlier& earlier : catalogue.earlier) {
    if (until && earlier.created > *until) break;
    auto state = TRY(earlier.open());
    if (after && earlier.created <= *after) {
      out.before = std::move(state);
    } else {
      out.all.push_back(std::move(state));
    }
  }
  if (!until || catalogue.created <= *until) {
    if (after && catalogue.created <= *after) {
      out.before = borrowed(catalogue);
    } else {
      out.all.push_back(borrowed(catalogue));
    }
  }
  return out;
}

Status plan_flow(const FlowMatch& match, const Catalogue& present, const Catalogue& catalogue, const CubeIndexes& indexes, const DataQuery& query,
                 std::vector<PlannedSet>& out) {
  // A query that does not fit the flow as it is now fails, whatever earlier states were like.
  const Taken now = TRY(take(*match.flow, indexes, query.cube));
  if (query.include_history) {
    const States states = TRY(states_between(catalogue, query.updated_after, query.as_of));
    Taken older = take_in(states.before.get(), match.flow->reference, indexes, query.cube);
    for (const auto& state : states.all) {
      Taken newer = take_in(state.get(), match.flow->reference, indexes, query.cube);
      if (newer.cube) {
        TRY_STATUS(plan_changes(match, newer, older, state->created, query, out));
      } else if (older.cube) {
        TRY_STATUS(plan(match, older, Action::Delete, 0, state->created, query, out));
      }
      older = std::move(newer);
    }
    return {};
  }
  if (query.updated_after) {
    const auto before = TRY(state_at(catalogue, *query.updated_after));
    if (before && before->created == present.created) return {};
    return plan_changes(match, now, take_in(before.get(), match.flow->reference, indexes, query.cube), present.created, query, out);
  }
  return plan(match, now, Action::Information, 0, 0, query, out);
}

/// Observations of a series that are told.
std::size_t count_of(const PlannedSet& set, std::size_t series) {
  auto [from, to] = set.slice.range(series);
  std::size_t count = to - from;
  if (set.slice.test) {
    count = 0;
    for (; from < to; ++from) count += set.slice.test->takes(series, from) ? 1 : 0;
  }
  const std::size_t most = set.options.first_observations + set.options.last_observations;
  return most == 0 ? count : std::min(count, most);
}

/// Leaves the series (the places of an order) that a page has, so that no group is told of which nothing follows.
void keep_page(PlannedSet& set) {
  std::size_t& offset = set.options.offset;
  const std::size_t end = set.options.limit == 0 ? static_cast<std::size_t>(-1) : offset + set.options.limit;
  std::vector<std::size_t> series;
  if (set.options.order) {
    const auto& all = *set.options.order;
    std::vector<ObservationPlace> order(all.begin() + static_cast<std::ptrdiff_t>(offset),
                                        all.begin() + static_cast<std::ptrdiff_t>(std::min(end, all.size())));
    for (const ObservationPlace& place : order) series.push_back(place.series);
    std::ranges::sort(series);
    series.erase(std::ranges::unique(series).begin(), series.end());
    set.options.order = std::make_shared<const std::vector<ObservationPlace>>(std::move(order));
    offset = 0;
  } else {
    std::size_t before = 0;
    std::size_t left_out = 0;
    for (const std::size_t s : set.slice.series) {
      if (before >= end) break;
      const std::size_t own = set.options.observations ? count_of(set, s) : 1;
      before += own;
      if (before <= offset) {
        left_out = before;
      } else if (own > 0) {
        series.push_back(s);
      }
    }
    offset -= left_out;
  }
  set.slice.series = std::move(series);
}

/// Counts offset and limit over all sets.
void page(const DataQuery& query, std::vector<PlannedSet>& sets) {
  std::size_t offset = query.offset;
  std::size_t left = query.limit.value_or(0);
  std::vector<PlannedSet> out;
  for (PlannedSet& set : sets) {
    const std::size_t count = set.count();
    if (count <= offset) {
      offset -= count;
      continue;
    }
    if (query.limit && left == 0) break;
    set.options.offset = offset;
    if (query.limit) {
      set.options.limit = left;
      left -= std::min(left, count - offset);
    }
    offset = 0;
    keep_page(set);
    out.push_back(std::move(set));
  }
  sets = std::move(out);
}

}  // namespace

std::size_t PlannedSet::count() const {
  if (!options.observations) return slice.series.size();
  if (options.order) return options.order->size();
  std::size_t count = 0;
  for (const std::size_t s : slice.series) count += count_of(*this, s);
  return count;
}

Result<std::shared_ptr<const Catalogue>> state_at(const Catalogue& catalogue, std::time_t moment) {
  if (catalogue.created <= moment) return borrowed(catalogue);
  const Catalogue::Earlier* found = nullptr;
  for (const Catalogue::Earlier& earlier : catalogue.earlier) {
    if (earlier.created <= moment) found = &earlier;
  }
  if (found == nullptr) return std::shared_ptr<const Catalogue>();
  return TRY(found->open());
}

Result<std::vector<PlannedSet>> evaluate(const Catalogue& catalogue, const CubeIndexes& indexes, const DataQuery& query) {
  const std::shared_ptr<const Catalogue> present = query.as_of ? TRY(state_at(catalogue, *query.as_of)) : borrowed(catalogue);
  std::vector<PlannedSet> out;
  if (!present) return out;
  const std::vector<FlowMatch> matches = by_agreements(*present, TRY(match_flows(*present, query.context)), query.context);
  std::optional<Error> refusal;
  std::size_t fitting = 0;
  for (const FlowMatch& match : matches) {
    DataQuery own = query;
    own.cube = under_agreement(query.cube, present->structures, match);
    const Status planned = plan_flow(match, *present, catalogue, indexes, own, out);
    if (planned) {
      ++fitting;
    } else if (planned.error().kind != ErrorKind::Usage && planned.error().kind != ErrorKind::Input) {
      return std::unexpected(planned.error());
    } else if (!refusal) {
      refusal = planned.error();
    }
  }
  if (fitting == 0) return std::unexpected(*refusal);
  if (query.offset != 0 || query.limit) page(query, out);
  return out;
}

Result<std::vector<FlowAvailability>> evaluate(const Catalogue& catalogue, const CubeIndexes& indexes, const AvailabilityQuery& query) {
  const std::vector<FlowMatch> matches = TRY(match_flows(catalogue, query.context));
  std::vector<FlowAvailability> out;
  std::optional<Error> refusal;
  std::size_t fitting = 0;
  for (const FlowMatch& match : matches) {
    const auto& cube = match.flow->cube;
    // What the query itself cannot ask of the flow is seen first; then each agreement's part is looked for, and told of the flow as one.
    const auto fits = CubeFilter::make(query.cube, cube->shared_structure());
    const DataStructure& structure = cube->structure();
    const auto unknown = std::ranges::find_if(query.components, [&](const std::string& id) {
      return structure.position(id) == DataStructure::npos && !(structure.has_time() && structure.time_dimension.id == id);
    });
    if (!fits || unknown != query.components.end()) {
      if (!refusal) {
        refusal = !fits ? fits.error() : Error{ErrorKind::Input, structure.id + " has no dimension '" + shorten(*unknown, 60) + "'", {.file = "componentId"}};
      }
      continue;
    }
    ++fitting;
    FlowAvailability one{.match = match, .values = {}, .cube = cube};
    std::shared_ptr<const Catalogue> before;
    if (query.updated_after) {
      before = TRY(state_at(catalogue, *query.updated_after));
      if (before && before->created == catalogue.created) continue;
    }
    const auto add = [&](Availability values) { one.values = one.values.codes.empty() ? std::move(values) : merged(std::move(one.values), values); };
    for (const FlowMatch& part : by_agreements(catalogue, {match}, query.context)) {
      const CubeQuery own = under_agreement(query.cube, catalogue.structures, part);
      const CubeFilter filter = TRY(CubeFilter::make(own, cube->shared_structure()));
      const auto index = indexes.of(cube, own.constraints);
      if (!query.updated_after) {
        add(availability(cube, *index, filter, query.mode));
        continue;
      }
      const Taken older = take_in(before.get(), match.flow->reference, indexes, own);
      const Changes found = changes(filter.slice(cube, index.get()), older.slice);
      add(availability(found.replaced));
      if (found.deleted.cube != nullptr) add(availability(found.deleted));
    }
    const bool has_values = one.values.series != 0 || std::ranges::any_of(one.values.codes, [](const auto& codes) { return !codes.empty(); });
    if (has_values) out.push_back(std::move(one));
  }
  if (fitting == 0) return std::unexpected(*refusal);
  return out;
}

}  // namespace atalaya::query
