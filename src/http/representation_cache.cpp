#include "http/representation_cache.h"

#include <algorithm>
#include <exception>
#include <future>
#include <list>
#include <mutex>
#include <unordered_map>

namespace atalaya::http {

struct RepresentationCache::Shard {
  struct Entry {
    std::string key;
    SharedRepresentation representation;
    std::size_t bytes;  // As counted into the shard's sum; the representation itself may have grown since.
  };
  using Order = std::list<Entry>;

  mutable std::mutex mutex;
  std::size_t most_bytes = 0;
  Order order;  // The most recently used first.
  std::unordered_map<std::string, Order::iterator> entries;
  std::unordered_map<std::string, std::shared_future<Result<SharedRepresentation>>> being_made;
  Counters counters;

  static std::size_t weigh(const Entry& entry) { return entry.representation->bytes() + 2 * entry.key.size() + 256; }

  SharedRepresentation use(const std::string& key) {
    const auto found = entries.find(key);
    if (found == entries.end()) return nullptr;
    order.splice(order.begin(), order, found->second);
    Entry& entry = order.front();
    auto representation = entry.representation;
    const auto bytes = weigh(entry);
    counters.bytes += bytes - entry.bytes;
    entry.bytes = bytes;
    evict();
    return representation;
  }

  void keep(const std::string& key, SharedRepresentation representation) {
    Entry entry{key, std::move(representation), 0};
    entry.bytes = weigh(entry);
    if (entry.bytes > most_bytes || entries.contains(key)) return;
    counters.bytes += entry.bytes;
    order.push_front(std::move(entry));
    entries.emplace(key, order.begin());
    evict();
  }

  void evict() {
    while (counters.bytes > most_bytes && !order.empty()) {
      counters.bytes -= order.back().bytes;
      entries.erase(order.back().key);
      order.pop_back();
      ++counters.evictions;
    }
  }
};

RepresentationCache::RepresentationCache(std::size_t most_bytes, unsigned shards)
    : shard_count_(std::max(1U, shards)), shards_(std::make_unique<Shard[]>(shard_count_)) {
  for (std::size_t i = 0; i < shard_count_; ++i) shards_[i].most_bytes = most_bytes / shard_count_;
}

RepresentationCache::~RepresentationCache() = default;

RepresentationCache::Shard& RepresentationCache::shard_of(const std::string& key) const { return shards_[std::hash<std::string>{}(key) % shard_count_]; }

Result<SharedRepresentation> RepresentationCache::get(const std::string& key, const Make& make) {
  Shard& shard = shard_of(key);
  std::promise<Result<SharedRepresentation>> promise;
  std::shared_future<Result<SharedRepresentation>> others;
  {
    const std::lock_guard lock(shard.mutex);
    if (auto known = shard.use(key)) {
      ++shard.counters.hits;
      return known;
    }
    if (const auto making = shard.being_made.find(key); making != shard.being_made.end()) {
      ++shard.counters.waits;
      others = making->second;
    } else {
      ++shard.counters.misses;
      shard.being_made.emplace(key, promise.get_future().share());
    }
  }
  if (others.valid()) return others.get();

  Result<SharedRepresentation> made = nullptr;
  try {
    made = make();
    if (made && !*made) made = fail(ErrorKind::Internal, "nothing was made for " + key);
  } catch (const std::exception& exception) {
    made = fail(ErrorKind::Internal, exception.what());
  } catch (...) {
    made = fail(ErrorKind::Internal, "an exception of unknown type");
  }
  {
    const std::lock_guard lock(shard.mutex);
    shard.being_made.erase(key);
    if (made) shard.keep(key, *made);
  }
  promise.set_value(made);
  return made;
}

SharedRepresentation RepresentationCache::find(const std::string& key) {
  Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  auto known = shard.use(key);
  if (known) ++shard.counters.hits;
  return known;
}

void RepresentationCache::clear() {
  for (std::size_t i = 0; i < shard_count_; ++i) {
    const std::lock_guard lock(shards_[i].mutex);
    shards_[i].entries.clear();
    shards_[i].order.clear();
    shards_[i].counters.bytes = 0;
  }
}

RepresentationCache::Counters RepresentationCache::counters() const {
  Counters sum;
  for (std::size_t i = 0; i < shard_count_; ++i) {
    const std::lock_guard lock(shards_[i].mutex);
    const auto& one = shards_[i].counters;
    sum.hits += one.hits;
    sum.misses += one.misses;
    sum.waits += one.waits;
    sum.evictions += one.evictions;
    sum.bytes += one.bytes;
    sum.entries += shards_[i].entries.size();
  }
  return sum;
}

}  // namespace atalaya::http
