// Where copies are offered: the page about them, and each of them as a file.
#pragma once

#include <functional>

#include "http/representation_cache.h"
#include "http/router.h"
#include "site/offline/shelf.h"

namespace atalaya::site::offline {

struct Offer {
  Shelf& shelf;
  const Site& site;
  http::RepresentationCache& cache;
  /// Called with the address of who has got the whole of a copy. Empty where nobody counts.
  std::function<void(const std::string& address, const CopyName& name)> count = {};
};

/// `offer` must outlive the router.
[[nodiscard]] Status add_routes(http::Router& router, const Offer& offer);

/// A path of a copy, which may have to be made first.
[[nodiscard]] bool is_copy_path(std::string_view path);

/// "/es/offline": what copies are, and all there are.
[[nodiscard]] Result<std::string> offline_page(const Presenter& presenter, const Shelf& shelf, bool counted);
/// In place of a copy that is not there yet (Conflict), or cannot be made.
[[nodiscard]] Result<std::string> waiting_page(const Presenter& presenter, ErrorKind why);

}  // namespace atalaya::site::offline
