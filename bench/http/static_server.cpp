// Serves one page of 60 kB from memory, for comparing the server alone with nginx (compare.sh).
// static_server [PORT [THREADS]]
#include <cstdio>
#include <cstdlib>

#include "http/representation.h"
#include "http/server.h"

int main(int argc, char** argv) {
  using namespace atalaya;
  std::string page = "<!doctype html><title>bench</title>\n";
  for (int i = 0; page.size() < 60'000; ++i) page += "<p>line " + std::to_string(i) + " of a page of sixty thousand bytes</p>\n";
  page.resize(60'000);
  const http::Representation representation(std::move(page), {.content_type = "text/html; charset=utf-8", .last_modified = 1'700'000'000});

  http::ServerOptions options;
  if (argc > 1) options.port = static_cast<std::uint16_t>(std::atoi(argv[1]));
  if (argc > 2) options.threads = static_cast<unsigned>(std::atoi(argv[2]));
  const auto server = http::Server::start(std::move(options), [&](const http::Request& request) { return http::respond(request, representation); });
  if (!server) {
    std::fprintf(stderr, "%s\n", server.error().to_string().c_str());
    return static_cast<int>(server.error().kind);
  }
  std::printf("%s/\n", (*server)->url().c_str());
  std::fflush(stdout);
  return (*server)->wait() ? 0 : 1;
}
