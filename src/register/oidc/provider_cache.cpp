#include "register/oidc/provider_cache.h"

#include <algorithm>

#include "base/text.h"

namespace atalaya::reg {

namespace {

struct Fetched {
  std::string body;
  std::chrono::seconds keep;
};

Result<Fetched> fetch_json(const Fetcher& fetcher, const std::string& url) {
  FetchAnswer answer = TRY(fetcher.fetch({.url = url, .headers = {{"Accept", "application/json"}}}));
  if (answer.status != 200) return fail(ErrorKind::System, "the provider answers with the status " + std::to_string(answer.status), {.file = url});
  return Fetched{std::move(answer.body), time_to_keep(answer.cache_control)};
}

}  // namespace

std::chrono::seconds time_to_keep(const std::string& cache_control) {
  for (const std::string_view part : split(cache_control, ',')) {
    const std::string directive = to_lower_ascii(trim(part));
    if (directive == "no-store" || directive == "no-cache") return least_age;
    if (!directive.starts_with("max-age=")) continue;
    const auto seconds = parse_integer(std::string_view(directive).substr(8));
    return seconds ? std::clamp(std::chrono::seconds(*seconds), least_age, most_age) : default_age;
  }
  return default_age;
}

template <typename T, typename Read>
Result<T> ProviderCache::get(Kept<T>& kept, bool again, Read&& read) {
  const Instant now = clock_.now();
  const auto asked_within = [&](std::chrono::seconds time) { return kept.asked && now - *kept.asked < time; };
  const bool good = kept.value && now < kept.until;
  if (good && (!again || asked_within(least_time_between_keys))) return *kept.value;
  if (!good && kept.failure && asked_within(time_after_failure)) return std::unexpected(*kept.failure);
  kept.asked = now;
  Result<T> fresh = read(kept.until);
  kept.failure = fresh ? std::nullopt : std::optional(fresh.error());
  if (fresh) {
    kept.value = *fresh;
  } else if (good) {
    return *kept.value;
  }
  return fresh;
}

Result<Metadata> ProviderCache::known_metadata() {
  return get(metadata_, false, [&](Instant& until) -> Result<Metadata> {
    const Fetched fetched = TRY(fetch_json(fetcher_, discovery_url(provider_.issuer)));
    Metadata read = TRY(read_metadata(fetched.body, provider_.issuer, provider_.algorithms));
    until = clock_.now() + fetched.keep;
    return read;
  });
}

Result<std::shared_ptr<const KeySet>> ProviderCache::keys(bool again) {
  const std::string url = TRY(known_metadata()).jwks_uri;
  return get(keys_, again, [&](Instant& until) -> Result<std::shared_ptr<const KeySet>> {
    const Fetched fetched = TRY(fetch_json(fetcher_, url));
    KeySet read = TRY(KeySet::read(fetched.body, url));
    until = clock_.now() + fetched.keep;
    return std::make_shared<const KeySet>(std::move(read));
  });
}

Result<Metadata> ProviderCache::metadata() {
  const std::lock_guard lock(mutex_);
  return known_metadata();
}

Status ProviderCache::verify(const Jws& token) {
  const std::lock_guard lock(mutex_);
  const auto known = TRY(keys(false));
  const Status status = reg::verify(token, *known, provider_.algorithms);
  if (status) return status;
  // The provider may have changed its keys. Where it has not, or may not be asked yet, the set is the same and so is the fault.
  const auto fresh = TRY(keys(true));
  return fresh == known ? status : reg::verify(token, *fresh, provider_.algorithms);
}

}  // namespace atalaya::reg
