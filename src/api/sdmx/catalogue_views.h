// The artefacts of a release as one version of the service shows them, today's and those of earlier releases.
#pragma once

#include <ctime>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "api/sdmx/media_types.h"
#include "query/catalogue.h"
#include "query/structures/structure_index.h"

namespace atalaya::api {

struct CatalogueView {
  CatalogueView(const Catalogue& shown, SdmxApi api, std::shared_ptr<const Catalogue> owner = {});
  std::shared_ptr<const Catalogue> kept;  ///< Of an earlier release.
  const Catalogue& catalogue;
  StructureIndex index;
  std::vector<std::string> languages;  ///< Of all texts.
};

/// All members may be called from many threads.
class CatalogueViews {
 public:
  CatalogueViews(const Catalogue& catalogue, SdmxApi api);
  [[nodiscard]] SdmxApi api() const { return api_; }
  [[nodiscard]] std::shared_ptr<const CatalogueView> current() const { return current_; }
  /// By the parameter `asOf`, a dateTime: of the last release that was made until then; without it the current one. Usage where it is none, NotFound where
  /// there was no release yet.
  [[nodiscard]] Result<std::shared_ptr<const CatalogueView>> as_of(const http::Query& parameters) const;

 private:
  const Catalogue& catalogue_;
  SdmxApi api_;
  std::shared_ptr<const CatalogueView> current_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::shared_ptr<const CatalogueView>> earlier_;
};

}  // namespace atalaya::api
