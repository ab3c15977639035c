// Requests and responses of a really running server: order, limits, refusals.
#include <atomic>
#include <mutex>
#include <thread>

#include "client.h"
#include "http/request_parser.h"
#include "http/router.h"

namespace atalaya::http {
namespace {

TEST(HttpServer, AnswersOverOneConnectionAgainAndAgain) {
  const auto server = start(echo);
  Client client(server->port());
  for (int i = 0; i < 50; ++i) {
    const auto reply = client.get("/a%20b/%C3%B1?x=1&x=a%2Bb+c&empty");
    ASSERT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "GET /a b/ñ x=1 x=a+b c empty=");
    EXPECT_EQ(reply.header("Connection"), "");
    EXPECT_EQ(reply.header("Date").size(), 29U);
  }
  EXPECT_EQ(server->connections(), 1U);
}

TEST(HttpServer, AnswersPipelinedRequestsInOrder) {
  const auto server = start(echo);
  Client client(server->port());
  std::string all;
  for (int i = 0; i < 100; ++i) all += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: test\r\n\r\n\r\n";
  client.send(all);
  for (int i = 0; i < 100; ++i) ASSERT_EQ(client.read().body, "GET /" + std::to_string(i));
}

TEST(HttpServer, ReadsRequestsThatComeByteByByte) {
  const auto server = start(echo);
  Client client(server->port());
  for (const char c : std::string("\r\nGET /slow HTTP/1.1\r\nHost: test\r\nA: b\r\n\r\n")) {
    client.send({&c, 1});
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_EQ(client.read().body, "GET /slow");
}

TEST(HttpServer, HeadHasTheHeadersOfGetAndNoBody) {
  const auto server = start(echo);
  Client client(server->port());
  client.send("HEAD /x HTTP/1.1\r\nHost: test\r\n\r\n");
  const auto head = client.read(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("Content-Length"), std::to_string(std::string("HEAD /x").size()));
  EXPECT_EQ(client.get("/y").body, "GET /y");  // Had there been a body, this would not be read as a response.
}

TEST(HttpServer, SpeaksHttp10) {
  const auto server = start(echo);
  Client closing(server->port());
  closing.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(closing.read().header("Connection"), "close");
  EXPECT_TRUE(closing.is_closed());
  Client keeping(server->port());
  keeping.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(keeping.read().header("Connection"), "keep-alive");
  keeping.send("GET /again HTTP/1.0\r\n\r\n");
  EXPECT_EQ(keeping.read().body, "GET /again");
}

TEST(HttpServer, ClosesWhenAskedTo) {
  const auto server = start(echo);
  Client client(server->port());
  EXPECT_EQ(client.get("/", "Connection: close\r\n").header("Connection"), "close");
  EXPECT_TRUE(client.is_closed());
}

TEST(HttpServer, RefusesMethodsAndAnswersOptions) {
  const auto server = start(echo);
  Client client(server->port());
  client.send("DELETE / HTTP/1.1\r\nHost: test\r\n\r\n");
  const auto refused = client.read();
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.header("Allow"), "GET, HEAD, OPTIONS");
  client.send("OPTIONS * HTTP/1.1\r\nHost: test\r\n\r\n");
  const auto options = client.read();
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.header("Allow"), "GET, HEAD, OPTIONS");
  client.send("CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n");
  EXPECT_EQ(client.read().status, 405);
}

