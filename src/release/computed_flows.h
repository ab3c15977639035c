// What the observatory computes, as cubes of dataflows like any other: the status of indicators and of goals, and regional figures with their coverage.
#pragma once

#include "model/sdmx/artefact.h"
#include "release/release.h"

namespace atalaya {

struct ComputedFlow {
  sdmx::Reference reference;  ///< Kind Dataflow.
  Cube cube;
};

/// The flows DF_STATUS, DF_GOALS and DF_REGIONAL, as far as `structures` has them, and a flow for each goal that is a part of the main one.
/// A structure of one of them that lacks what is computed is a Conflict.
[[nodiscard]] Result<std::vector<ComputedFlow>> computed_flows(const Release& release, const sdmx::Structures& structures);

}  // namespace atalaya
