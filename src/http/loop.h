// One thread's event loop with its connections. Internal to src/http.
//
// Each connection lives on one loop and needs no lock. All loops accept from one listening socket (each through its own duplicate) and
// give a new connection to the loop that has the fewest. SO_REUSEPORT would spread them by a hash instead, unevenly where there are
// few, and would let a second server take the same port without an error.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <unordered_set>
#include <vector>

#include "http/server.h"

namespace atalaya::http {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
// The concrete executor in place of Asio's type-erased one: less work for each operation.
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<Tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;
using Clock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
template <typename T = void>
using Task = asio::awaitable<T, Executor>;
inline constexpr asio::use_awaitable_t<Executor> awaiting{};

class Connection;
class Loop;

/// What all loops share.
struct Shared {
  ServerOptions options;
  Handler handler;
  Headers security;
  std::string allow;
  std::atomic<bool> stopping = false;
  std::atomic<std::size_t> connections = 0;
  std::atomic<std::size_t> refusals = 0;  // Connections over the limit that are being told so.
  std::vector<std::unique_ptr<Loop>> loops;
  std::optional<asio::thread_pool> slow_pool;
  std::optional<asio::thread_pool> waiting_pool;
};

class Loop {
 public:
  explicit Loop(Shared& shared) : shared_(shared) {}

  /// Takes over a listening socket.
  void listen(const Tcp& protocol, int descriptor) { acceptor_.assign(protocol, descriptor); }
  void start();         ///< Puts the first work in; before run().
  void run();           ///< Until it was told to stop and its last connection has ended.
  void request_stop();  ///< From any thread.

  Shared& shared() { return shared_; }
  asio::io_context& context() { return context_; }
  /// Of this second, as HTTP writes it.
  std::string_view date();

  // For connections, on the loop's thread.
  void enter(Connection& connection) { members_.insert(&connection); }
  void leave(Connection& connection);

  std::atomic<std::size_t> load = 0;  ///< Connections that were given to this loop.

 private:
  Task<> accept();
  Task<> sweep();
  void admit(Socket socket);
  void begin_stop();

  Shared& shared_;
  std::unordered_set<Connection*> members_;  // Before the context: connections that it destroys still leave.
  asio::io_context context_{1};
  Acceptor acceptor_{context_};
  Timer sweep_timer_{context_};
  Timer pause_timer_{context_};
  bool stopping_ = false;
  Clock::time_point stop_deadline_ = Clock::time_point::max();
  std::time_t date_second_ = -1;
  std::string date_;
};

}  // namespace atalaya::http
