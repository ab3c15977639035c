// The part of Connection that sends a body which is made piece by piece: one piece is sent while the next is made on another thread.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <charconv>

#include "http/connection.h"
#include "http/connection_response.h"

namespace atalaya::http {

namespace {

// Large enough that the change of threads does not count, small enough that a slow client holds little.
constexpr std::size_t piece_size = 256U << 10U;

std::string chunk_head(std::size_t size) {
  char buffer[24];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, size, 16).ptr;
  return std::string(buffer, end) + "\r\n";
}

/// A piece on its way from the thread that makes it; alive until that thread has let go of it.
struct Making {
  explicit Making(asio::io_context& context) : ready(context, Clock::time_point::max()) {}
  Timer ready;  // Cancelled when the piece is there.
  bool is_done = true;
  BodySource::State state = BodySource::State::More;
  std::string piece;
};

}  // namespace

Task<bool> Connection::stream() {
  using State = BodySource::State;
  const auto making = std::make_shared<Making>(loop_.context());
  const auto make = [this, making] {
    making->is_done = false;
    making->piece.clear();
    asio::post(*shared_.slow_pool, [making, source = source_, &context = loop_.context()] {
      State state = State::Failed;
      try {
        state = source->read(making->piece, piece_size);
      } catch (...) {
        // The client is told by the end of the connection, which is all that can still be said.
      }
      asio::post(context, [making, state] {
        making->state = state;
        making->is_done = true;
        making->ready.cancel();
      });
    });
  };
  make();
  streamed_ = 0;
  std::string before = std::move(head_);
  for (;;) {
    phase_ = Phase::Handling;
    deadline_ = Clock::time_point::max();
    while (!making->is_done) co_await making->ready.async_wait(asio::as_tuple(awaiting));
    if (!socket_.is_open()) co_return false;
    // More or less than the head has said: the client would take the rest for the next response, or wait for it.
    if (left_ && (making->piece.size() > *left_ || (making->state == State::End && making->piece.size() < *left_))) making->state = State::Failed;
    if (making->state == State::Failed) {
      // A reset, since an orderly end would be that of the body for a client of HTTP/1.0.
      keep_alive_ = false;
      boost::system::error_code ignored;
      socket_.set_option(asio::socket_base::linger(true, 0), ignored);
      socket_.close(ignored);
      co_return false;
    }
    const bool is_last = making->state == State::End;
    std::string piece = std::move(making->piece);
    making->piece = {};
    if (left_) *left_ -= piece.size();
    if (!is_last) make();
    head_ = std::move(before);
    before.clear();
    if (is_chunked_) {
      if (!piece.empty()) {
        head_ += chunk_head(piece.size());
        piece += "\r\n";
      }
      if (is_last) piece += "0\r\n\r\n";
    }
    body_ = std::make_shared<const std::string>(std::move(piece));
    sent_ = 0;
    if (!head_.empty() || !body_->empty()) {
      bool sent = send_at_once();
      if (!sent) sent = co_await send();
      if (!sent) {
        // The source is in use on the other thread until then.
        while (!making->is_done) co_await making->ready.async_wait(asio::as_tuple(awaiting));
        co_return false;
      }
    }
    if (is_last) break;
    streamed_ += head_.size() + body_->size();
  }
  source_.reset();
  co_return true;
}

}  // namespace atalaya::http
