// What the services of a release answer from: all artefacts, and the flows that have data; with the releases before it, for questions about the past.
#pragma once

#include <ctime>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "model/cube.h"
#include "model/sdmx/artefact.h"
#include "release/release.h"

namespace atalaya {

/// A dataflow with its observations.
struct CatalogueFlow {
  sdmx::Reference reference;  ///< Kind Dataflow.
  std::shared_ptr<const Cube> cube;
  std::vector<sdmx::Reference> providers = {};  ///< Data providers with an agreement for the flow.
};

struct Catalogue {
  std::string release;      ///< "2026-01-31.1"
  std::time_t created = 0;  ///< When the release was frozen: every observation of it was valid from then at the latest.
  sdmx::Structures structures;
  std::vector<CatalogueFlow> flows;

  /// The releases before this one, the oldest first, each opened when first asked for and then kept.
  struct Earlier {
    std::string release;
    std::time_t created = 0;
    std::function<Result<std::shared_ptr<const Catalogue>>()> open;
  };
  std::vector<Earlier> earlier = {};

  [[nodiscard]] const CatalogueFlow* flow(const sdmx::Reference& reference) const {
    for (const CatalogueFlow& f : flows) {
      if (f.reference == reference) return &f;
    }
    return nullptr;
  }
};

/// A release's artefacts with the constraints that its data gives, and its flows: the main one, those that the observatory computes, and one for each goal.
[[nodiscard]] Result<std::shared_ptr<const Catalogue>> make_catalogue(const std::shared_ptr<const Release>& release);
/// The same with the releases of the workspace that are older.
[[nodiscard]] Result<std::shared_ptr<const Catalogue>> open_catalogue(const Workspace& workspace, const std::shared_ptr<const Release>& release);

}  // namespace atalaya
