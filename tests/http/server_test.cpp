// The HTTP layer: a really running server on 127.0.0.1, spoken to byte by byte, and tables for the negotiation.
#include "http/server.h"

#include <arpa/inet.h>
#include <brotli/decode.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include <atomic>
#include <chrono>
#include <future>
#include <thread>

#include "http/compress.h"
#include "http/conditional.h"
#include "http/representation_cache.h"
#include "http/request_parser.h"
#include "http/router.h"

namespace atalaya::http {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

// ---- A client that sends what it is told and reads responses apart -------------------------------------------------------------

struct Reply {
  int status = 0;  // 0: the connection was closed, or nothing came in time.
  std::string head;
  std::string body;

  [[nodiscard]] std::string header(std::string_view name) const {
    Headers headers;
    for (std::size_t at = head.find("\r\n"); at != std::string::npos && at + 2 < head.size();) {
      const auto end = head.find("\r\n", at + 2);
      const auto line = head.substr(at + 2, end - at - 2);
      if (const auto colon = line.find(": "); colon != std::string::npos) headers.add(line.substr(0, colon), line.substr(colon + 2));
      at = end;
    }
    return headers.list(name);
  }
};

class Client {
 public:
  explicit Client(std::uint16_t port, int receive_buffer = 0) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_buffer > 0) setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected = connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  // False at the end of the stream, at a reset and at the time-out.
  bool more() {
    pollfd waiting{socket_, POLLIN, 0};
    if (poll(&waiting, 1, 10'000) <= 0) return false;
    char buffer[65536];
    const auto count = recv(socket_, buffer, sizeof buffer, 0);
    if (count <= 0) return false;
    input_.append(buffer, static_cast<std::size_t>(count));
    return true;
  }

  Reply read(bool is_head = false) {
    Reply reply;
    std::size_t end = 0;
    while ((end = input_.find("\r\n\r\n")) == std::string::npos)
      if (!more()) return reply;
    reply.head = input_.substr(0, end + 2);
    input_.erase(0, end + 4);
    const auto length_text = reply.header("Content-Length");
    const std::size_t length = is_head || length_text.empty() ? 0 : std::stoul(length_text);
    while (input_.size() < length)
      if (!more()) return reply;
    reply.body = input_.substr(0, length);
    input_.erase(0, length);
    reply.status = std::stoi(reply.head.substr(9, 3));
    return reply;
  }

  Reply get(const std::string& target, const std::string& headers = "") {
    send("GET " + target + " HTTP/1.1\r\nHost: test\r\n" + headers + "\r\n");
    return read();
  }

  // Whether the other end closes, with nothing more to say.
  bool is_closed() {
    input_.clear();
    return !more() && input_.empty();
  }

  bool connected = false;

 private:
  int socket_;
  std::string input_;
};

Reply once(const Server& server, const std::string& bytes) {
  Client client(server.port());
  client.send(bytes);
  return client.read();
}

std::string page(std::size_t size = 60'000) {
  std::string text;
  for (int i = 0; text.size() < size; ++i) text += "line " + std::to_string(i * 7919) + " of the page\n";
  text.resize(size);
  return text;
}

std::unique_ptr<Server> start(Handler handler, ServerOptions options = {}) {
  options.stop_on_signals = false;
  if (options.threads == 0) options.threads = 2;
  auto server = Server::start(std::move(options), std::move(handler));
  EXPECT_TRUE(server) << server.error().to_string();
  return std::move(server).value();
}

Response echo(const Request& request) {
  std::string text = request.method + " " + request.path;
  for (const auto& [name, value] : request.query) text.append(" ").append(name).append("=").append(value);
  if (!request.body.empty()) text += " body:" + request.body;
  return text_response(200, "text/plain", text);
}

bool eventually(const std::function<bool()>& condition, std::chrono::milliseconds limit = 5s) {
  for (const auto end = steady_clock::now() + limit; steady_clock::now() < end; std::this_thread::sleep_for(5ms))
    if (condition()) return true;
  return condition();
}

// ---- Requests and responses -----------------------------------------------------------------------------------------------------

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
  for (const std::string path : {"/../etc/passwd", "/..%2f..%2fetc", "/%2e%2e/x", "/a/%2E./b", "/a/..", "/a%00", "/a%0d%0ab", "/a%5c..%5cb",
                                 "/%", "/%2", "/%ff", "/%c0%ae%c0%ae/", "/a#b"})
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
  options.write_timeout = 200ms;
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
  const auto server = start([](const Request& request) -> Response {
    if (request.path == "/none") return status_response(404);
    if (request.path == "/own") return text_response(404, "text/plain", "own");
    if (request.path == "/odd") return status_response(99);
    throw std::runtime_error("no");
  }, options);
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
  const auto server = start([](const Request&) {
    auto response = text_response(200, "text/plain", "x");
    response.headers.add("X-Value", "a\r\nSet-Cookie: evil=1");
    response.headers.add("Bad Name", "x");
    response.headers.add("Content-Length", "500");
    response.headers.add("Content-Security-Policy", "default-src 'self'");
    return response;
  }, options);
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

// ---- Starting, stopping, many at once -------------------------------------------------------------------------------------------

TEST(HttpServer, SaysThatThePortIsInUse) {
  const auto server = start(echo);
  ServerOptions options;
  options.port = server->port();
  options.stop_on_signals = false;
  const auto second = Server::start(options, echo);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::Conflict);
  EXPECT_NE(second.error().hint, "");
  options.address = "no address";
  EXPECT_EQ(Server::start(options, echo).error().kind, ErrorKind::Usage);
  options.address = "192.0.2.1";  // Of nobody's machine (RFC 5737).
  EXPECT_EQ(Server::start(options, echo).error().kind, ErrorKind::System);
}

TEST(HttpServer, StopsGracefullyWhileARequestRuns) {
  std::promise<void> running;
  std::promise<void> go_on;
  auto allowed = go_on.get_future().share();
  const auto server = start([&, allowed](const Request& request) {
    if (request.path == "/long") {
      running.set_value();
      allowed.wait();
    }
    return text_response(200, "text/plain", page());
  });
  Client idle(server->port());
  EXPECT_EQ(idle.get("/").status, 200);
  Client client(server->port());
  client.send("GET /long HTTP/1.1\r\nHost: t\r\n\r\n");
  running.get_future().wait();
  const auto port = server->port();
  server->stop();
  EXPECT_TRUE(idle.is_closed());
  std::this_thread::sleep_for(50ms);
  go_on.set_value();
  const auto reply = client.read();
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, page());
  EXPECT_EQ(reply.header("Connection"), "close");
  const auto began = steady_clock::now();
  EXPECT_TRUE(server->wait());
  EXPECT_LT(steady_clock::now() - began, 2s);
  EXPECT_FALSE(Client(port).connected);
}

