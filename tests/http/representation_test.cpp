// Encodings, conditional requests and the cache of representations.
#include <atomic>
#include <thread>

#include "client.h"
#include "decoding.h"
#include "http/compress.h"
#include "http/conditional.h"
#include "http/representation_cache.h"

namespace atalaya::http {
namespace {

Request request_with(std::initializer_list<Header> headers) {
  Request request{.method = "GET"};
  for (const auto& header : headers) request.headers.add(header.name, header.value);
  return request;
}

TEST(HttpRepresentation, EveryEncodingHoldsTheSameBytes) {
  const Representation representation(page(), {.content_type = "text/html; charset=utf-8", .last_modified = 784111777});
  const auto server = start([&](const Request& request) { return respond(request, representation); });
  Client client(server->port());
  const auto plain = client.get("/");
  const auto zipped = client.get("/", "Accept-Encoding: gzip, deflate\r\n");
  const auto brotlied = client.get("/", "Accept-Encoding: gzip, deflate, br\r\n");
  const auto zstandard = client.get("/", "Accept-Encoding: gzip, zstd\r\n");
  EXPECT_EQ(plain.body, page());
  EXPECT_EQ(gunzip(zipped.body), page());
  EXPECT_EQ(unbrotli(brotlied.body), page());
  EXPECT_EQ(unzstd(zstandard.body), page());
  EXPECT_EQ(plain.header("Content-Encoding"), "");
  EXPECT_EQ(zipped.header("Content-Encoding"), "gzip");
  EXPECT_EQ(brotlied.header("Content-Encoding"), "br");
  EXPECT_EQ(zstandard.header("Content-Encoding"), "zstd");
  for (const auto& reply : {plain, zipped, brotlied, zstandard}) {
    EXPECT_EQ(reply.header("Vary"), "Accept-Encoding");
    EXPECT_EQ(reply.header("Last-Modified"), "Sun, 06 Nov 1994 08:49:37 GMT");
    const auto again = client.get(
        "/", "Accept-Encoding: " + (reply.header("Content-Encoding") + ", identity;q=0.5") + "\r\nIf-None-Match: \"x\", W/" + reply.header("ETag") + "\r\n");
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(again.header("ETag"), reply.header("ETag"));
    EXPECT_EQ(again.header("Vary"), "Accept-Encoding");
    EXPECT_EQ(again.header("Content-Length"), "");
  }
  EXPECT_NE(plain.header("ETag"), zipped.header("ETag"));
  EXPECT_NE(brotlied.header("ETag"), zipped.header("ETag"));
  EXPECT_EQ(representation.bytes(), plain.body.size() + zipped.body.size() + brotlied.body.size() + zstandard.body.size());
}

TEST(HttpRepresentation, CompressesOnlyWhatIsWorthIt) {
  const auto coding = [](std::size_t size, const std::string& type) {
    const Representation representation(page(size), {.content_type = type});
    return respond(request_with({{"Accept-Encoding", "gzip"}}), representation).headers.list("Content-Encoding");
  };
  EXPECT_EQ(coding(1023, "text/html"), "");
  EXPECT_EQ(coding(1024, "text/html"), "gzip");
  EXPECT_EQ(coding(5000, "image/png"), "");
  EXPECT_EQ(coding(5000, "application/vnd.sdmx.data+json;version=2.0.0"), "gzip");
  EXPECT_EQ(coding(5000, "application/vnd.sdmx.data+csv;version=2.0.0"), "gzip");
  EXPECT_EQ(coding(5000, "image/svg+xml"), "gzip");

  // Bytes that do not shrink go out as they are, unless that is refused.
  std::string noise;
  for (std::uint32_t i = 0, x = 1; i < 5000; ++i) noise += static_cast<char>((x = x * 1664525U + 1013904223U) >> 24U);
  const Representation dense(noise, {.content_type = "text/plain"});
  const auto sent = respond(request_with({{"Accept-Encoding", "br"}}), dense);
  EXPECT_EQ(*sent.body, noise);
  EXPECT_EQ(sent.headers.list("Content-Encoding"), "");
  EXPECT_EQ(sent.headers.list("ETag"), dense.etag(Encoding::Identity));
  EXPECT_EQ(respond(request_with({{"Accept-Encoding", "br, identity;q=0"}}), dense).status, 406);
}

TEST(HttpRepresentation, AnswersConditionalRequests) {
  const Representation representation("short", {.content_type = "text/plain", .last_modified = 784111777});
  const auto status = [&](std::initializer_list<Header> headers) { return respond(request_with(headers), representation).status; };
  const auto tag = representation.etag(Encoding::Identity);
  EXPECT_EQ(status({{"If-None-Match", tag}}), 304);
  EXPECT_EQ(status({{"If-None-Match", "*"}}), 304);
  EXPECT_EQ(status({{"If-None-Match", "\"a\""}, {"If-None-Match", tag}}), 304);
  EXPECT_EQ(status({{"If-None-Match", "\"a,b\""}}), 200);
  EXPECT_EQ(status({{"If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"}}), 304);
  EXPECT_EQ(status({{"If-Modified-Since", "Sun, 06 Nov 1994 08:49:36 GMT"}}), 200);
  EXPECT_EQ(status({{"If-Modified-Since", "last week"}}), 200);
  // RFC 9110, section 13.1.3: If-Modified-Since is ignored where there is If-None-Match.
  EXPECT_EQ(status({{"If-None-Match", "\"a\""}, {"If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"}}), 200);
}

TEST(HttpConditional, ReadsTheThreeFormsOfDates) {
  for (const auto* text : {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    EXPECT_EQ(parse_http_date(text), 784111777) << text;
  for (const auto* text : {"", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Xxx 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
                           "Sun, 0x Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"})
    EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
}

TEST(HttpConditional, ComparesWeakly) {
  // The table of RFC 9110, section 8.8.3.2.
  EXPECT_TRUE(etag_matches("W/\"1\"", "W/\"1\""));
  EXPECT_FALSE(etag_matches("W/\"1\"", "W/\"2\""));
  EXPECT_TRUE(etag_matches("W/\"1\"", "\"1\""));
  EXPECT_TRUE(etag_matches("\"1\"", "\"1\""));
}

TEST(HttpCache, MakesOnceWhatManyAskFor) {
  RepresentationCache cache(1U << 20U);
  std::atomic<int> made = 0;
  const auto make = [&]() -> Result<SharedRepresentation> {
    ++made;
    std::this_thread::sleep_for(100ms);
    return std::make_shared<const Representation>(page(), Representation::Metadata{"text/html", {}, {}});
  };
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int i = 0; i < 16; ++i)
    threads.emplace_back([&] {
      const auto found = cache.get("key", make);
      right += found && *(*found)->body(Encoding::Identity) == page() && gunzip(*(*found)->body(Encoding::Gzip)) == page();
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(right, 16);
  const auto counters = cache.counters();
  EXPECT_EQ(counters.misses, 1U);
  EXPECT_EQ(counters.hits + counters.waits, 15U);
}

TEST(HttpCache, StaysWithinItsBytesAndForgetsTheOldest) {
  RepresentationCache cache(100'000, 1);
  const auto ask = [&](const std::string& key, std::size_t size) {
    return cache.get(key, [&]() -> Result<SharedRepresentation> {
      return std::make_shared<const Representation>(page(size), Representation::Metadata{"text/html", {}, {}});
    });
  };
  EXPECT_TRUE(ask("a", 40'000));
  EXPECT_TRUE(ask("b", 40'000));
  EXPECT_NE(cache.find("a"), nullptr);
  EXPECT_TRUE(ask("c", 40'000));
  EXPECT_NE(cache.find("a"), nullptr);
  EXPECT_EQ(cache.find("b"), nullptr);
  EXPECT_TRUE(ask("huge", 200'000));
  EXPECT_EQ(cache.find("huge"), nullptr);
  EXPECT_NE(cache.find("c"), nullptr);
  // What compressed forms add is counted when the key is used again.
  EXPECT_LE(cache.counters().bytes, 100'000U);
  const auto before = cache.counters().bytes;
  const auto body = cache.find("c")->body(Encoding::Gzip);
  (void)cache.find("c");
  EXPECT_EQ(cache.counters().bytes, before + body->size());
  cache.clear();
  EXPECT_EQ(cache.counters().bytes, 0U);
}

TEST(HttpCache, KeepsNoFailures) {
  RepresentationCache cache(1'000'000);
  EXPECT_EQ(cache.get("k", [] { return Result<SharedRepresentation>(fail(ErrorKind::NotFound, "no")); }).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(cache.get("k", []() -> Result<SharedRepresentation> { throw std::runtime_error("thrown"); }).error().what, "thrown");
  EXPECT_EQ(cache.get("k", [] { return Result<SharedRepresentation>(nullptr); }).error().kind, ErrorKind::Internal);
  EXPECT_TRUE(cache.get("k", [] { return Result<SharedRepresentation>(std::make_shared<const Representation>("x", Representation::Metadata{})); }));
}

}  // namespace
}  // namespace atalaya::http
