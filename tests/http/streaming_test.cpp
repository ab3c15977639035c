// Bodies that are made while they are sent.
#include "http/streaming.h"

#include <atomic>
#include <thread>

#include "client.h"
#include "decoding.h"

namespace atalaya::http {
namespace {

/// The text in pieces of the size that is wanted; tells how far it got and whether it is still alive.
class Pieces final : public BodySource {
 public:
  struct Watch {
    std::atomic<std::size_t> made = 0;
    std::atomic<int> alive = 0;
    std::atomic<bool> at_once = false;  ///< Two calls at one time, which must not be.
    std::atomic<int> running = 0;
  };
  Pieces(std::string text, Watch& watch, std::size_t fail_at = std::string::npos) : text_(std::move(text)), watch_(watch), fail_at_(fail_at) { ++watch_.alive; }
  ~Pieces() override { --watch_.alive; }
  State read(std::string& out, std::size_t wanted) override {
    if (++watch_.running > 1) watch_.at_once = true;
    const std::size_t size = std::min(wanted, text_.size() - at_);
    out.append(text_, at_, size);
    at_ += size;
    watch_.made += size;
    --watch_.running;
    if (at_ > fail_at_) throw std::runtime_error("the source fails");
    return at_ == text_.size() ? State::End : State::More;
  }

