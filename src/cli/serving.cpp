#include "cli/serving.h"

#include <spdlog/spdlog.h>

#include "api/data_routes.h"
#include "api/sdmx/data_service.h"
#include "base/files.h"
#include "cli/register_part.h"
#include "cli/sdmx_part.h"
#include "cli/session.h"
#include "http/server.h"
#include "release/release.h"
#include "site/offline/routes.h"
#include "site/site.h"

namespace atalaya::cli {

namespace {

/// Finished pages and data, with their compressed forms.
constexpr std::size_t cache_bytes = std::size_t{256} << 20U;

}  // namespace

Status serve(const Workspace& workspace, const ServeArguments& arguments) {
  const auto opened = std::make_shared<const Release>(TRY(open_release(workspace, arguments.release)));
  const Release& release = *opened;
  http::RepresentationCache cache(cache_bytes);
  const auto part = TRY(RegisterPart::open(workspace, release.agenda));
  const auto data = TRY(data_directory());
  const auto site = TRY(site::Site::make(release, data, cache, {.has_register = part != nullptr}));
  http::Router router;
  TRY_STATUS(site->add_routes(router));
  if (part) TRY_STATUS(part->add_routes(router, *site));
  TRY_STATUS(api::add_data_routes(router, release, cache));
  site::offline::Shelf shelf(release,
                             {.folder = workspace.root / "offline", .data = data, .site = {.has_register = part != nullptr, .live = arguments.public_url}});
  site::offline::Offer offer{shelf, *site, cache};
  if (part) {
    offer.count = [&counter = part->downloads(), &release](const std::string& address, const site::offline::CopyName& name) {
      counter.take(address, name.country, name.language, release.id);
    };
  }
  TRY_STATUS(site::offline::add_routes(router, offer));
  SdmxPart sdmx;
  http::ServerOptions options{.address = arguments.address, .port = arguments.port, .threads = arguments.threads};
  options.proxies =
      TRY(http::TrustedProxies::parse(arguments.trusted_proxies, arguments.proxy_header == "forwarded" ? http::TrustedProxies::Header::Forwarded
                                                                                                       : http::TrustedProxies::Header::XForwardedFor));
  options.error_page = [&site](const http::Request& request, int status) { return site->error(request, status); };
  if (part) RegisterPart::set_limits(options);
  // Writing data may take long; pages must not wait behind it.
  options.is_slow = [&sdmx](const http::Request& request) {
    if (SdmxPart::takes(request)) return !sdmx.is_ready() || api::is_slow_data_request(request);
    if (RegisterPart::takes(request) || site::offline::is_copy_path(request.path)) return true;
    return request.path.starts_with("/data/") || request.path.starts_with("/release/");
  };
  // Of copies one is made at a time; who waits for it keeps no thread from computing.
  options.is_waiting = [](const http::Request& request) { return RegisterPart::waits(request) || site::offline::is_copy_path(request.path); };
  if (arguments.log) {
    options.access_log = [](const http::AccessRecord& record) {
      spdlog::info("{} {} {} {} bytes {} us", record.method, record.target, record.status, record.bytes, record.duration.count());
    };
  }
  const auto server = TRY(http::Server::start(
      std::move(options), [&](const http::Request& request) { return SdmxPart::takes(request) ? sdmx.handle(request) : router.handle(request); }));
  if (part) part->set_public_url(arguments.public_url.empty() ? server->url() : arguments.public_url);
  print("Serving release " + release.id + " at " + server->url() + "/ (Ctrl-C ends it)\n");
  std::fflush(stdout);
  sdmx.begin(workspace, opened, cache);
  shelf.begin();
  return server->wait();
}

}  // namespace atalaya::cli
