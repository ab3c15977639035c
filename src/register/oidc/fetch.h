// Asking a provider's server. The one place that leaves the machine on its own accord, so all of its limits are here.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"

namespace atalaya::reg {

struct FetchRequest {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::optional<std::string> form = {};  ///< A body to POST; without it GET.
};

struct FetchAnswer {
  int status = 0;
  std::string content_type = {};
  std::string cache_control = {};
  std::string body = {};
};

class Fetcher {
 public:
  virtual ~Fetcher() = default;
  /// Waits for the answer, whatever its status is. System where there is none within the limits. May be called by many threads at once.
  [[nodiscard]] virtual Result<FetchAnswer> fetch(const FetchRequest& request) const = 0;
};

struct FetchLimits {
  std::chrono::milliseconds connect{5000};
  std::chrono::milliseconds whole{10000};  ///< With all redirects.
  std::size_t body_bytes = std::size_t{512} << 10U;
  std::size_t header_bytes = std::size_t{64} << 10U;
  int redirects = 3;                                   ///< Of a GET, to the same scheme, host and port alone.
  std::filesystem::path certificate_authorities = {};  ///< A PEM file in place of the system's; empty: the system's.
};

/// By libcurl: https with verified certificates, or http to loopback addresses; no proxy for those, no cookies, no compressed bodies.
[[nodiscard]] std::unique_ptr<Fetcher> make_fetcher(FetchLimits limits = {});

}  // namespace atalaya::reg