 private:
  std::string text_;
  Watch& watch_;
  std::size_t fail_at_;
  std::size_t at_ = 0;
};

constexpr std::size_t long_size = 5'000'000;

struct Fixture {
  Pieces::Watch watch;
  std::string text = page(long_size);
  std::unique_ptr<Server> server;
  explicit Fixture(ServerOptions options = {}) {
    server = start(
        [this](const Request& request) -> Response {
          if (request.path == "/short") return text_response(200, "text/plain", "short");
          if (request.path == "/none") return respond(request, metadata(), "none", [this] { return std::make_shared<Pieces>("", watch); });
          if (request.path == "/fails") return respond(request, metadata(), "fails", [this] { return std::make_shared<Pieces>(text, watch, 1'000'000); });
          return respond(request, metadata(), "tag", [this] { return std::make_shared<Pieces>(text, watch); });
        },
        std::move(options));
  }
  static Representation::Metadata metadata() { return {.content_type = "text/csv", .last_modified = 784111777}; }
};

std::string unchunk(const std::string& body, bool* whole = nullptr) {
  std::string out;
  std::size_t at = 0;
  if (whole != nullptr) *whole = false;
  for (;;) {
    const auto end = body.find("\r\n", at);
    if (end == std::string::npos) return out;
    const std::size_t size = std::stoul(body.substr(at, end - at), nullptr, 16);
    if (size == 0) {
      if (whole != nullptr) *whole = body.substr(end) == "\r\n\r\n";
      return out;
    }
    out += body.substr(end + 2, size);
    at = end + 2 + size + 2;
    if (at > body.size()) return out;
  }
}

/// All bytes until the server closes.
struct Everything {
  std::string head, body;
};
Everything until_closed(std::uint16_t port, const std::string& request) {
  Client client(port);
  client.send(request);
  std::string all = client.drain();
  const auto end = all.find("\r\n\r\n");
  if (end == std::string::npos) return {all, ""};
  return {all.substr(0, end + 2), all.substr(end + 4)};
}

TEST(HttpStreaming, SendsChunksAndGoesOnWithTheConnection) {
  Fixture f;
  const auto all = until_closed(f.server->port(), "GET / HTTP/1.1\r\nHost: t\r\n\r\nGET /short HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
  EXPECT_NE(all.head.find("Transfer-Encoding: chunked\r\n"), std::string::npos) << all.head;
  EXPECT_EQ(all.head.find("Content-Length"), std::string::npos);
  const auto end = all.body.find("0\r\n\r\nHTTP/1.1 200 OK");
  ASSERT_NE(end, std::string::npos);
  bool whole = false;
  EXPECT_EQ(unchunk(all.body.substr(0, end + 5), &whole), f.text);
  EXPECT_TRUE(whole);
  EXPECT_TRUE(all.body.ends_with("short"));
  EXPECT_FALSE(f.watch.at_once);
  EXPECT_TRUE(eventually([&] { return f.watch.alive == 0; }));
}

TEST(HttpStreaming, AnEmptyBodyIsWhole) {
  Fixture f;
  const auto all = until_closed(f.server->port(), "GET /none HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(all.body, "0\r\n\r\n");
}

TEST(HttpStreaming, EndsWithTheConnectionInHttp10) {
  Fixture f;
  const auto all = until_closed(f.server->port(), "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(all.head.find("Transfer-Encoding"), std::string::npos);
  EXPECT_EQ(all.head.find("Content-Length"), std::string::npos);
  EXPECT_NE(all.head.find("Connection: close\r\n"), std::string::npos);
  EXPECT_EQ(all.body, f.text);
}

TEST(HttpStreaming, HeadMakesNothing) {
  Fixture f;
  const auto all = until_closed(f.server->port(), "HEAD / HTTP/1.1\r\nHost: t\r\n\r\nHEAD / HTTP/1.0\r\n\r\n");
  EXPECT_NE(all.head.find("Transfer-Encoding: chunked\r\n"), std::string::npos);
  EXPECT_TRUE(all.body.starts_with("HTTP/1.1 200 OK")) << all.body;
  EXPECT_TRUE(all.body.ends_with("\r\n\r\n"));
  EXPECT_EQ(f.watch.made, 0U);
}

TEST(HttpStreaming, EveryCodingHoldsTheSameBytes) {
  Fixture f;
  for (const auto& [coding, decode] : {std::pair<std::string, std::string (*)(std::string)>{"gzip", [](std::string b) { return gunzip(std::move(b)); }},
                                       {"br", [](std::string b) { return unbrotli(b); }},
                                       {"zstd", [](std::string b) { return unzstd(b); }}}) {
    const auto all = until_closed(f.server->port(), "GET / HTTP/1.1\r\nHost: t\r\nAccept-Encoding: " + coding + "\r\nConnection: close\r\n\r\n");
    EXPECT_NE(all.head.find("Content-Encoding: " + coding + "\r\n"), std::string::npos) << all.head;
    EXPECT_TRUE(decode(unchunk(all.body)) == f.text) << coding;
    EXPECT_LT(all.body.size(), f.text.size() / 2) << coding;
    const std::string tag = coding == "gzip" ? "tag-gz" : coding == "br" ? "tag-br" : "tag-zs";
    EXPECT_NE(all.head.find("ETag: \"" + tag + "\"\r\n"), std::string::npos) << all.head;
    Client client(f.server->port());
    EXPECT_EQ(client.get("/", "Accept-Encoding: " + coding + "\r\nIf-None-Match: \"" + tag + "\"\r\n").status, 304);
  }
  Client client(f.server->port());
  EXPECT_EQ(client.get("/", "Accept-Encoding: identity;q=0\r\n").status, 406);
}

TEST(HttpStreaming, AFailureIsNotTakenForTheEnd) {
  Fixture f;
  const auto chunked = until_closed(f.server->port(), "GET /fails HTTP/1.1\r\nHost: t\r\n\r\n");
  bool whole = true;
  (void)unchunk(chunked.body, &whole);
  EXPECT_FALSE(whole);
  Client old(f.server->port());
  old.send("GET /fails HTTP/1.0\r\n\r\n");
  (void)old.drain();
  EXPECT_TRUE(old.was_reset());
  EXPECT_TRUE(eventually([&] { return f.watch.alive == 0; }));
}

TEST(HttpStreaming, MakesNoMoreThanTheClientTakesAndForgetsItInTheEnd) {
  ServerOptions options;
  options.threads = 1;
  options.slow_threads = 1;
  options.write_timeout = 400ms;
  Fixture f(std::move(options));
  Client stalled(f.server->port(), 4096);
  stalled.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_TRUE(eventually([&] { return f.watch.made > 0; }));
  std::this_thread::sleep_for(100ms);
  // What the system's buffers took and two pieces; the rest waits. Others are answered, by streams too.
  EXPECT_LT(f.watch.made, long_size);
  Client other(f.server->port());
  EXPECT_EQ(other.get("/short").body, "short");
  EXPECT_EQ(unchunk(until_closed(f.server->port(), "GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n").body), f.text);
  EXPECT_TRUE(eventually([&] { return f.watch.alive == 0; }));
}

TEST(HttpStreaming, AClientThatGoesAwayEndsTheWork) {
  Fixture f;
  {
    Client client(f.server->port(), 4096);
    client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
    EXPECT_TRUE(client.more());
  }
  EXPECT_TRUE(eventually([&] { return f.watch.alive == 0 && f.server->connections() == 0; }));
  EXPECT_LT(f.watch.made, long_size);
}

TEST(HttpStreaming, StopsWithTheServer) {
  ServerOptions options;
  options.stop_timeout = 200ms;
  Fixture f(std::move(options));
  Client stalled(f.server->port(), 4096);
  stalled.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_TRUE(eventually([&] { return f.watch.made > 0; }));
  f.server->stop();
  EXPECT_TRUE(f.server->wait());
  EXPECT_EQ(f.watch.alive, 0);
}

}  // namespace
}  // namespace atalaya::http
