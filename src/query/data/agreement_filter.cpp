#include "query/data/agreement_filter.h"

#include <algorithm>

namespace atalaya::query {

namespace {

bool lists_values(const sdmx::ValueSelection& selection) {
  return !selection.values.empty() && !selection.time_range && !selection.remove_prefix && selection.valid_from.empty() && selection.valid_to.empty() &&
         std::ranges::all_of(selection.values, [](const sdmx::ConstrainedValue& one) {
           return (one.cascade.empty() || one.cascade == "false") && one.valid_from.empty() && one.valid_to.empty() && !one.value.contains('%');
         });
}

bool is_component(const DataStructure& structure, const std::string& id) {
  return structure.position(id) != DataStructure::npos || structure.attribute_position(id) != DataStructure::npos;
}

ComponentFilter filter_of(const sdmx::ValueSelection& selection) {
  ComponentFilter out{.component = selection.id, .any_of = {}};
  if (!selection.include) out.any_of.emplace_back();
  for (const sdmx::ConstrainedValue& one : selection.values) {
    if (selection.include) {
      out.any_of.push_back({{Operator::Eq, one.value}});
    } else {
      out.any_of.front().push_back({Operator::Ne, one.value});
    }
  }
  return out;
}

/// A component has one filter: both are made one, each alternative of the first with each of the second.
void add(std::vector<ComponentFilter>& filters, ComponentFilter filter) {
  const auto at = std::ranges::find(filters, filter.component, &ComponentFilter::component);
  if (at == filters.end()) {
    filters.push_back(std::move(filter));
    return;
  }
  std::vector<std::vector<Condition>> both;
  for (const auto& first : at->any_of) {
    for (const auto& second : filter.any_of) {
      both.push_back(first);
      both.back().insert(both.back().end(), second.begin(), second.end());
    }
  }
  at->any_of = std::move(both);
}

}  // namespace

CubeQuery under_agreement(const CubeQuery& query, const sdmx::Structures& structures, const FlowMatch& match) {
  CubeQuery out = query;
  if (match.reference.kind != sdmx::Kind::ProvisionAgreement) return out;
  const DataStructure& structure = match.flow->cube->structure();
  for (const sdmx::Artefact& artefact : structures.of(sdmx::Kind::DataConstraint)) {
    const auto& constraint = std::get<sdmx::DataConstraint>(artefact);
    const bool is_plain = constraint.role == sdmx::DataConstraint::Role::Allowed && !constraint.is_attachment && constraint.regions.size() == 1 &&
                          constraint.regions.front().include && constraint.key_sets.empty();
    if (!is_plain || std::ranges::find(constraint.attachments, match.reference) == constraint.attachments.end()) continue;
    const sdmx::CubeRegion& region = constraint.regions.front();
    for (const auto* selections : {&region.key_values, &region.components}) {
      for (const sdmx::ValueSelection& selection : *selections) {
        if (lists_values(selection) && is_component(structure, selection.id)) add(out.filters, filter_of(selection));
      }
    }
  }
  return out;
}

}  // namespace atalaya::query
