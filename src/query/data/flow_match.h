// From the context of a query to the flows that have the data.
#pragma once

#include <vector>

#include "query/catalogue.h"
#include "query/data/data_query.h"

namespace atalaya::query {

struct FlowMatch {
  const CatalogueFlow* flow = nullptr;
  sdmx::Reference reference = {};  ///< What the data set is reported against: the flow, its structure or an agreement, as the query's context says.
  sdmx::Reference provider = {};   ///< Of an agreement; else empty.
};

/// The flows of a catalogue that a context takes, one match a flow; in the context of provision agreements one an agreement. NotFound, with what there is,
/// where there is none. The matches live as long as the catalogue.
[[nodiscard]] Result<std::vector<FlowMatch>> match_flows(const Catalogue& catalogue, const ContextQuery& context);

/// With providers in the context each flow as often as it has an agreement with one of them, and then reported against that; flows without agreements as they
/// are.
[[nodiscard]] std::vector<FlowMatch> by_agreements(const Catalogue& catalogue, std::vector<FlowMatch> matches, const ContextQuery& context);

/// The provider is one of those that are wanted; none: any.
[[nodiscard]] bool takes_provider(const std::vector<ProviderPattern>& wanted, const sdmx::Reference& provider);

/// Of references of one kind those that agencies, ids and versions take; of several versions of one artefact the latest where a pattern asks for it.
[[nodiscard]] std::vector<sdmx::Reference> match_references(std::vector<sdmx::Reference> references, const std::vector<std::string>& agencies,
                                                            const std::vector<std::string>& ids, const std::vector<VersionPattern>& versions);

/// The structure that a flow of the catalogue is of, as a reference; empty where the flow is not among the artefacts.
[[nodiscard]] sdmx::Reference structure_of(const Catalogue& catalogue, const CatalogueFlow& flow);

}  // namespace atalaya::query
