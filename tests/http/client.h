// A client that sends what it is told, byte by byte, and reads responses apart; and servers to speak to.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "http/server.h"

namespace atalaya::http {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

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
    was_reset_ = count < 0 && errno == ECONNRESET;
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

  // All bytes until the other end closes.
  std::string drain() {
    while (more()) {
    }
    return std::move(input_);
  }
  [[nodiscard]] bool was_reset() const { return was_reset_; }

  bool connected = false;

 private:
  int socket_;
  bool was_reset_ = false;
  std::string input_;
};

inline Reply once(const Server& server, const std::string& bytes) {
  Client client(server.port());
  client.send(bytes);
  return client.read();
}

inline std::string page(std::size_t size = 60'000) {
  std::string text;
  for (int i = 0; text.size() < size; ++i) text += "line " + std::to_string(i * 7919) + " of the page\n";
  text.resize(size);
  return text;
}

inline std::unique_ptr<Server> start(Handler handler, ServerOptions options = {}) {
  options.stop_on_signals = false;
  if (options.threads == 0) options.threads = 2;
  auto server = Server::start(std::move(options), std::move(handler));
  EXPECT_TRUE(server) << server.error().to_string();
  return std::move(server).value();
}

inline Response echo(const Request& request) {
  std::string text = request.method + " " + request.path;
  for (const auto& [name, value] : request.query) text.append(" ").append(name).append("=").append(value);
  if (!request.body.empty()) text += " body:" + request.body;
  return text_response(200, "text/plain", text);
}

inline bool eventually(const std::function<bool()>& condition, std::chrono::milliseconds limit = 5s) {
  for (const auto end = steady_clock::now() + limit; steady_clock::now() < end; std::this_thread::sleep_for(5ms))
    if (condition()) return true;
  return condition();
}

}  // namespace atalaya::http
