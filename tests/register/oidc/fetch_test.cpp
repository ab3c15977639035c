// The client against a real server, which answers as a hostile provider might.
#include "register/oidc/fetch.h"

#include <gtest/gtest.h>

#include <thread>

#include "http/server.h"

namespace atalaya::reg {
namespace {

using namespace std::chrono_literals;
using http::Request;
using http::Response;

class Fetch : public ::testing::Test {
 protected:
  Fetch() {
    const auto start = [&] {
      http::ServerOptions options;
      options.threads = 1;
      options.stop_on_signals = false;
      options.body_limit = 1U << 20U;
      options.methods = {"GET", "POST"};
      return http::Server::start(options, [this](const Request& request) { return answer(request); }).value();
    };
    server = start();
    other = start();
  }

  Response answer(const Request& request) {
    if (request.path == "/json") {
      Response out = http::text_response(200, "application/json", "{}");
      out.headers.add("Cache-Control", "max-age=600");
      return out;
    }
    if (request.path == "/echo") {
      return http::text_response(200, "text/plain",
                                 request.method + " " + std::string(request.header("Authorization").value_or("")) + " " +
                                     std::string(request.header("Content-Type").value_or("")) + " " + request.body);
    }
    if (request.path == "/large") return http::text_response(200, "text/plain", std::string(2U << 20U, 'x'));
    if (request.path == "/headers") {
      Response out = http::text_response(200, "text/plain", "x");
      for (int i = 0; i < 20; ++i) out.headers.add("X-" + std::to_string(i), std::string(8000, 'h'));
      return out;
    }
    if (request.path == "/slow") {
      std::this_thread::sleep_for(1500ms);
      return http::text_response(200, "text/plain", "late");
    }
    if (request.path == "/moved") return http::redirect(302, "/json");
    if (request.path == "/away") return http::redirect(302, other->url() + "/json");
    if (request.path == "/out") return http::redirect(302, "http://id.example.org/json");
    if (request.path == "/file") return http::redirect(302, "file:///etc/passwd");
    if (request.path == "/round") return http::redirect(302, "/round");
    return http::status_response(404);
  }

  [[nodiscard]] Result<FetchAnswer> get(const std::string& path, FetchLimits limits = {}) const {
    return make_fetcher(std::move(limits))->fetch({.url = server->url() + path});
  }

  std::unique_ptr<http::Server> server, other;
};

TEST_F(Fetch, GetsAndPosts) {
  const auto json = get("/json");
  ASSERT_TRUE(json) << json.error().to_string();
  EXPECT_EQ(json->status, 200);
  EXPECT_EQ(json->content_type, "application/json");
  EXPECT_EQ(json->cache_control, "max-age=600");
  EXPECT_EQ(json->body, "{}");
  EXPECT_EQ(get("/none")->status, 404);
  const auto posted = make_fetcher()->fetch({.url = server->url() + "/echo", .headers = {{"Authorization", "Basic eDp5"}}, .form = "a=b%00"});
  EXPECT_EQ(posted->body, "POST Basic eDp5 application/x-www-form-urlencoded a=b%00");
}

TEST_F(Fetch, HasLimits) {
  EXPECT_FALSE(get("/large"));
  EXPECT_FALSE(get("/headers"));
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(get("/slow", {.connect = 200ms, .whole = 300ms}));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 1200ms);
}

TEST_F(Fetch, RedirectsStayWhereTheyAre) {
  EXPECT_EQ(get("/moved")->body, "{}");
  for (const char* path : {"/away", "/out", "/file", "/round"}) EXPECT_FALSE(get(path)) << path;
  // What is posted is secret, and goes nowhere else.
  EXPECT_EQ(make_fetcher()->fetch({.url = server->url() + "/moved", .form = "code=secret"})->status, 302);
}

TEST_F(Fetch, OnlyWhatStaysSecret) {
  for (const char* url : {"http://id.example.org/", "file:///etc/passwd", "ftp://127.0.0.1/", "", "127.0.0.1"})
    EXPECT_FALSE(make_fetcher()->fetch({.url = url})) << url;
  // A server without a certificate that is trusted, and one that is not there.
  std::string https = server->url();
  https.replace(0, 4, "https");
  EXPECT_FALSE(make_fetcher()->fetch({.url = https + "/json"}));
  EXPECT_FALSE(make_fetcher()->fetch({.url = "http://127.0.0.1:1/"}));
}

}  // namespace
}  // namespace atalaya::reg