TEST(HttpServer, DoesNotWaitForeverForAHandlerOrAClient) {
  ServerOptions options;
  options.stop_timeout = 200ms;
  std::atomic<bool> ended = false;
  std::atomic<bool> called = false;
  auto server = start([&](const Request&) {
    called = true;
    std::this_thread::sleep_for(1500ms);
    ended = true;
    return Response{};
  }, options);
  Client client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_TRUE(eventually([&] { return called.load(); }));
  server->stop();
  const auto began = steady_clock::now();
  const auto status = server->wait();
  EXPECT_FALSE(status);
  EXPECT_LT(steady_clock::now() - began, 1400ms);
  server.reset();
  EXPECT_TRUE(eventually([&] { return ended.load(); }));
  std::this_thread::sleep_for(200ms);  // Until the thread has left this test's variables.

  const auto body = std::make_shared<const std::string>(32U << 20U, 'x');
  const auto other = start([&](const Request&) { return Response{200, "text/plain", body, {}}; }, options);
  Client deaf(other->port(), 4096);
  deaf.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_TRUE(eventually([&] { return other->connections() == 1; }));
  other->stop();
  EXPECT_TRUE(other->wait());
}

TEST(HttpServer, StopsOnASignal) {
  ServerOptions options;
  options.threads = 2;
  auto server = Server::start(options, echo);
  ASSERT_TRUE(server);
  EXPECT_EQ(Client((*server)->port()).get("/").status, 200);
  kill(getpid(), SIGTERM);
  EXPECT_TRUE((*server)->wait());
}

TEST(HttpServer, HearsASignalWhileEveryThreadIsBusy) {
  ServerOptions options;
  options.threads = 1;
  std::promise<void> running;
  std::promise<void> go_on;
  auto server = Server::start(options, [&](const Request&) {
    running.set_value();
    go_on.get_future().wait();
    return text_response(200, "text/plain", "done");
  });
  ASSERT_TRUE(server);
  Client client((*server)->port());
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  running.get_future().wait();
  kill(getpid(), SIGINT);
  std::this_thread::sleep_for(100ms);
  go_on.set_value();
  EXPECT_EQ(client.read().body, "done");
  EXPECT_TRUE((*server)->wait());
}

