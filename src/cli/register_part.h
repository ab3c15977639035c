// The register beside a release that is served: its pages, where the workspace has one.
#pragma once

#include <memory>
#include <string>

#include "http/router.h"
#include "http/server.h"
#include "register/downloads/counter.h"
#include "site/site.h"
#include "workshop/workshop.h"

namespace atalaya::cli {

class RegisterPart {
 public:
  /// Opens it, and reads `login.yaml` where there is one. What is wrong in that file is an error with each fault and its place. Null where the workspace has no
  /// register.
  [[nodiscard]] static Result<std::unique_ptr<RegisterPart>> open(const Workspace& workspace, const Agenda& agenda);
  ~RegisterPart();

  /// Once; the site must outlive it.
  [[nodiscard]] Status add_routes(http::Router& router, const site::Site& site);
  /// Counts downloads of copies (site/offline).
  [[nodiscard]] reg::downloads::Counter& downloads();
  /// Forms need POST and bodies; what they wait for (hashes of passwords, the store, providers) must hold up no page.
  static void set_limits(http::ServerOptions& options);
  [[nodiscard]] static bool takes(const http::Request& request);
  /// Of those: what waits far longer than it computes.
  [[nodiscard]] static bool waits(const http::Request& request);
  /// The address that people type, before the first request: "https://observatory.example".
  void set_public_url(std::string url);

 private:
  struct State;
  explicit RegisterPart(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace atalaya::cli
