#include "cli/sdmx_part.h"

#include <spdlog/spdlog.h>

#include "api/sdmx/routes.h"

namespace atalaya::cli {

Result<std::shared_ptr<const SdmxPart::Made>> SdmxPart::make(const Workspace& workspace, const std::shared_ptr<const Release>& release,
                                                             http::RepresentationCache& cache) {
  auto made = std::make_shared<Made>();
  made->catalogue = TRY(open_catalogue(workspace, release));
  TRY_STATUS(api::add_sdmx_routes(made->router, *made->catalogue, cache));
  return made;
}

void SdmxPart::begin(const Workspace& workspace, const std::shared_ptr<const Release>& release, http::RepresentationCache& cache) {
  maker_ = std::jthread([this, workspace, release, &cache] {
    auto made = make(workspace, release, cache);
    if (!made) spdlog::error("the SDMX services cannot answer: {}", made.error().to_string());
    promise_.set_value(made ? *made : nullptr);
    is_ready_.store(true, std::memory_order_release);
  });
}

bool SdmxPart::takes(const http::Request& request) { return request.path == "/sdmx" || request.path.starts_with("/sdmx/"); }

http::Response SdmxPart::handle(const http::Request& request) const {
  const auto& made = made_.get();
  return made == nullptr ? http::status_response(503) : made->router.handle(request);
}

}  // namespace atalaya::cli
