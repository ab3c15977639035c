// Files sent whole or in part, and what is known once they are sent.
#include "http/file_answer.h"

#include <atomic>
#include <fstream>

#include "client.h"
#include "scratch.h"

namespace atalaya::http {
namespace {

TEST(HttpRange, OneRangeIsAPart) {
  using Kind = WantedRange::Kind;
  const auto part = [](std::string_view field, std::uint64_t first, std::uint64_t last) {
    const WantedRange wanted = parse_range(field, 1000);
    EXPECT_EQ(wanted.kind, Kind::Part) << field;
    EXPECT_EQ(wanted.range.first, first) << field;
    EXPECT_EQ(wanted.range.last, last) << field;
  };
  part("bytes=0-0", 0, 0);
  part("bytes=10-", 10, 999);
  part("Bytes = 10-5000", 10, 999);
  part("bytes=-1", 999, 999);
  part("bytes=-5000", 0, 999);
  part("bytes=5-99999999999999999999999999", 5, 999);
  for (const char* field : {"bytes=1000-", "bytes=-0", "bytes=99999999999999999999999-"})
    EXPECT_EQ(parse_range(field, 1000).kind, Kind::Unsatisfiable) << field;
  EXPECT_EQ(parse_range("bytes=0-", 0).kind, Kind::Unsatisfiable);
  for (const char* field :
       {"", "bytes", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "bytes=0-1,3-4", "pages=1-2", "bytes=1--2", "bytes=+1-2", "bytes=0x1-2"}) {
    EXPECT_EQ(parse_range(field, 1000).kind, Kind::Whole) << field;
  }
}

struct FileFixture {
  cases::Scratch scratch;
  std::string text = std::string(3'000'000, 'a') + "end";
  std::shared_ptr<const ServedFile> file;
  std::atomic<int> whole = 0;
  std::unique_ptr<Server> server;
  FileFixture() {
    text[1'000'000] = 'b';
    std::ofstream(scratch.files() / "f") << text;
    std::ofstream(scratch.files() / "empty");
    file = std::make_shared<const ServedFile>(ServedFile{MappedFile::open(scratch.files() / "f").value(), "\"tag\""});
    const auto empty = std::make_shared<const ServedFile>(ServedFile{MappedFile::open(scratch.files() / "empty").value(), "\"none\""});
    server = start(
        [this, empty](const Request& request) -> Response {
          Headers headers;
          headers.set("Content-Disposition", "attachment");
          return respond(request, {"application/zip", 784111777, headers}, request.path == "/empty" ? empty : file, [this] { ++whole; });
        },
        {});
  }
  Reply ask(const std::string& method, const std::string& fields, const std::string& path = "/") const {
    Client client(server->port());
    client.send(method + " " + path + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n" + fields + "\r\n");
    const std::string all = client.drain();
    const auto end = all.find("\r\n\r\n");
    if (end == std::string::npos) return {};
    return {std::stoi(all.substr(9, 3)), all.substr(0, end + 2), all.substr(end + 4)};
  }
};

TEST(HttpFile, IsSentWithItsLengthAndCountsOnceItIsSent) {
  FileFixture f;
  const Reply all = f.ask("GET", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(all.status, 200);
  EXPECT_EQ(all.body, f.text);
  EXPECT_EQ(all.header("Content-Length"), "3000003");
  EXPECT_EQ(all.header("Transfer-Encoding"), "");
  EXPECT_EQ(all.header("ETag"), "\"tag\"");
  EXPECT_EQ(all.header("Accept-Ranges"), "bytes");
  EXPECT_EQ(all.header("Last-Modified"), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(f.whole, 1);
  EXPECT_EQ(f.ask("GET", "Range: bytes=0-\r\n").body, f.text);
  EXPECT_EQ(f.whole, 2) << "all of it in one answer";
  EXPECT_EQ(f.ask("GET", "", "/empty").header("Content-Length"), "0");
}

TEST(HttpFile, WhatIsNotTheWholeDoesNotCount) {
  FileFixture f;
  const Reply head = f.ask("HEAD", "");
  EXPECT_EQ(head.header("Content-Length"), "3000003");
  EXPECT_TRUE(head.body.empty());
  EXPECT_EQ(f.ask("HEAD", "Range: bytes=0-1\r\n").status, 200) << "ranges are for GET";
  const Reply known = f.ask("GET", "If-None-Match: \"tag\"\r\n");
  EXPECT_EQ(known.status, 304);
  EXPECT_EQ(known.header("Content-Disposition"), "attachment");
  const Reply part = f.ask("GET", "Range: bytes=1000000-\r\n");
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, f.text.substr(1'000'000));
  EXPECT_EQ(part.header("Content-Range"), "bytes 1000000-3000002/3000003");
  EXPECT_EQ(part.header("Content-Length"), "2000003");
  const Reply none = f.ask("GET", "Range: bytes=4000000-\r\n");
  EXPECT_EQ(none.status, 416);
  EXPECT_EQ(none.header("Content-Range"), "bytes */3000003");
  {
    Client gone(f.server->port(), 4096);
    gone.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
    (void)gone.more();
  }
  std::this_thread::sleep_for(200ms);
  EXPECT_EQ(f.whole, 0);
}

TEST(HttpFile, APartIsOfTheFileThatTheClientHas) {
  FileFixture f;
  for (const char* same : {"\"tag\"", "Sun, 06 Nov 1994 08:49:37 GMT"})
    EXPECT_EQ(f.ask("GET", "Range: bytes=5-9\r\nIf-Range: " + std::string(same) + "\r\n").status, 206) << same;
  for (const char* other : {"\"old\"", "W/\"tag\"", "Sun, 06 Nov 1994 08:49:38 GMT", "x"}) {
    EXPECT_EQ(f.ask("GET", "Range: bytes=5-9\r\nIf-Range: " + std::string(other) + "\r\n").body.size(), f.text.size()) << other;
  }
}

/// Says that it has more than it has, or less.
class Liar final : public BodySource {
 public:
  State read(std::string& out, std::size_t) override {
    out += "12345";
    return State::End;
  }
};

TEST(HttpFile, ASourceThatIsNotAsLongAsItSaysEndsTheConnection) {
  for (const std::uint64_t length : {4U, 6U}) {
    std::atomic<int> sent = 0;
    const auto server = start([&](const Request&) { return Response{.source = std::make_shared<Liar>(), .length = length, .on_sent = [&] { ++sent; }}; }, {});
    Client client(server->port());
    client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\nGET / HTTP/1.1\r\nHost: t\r\n\r\n");
    EXPECT_LT(client.drain().size(), 700U);
    EXPECT_EQ(sent, 0);
  }
}

}  // namespace
}  // namespace atalaya::http
