#include "api/data_routes.h"

#include <algorithm>

#include "base/files.h"
#include "base/json_writer.h"
#include "query/selection.h"
#include "release/manifest.h"

namespace atalaya::api {

namespace {

/// RFC 9457, section 3.
http::Response problem(int status, const std::string& title, const std::string& detail) {
  JsonWriter json;
  json.begin_object().field("type", "about:blank").field("title", title).field("status", status).field("detail", detail).end_object();
  return http::text_response(status, "application/problem+json", json.take() + "\n");
}

http::Response problem_of(const Error& error) {
  switch (error.kind) {
    case ErrorKind::NotFound: return problem(404, "Not Found", error.to_string());
    case ErrorKind::Usage: return problem(400, "Bad Request", error.to_string());
    case ErrorKind::Conflict: return problem(413, "Content Too Large", error.to_string());
    // What went wrong inside is for the log of the server, not for the world.
    default: return problem(500, "Internal Server Error", "The fault is ours.");
  }
}

struct DataRequest {
  std::string flow, key, language;
  DataFormat format = DataFormat::Csv;
  std::optional<TimePeriod> start, end;
};

Result<DataRequest> parse(const http::Request& request, std::string_view flow, std::string_view file, const Release& release) {
  DataRequest out{.flow = std::string(flow), .key = {}, .language = release.agenda.languages.front(), .start = {}, .end = {}};
  if (flow != release.agenda.dataflow.id) {
    return fail(ErrorKind::NotFound, "there is no dataflow '" + shorten(flow, 60) + "'", {}, "the release has " + release.agenda.dataflow.id);
  }
  bool known = false;
  for (const auto& [extension, format] :
       {std::pair(".sdmx.csv", DataFormat::SdmxCsv), std::pair(".csv", DataFormat::Csv), std::pair(".json", DataFormat::Json)}) {
    if (known || !file.ends_with(extension)) continue;
    known = true;
    out.format = format;
    out.key = file.substr(0, file.size() - std::string_view(extension).size());
  }
  if (!known) return fail(ErrorKind::NotFound, "the address has no known extension", {}, "it ends with .csv, .sdmx.csv or .json");
  if (const auto* text = request.query.find("start")) out.start = TRY(parse_period(*text, "start"));
  if (const auto* text = request.query.find("end")) out.end = TRY(parse_period(*text, "end"));
  if (const auto* text = request.query.find("lang")) {
    if (std::ranges::find(release.agenda.languages, *text) == release.agenda.languages.end()) {
      return fail(ErrorKind::Usage, "there is no language '" + shorten(*text, 20) + "'", {}, join(release.agenda.languages, ", "));
    }
    out.language = *text;
  }
  return out;
}

Result<http::SharedRepresentation> make_data(const DataRequest& wanted, const Release& release) {
  CubeSlice slice = select(release.cube, TRY(parse_key(wanted.key, *release.agenda.structure)));
  slice.start = wanted.start;
  slice.end = wanted.end;
  const std::size_t count = slice.size();
  if (count == 0) return fail(ErrorKind::NotFound, "the release has no observation for this key", {}, "an empty part of the key takes every code");
  if (count > most_observations) {
    return fail(ErrorKind::Conflict,
                "the key takes " + std::to_string(count) + " observations; one address gives " + std::to_string(most_observations) + " at most", {},
                "narrow the key, or take /release/observations.parquet");
  }
  http::Headers headers;
  headers.set("Cache-Control", "public, max-age=300");
  headers.set("Access-Control-Allow-Origin", "*");
  return std::make_shared<http::Representation>(write(slice, wanted.format, release.agenda.dataflow, release.id, wanted.language),
                                                http::Representation::Metadata{media_type(wanted.format), {}, std::move(headers)});
}

std::string media_type_of(const std::string& path) {
  if (path.ends_with(".json")) return "application/json; charset=utf-8";
  if (path.ends_with(".yaml")) return "application/yaml; charset=utf-8";
  return path.ends_with(".parquet") ? "application/vnd.apache.parquet" : "application/octet-stream";
}

}  // namespace

Status add_data_routes(http::Router& router, const Release& release, http::RepresentationCache& cache) {
  TRY_STATUS(router.get("/data/{flow}/{file}", [&release, &cache](const http::Request& request, const http::PathParameters& parameters) {
    // "+" stands between codes of a key; in a path it means itself.
    const auto wanted = parse(request, parameters["flow"], parameters["file"], release);
    if (!wanted) return problem_of(wanted.error());
    const std::string key = "data/" + wanted->key + "/" + std::to_string(static_cast<int>(wanted->format)) + "/" + wanted->language + "/" +
                            std::to_string(wanted->start ? wanted->start->packed() : 0) + "/" + std::to_string(wanted->end ? wanted->end->packed() : 0);
    const auto made = cache.get(key, [&] { return make_data(*wanted, release); });
    return made ? http::respond(request, **made) : problem_of(made.error());
  }));
  const Manifest manifest = TRY(read_manifest(release.directory));
  std::vector<std::string> paths = {manifest_file};
  for (const ManifestEntry& entry : manifest.files) paths.push_back(entry.path);
  // Only names that the manifest knows are ever opened, so no path of a request reaches the file system.
  return router.get("/release/{file*}", [&release, &cache, paths](const http::Request& request, const http::PathParameters& parameters) {
    const std::string wanted(parameters["file"]);
    if (std::ranges::find(paths, wanted) == paths.end()) return problem(404, "Not Found", "the release has no file of this name");
    const auto made = cache.get("release/" + wanted, [&]() -> Result<http::SharedRepresentation> {
      http::Headers headers;
      headers.set("Access-Control-Allow-Origin", "*");
      return std::make_shared<http::Representation>(TRY(read_file(release.directory / wanted, std::size_t{1} << 30U)),
                                                    http::Representation::Metadata{media_type_of(wanted), {}, std::move(headers)});
    });
    return made ? http::respond(request, **made) : problem_of(made.error());
  });
}

}  // namespace atalaya::api
