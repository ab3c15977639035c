// Serving a release over HTTP until a signal ends it: what `serve` and `demo` share.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "workshop/workshop.h"

namespace atalaya::cli {

struct ServeArguments {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  std::string release;   ///< Empty: the newest.
  unsigned threads = 0;  ///< 0: as many as there are cores.
  bool log = false;      ///< One line a request on standard error.
  /// The address that people type where it is not the server's own, as behind a proxy with TLS; without a slash at its end.
  std::string public_url = {};
  std::vector<std::string> trusted_proxies = {};  ///< Addresses or prefixes; what they say of who asks is believed.
  std::string proxy_header = "x-forwarded-for";   ///< Or "forwarded": the one that they write.
};

/// `--port` (or PORT in the environment) and `--address`.
void add_serving_options(CLI::App& verb, ServeArguments& arguments);

[[nodiscard]] Status serve(const Workspace& workspace, const ServeArguments& arguments);

}  // namespace atalaya::cli
