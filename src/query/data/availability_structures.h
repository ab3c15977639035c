// An availability as artefacts: a constraint, and what it refers to as far as the query wants it.
#pragma once

#include <span>

#include "query/data/evaluate.h"

namespace atalaya::query {

/// One constraint (role Actual) a flow, with one cube region: the values of each dimension that the query asks for, and of time its range; the numbers of
/// series and of observations as counts and as annotations of type "sdmx_metrics". Beside it the artefacts of `references` (REST 2.2, "Referenced structures"):
/// code and value lists with the values that are there and the codes above them, concept schemes with the concepts of the dimensions that are told, provider
/// schemes with the providers of the flow, partial where something was left out. Fails with Internal where the extensions of a list lead nowhere.
[[nodiscard]] Result<sdmx::Structures> availability_structures(const Catalogue& catalogue, std::span<const FlowAvailability> found,
                                                               const AvailabilityQuery& query);

}  // namespace atalaya::query
