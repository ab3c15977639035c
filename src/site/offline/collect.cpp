#include "site/offline/collect.h"

#include <algorithm>
#include <deque>
#include <set>

#include "api/data_routes.h"
#include "base/text.h"
#include "site/offline/addresses.h"
#include "site/offline/file_names.h"

namespace atalaya::site::offline {

namespace {

constexpr std::size_t most_files = 60'000;  // What the oldest form of a zip has room for.
constexpr std::size_t most_bytes = std::size_t{512} << 20U;

std::string_view without_fragment(std::string_view address) { return address.substr(0, address.find('#')); }

/// "/data/DF/A.CHL.sdmx.csv": everything of an area, or of all.
bool is_whole_area(std::string_view file) {
  const std::string_view key = file.substr(0, file.size() - std::string_view(".sdmx.csv").size());
  return key == "all" || std::ranges::count(key, '.') == 1;
}

}  // namespace

Result<std::unique_ptr<CopySite>> CopySite::make(const Release& release, const std::filesystem::path& data, const SiteOptions& options) {
  std::unique_ptr<CopySite> out(new CopySite(release));
  SiteOptions own = options;
  own.is_copy = true;
  // Without an address of it, no page can lead there.
  own.has_register = options.has_register && !options.live.empty();
  out->site_ = TRY(Site::make(release, data, out->cache_, own));
  TRY_STATUS(out->site_->add_routes(out->router_));
  TRY_STATUS(api::add_data_routes(out->router_, release, out->cache_));
  return out;
}

http::Response CopySite::get(const std::string& path, const std::string& raw_query) const {
  http::Request request{.method = "GET", .path = path, .raw_query = raw_query};
  if (auto query = http::Query::parse(raw_query)) request.query = std::move(*query);
  return router_.handle(request);
}

std::string path_in_copy(const std::string& address, const CopyName& name) {
  if (!address.starts_with('/') || address.starts_with("//")) return {};
  const std::string_view whole = without_fragment(address);
  const std::size_t question = whole.find('?');
  const auto decoded = http::decode_path(whole.substr(0, question));
  if (!decoded) return {};
  const std::string& path = *decoded;
  const std::string_view query = question == std::string_view::npos ? std::string_view() : whole.substr(question + 1);
  if (path.starts_with("/data/")) {
    // Tables in the language of the copy; other forms of the same figures are there for a whole area alone.
    if (query != "lang=" + name.language || !path.ends_with(".csv")) return {};
    return !path.ends_with(".sdmx.csv") || is_whole_area(std::string_view(path).substr(path.rfind('/') + 1)) ? path : std::string();
  }
  if (!query.empty()) return {};
  if (path.starts_with("/release/")) return path == "/release/manifest.json" ? path : std::string();
  const std::string pages = "/" + name.language + "/";
  if (path.starts_with(pages)) {
    const std::string_view rest = std::string_view(path).substr(pages.size());
    if (rest == "compare") return {};  // It answers what is chosen in a form.
    if (name.country.empty() || !rest.starts_with("countries/")) return path;
    const std::string own = "countries/" + name.country;
    return rest == own || rest.starts_with(own + "/") ? path : std::string();
  }
  // Styles and images, which stand beside the languages.
  return path.find('/', 1) == std::string::npos && path.contains('.') ? path : std::string();
}

Result<Collected> collect(const CopySite& source, const CopyName& name, const std::stop_token& stop) {
  const Agenda& agenda = source.release().agenda;
  if (!source.speaks(name.language))
    return fail(ErrorKind::NotFound, "there is no language '" + shorten(name.language, 20) + "'", {}, join(agenda.languages, ", "));
  if (!name.country.empty() && agenda.find_country(name.country) == nullptr) {
    return fail(ErrorKind::NotFound, "there is no country '" + shorten(name.country, 20) + "'", {}, "countries have codes as CHL");
  }
  const std::string home = "/" + name.language + "/";
  Collected out{.start = name.country.empty() ? home : home + "countries/" + name.country, .files = {}};
  std::deque<std::string> queue;
  std::set<std::string> known;
  const auto want = [&](const std::string& address) {
    std::string path = path_in_copy(address, name);
    if (!path.empty() && known.insert(path).second) queue.push_back(std::move(path));
  };
  want(out.start);
  want(home);
  want("/release/manifest.json");
  const std::string data = "/data/" + agenda.dataflow.id + "/";
  want(data + (name.country.empty() ? "all" : "A." + name.country) + ".sdmx.csv?lang=" + name.language);
  std::size_t bytes = 0;
  for (; !queue.empty(); queue.pop_front()) {
    if (stop.stop_requested()) return fail(ErrorKind::Conflict, "the program is about to end");
    const std::string& path = queue.front();
    const http::Response response = source.get(path, path.starts_with("/data/") ? "lang=" + name.language : std::string());
    // What is not there, or is more than one address gives, is not in the copy; links to it lead to the observatory.
    if (response.status != 200 || !response.body) continue;
    bytes += response.body->size();
    if (out.files.size() >= most_files || bytes > most_bytes) {
      return fail(ErrorKind::Input, "the copy would have more than " + std::to_string(most_files) + " files or " + std::to_string(most_bytes >> 20U) + " MB");
    }
    const bool is_page = response.content_type.starts_with("text/html");
    if (response.content_type.starts_with("text/css") && (response.body->contains("url(") || response.body->contains("@import"))) {
      return fail(ErrorKind::Internal, "the style names further files, which a copy would not have", {.file = path});
    }
    if (is_page) {
      for (const std::string& address : addresses(*response.body)) want(address);
    }
    out.files.emplace(path, Collected::File{path == out.start ? "index.html" : file_name(path, name.language), response.body, is_page});
  }
  if (!out.files.contains(out.start)) return fail(ErrorKind::Internal, "the copy's first page cannot be made", {.file = out.start});
  return out;
}

}  // namespace atalaya::site::offline
