#include "site/offline/routes.h"

namespace atalaya::site::offline {

namespace {

http::Response page(const http::Request& request, const Offer& offer, const std::string& language) {
  const Presenter* presenter = offer.site.presenter(language);
  if (presenter == nullptr) return http::status_response(404);
  offer.shelf.prepare(language);
  const auto made = offer.cache.get(language + "/offline?" + std::to_string(offer.shelf.made()), [&]() -> Result<http::SharedRepresentation> {
    http::Headers headers;
    headers.set("Content-Language", language);
    headers.set("Cache-Control", "no-cache");  // Sizes come one by one.
    return std::make_shared<http::Representation>(TRY(offline_page(*presenter, offer.shelf, static_cast<bool>(offer.count))),
                                                  http::Representation::Metadata{"text/html; charset=utf-8", {}, std::move(headers)});
  });
  return made ? http::respond(request, **made) : http::status_response(500);
}

http::Response not_now(const Presenter& presenter, const Error& error) {
  auto made = waiting_page(presenter, error.kind);
  if (!made) return http::status_response(503);
  http::Response response = http::text_response(503, "text/html; charset=utf-8", std::move(*made));
  response.headers.set("Content-Language", presenter.language());
  response.headers.set("Cache-Control", "no-store");
  if (error.kind == ErrorKind::Conflict) response.headers.set("Retry-After", "30");
  return response;
}

http::Response copy(const http::Request& request, const Offer& offer, const std::string& language, std::string_view file) {
  const Presenter* presenter = offer.site.presenter(language);
  if (presenter == nullptr || !file.ends_with(".zip")) return http::status_response(404);
  file.remove_suffix(4);
  CopyName name{language};
  if (file != "agenda") {
    name.country = file;
    if (presenter->agenda().find_country(file) == nullptr) return http::status_response(404);
  }
  auto found = offer.shelf.get(name);
  if (!found) return found.error().kind == ErrorKind::NotFound ? http::status_response(404) : not_now(*presenter, found.error());
  http::Headers headers;
  headers.set("Content-Language", language);
  headers.set("Content-Disposition", "attachment; filename=\"" + download_name(presenter->release(), name) + "\"");
  headers.set("Cache-Control", "no-cache");  // Who keeps it asks whether it is still the one; else nobody could count.
  std::function<void()> on_whole;
  if (offer.count) on_whole = [&offer, name, address = request.remote_address] { offer.count(address, name); };
  return http::respond(request, {"application/zip", presenter->release().created_time(), std::move(headers)}, std::move(*found), std::move(on_whole));
}

}  // namespace

bool is_copy_path(std::string_view path) { return path.size() > 3 && path.substr(3).starts_with("/offline/"); }

Status add_routes(http::Router& router, const Offer& offer) {
  TRY_STATUS(router.get("/{lang}/offline", [&offer](const http::Request& request, const http::PathParameters& parameters) {
    return page(request, offer, std::string(parameters["lang"]));
  }));
  return router.get("/{lang}/offline/{file}", [&offer](const http::Request& request, const http::PathParameters& parameters) {
    return copy(request, offer, std::string(parameters["lang"]), parameters["file"]);
  });
}

}  // namespace atalaya::site::offline
