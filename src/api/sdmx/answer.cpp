#include "api/sdmx/answer.h"

#include <algorithm>

#include "api/sdmx/errors.h"
#include "base/clock.h"
#include "base/text.h"

namespace atalaya::api {

namespace {

void add_cors(http::Headers& headers) {
  headers.set("Access-Control-Allow-Origin", "*");
  headers.set("Access-Control-Expose-Headers", "Content-Language, Content-Location, ETag, Last-Modified, Link, Location");
}

http::Response preflight(const http::Request&, const http::PathParameters&) {
  http::Response out = http::status_response(204);
  add_cors(out.headers);
  out.headers.set("Allow", "GET, HEAD, OPTIONS");
  out.headers.set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
  out.headers.set("Access-Control-Allow-Headers", "Accept, Accept-Language, If-Modified-Since, If-None-Match");
  out.headers.set("Access-Control-Max-Age", "86400");
  return out;
}

}  // namespace

http::Headers common_headers() {
  http::Headers out;
  add_cors(out);
  // What a release says does not change, but "latest" and the release that is served do.
  out.set("Cache-Control", "public, max-age=300");
  http::add_vary(out, "Accept");
  http::add_vary(out, "Accept-Language");
  return out;
}

Result<http::Query> read_query(const http::Request& request, std::initializer_list<std::string_view> known) {
  http::Query query = TRY(http::Query::parse(request.raw_query, http::Plus::Literal));
  std::vector<std::string_view> seen;
  for (const auto& [name, value] : query) {
    const bool everywhere = name == "format" || name == "formatVersion" || name == "lang";
    if (!everywhere && std::ranges::find(known, name) == known.end()) {
      std::string names;
      for (const auto one : known) names += std::string(one) + ", ";
      return fail(ErrorKind::Usage, "there is no parameter '" + shorten(name, 60) + "'", {}, "there are " + names + "format, formatVersion and lang");
    }
    if (std::ranges::find(seen, name) != seen.end()) return fail(ErrorKind::Usage, "the parameter '" + name + "' is given twice");
    seen.push_back(name);
  }
  return query;
}

http::Representation::Metadata metadata_of(const Catalogue& catalogue, const Negotiated& form, std::span<const std::string> languages) {
  http::Representation::Metadata out{form.content_type(), catalogue.created, common_headers()};
  if (form.only_language) {
    out.headers.set("Content-Language", form.language);
  } else if (!languages.empty()) {
    // The preferred one first (SDMX-JSON, meta.contentLanguages, is the same list).
    std::string list = form.language;
    for (const std::string& one : languages) {
      if (one != form.language) list += (list.empty() ? "" : ", ") + one;
    }
    out.headers.set("Content-Language", std::move(list));
  }
  return out;
}

MessageHeader message_header(const Catalogue& catalogue) {
  MessageHeader out;
  out.id = to_identifier(catalogue.release.empty() ? "RELEASE" : catalogue.release);
  out.prepared = iso_time(catalogue.created);
  const auto& flows = catalogue.structures.of(sdmx::Kind::Dataflow);
  out.sender.id = flows.empty() ? "ATALAYA" : to_identifier(sdmx::maintainable(flows.front()).agency);
  return out;
}

http::Response answer(const http::Request& request, SdmxApi api, http::RepresentationCache& cache, const std::string& key,
                      const http::RepresentationCache::Make& make) {
  const auto made = cache.get(key, make);
  if (!made && made.error().kind == ErrorKind::NotFound) return fault_response(request, api, Fault::NoResults, made.error().to_string());
  if (!made) return fault_response(request, api, made.error());
  return http::respond(request, **made);
}

Status add_service(http::Router& router, const std::string& path, bool with_rest, const http::Router::Handler& handler) {
  std::vector<std::string> patterns = {path, path + "/"};
  if (with_rest) patterns.push_back(path + "/{rest*}");
  for (const std::string& pattern : patterns) {
    TRY_STATUS(router.get(pattern, handler));
    TRY_STATUS(router.add("OPTIONS", pattern, preflight));
  }
  return {};
}

std::vector<std::string> path_parts(std::string_view rest) {
  std::vector<std::string> out;
  if (rest.empty()) return out;
  for (const auto part : split(rest, '/')) out.emplace_back(part);
  while (!out.empty() && out.back().empty()) out.pop_back();
  return out;
}

}  // namespace atalaya::api
