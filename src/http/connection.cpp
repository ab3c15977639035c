#include "http/connection.h"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "http/connection_response.h"

namespace atalaya::http {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t read_size = 4U << 10U;
constexpr std::size_t body_read_size = 64U << 10U;
// After so many pipelined requests in a row the other connections of the loop have their turn.
constexpr int requests_before_yield = 16;
// How long, and for how many bytes, we listen to a client after the last response before the connection is closed.
constexpr auto linger_time = 2000ms;
constexpr auto linger_time_at_stop = 250ms;
constexpr std::size_t linger_bytes = 1U << 20U;

}  // namespace

Connection::Connection(Loop& loop, Socket socket, Kind kind) : loop_(loop), shared_(loop.shared()), socket_(std::move(socket)), kind_(kind) {
  loop_.load.fetch_add(1, std::memory_order_relaxed);
  (kind_ == Kind::Served ? shared_.connections : shared_.refusals).fetch_add(1);
}

Connection::~Connection() {
  loop_.load.fetch_sub(1, std::memory_order_relaxed);
  (kind_ == Kind::Served ? shared_.connections : shared_.refusals).fetch_sub(1);
}

void Connection::launch(const std::shared_ptr<Connection>& connection) { asio::co_spawn(connection->loop_.context(), run(connection), asio::detached); }

void Connection::enter_phase(Phase phase, std::chrono::milliseconds limit) {
  phase_ = phase;
  deadline_ = Clock::now() + limit;
}

void Connection::check_deadline(Clock::time_point now) {
  if (now < deadline_) return;
  deadline_ = Clock::time_point::max();
  expired_ = true;
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

void Connection::begin_stop() {
  if (phase_ == Phase::Idle || phase_ == Phase::ReadingHead || phase_ == Phase::Lingering) abort();
}

void Connection::abort() {
  keep_alive_ = false;
  boost::system::error_code ignored;
  socket_.close(ignored);
}

Task<> Connection::run(std::shared_ptr<Connection> self) {
  // The loop knows the connection for exactly as long as this frame lives.
  struct Membership {
    Connection& connection;
    explicit Membership(Connection& member) : connection(member) { connection.loop_.enter(connection); }
    ~Membership() { connection.loop_.leave(connection); }
  } const membership(*self);

  boost::system::error_code error;
  const auto remote = self->socket_.remote_endpoint(error);
  if (!error) {
    self->remote_address_ = plain_address(remote.address());
    self->remote_port_ = remote.port();
    self->socket_.set_option(Tcp::no_delay(true), error);
    self->socket_.non_blocking(true, error);
  }
  if (error || shared_stops(self->shared_)) co_return;
  try {
    co_await self->serve();
  } catch (...) {
    // Lack of memory. The socket is closed with the connection; nothing more can be said to the client.
  }
}

Task<> Connection::serve() {
  if (kind_ == Kind::Refused) {
    keep_alive_ = false;
    prepare(plain_error(503), true);
    if (co_await send()) co_await linger();
    co_return;
  }
  int in_a_row = 0;
  while (keep_alive_) {
    if (input_.size() == 0) in_a_row = 0;
    if (++in_a_row > requests_before_yield) {
      in_a_row = 0;
      co_await asio::post(loop_.context(), awaiting);
    }
    const auto received = co_await receive();
    if (received == Received::Closed) co_return;
    int status = 0;
    bool send_body = true;
    if (received == Received::Bad) {
      keep_alive_ = false;
      auto response = parser_ && parser_->has_request() ? error_response(bad_status_) : plain_error(bad_status_);
      status = response.status;
      send_body = !(parser_ && parser_->request.is_head());
      prepare(std::move(response), send_body);
    } else {
      const Request& request = parser_->request;
      phase_ = Phase::Handling;
      deadline_ = Clock::time_point::max();
      keep_alive_ = parser_->keep_alive();
      Response response;
      if (is_slow()) {
        co_await answer_slowly(response);
      } else {
        response = answer();
      }
      if (shared_stops(shared_)) keep_alive_ = false;
      status = response.status;
      send_body = !request.is_head();
      prepare(std::move(response), send_body);
    }
    if (source_) {
      const bool sent = co_await stream();
      if (!sent) co_return;
    } else if (!send_at_once()) {
      const bool sent = co_await send();
      if (!sent) co_return;
    }
    if (shared_.options.access_log) log(status);
    if (on_sent_) told_sent();
    body_.reset();
    ++served_;
  }
  co_await linger();
}

Task<Connection::Received> Connection::receive() {
  const auto& options = shared_.options;
  parser_.emplace(ParserLimits{options.header_limit, options.target_limit, options.body_limit, options.body_limit_for});
  enter_phase(Phase::Idle, served_ == 0 ? options.header_timeout : options.idle_timeout);
  for (;;) {
    if (input_.size() > 0) {
      if (phase_ == Phase::Idle) {
        enter_phase(Phase::ReadingHead, options.header_timeout);
        began_ = Clock::now();
      }
      std::size_t used = 0;
      const auto bytes = input_.cdata();
      const auto state = parser_->put({static_cast<const char*>(bytes.data()), bytes.size()}, used);
      input_.consume(used);
      switch (state) {
        case RequestParser::State::Done:
          parser_->request.remote_address = options.proxies.empty() ? remote_address_ : options.proxies.client(remote_address_, parser_->request.headers);
          parser_->request.remote_port = remote_port_;
          co_return Received::Request;
        case RequestParser::State::Bad: bad_status_ = parser_->bad_status(); co_return Received::Bad;
        case RequestParser::State::HeadDone:
          enter_phase(Phase::ReadingBody, options.body_timeout);
          if (parser_->wants_continue()) {
            head_ = "HTTP/1.1 100 Continue\r\n\r\n";
            sent_ = 0;
            const bool sent = co_await send();
            if (!sent) co_return Received::Closed;
            enter_phase(Phase::ReadingBody, options.body_timeout);
          }
          break;
        case RequestParser::State::NeedMore: break;
      }
    }
    const bool more = co_await fill(phase_ == Phase::ReadingBody ? body_read_size : read_size);
    if (more) continue;
    const bool in_request = phase_ == Phase::ReadingBody || phase_ == Phase::ReadingHead;
    if (!expired_ || !in_request) co_return Received::Closed;
    bad_status_ = 408;
    co_return Received::Bad;
  }
}

Task<bool> Connection::fill(std::size_t bytes) {
  // An idle connection holds no more than this much memory of a large request that it once had.
  if (input_.size() == 0 && input_.capacity() > body_read_size) input_.shrink_to_fit();
  auto [error, count] = co_await socket_.async_read_some(input_.prepare(bytes), asio::as_tuple(awaiting));
  input_.commit(count);
  co_return !error;
}

Task<> Connection::answer_slowly(Response& response) {
  // The request stays where it is and nothing else of this connection runs meanwhile, so the other thread may use it.
  co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
      [this, &response](auto&& handler) {
        const bool waits = shared_.waiting_pool && shared_.options.is_waiting(parser_->request);
        asio::post(waits ? *shared_.waiting_pool : *shared_.slow_pool, [this, &response, done = std::move(handler)]() mutable {
          response = answer();
          asio::post(loop_.context(), std::move(done));
        });
      },
      awaiting);
}

