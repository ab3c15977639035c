// One connection: read a request, answer it, and again, under its deadlines. Internal to src/http.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/loop.h"
#include "http/request_parser.h"

namespace atalaya::http {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  /// Over the limit of connections, one is only told 503.
  enum class Kind { Served, Refused };

  /// `socket` belongs to the context of `loop`. May be called from another thread than the loop's; counts the connection.
  Connection(Loop& loop, Socket socket, Kind kind);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Starts on the loop's thread; call it from any.
  static void launch(const std::shared_ptr<Connection>& connection);

  // Called by the loop, on its thread.
  void check_deadline(Clock::time_point now);
  void begin_stop();  ///< Ends the connection if no request of it is running.
  void abort();       ///< Ends it in any case.

 private:
  enum class Phase { Idle, ReadingHead, ReadingBody, Handling, Writing, Lingering };
  enum class Received { Request, Bad, Closed };

  static Task<> run(std::shared_ptr<Connection> self);
  Task<> serve();
  Task<Received> receive();
  Task<bool> fill(std::size_t bytes);
  Task<> answer_slowly(Response& response);
  Task<bool> send();
  Task<bool> stream();
  Task<> linger();

  void enter_phase(Phase phase, std::chrono::milliseconds limit);
  bool is_slow() const;
  Response answer();
  Response finished(Response response) const;
  Response error_response(int status) const;
  void prepare(Response response, bool send_body);
  bool send_at_once();
  void told_sent();
  void log(int status) const;

  Loop& loop_;
  Shared& shared_;
  Socket socket_;
  Kind kind_;
  Phase phase_ = Phase::Idle;
  bool expired_ = false;
  bool keep_alive_ = true;
  int served_ = 0;
  Clock::time_point deadline_ = Clock::time_point::max();
  Clock::time_point began_{};  // The first byte of the request.
  std::string remote_address_;
  std::uint16_t remote_port_ = 0;

  boost::beast::flat_buffer input_;
  std::optional<RequestParser> parser_;
  int bad_status_ = 0;

  std::string head_;                         // What is being sent,
  std::shared_ptr<const std::string> body_;  // in one gathering write,
  std::size_t sent_ = 0;                     // and how far it is.

  std::shared_ptr<BodySource> source_;  // Of a body in pieces (connection_stream.cpp).
  bool is_chunked_ = false;
  std::optional<std::uint64_t> left_;  // Of a body in pieces whose length is known.
  std::function<void()> on_sent_;
  std::size_t streamed_ = 0;  // Bytes of the pieces before this one, with the head.
};

}  // namespace atalaya::http
