// What of a flow is under one agreement: what the constraints allow that are attached to it.
#pragma once

#include "query/data/data_query.h"
#include "query/data/flow_match.h"

namespace atalaya::query {

/// Those of allowed content that are attached to an agreement, in the order of the structures.
[[nodiscard]] std::vector<const sdmx::DataConstraint*> constraints_of(const sdmx::Structures& structures, const sdmx::Reference& agreement);

/// The query with the constraints of allowed content that are attached to the agreement, which must outlive it; for a match that is no agreement the query
/// itself.
[[nodiscard]] CubeQuery under_agreement(const CubeQuery& query, const sdmx::Structures& structures, const FlowMatch& match);

}  // namespace atalaya::query