void Connection::told_sent() {
  try {
    on_sent_();
  } catch (...) {
    // The client has its response; what else should have come of it is not its matter.
  }
  on_sent_ = nullptr;
}

bool Connection::send_at_once() {
  // Most responses fit into the socket's buffer: then there is nothing to wait for.
  const std::array<asio::const_buffer, 2> buffers = {asio::buffer(head_), body_ ? asio::buffer(*body_) : asio::const_buffer()};
  boost::system::error_code error;
  sent_ = socket_.write_some(buffers, error);
  return sent_ == asio::buffer_size(buffers);
}

Task<bool> Connection::send() {
  const std::size_t total = head_.size() + (body_ ? body_->size() : 0);
  while (sent_ < total) {
    std::array<asio::const_buffer, 2> buffers = {asio::buffer(head_), body_ ? asio::buffer(*body_) : asio::const_buffer()};
    const auto of_head = std::min(sent_, head_.size());
    buffers[0] += of_head;
    buffers[1] += sent_ - of_head;
    enter_phase(Phase::Writing, shared_.options.write_timeout);
    auto [error, count] = co_await socket_.async_write_some(buffers, asio::as_tuple(awaiting));
    if (error) co_return false;
    sent_ += count;
  }
  co_return true;
}

Task<> Connection::linger() {
  // RFC 9112, section 9.6: closing while bytes of the client are unread resets the connection, and the client may lose the response.
  boost::system::error_code error;
  socket_.shutdown(Tcp::socket::shutdown_send, error);
  if (error) co_return;
  enter_phase(Phase::Lingering, shared_stops(shared_) ? linger_time_at_stop : linger_time);
  for (std::size_t heard = 0; heard < linger_bytes;) {
    input_.clear();
    auto [failed, count] = co_await socket_.async_read_some(input_.prepare(read_size), asio::as_tuple(awaiting));
    if (failed || expired_) co_return;
    heard += count;
  }
}

}  // namespace atalaya::http