TEST(HttpServer, SlowRequestsHoldUpNobody) {
  std::promise<void> go_on;
  auto allowed = go_on.get_future().share();
  ServerOptions options;
  options.threads = 1;
  options.is_slow = [](const Request& request) { return request.path == "/slow"; };
  const auto server = start([allowed](const Request& request) {
    if (request.path == "/slow") allowed.wait();
    return echo(request);
  }, options);
  Client slow(server->port());
  slow.send("GET /slow HTTP/1.1\r\nHost: t\r\n\r\n");
  Client quick(server->port());
  EXPECT_EQ(quick.get("/quick").body, "GET /quick");
  go_on.set_value();
  EXPECT_EQ(slow.read().body, "GET /slow");
  EXPECT_EQ(slow.get("/slow").body, "GET /slow");
}

TEST(HttpServer, ServesManyClientsAtOnce) {
  const Representation representation(page(), {.content_type = "text/plain"});
  const auto server = start([&](const Request& request) { return respond(request, representation); });
  std::atomic<int> right = 0;
  std::vector<std::thread> clients;
  for (int c = 0; c < 16; ++c)
    clients.emplace_back([&, c] {
      for (int connection = 0; connection < 5; ++connection) {
        Client client(server->port());
        for (int i = 0; i < 20; ++i) {
          const auto reply = client.get("/", c % 2 ? "Accept-Encoding: gzip\r\n" : "");
          right += reply.status == 200 && (c % 2 ? reply.body.size() < 30'000 : reply.body == page());
        }
      }
    });
  for (auto& client : clients) client.join();
  EXPECT_EQ(right, 16 * 5 * 20);
  EXPECT_TRUE(eventually([&] { return server->connections() == 0; }));
}

// ---- Representations ------------------------------------------------------------------------------------------------------------

std::string gunzip(std::string bytes) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  std::string out(1U << 20U, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int outcome = inflate(&stream, Z_FINISH);
  out.resize(outcome == Z_STREAM_END ? stream.total_out : 0);
  inflateEnd(&stream);
  return out;
}

std::string unbrotli(const std::string& bytes) {
  std::string out(1U << 20U, '\0');
  std::size_t size = out.size();
  const auto outcome = BrotliDecoderDecompress(bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                                               reinterpret_cast<std::uint8_t*>(out.data()));
  out.resize(outcome == BROTLI_DECODER_RESULT_SUCCESS ? size : 0);
  return out;
}

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
  EXPECT_EQ(plain.body, page());
  EXPECT_EQ(gunzip(zipped.body), page());
  EXPECT_EQ(unbrotli(brotlied.body), page());
  EXPECT_EQ(plain.header("Content-Encoding"), "");
  EXPECT_EQ(zipped.header("Content-Encoding"), "gzip");
  EXPECT_EQ(brotlied.header("Content-Encoding"), "br");
  for (const auto& reply : {plain, zipped, brotlied}) {
    EXPECT_EQ(reply.header("Vary"), "Accept-Encoding");
    EXPECT_EQ(reply.header("Last-Modified"), "Sun, 06 Nov 1994 08:49:37 GMT");
    const auto again = client.get("/", "Accept-Encoding: " + (reply.header("Content-Encoding") + ", identity;q=0.5") +
                                           "\r\nIf-None-Match: \"x\", W/" + reply.header("ETag") + "\r\n");
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(again.header("ETag"), reply.header("ETag"));
    EXPECT_EQ(again.header("Vary"), "Accept-Encoding");
    EXPECT_EQ(again.header("Content-Length"), "");
  }
  EXPECT_NE(plain.header("ETag"), zipped.header("ETag"));
  EXPECT_NE(brotlied.header("ETag"), zipped.header("ETag"));
  EXPECT_EQ(representation.bytes(), plain.body.size() + zipped.body.size() + brotlied.body.size());
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

// ---- Negotiation ----------------------------------------------------------------------------------------------------------------

TEST(HttpNegotiation, MediaTypesOfRfc9110) {
  // RFC 9110, section 12.5.1: the example and its table.
  const std::string accept = "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5";
  EXPECT_EQ(media_type_quality(accept, "text/plain;format=flowed"), 1000);
  EXPECT_EQ(media_type_quality(accept, "text/plain"), 700);
  EXPECT_EQ(media_type_quality(accept, "text/html"), 300);
  EXPECT_EQ(media_type_quality(accept, "image/jpeg"), 500);
  EXPECT_EQ(media_type_quality(accept, "text/plain;format=fixed"), 400);
  EXPECT_EQ(media_type_quality(accept, "text/html;level=3"), 300);
  EXPECT_EQ(media_type_quality("audio/*; q=0.2, audio/basic", "audio/basic"), 1000);
  EXPECT_EQ(media_type_quality("audio/*; q=0.2, audio/basic", "audio/mp3"), 200);
  EXPECT_EQ(media_type_quality("audio/*; q=0.2, audio/basic", "text/html"), 0);
  EXPECT_EQ(media_type_quality("", "text/html"), 1000);
  EXPECT_EQ(media_type_quality("text/html, image/gif, *; q=.2, */*; q=.2", "text/csv"), 200);
  EXPECT_EQ(media_type_quality("a/b;x=\"q=0, c\\\"d\";q=0.5", "a/b;x=\"q=0, c\\\"d\""), 500);
}

TEST(HttpNegotiation, ChoosesMediaTypes) {
  const std::vector<std::string_view> offered = {"application/vnd.sdmx.data+json;version=2.0.0", "application/vnd.sdmx.data+csv;version=2.0.0",
                                                 "text/html"};
  const auto choose = [&](std::string_view accept) { return choose_media_type(accept, offered); };
  EXPECT_EQ(choose(""), 0U);
  EXPECT_EQ(choose("*/*"), 0U);
  EXPECT_EQ(choose("application/vnd.sdmx.data+csv"), 1U);
  EXPECT_EQ(choose("application/vnd.sdmx.data+csv;version=1.0.0"), std::nullopt);
  EXPECT_EQ(choose("APPLICATION/vnd.sdmx.data+csv; Version=2.0.0; labels=both"), std::nullopt);
  EXPECT_EQ(choose("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), 2U);
  EXPECT_EQ(choose("application/*;q=0.1, text/html;q=0"), 0U);
  EXPECT_EQ(choose("image/png"), std::nullopt);
  EXPECT_EQ(choose("text/html;q=7"), std::nullopt);
}

TEST(HttpNegotiation, ChoosesLanguages) {
  const std::vector<std::string_view> offered = {"en", "es", "pt", "zh-Hant"};
  const auto choose = [&](std::string_view accept) -> std::string_view {
    const auto found = choose_language(accept, offered);
    return found ? offered[*found] : "-";
  };
  EXPECT_EQ(choose(""), "-");
  EXPECT_EQ(choose("*"), "-");
  EXPECT_EQ(choose("es"), "es");
  EXPECT_EQ(choose("es-419,es;q=0.9,en;q=0.8"), "es");
  EXPECT_EQ(choose("PT-br"), "pt");
  EXPECT_EQ(choose("fr, pt;q=0.3, en;q=0.5"), "en");
  EXPECT_EQ(choose("da, en-gb;q=0.8, en;q=0.7"), "en");  // RFC 9110, section 12.5.4.
  EXPECT_EQ(choose("zh-Hant-CN-x-private1-private2"), "zh-Hant");  // RFC 4647, section 3.4.
  EXPECT_EQ(choose("zh"), "-");
  EXPECT_EQ(choose("en;q=0, es;q=0.1"), "es");
  EXPECT_EQ(choose("en-US, en;q=0, pt;q=0.1"), "pt");
  EXPECT_EQ(choose("fr"), "-");
  EXPECT_EQ(choose("es;q=x, pt;q=0.001"), "pt");
}

TEST(HttpNegotiation, ChoosesEncodings) {
  using enum Encoding;
  const std::optional<Encoding> none;
  // The examples of RFC 9110, section 12.5.3, first.
  EXPECT_EQ(choose_encoding("compress, gzip"), Gzip);
  EXPECT_EQ(choose_encoding(""), Identity);
  EXPECT_EQ(choose_encoding("*"), Brotli);
  EXPECT_EQ(choose_encoding("compress;q=0.5, gzip;q=1.0"), Gzip);
  EXPECT_EQ(choose_encoding("gzip;q=1.0, identity; q=0.5, *;q=0"), Gzip);
  EXPECT_EQ(choose_encoding(std::optional<std::string_view>()), Identity);
  EXPECT_EQ(choose_encoding("gzip, deflate, br, zstd"), Brotli);
  EXPECT_EQ(choose_encoding("gzip, br;q=0.9"), Gzip);
  EXPECT_EQ(choose_encoding("gzip;q=0.5, identity"), Identity);
  EXPECT_EQ(choose_encoding("GZIP;q=0.001"), Gzip);
  EXPECT_EQ(choose_encoding("gzip;q=0"), Identity);
  EXPECT_EQ(choose_encoding("br;q=0, *"), Gzip);
  EXPECT_EQ(choose_encoding("identity;q=0"), none);
  EXPECT_EQ(choose_encoding("*;q=0"), none);
  EXPECT_EQ(choose_encoding("*;q=0, identity"), Identity);
  EXPECT_EQ(choose_encoding("identity;q=0, gzip;q=0.1"), Gzip);
  EXPECT_EQ(choose_encoding("gzip", false), Identity);
  EXPECT_EQ(choose_encoding("gzip, identity;q=0", false), none);
}

TEST(HttpHeaders, VaryNamesEachHeaderOnce) {
  Headers headers;
  add_vary(headers, "Accept-Encoding");
  add_vary(headers, "Accept-Language");
  add_vary(headers, "accept-encoding");
  EXPECT_EQ(headers.list("vary"), "Accept-Encoding, Accept-Language");
}

// ---- Targets and routes ---------------------------------------------------------------------------------------------------------

TEST(HttpUri, QueriesReadBackAsTheyWereWritten) {
  Query query;
  query.add("a b", "x&y=z+w%");
  query.add("ñ", "");
  query.add("a b", "2");
  EXPECT_EQ(query.to_string(), "a%20b=x%26y%3Dz%2Bw%25&%C3%B1=&a%20b=2");
  for (const auto plus : {Plus::Literal, Plus::Space}) {
    const auto read = Query::parse(query.to_string(), plus);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->to_string(), query.to_string());
    EXPECT_EQ(read->all("a b"), (std::vector<std::string_view>{"x&y=z+w%", "2"}));
  }
  query.set("a b", "1");
  EXPECT_EQ(query.to_string(), "a%20b=1&%C3%B1=");
  EXPECT_EQ(Query::parse("c=ge:2010+le:2015", Plus::Literal)->get("c"), "ge:2010+le:2015");
  EXPECT_EQ(percent_encode_path("/a b/ñ"), "/a%20b/%C3%B1");
}

TEST(HttpRouter, FindsRoutesAndAnswersTheRest) {
  Router router;
  const auto say = [](std::string name) {
    return [name = std::move(name)](const Request&, const PathParameters& parameters) {
      std::string text = name;
      for (const auto& [key, value] : parameters) text.append(" ").append(key).append("=").append(value);
      return text_response(200, "text/plain", text);
    };
  };
  ASSERT_TRUE(router.get("/", say("home")));
  ASSERT_TRUE(router.get("/{lang}/goals/{number}", say("goal")));
  ASSERT_TRUE(router.get("/{language}/goals/", say("goals")));
  ASSERT_TRUE(router.get("/es/goals/{n}", say("meta")));
  ASSERT_TRUE(router.get("/static/{file*}", say("file")));
  ASSERT_TRUE(router.post("/form", say("post")));
  const auto ask = [&](const std::string& path, const std::string& method = "GET") {
    const auto response = router.handle({.method = method, .path = path});
    return response.body ? *response.body : std::to_string(response.status) + " " + response.headers.list("Allow");
  };
  EXPECT_EQ(ask("/"), "home");
  EXPECT_EQ(ask("/", "HEAD"), "home");
  EXPECT_EQ(ask("/en/goals/7"), "goal lang=en number=7");
  EXPECT_EQ(ask("/en/goals/"), "goals language=en");
  EXPECT_EQ(ask("/es/goals/7"), "meta n=7");
  EXPECT_EQ(ask("/es/goals/"), "goals language=es");
  EXPECT_EQ(ask("/static/a/b.css"), "file file=a/b.css");
  EXPECT_EQ(ask("/static/"), "404 ");
  EXPECT_EQ(ask("/en/goals"), "404 ");
  EXPECT_EQ(ask("/en/goals/7/more"), "404 ");
  EXPECT_EQ(ask("/", "POST"), "405 GET, HEAD, OPTIONS");
  EXPECT_EQ(ask("/form"), "405 POST, OPTIONS");
  EXPECT_EQ(ask("/form", "OPTIONS"), "204 POST, OPTIONS");
  EXPECT_EQ(ask("/form", "POST"), "post");
  for (const auto* pattern : {"", "a", "/{", "/{}", "/a{b}", "/{a}/{a}", "/{rest*}/x", "/*", "/{a b}", "/{other}/goals/{name}"})
    EXPECT_FALSE(router.get(pattern, say("x"))) << pattern;
}

}  // namespace
}  // namespace atalaya::http
