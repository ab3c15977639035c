#include "http/loop.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <ctime>

#include "base/clock.h"
#include "http/connection.h"

namespace atalaya::http {

namespace {

using namespace std::chrono_literals;

// Above the limit of connections, so many more are told 503; the next are closed without a word.
constexpr std::size_t most_refusals = 256;
// The loops are few; a timer for each connection would cost more than looking at all deadlines a few times a second.
constexpr auto longest_sweep_pause = 250ms;
constexpr auto shortest_sweep_pause = 10ms;

std::chrono::milliseconds sweep_pause(const ServerOptions& options) {
  const auto shortest = std::min({options.header_timeout, options.idle_timeout, options.body_timeout, options.write_timeout, options.stop_timeout});
  return std::clamp<std::chrono::milliseconds>(shortest / 8, shortest_sweep_pause, longest_sweep_pause);
}

}  // namespace

void Loop::start() {
  asio::co_spawn(context_, accept(), asio::detached);
  asio::co_spawn(context_, sweep(), asio::detached);
}

void Loop::run() {
  for (;;) {
    try {
      context_.run();
      return;
    } catch (...) {
      // Only lack of memory comes this far: what was thrown belonged to one connection, and the loop goes on with the others.
    }
  }
}

Task<> Loop::accept() {
  while (!stopping_) {
    Socket socket(context_);
    auto [error] = co_await acceptor_.async_accept(socket, asio::as_tuple(awaiting));
    if (stopping_) co_return;
    if (!error) {
      admit(std::move(socket));
    } else if (error != asio::error::connection_aborted) {
      // No descriptors or no memory: the connection stays in the queue, and trying at once again would only burn the processor.
      pause_timer_.expires_after(50ms);
      co_await pause_timer_.async_wait(asio::as_tuple(awaiting));
    }
  }
}

void Loop::admit(Socket socket) {
  auto kind = Connection::Kind::Served;
  if (shared_.connections.load() >= shared_.options.max_connections) {
    if (shared_.refusals.load() >= most_refusals) return;
    kind = Connection::Kind::Refused;
  }
  Loop* target = this;
  for (const auto& loop : shared_.loops)
    if (loop->load.load(std::memory_order_relaxed) < target->load.load(std::memory_order_relaxed)) target = loop.get();
  if (target != this) {
    boost::system::error_code error;
    const auto protocol = socket.local_endpoint(error).protocol();
    const int descriptor = error ? -1 : socket.release(error);
    if (error || descriptor < 0) return;
    socket = Socket(target->context_);
    socket.assign(protocol, descriptor, error);
    if (error) return;
  }
  Connection::launch(std::make_shared<Connection>(*target, std::move(socket), kind));
}

Task<> Loop::sweep() {
  const auto pause = sweep_pause(shared_.options);
  while (!stopping_ || !members_.empty()) {
    sweep_timer_.expires_after(pause);
    co_await sweep_timer_.async_wait(asio::as_tuple(awaiting));
    const auto now = Clock::now();
    for (Connection* connection : members_) {
      if (now >= stop_deadline_) {
        connection->abort();
      } else {
        connection->check_deadline(now);
      }
    }
  }
}

void Loop::request_stop() {
  asio::post(context_, [this] { begin_stop(); });
}

void Loop::begin_stop() {
  if (stopping_) return;
  stopping_ = true;
  stop_deadline_ = Clock::now() + shared_.options.stop_timeout;
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  pause_timer_.cancel();
  for (Connection* connection : members_) connection->begin_stop();
  if (members_.empty()) sweep_timer_.cancel();
}

void Loop::leave(Connection& connection) {
  members_.erase(&connection);
  if (stopping_ && members_.empty()) sweep_timer_.cancel();
}

std::string_view Loop::date() {
  const auto now = std::time(nullptr);
  if (now != date_second_) {
    date_second_ = now;
    date_ = http_date(now);
  }
  return date_;
}

}  // namespace atalaya::http
