// What is known of one provider, and when it is asked again.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

#include "register/oidc/configuration.h"
#include "register/oidc/discovery.h"
#include "register/oidc/fetch.h"
#include "register/oidc/key_set.h"
#include "register/store/clock.h"

namespace atalaya::reg {

// Metadata and keys are kept for as long as the provider says, within these bounds, and for `default_age` where it says nothing.
constexpr std::chrono::seconds least_age{300}, default_age{3600}, most_age{86400};
/// Keys are asked for before their time where a token has a key that is not known, but no sooner than this after the last time.
constexpr std::chrono::seconds least_time_between_keys{60};
/// After a failure the provider is left alone for this long, and the failure stands.
constexpr std::chrono::seconds time_after_failure{10};

/// Safe for many threads. One that asks while another waits for the provider waits too, and asks no second time.
class ProviderCache {
 public:
  ProviderCache(const Provider& provider, const Fetcher& fetcher, const Clock& clock) : provider_(provider), fetcher_(fetcher), clock_(clock) {}

  [[nodiscard]] Result<Metadata> metadata();
  /// Verifies by the provider's keys; where that fails by the keys that are known, by its present ones.
  [[nodiscard]] Status verify(const Jws& token);

 private:
  template <typename T>
  struct Kept {
    std::optional<T> value = {};
    Instant until = {};
    std::optional<Instant> asked = {};  ///< When it was last asked for, whatever came of it.
    std::optional<Error> failure = {};  ///< Of the last time.
  };
  template <typename T, typename Read>
  Result<T> get(Kept<T>& kept, bool again, Read&& read);
  Result<Metadata> known_metadata();
  Result<std::shared_ptr<const KeySet>> keys(bool again);

  const Provider& provider_;
  const Fetcher& fetcher_;
  const Clock& clock_;
  std::mutex mutex_;
  Kept<Metadata> metadata_;
  Kept<std::shared_ptr<const KeySet>> keys_;
};

/// How long an answer may be kept (RFC 9111, section 5.2.2), within the bounds above.
[[nodiscard]] std::chrono::seconds time_to_keep(const std::string& cache_control);

}  // namespace atalaya::reg
