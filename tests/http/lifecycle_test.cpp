// Starting, stopping, and many clients at once.
#include <signal.h>

#include <atomic>
#include <future>
#include <thread>

#include "client.h"
#include "http/representation.h"

namespace atalaya::http {
namespace {

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
  auto server = start(
      [&](const Request&) {
        called = true;
        std::this_thread::sleep_for(1500ms);
        ended = true;
        return Response{};
      },
      options);
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
  const auto server = start(
      [allowed](const Request& request) {
        if (request.path == "/slow") allowed.wait();
        return echo(request);
      },
      options);
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

}  // namespace
}  // namespace atalaya::http