TEST(HttpServer, RefusesWhatIsMalformedAndCloses) {
  const auto server = start(echo);
  const std::string host = "Host: test\r\n";
  const std::vector<std::pair<int, std::string>> requests = {
      {400, "\x16\x03\x01\x02 what a TLS client says first\r\n\r\n"},
      {400, "GET\r\n\r\n"},
      {400, "GET / HTTP/2.0\r\n" + host + "\r\n"},
      {400, "GET / HTTP/1.1\r\n\r\n"},
      {400, "GET / HTTP/1.1\r\n" + host + host + "\r\n"},
      {400, "GET / HTTP/1.1\r\nHost: a\"b<c>\r\n\r\n"},
      {400, "GET / HTTP/1.1\r\n" + host + "Bad Name: x\r\n\r\n"},
      {400, "GET / HTTP/1.1\r\n" + host + std::string("X: a\0b\r\n\r\n", 10)},
      {400, "GET / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n"},
      {400, "GET / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n"},
      {400, "GET / HTTP/1.1\r\n" + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"},
      {400, "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"},
      {501, "GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n"},
      {501, "GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked, gzip\r\n\r\n"},
      {417, "GET / HTTP/1.1\r\n" + host + "Expect: the unexpected\r\n\r\n"},
      {400, "GET * HTTP/1.1\r\n" + host + "\r\n"},
      {400, "GET /a?b=%zz HTTP/1.1\r\n" + host + "\r\n"},
      {400, "GET /a?b=%00 HTTP/1.1\r\n" + host + "\r\n"},
      {400, "GET /a?b=%ff HTTP/1.1\r\n" + host + "\r\n"},
      {400, "GET relative HTTP/1.1\r\n" + host + "\r\n"},
  };
  for (const auto& [status, bytes] : requests) {
    Client client(server->port());
    client.send(bytes);
    const auto reply = client.read();
    EXPECT_EQ(reply.status, status) << bytes;
    EXPECT_EQ(reply.header("Connection"), "close") << bytes;
    EXPECT_TRUE(client.is_closed()) << bytes;
  }
  EXPECT_EQ(once(*server, "GET http://other/path?x=1 HTTP/1.1\r\nHost: test\r\n\r\n").body, "GET /path x=1");
}

TEST(HttpServer, RefusesPathsThatClimb) {
  const auto server = start(echo);
  for (const std::string path : {"/../etc/passwd", "/..%2f..%2fetc", "/%2e%2e/x", "/a/%2E./b", "/a/..", "/a%00", "/a%0d%0ab", "/a%5c..%5cb", "/%", "/%2",
                                 "/%ff", "/%c0%ae%c0%ae/", "/a#b"})
    EXPECT_EQ(once(*server, "GET " + path + " HTTP/1.1\r\nHost: t\r\n\r\n").status, 400) << path;
  EXPECT_EQ(once(*server, "GET //evil.org/./a//b/. HTTP/1.1\r\nHost: t\r\n\r\n").body, "GET /evil.org/a/b/");
  EXPECT_EQ(once(*server, "GET /...a/..b HTTP/1.1\r\nHost: t\r\n\r\n").body, "GET /...a/..b");
}

TEST(HttpServer, KeepsToTheLimits) {
  const auto server = start(echo);
  const auto send = [&](const std::string& target, const std::string& headers) {
    return once(*server, "GET " + target + " HTTP/1.1\r\nHost: t\r\n" + headers + "\r\n").status;
  };
  EXPECT_EQ(send("/" + std::string(8191, 'a'), ""), 200);
  EXPECT_EQ(send("/" + std::string(8192, 'a'), ""), 414);
  EXPECT_EQ(send("/" + std::string(40'000, 'a'), ""), 414);
  EXPECT_EQ(send("/", "X: " + std::string(15'000, 'a') + "\r\n"), 200);
  EXPECT_EQ(send("/", "X: " + std::string(17'000, 'a') + "\r\n"), 431);
  std::string many;
  for (int i = 0; i < 2000; ++i) many += "X-" + std::to_string(i) + ": value\r\n";
  EXPECT_EQ(send("/", many), 431);
  EXPECT_EQ(send("/", "Content-Length: 0\r\n"), 200);
  EXPECT_EQ(send("/", "Content-Length: 1\r\n\r\nx"), 413);
  EXPECT_EQ(send("/", "Content-Length: 99999999999999999999\r\n"), 400);
  EXPECT_EQ(send("/", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"), 413);
  // The whole head counts, also where it comes in pieces that are each below the limit.
  Client client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: t\r\n");
  for (int i = 0; i < 30; ++i) {
    client.send("X: " + std::string(1000, 'a') + "\r\n");
    std::this_thread::sleep_for(2ms);
  }
  EXPECT_EQ(client.read().status, 431);
}

TEST(HttpServer, ReadsBodiesWithinTheirLimit) {
  ServerOptions options;
  options.body_limit = 10;
  options.methods = {"GET", "HEAD", "OPTIONS", "POST"};
  const auto server = start(echo, options);
  Client client(server->port());
  const std::string post = "POST /f HTTP/1.1\r\nHost: t\r\n";
  client.send(post + "Content-Length: 10\r\n\r\n0123456789" + post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nT: x\r\n\r\n");
  EXPECT_EQ(client.read().body, "POST /f body:0123456789");
  EXPECT_EQ(client.read().body, "POST /f body:abcde");
  client.send(post + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.read().status, 100);
  client.send("ok");
  EXPECT_EQ(client.read().body, "POST /f body:ok");
  client.send(post + "Expect: 100-continue\r\nContent-Length: 11\r\n\r\n");
  EXPECT_EQ(client.read().status, 413);
  EXPECT_EQ(once(*server, post + "Transfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n6\r\nabcdef\r\n0\r\n\r\n").status, 413);
}

TEST(HttpServer, SomePathsTakeLessThanOthers) {
  ServerOptions options;
  options.body_limit = 10;
  options.body_limit_for = [](const Request& head) -> std::size_t { return head.path == "/files" ? 100 : 3; };
  options.methods = {"GET", "HEAD", "OPTIONS", "POST"};
  const auto server = start(echo, options);
  const auto post = [](std::string path) { return "POST " + path + " HTTP/1.1\r\nHost: t\r\n"; };
  EXPECT_EQ(once(*server, post("/files") + "Content-Length: 10\r\n\r\n0123456789").status, 200);
  EXPECT_EQ(once(*server, post("/files") + "Content-Length: 11\r\n\r\n0123456789a").status, 413);
  EXPECT_EQ(once(*server, post("/f") + "Content-Length: 3\r\n\r\nabc").status, 200);
  EXPECT_EQ(once(*server, post("/f") + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n").status, 413);
  EXPECT_EQ(once(*server, post("/f") + "Transfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n").status, 413);
}

TEST(HttpServer, ClosesSlowAndIdleClients) {
  ServerOptions options;
  options.header_timeout = 200ms;
  options.idle_timeout = 400ms;
  const auto server = start(echo, options);
  const auto began = steady_clock::now();
  Client silent(server->port());
  EXPECT_TRUE(silent.is_closed());
  EXPECT_LT(steady_clock::now() - began, 2s);
  // A byte now and then does not win more time.
  Client slow(server->port());
  std::atomic<bool> closed = false;
  std::thread dripping([&] {
    slow.send("GET / HTTP/1.1\r\nX: ");
    while (!closed) {
      slow.send("a");
      std::this_thread::sleep_for(20ms);
    }
  });
  EXPECT_EQ(slow.read().status, 408);
  closed = true;
  dripping.join();
  Client idle(server->port());
  EXPECT_EQ(idle.get("/").status, 200);
  EXPECT_TRUE(idle.is_closed());
  EXPECT_LT(steady_clock::now() - began, 8s);
  EXPECT_TRUE(eventually([&] { return server->connections() == 0; }));
}

TEST(HttpServer, ClosesClientsThatDoNotRead) {
  ServerOptions options;
  options.write_timeout = 1s;  // A thread sanitizer alone may hold a client up for a fifth of that.
  const auto body = std::make_shared<const std::string>(32U << 20U, 'x');
  const auto server = start([&](const Request&) { return Response{200, "text/plain", body, {}}; }, options);
  Client client(server->port(), 4096);
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_TRUE(eventually([&] { return server->connections() == 1; }));
  EXPECT_TRUE(eventually([&] { return server->connections() == 0; }));
  Client reading(server->port());
  EXPECT_EQ(reading.get("/").body, *body);
}

TEST(HttpServer, LimitsTheNumberOfConnections) {
  ServerOptions options;
  options.max_connections = 2;
  const auto server = start(echo, options);
  auto first = std::make_unique<Client>(server->port());
  Client second(server->port());
  EXPECT_EQ(first->get("/").status, 200);
  EXPECT_EQ(second.get("/").status, 200);
  Client third(server->port());
  EXPECT_EQ(third.get("/").status, 503);
  EXPECT_TRUE(third.is_closed());
  first.reset();
  EXPECT_TRUE(eventually([&] { return server->connections() == 1; }));
  EXPECT_EQ(Client(server->port()).get("/").status, 200);
}

TEST(HttpServer, TurnsFailuresOfHandlersIntoPages) {
  ServerOptions options;
  options.error_page = [](const Request& request, int status) {
    if (request.path == "/worse") throw std::runtime_error("the page fails too");
    return text_response(200, "text/html", "<p>" + std::to_string(status) + " " + request.path);
  };
  const auto server = start(
      [](const Request& request) -> Response {
        if (request.path == "/none") return status_response(404);
        if (request.path == "/own") return text_response(404, "text/plain", "own");
        if (request.path == "/odd") return status_response(99);
        throw std::runtime_error("no");
      },
      options);
  Client client(server->port());
  EXPECT_EQ(client.get("/throws").body, "<p>500 /throws");
  EXPECT_EQ(client.get("/worse").body, "500 Internal Server Error\n");
  EXPECT_EQ(client.get("/none").body, "<p>404 /none");
  EXPECT_EQ(client.get("/none").status, 404);
  EXPECT_EQ(client.get("/own").body, "own");
  EXPECT_EQ(client.get("/odd").status, 500);
  client.send("PUT /x HTTP/1.1\r\nHost: t\r\n\r\n");
  const auto refused = client.read();
  EXPECT_EQ(refused.body, "<p>405 /x");
  EXPECT_EQ(refused.header("Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(client.get("/big", "Content-Length: 9\r\n").body, "<p>413 /big");
}

TEST(HttpServer, SendsSecurityHeadersAndNoneThatAValueSmuggles) {
  ServerOptions options;
  options.security.referrer_policy = "";
  const auto server = start(
      [](const Request&) {
        auto response = text_response(200, "text/plain", "x");
        response.headers.add("X-Value", "a\r\nSet-Cookie: evil=1");
        response.headers.add("Bad Name", "x");
        response.headers.add("Content-Length", "500");
        response.headers.add("Content-Security-Policy", "default-src 'self'");
        return response;
      },
      options);
  Client client(server->port());
  const auto reply = client.get("/");
  EXPECT_EQ(reply.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(reply.header("Content-Security-Policy"), "default-src 'self'");
  EXPECT_EQ(reply.header("Referrer-Policy"), "");
  EXPECT_EQ(reply.header("Cross-Origin-Opener-Policy"), "same-origin");
  EXPECT_EQ(reply.header("Set-Cookie"), "");
  EXPECT_EQ(reply.header("X-Value"), "a  Set-Cookie: evil=1");
  EXPECT_EQ(reply.header("Bad Name"), "");
  EXPECT_EQ(reply.header("Content-Length"), "1");
  const auto bad = once(*server, "nonsense\r\n\r\n");
  EXPECT_EQ(bad.header("X-Content-Type-Options"), "nosniff");
}

TEST(HttpServer, WritesAnAccessLog) {
  std::mutex mutex;
  std::vector<std::string> lines;
  ServerOptions options;
  options.access_log = [&](const AccessRecord& record) {
    const std::lock_guard lock(mutex);
    lines.push_back(std::string(record.method) + " " + std::string(record.target) + " " + std::to_string(record.status) +
                    (record.bytes > 100 && record.duration.count() >= 0 ? " ok " : " ? ") + std::string(record.remote_address));
  };
  const auto server = start(echo, options);
  Client client(server->port());
  client.get("/a?b=c");
  client.get("/..");
  EXPECT_TRUE(eventually([&] {
    const std::lock_guard lock(mutex);
    return lines.size() == 2;
  }));
  const std::lock_guard lock(mutex);
  EXPECT_EQ(lines.at(0), "GET /a?b=c 200 ok 127.0.0.1");
  EXPECT_EQ(lines.at(1), "GET /.. 400 ok 127.0.0.1");
}

}  // namespace
}  // namespace atalaya::http
