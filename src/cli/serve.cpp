#include "cli/serving.h"
#include "cli/session.h"

namespace atalaya::cli {

void add_serve(CLI::App& app, Session& session) {
  auto arguments = std::make_shared<ServeArguments>();
  CLI::App* verb = add_verb(app, session, "serve", "Serve a release as pages and data",
                            "  atalaya serve -w observatory\n  atalaya serve -w observatory --port 9000 --address 0.0.0.0");
  add_serving_options(*verb, *arguments);
  verb->add_option("--release", arguments->release, "A release's id; without it the newest");
  verb->add_option("--threads", arguments->threads, "Threads; 0 for as many as there are cores")->capture_default_str();
  verb->add_option("--public-url", arguments->public_url, "The address that people type, where a proxy is in front: https://observatory.example");
  verb->add_option("--trusted-proxy", arguments->trusted_proxies,
                   "Address or prefix (10.0.0.0/8) of a proxy in front, which says who asks; may be given again");
  verb->add_option("--proxy-header", arguments->proxy_header, "The header in which those proxies say it, and which they never pass on as it came")
      ->check(CLI::IsMember({"x-forwarded-for", "forwarded"}))
      ->capture_default_str();
  verb->add_flag("--log", arguments->log, "Write a line for each request to standard error");
  verb->callback([&session, arguments] { session.work = [&session, arguments] { return serve(session.space(), *arguments); }; });
}

void add_serving_options(CLI::App& verb, ServeArguments& arguments) {
  verb.add_option("--port", arguments.port, "Port; 0 takes any that is free")->envname("PORT")->capture_default_str();
  verb.add_option("--address", arguments.address, "Address to listen on")->capture_default_str();
}

}  // namespace atalaya::cli
