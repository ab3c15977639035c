#include "site/site.h"

#include <algorithm>

#include "base/files.h"
#include "http/negotiation.h"
#include "site/page.h"
#include "site/pages.h"

namespace atalaya::site {

namespace {

constexpr const char* html_type = "text/html; charset=utf-8";
/// A release does not change, but the newest one does: caches may keep a page for a short while and then ask again.
constexpr const char* short_cache = "public, max-age=300";

http::SharedRepresentation represent(std::string body, std::string type, std::time_t modified, http::Headers headers = {}) {
  headers.set("Cache-Control", short_cache);
  return std::make_shared<http::Representation>(std::move(body), http::Representation::Metadata{std::move(type), modified, std::move(headers)});
}

}  // namespace

Result<std::unique_ptr<Site>> Site::make(const Release& release, const std::filesystem::path& data, http::RepresentationCache& cache,
                                         const SiteOptions& options) {
  std::unique_ptr<Site> site(new Site(cache));
  site->web_ = data / "web";
  set_template_directory((site->web_ / "templates").string());
  for (const std::string& language : release.agenda.languages) {
    site->locales_.push_back(std::make_unique<Locale>(TRY(Locale::make(language, data, Locale::Strict::Yes))));
    site->presenters_.emplace_back(release, *site->locales_.back(), options);
  }
  for (const std::string& language : release.agenda.languages) site->languages_.push_back(language);
  site->modified_ = release.created_time();
  return site;
}

const Presenter* Site::presenter(std::string_view language) const {
  const auto it = std::ranges::find(languages_, language);
  return it == languages_.end() ? nullptr : &presenters_[static_cast<std::size_t>(it - languages_.begin())];
}

const Presenter& Site::preferred(const http::Request& request) const { return presenters_[http::choose_language(request, languages_).value_or(0)]; }

http::Response Site::page(const http::Request& request, std::string_view language, const std::string& key,
                          const std::function<Result<std::string>(const Presenter&)>& make) const {
  const Presenter* chosen = presenter(language);
  if (chosen == nullptr) return http::status_response(404);
  const auto made = cache_.get(std::string(language) + "/" + key, [&]() -> Result<http::SharedRepresentation> {
    http::Headers headers;
    headers.set("Content-Language", std::string(language));
    return represent(TRY(make(*chosen)), html_type, modified_, std::move(headers));
  });
  if (!made) return http::status_response(made.error().kind == ErrorKind::NotFound ? 404 : 500);
  return http::respond(request, **made);
}

Status Site::add_routes(http::Router& router) const {
  using http::PathParameters;
  using http::Request;
  TRY_STATUS(router.get("/", [this](const Request& request, const PathParameters&) {
    http::Response response = http::redirect(302, "/" + preferred(request).language() + "/");
    response.headers.set("Vary", "Accept-Language");
    return response;
  }));
  const auto simple = [&](const std::string& path, Result<std::string> (*fill_page)(const Presenter&)) {
    return router.get("/{lang}/" + path, [this, path, fill_page](const Request& request, const PathParameters& parameters) {
      return page(request, parameters["lang"], path, [fill_page](const Presenter& p) { return fill_page(p); });
    });
  };
  const auto named = [&](const std::string& path, Result<std::string> (*fill_page)(const Presenter&, std::string_view)) {
    return router.get("/{lang}/" + path + "/{id}", [this, path, fill_page](const Request& request, const PathParameters& parameters) {
      const std::string id(parameters["id"]);
      return page(request, parameters["lang"], path + "/" + id, [fill_page, &id](const Presenter& p) { return fill_page(p, id); });
    });
  };
  TRY_STATUS(simple("", home_page));
  TRY_STATUS(simple("areas", areas_page));
  TRY_STATUS(simple("indicators", indicators_page));
  TRY_STATUS(simple("countries", countries_page));
  TRY_STATUS(simple("data", data_page));
  TRY_STATUS(simple("methods", methods_page));
  TRY_STATUS(simple("about", about_page));
  TRY_STATUS(named("areas", area_page));
  TRY_STATUS(named("goals", goal_page));
  TRY_STATUS(named("indicators", indicator_page));
  TRY_STATUS(named("countries", country_page));
  TRY_STATUS(router.get("/{lang}/countries/{id}/goals/{goal}", [this](const Request& request, const PathParameters& parameters) {
    const std::string id(parameters["id"]), goal(parameters["goal"]);
    return page(request, parameters["lang"], "countries/" + id + "/goals/" + goal, [&](const Presenter& p) { return country_goal_page(p, id, goal); });
  }));
  TRY_STATUS(router.get("/{lang}", [this](const Request&, const PathParameters& parameters) {
    if (presenter(parameters["lang"]) == nullptr) return http::status_response(404);
    return http::redirect(308, "/" + http::percent_encode(parameters["lang"]) + "/");
  }));
  TRY_STATUS(router.get("/{lang}/goals", [this](const Request&, const PathParameters& parameters) {
    if (presenter(parameters["lang"]) == nullptr) return http::status_response(404);
    return http::redirect(302, "/" + http::percent_encode(parameters["lang"]) + "/areas");
  }));
  TRY_STATUS(router.get("/{lang}/compare", [this](const Request& request, const PathParameters& parameters) {
    Comparison comparison{.indicator = request.query.get("i"), .countries = {}};
    for (const auto country : request.query.all("c")) comparison.countries.emplace_back(country);
    std::string key = "compare?" + comparison.indicator;
    for (const std::string& country : comparison.countries) key += "&" + country;
    return page(request, parameters["lang"], key, [&](const Presenter& p) { return compare_page(p, comparison); });
  }));
  for (const auto& [name, type] : {std::pair("style.css", "text/css; charset=utf-8"), std::pair("icon.svg", "image/svg+xml"),
                                   std::pair("passkeys.js", "text/javascript; charset=utf-8")}) {
    const std::string text = TRY(read_file(web_ / name));
    const auto file = represent(text, type, modified_);
    TRY_STATUS(router.get(std::string("/") + name, [file](const Request& request, const PathParameters&) { return http::respond(request, *file); }));
  }
  return {};
}

http::Response Site::error(const http::Request& request, int status) const {
  const std::string_view path = request.path;
  const Presenter* chosen = path.size() >= 3 && (path.size() == 3 || path[3] == '/') ? presenter(path.substr(1, 2)) : nullptr;
  if (chosen == nullptr) chosen = &preferred(request);
  auto made = error_page(*chosen, status);
  if (!made) return http::text_response(status, "text/plain; charset=utf-8", std::to_string(status) + "\n");
  http::Response response = http::text_response(status, html_type, std::move(*made));
  response.headers.set("Content-Language", chosen->language());
  response.headers.set("Cache-Control", "no-cache");
  return response;
}

}  // namespace atalaya::site
