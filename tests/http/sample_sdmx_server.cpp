// The SDMX services of the small collection of the unit tests, or of a structure message that is given: for clients that are tried by hand.
#include <cstdio>

#include "api/sdmx/routes.h"
#include "base/files.h"
#include "formats/sdmx_ml/structures_xml.h"
#include "http/server.h"
#include "unit/artefact_sample.h"

int main(int count, char** arguments) {
  using namespace atalaya;
  Catalogue catalogue;
  catalogue.release = "2026-02-02.1";
  catalogue.created = 1'770'000'000;
  catalogue.structures = artefact_sample();
  if (count > 2) {
    const auto bytes = read_file(arguments[2], std::size_t{1} << 30U);
    auto read = bytes ? read_structures_xml(*bytes, arguments[2]) : std::unexpected(bytes.error());
    if (!read) return std::fprintf(stderr, "%s\n", read.error().to_string().c_str()), 1;
    catalogue.structures = std::move(read->structures);
  }
  http::RepresentationCache cache(std::size_t{64} << 20U);
  http::Router router;
  http::ServerOptions options;
  options.port = static_cast<std::uint16_t>(count > 1 ? std::atoi(arguments[1]) : 0);
  options.options_to_handler = true;
  if (const auto added = api::add_sdmx_routes(router, catalogue, cache); !added) return std::fprintf(stderr, "%s\n", added.error().to_string().c_str()), 1;
  const auto server = http::Server::start(options, [&](const http::Request& request) { return router.handle(request); });
  if (!server) return std::fprintf(stderr, "%s\n", server.error().to_string().c_str()), 1;
  std::printf("%s\n", (*server)->url().c_str());
  std::fflush(stdout);
  return (*server)->wait() ? 0 : 1;
}
