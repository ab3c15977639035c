// A bounded cache of representations that makes each missing one only once, however many ask for it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "http/representation.h"

namespace atalaya::http {

using SharedRepresentation = std::shared_ptr<const Representation>;

/// Least recently used out first. Safe from many threads; keys are spread over shards, so that threads seldom meet at a lock.
class RepresentationCache {
 public:
  /// `most_bytes` of bodies and keys over all shards. A compressed form that is made later counts from the next look-up of its key on.
  /// An entry larger than a shard (most_bytes / shards) is given out but not kept.
  explicit RepresentationCache(std::size_t most_bytes, unsigned shards = 8);
  ~RepresentationCache();
  RepresentationCache(const RepresentationCache&) = delete;
  RepresentationCache& operator=(const RepresentationCache&) = delete;

  using Make = std::function<Result<SharedRepresentation>()>;

  /// The entry of the key. Where there is none, `make` is called by one of those who ask, while the others wait for its result.
  /// A failure is given to all who wait and is not kept; an exception of `make` becomes an Error. `make` must not ask for its own key.
  [[nodiscard]] Result<SharedRepresentation> get(const std::string& key, const Make& make);

  /// The entry, or nullptr; makes nothing.
  [[nodiscard]] SharedRepresentation find(const std::string& key);
  void clear();  ///< What is being made just now is kept.

  struct Counters {
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;  ///< Calls of `make`.
    std::uint64_t waits = 0;   ///< Asked while another made it.
    std::uint64_t evictions = 0;
    std::size_t entries = 0;
    std::size_t bytes = 0;
  };
  [[nodiscard]] Counters counters() const;

 private:
  struct Shard;
  Shard& shard_of(const std::string& key) const;

  std::size_t shard_count_;
  std::unique_ptr<Shard[]> shards_;
};

}  // namespace atalaya::http
