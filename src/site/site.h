// The site of one release: its routes, its languages, its cache.
#pragma once

#include <filesystem>
#include <memory>

#include "http/representation_cache.h"
#include "http/router.h"
#include "site/presenter.h"

namespace atalaya::site {

class Site {
 public:
  /// Reads catalogues and static files below `data`. `release` and the cache must outlive it.
  [[nodiscard]] static Result<std::unique_ptr<Site>> make(const Release& release, const std::filesystem::path& data, http::RepresentationCache& cache,
                                                          const SiteOptions& options = {});

  [[nodiscard]] Status add_routes(http::Router& router) const;
  /// How things are said in a language; null where it is none of the site's.
  [[nodiscard]] const Presenter* presenter(std::string_view language) const;
  /// The page for a fault, in the language of the address or else of the reader.
  [[nodiscard]] http::Response error(const http::Request& request, int status) const;

 private:
  explicit Site(http::RepresentationCache& cache) : cache_(cache) {}
  [[nodiscard]] const Presenter& preferred(const http::Request& request) const;
  /// A page from the cache, or made now by `make`.
  [[nodiscard]] http::Response page(const http::Request& request, std::string_view language, const std::string& key,
                                    const std::function<Result<std::string>(const Presenter&)>& make) const;

  http::RepresentationCache& cache_;
  std::vector<std::unique_ptr<Locale>> locales_;
  std::vector<Presenter> presenters_;
  std::vector<std::string_view> languages_;
  std::filesystem::path web_;
  std::time_t modified_ = 0;
};

}  // namespace atalaya::site
