#include "register/oidc/fetch.h"

#include <curl/curl.h>

#include <mutex>
#include <stdexcept>

#include "base/text.h"
#include "register/oidc/json.h"
#include "register/oidc/url.h"

namespace atalaya::reg {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// What libcurl's callbacks write into.
struct Received {
  const FetchLimits* limits = nullptr;
  std::string body = {};
  std::size_t header_bytes = 0;
  bool too_large = false;
};

// Taking fewer bytes than were offered makes libcurl break off.
std::size_t take_body(const char* data, std::size_t, std::size_t count, void* user) {
  auto& received = *static_cast<Received*>(user);
  if (received.body.size() + count > received.limits->body_bytes) return received.too_large = true, 0;
  received.body.append(data, count);
  return count;
}

std::size_t take_header(const char*, std::size_t, std::size_t count, void* user) {
  auto& received = *static_cast<Received*>(user);
  received.header_bytes += count;
  if (received.header_bytes > received.limits->header_bytes) return received.too_large = true, 0;
  return count;
}

struct Closing {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

class CurlFetcher : public Fetcher {
 public:
  explicit CurlFetcher(FetchLimits limits) : limits_(std::move(limits)) {
    // Not undone: other parts of the program may use libcurl too.
    static std::once_flag once;
    std::call_once(once, [] {
      if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("libcurl does not start");
    });
  }

  Result<FetchAnswer> fetch(const FetchRequest& request) const override {
    const auto end = steady_clock::now() + limits_.whole;
    const Url first = TRY(parse_secure_url(request.url, Loopback::Allow));
    std::string address = request.url;
    for (int redirects = 0;; ++redirects) {
      std::string next;
      FetchAnswer answer = TRY(fetch_once(request, address, end, next));
      if (next.empty() || request.form) return answer;
      const Url target = TRY(parse_secure_url(next, Loopback::Allow));
      if (!target.is_same_origin(first)) return refuse(address, "it redirects to another host, " + shown(next));
      if (redirects == limits_.redirects) return refuse(address, "it redirects too often");
      address = std::move(next);
    }
  }

 private:
  static std::unexpected<Error> refuse(const std::string& address, const std::string& why) {
    return fail(ErrorKind::System, "no answer that can be used: " + replace_invalid_utf8(why), {.file = address});
  }

  Result<FetchAnswer> fetch_once(const FetchRequest& request, const std::string& address, steady_clock::time_point end, std::string& next) const {
    const std::unique_ptr<CURL, Closing> handle(curl_easy_init());
    if (!handle) throw std::runtime_error("libcurl gives no handle");
    CURL* curl = handle.get();
    Received received{.limits = &limits_};
    const auto left = std::chrono::duration_cast<milliseconds>(end - steady_clock::now());
    if (left <= milliseconds(0)) return refuse(address, "it took too long");
    char message[CURL_ERROR_SIZE] = "";
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, message);
    curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    if (const auto url = parse_url(address); url && url->is_loopback()) curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(limits_.connect, left).count()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Atalaya");
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!limits_.certificate_authorities.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, limits_.certificate_authorities.c_str());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &received);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &received);
    curl_slist* list = nullptr;
    for (const auto& [name, value] : request.headers) {
      curl_slist* longer = curl_slist_append(list, (name + ": " + value).c_str());
      if (longer == nullptr) throw std::runtime_error("no memory for headers");
      list = longer;
    }
    const std::unique_ptr<curl_slist, Closing> headers(list);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    if (request.form) {
      curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.form->size()));
      curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.form->data());
    }
    if (const CURLcode code = curl_easy_perform(curl); code != CURLE_OK) {
      if (received.too_large) return refuse(address, "the answer is larger than what is taken");
      return refuse(address, *message != '\0' ? message : curl_easy_strerror(code));
    }
    return answer_of(curl, std::move(received.body), next);
  }

  static FetchAnswer answer_of(CURL* curl, std::string body, std::string& next) {
    FetchAnswer answer{.body = std::move(body)};
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    answer.status = static_cast<int>(status);
    const char* text = nullptr;
    if (curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &text) == CURLE_OK && text != nullptr) answer.content_type = text;
    curl_header* header = nullptr;
    if (curl_easy_header(curl, "Cache-Control", 0, CURLH_HEADER, -1, &header) == CURLHE_OK) answer.cache_control = header->value;
    text = nullptr;
    if (curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &text) == CURLE_OK && text != nullptr) next = text;
    return answer;
  }

  FetchLimits limits_;
};

}  // namespace

std::unique_ptr<Fetcher> make_fetcher(FetchLimits limits) { return std::make_unique<CurlFetcher>(std::move(limits)); }

}  // namespace atalaya::reg
