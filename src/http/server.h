// The server: an address, threads, limits, and one function that answers requests.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "http/forwarded.h"
#include "http/request.h"
#include "http/response.h"
#include "http/security_headers.h"

namespace atalaya::http {

/// Called on the server's threads, many at once. It may throw: the client then gets 500.
using Handler = std::function<Response(const Request&)>;

/// One line of an access log; the texts are valid only during the call.
struct AccessRecord {
  std::string_view method;
  std::string_view target;
  std::string_view remote_address;
  int status = 0;
  std::size_t bytes = 0;                  ///< Sent, head and body.
  std::chrono::microseconds duration{0};  ///< From the first byte of the request to the last of the response handed to the system.
};

struct ServerOptions {
  std::string address = "127.0.0.1";  ///< Numeric, IPv4 or IPv6 ("::" is both), or "localhost" (127.0.0.1).
  std::uint16_t port = 0;             ///< 0: any that is free.
  unsigned threads = 0;               ///< 0: as many as the hardware runs at once.

  std::size_t header_limit = 16U << 10U;  ///< Bytes of request line and header section; over it 431.
  std::size_t target_limit = 8U << 10U;   ///< Bytes; over it 414.
  std::size_t body_limit = 0;             ///< Bytes; over it 413.
  /// A limit below body_limit for requests that need less, of which the head alone is there. Called on the server's threads.
  std::function<std::size_t(const Request& head)> body_limit_for = {};
  std::size_t max_connections = 10'000;  ///< Over it 503, and the connection is closed.

  std::chrono::milliseconds header_timeout{10'000};  ///< For a head, from its first byte (the first of a connection: from accept); 408.
  std::chrono::milliseconds idle_timeout{60'000};    ///< Between two requests.
  std::chrono::milliseconds body_timeout{30'000};    ///< For a whole request body; 408.
  std::chrono::milliseconds write_timeout{60'000};   ///< For the client to take at least some bytes of a response.
  std::chrono::milliseconds stop_timeout{5'000};     ///< For running requests, once the server is to stop.
  bool stop_on_signals = true;                       ///< SIGINT and SIGTERM stop the server gracefully; the second one ends the process at once.

  /// Proxies in front, which are believed when they say who asks (Request::remote_address).
  TrustedProxies proxies = {};

  /// All else is 405 with Allow.
  std::vector<std::string> methods = {"GET", "HEAD", "OPTIONS"};
  /// OPTIONS goes to the handler (Router::handle answers it); otherwise the server answers with `methods`.
  bool options_to_handler = false;

  /// Requests of which this returns true are answered on `slow_threads` other threads, so that a long computation holds up no other
  /// connection. A connection belongs to one thread, and a handler that runs there makes the thread's other connections wait.
  /// Bodies that are made piece by piece (Response::source) are made there too.
  std::function<bool(const Request&)> is_slow = {};
  unsigned slow_threads = 2;
  /// Of those that are slow: requests that wait for something else (a disk's flush) far longer than they compute. They are answered on `waiting_threads`
  /// threads of their own, so that many wait together and hold up nothing that computes.
  std::function<bool(const Request&)> is_waiting = {};
  unsigned waiting_threads = 32;

  SecurityPolicy security = {};
  /// The page for a status from 400 on: of the server itself where a request could be read, and of handlers whose response has no body.
  /// Headers of the first response (Allow) are kept, and the status is set after it. Without it: one line of plain text.
  std::function<Response(const Request&, int status)> error_page = {};
  std::function<void(const AccessRecord&)> access_log = {};  ///< Called from many threads at once. Off where it is empty.
};

class Server {
 public:
  /// Binds, and returns with the server running. Conflict: the port is in use. System: no permission, no such address.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(ServerOptions options, Handler handler);

  /// Stops and waits.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;       ///< The one that is bound.
  [[nodiscard]] std::string url() const;          ///< "http://127.0.0.1:8080", IPv6 in brackets.
  [[nodiscard]] std::size_t connections() const;  ///< Open now.

  /// Asks the server to stop and returns at once; from any thread, a handler too. No new connection is taken, idle ones are closed,
  /// requests that run are answered.
  void stop();

  /// Waits until the server has stopped, by stop() or by a signal; from one thread. Fails with System where a handler still ran at the end of
  /// stop_timeout: its thread cannot be ended and goes on, so the caller should end the process (std::_Exit) and not destroy
  /// what the handler uses.
  [[nodiscard]] Status wait();

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace atalaya::http
