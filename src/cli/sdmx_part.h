// The SDMX services of a release, made while the pages are served already: whoever asks for them in the first moment waits for that moment.
#pragma once

#include <atomic>
#include <future>
#include <memory>
#include <thread>

#include "http/representation_cache.h"
#include "http/router.h"
#include "query/catalogue.h"

namespace atalaya::cli {

class SdmxPart {
 public:
  SdmxPart() : made_(promise_.get_future().share()) {}
  /// Makes them on a thread of its own; to be called once, when the server runs. `cache` must outlive this.
  void begin(const Workspace& workspace, const std::shared_ptr<const Release>& release, http::RepresentationCache& cache);

  [[nodiscard]] static bool takes(const http::Request& request);  ///< By the path.
  [[nodiscard]] bool is_ready() const { return is_ready_.load(std::memory_order_acquire); }
  /// Waits until it is made. 503, and a line in the log, where it could not be made.
  [[nodiscard]] http::Response handle(const http::Request& request) const;

 private:
  struct Made {
    std::shared_ptr<const Catalogue> catalogue;
    http::Router router;
  };
  static Result<std::shared_ptr<const Made>> make(const Workspace& workspace, const std::shared_ptr<const Release>& release, http::RepresentationCache& cache);

  std::atomic<bool> is_ready_ = false;
  std::promise<std::shared_ptr<const Made>> promise_;
  std::shared_future<std::shared_ptr<const Made>> made_;  // null where it could not be made
  std::jthread maker_;
};

}  // namespace atalaya::cli
