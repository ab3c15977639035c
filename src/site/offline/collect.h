// What goes into a copy: the site is asked for its pages, as a reader would, from one page to all that it leads to.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <stop_token>
#include <string>

#include "http/router.h"
#include "release/release.h"
#include "site/site.h"

namespace atalaya::site::offline {

/// Which copy of a release.
struct CopyName {
  std::string language;
  std::string country = {};  ///< Empty: the whole agenda.
  auto operator<=>(const CopyName&) const = default;
};

/// A site of its own that knows that its pages are for copies, with the data that pages lead to. It keeps nothing that it has made.
class CopySite {
 public:
  /// `release` must outlive it.
  [[nodiscard]] static Result<std::unique_ptr<CopySite>> make(const Release& release, const std::filesystem::path& data, const SiteOptions& options);

  [[nodiscard]] http::Response get(const std::string& path, const std::string& raw_query = {}) const;
  [[nodiscard]] const Release& release() const { return release_; }
  [[nodiscard]] const Presenter& presenter(const std::string& language) const { return *site_->presenter(language); }
  [[nodiscard]] bool speaks(const std::string& language) const { return site_->presenter(language) != nullptr; }

 private:
  explicit CopySite(const Release& release) : release_(release) {}
  const Release& release_;
  http::RepresentationCache cache_{1};
  std::unique_ptr<Site> site_;
  http::Router router_;
};

struct Collected {
  struct File {
    std::string name;  ///< In the copy.
    std::shared_ptr<const std::string> body;
    bool is_page = false;
  };
  std::string start;                  ///< Path of the page that is the copy's first.
  std::map<std::string, File> files;  ///< By path on the site.
};

/// The path that an address of a page names in a copy of this kind; empty where that is never in it, as with what needs the server.
[[nodiscard]] std::string path_in_copy(const std::string& address, const CopyName& name);

/// Everything of the copy that the site has. Input where it would be more than a copy may be; Conflict where `stop` asks for an end.
[[nodiscard]] Result<Collected> collect(const CopySite& source, const CopyName& name, const std::stop_token& stop = {});

}  // namespace atalaya::site::offline
