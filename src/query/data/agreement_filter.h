// What of a flow is under one agreement: what the constraints allow that are attached to it.
#pragma once

#include "query/data/data_query.h"
#include "query/data/flow_match.h"

namespace atalaya::query {

/// The query with what the agreement's constraints allow as further filters; for a match that is no agreement the query itself. Taken are the constraints of
/// allowed content with one cube region and no sets of keys; of these the selections that list values as they are. Others leave the data as they are.
[[nodiscard]] CubeQuery under_agreement(const CubeQuery& query, const sdmx::Structures& structures, const FlowMatch& match);

}  // namespace atalaya::query
