// Bytes of a connection into a Request, by Boost.Beast's parser and with our limits. Internal to src/http.
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <functional>
#include <string_view>

#include "http/request.h"

namespace atalaya::http {

struct ParserLimits {
  std::size_t header_bytes = 16U << 10U;                                ///< Request line and header section together; over it 431.
  std::size_t target_bytes = 8U << 10U;                                 ///< Over it 414.
  std::size_t body_bytes = 0;                                           ///< Over it 413.
  std::function<std::size_t(const Request& head)> body_bytes_for = {};  ///< A lower limit for some.
};

/// One request; for the next one of the connection a new parser is made.
class RequestParser : private boost::beast::http::basic_parser<true> {
  using Base = boost::beast::http::basic_parser<true>;

 public:
  explicit RequestParser(const ParserLimits& limits);

  enum class State { NeedMore, HeadDone, Done, Bad };

  /// Takes what it can of `bytes`, which must begin with what the last call left; `used` says how much that was.
  /// HeadDone is returned once, and only if a body is still to come.
  [[nodiscard]] State put(std::string_view bytes, std::size_t& used);

  /// Of a Bad request: 400, 413, 414, 417, 431 or 501. Else 0.
  [[nodiscard]] int bad_status() const { return bad_status_; }
  /// Whether the head was read wholly and its target can be decoded, so that `request` is fit for an error page.
  [[nodiscard]] bool has_request() const { return has_request_; }
  [[nodiscard]] bool wants_continue() const { return wants_continue_; }
  [[nodiscard]] bool keep_alive() const { return Base::keep_alive(); }

  Request request;

 private:
  using ErrorCode = boost::beast::error_code;
  using View = boost::beast::string_view;
  using Field = boost::beast::http::field;
  using Verb = boost::beast::http::verb;

  void refuse(int status, ErrorCode& error);
  void check_head();
  void decode_target();

  void on_request_impl(Verb, View method, View target, int version, ErrorCode& error) override;
  void on_response_impl(int, View, int, ErrorCode&) override {}
  void on_field_impl(Field, View name, View value, ErrorCode& error) override;
  void on_header_impl(ErrorCode& error) override;
  void on_body_init_impl(boost::optional<std::uint64_t> const&, ErrorCode& error) override { error = {}; }
  std::size_t on_body_impl(View bytes, ErrorCode& error) override;
  void on_chunk_header_impl(std::uint64_t, View, ErrorCode& error) override { error = {}; }
  std::size_t on_chunk_body_impl(std::uint64_t, View bytes, ErrorCode& error) override { return on_body_impl(bytes, error); }
  void on_finish_impl(ErrorCode& error) override { error = {}; }

  ParserLimits limits_;
  std::size_t head_bytes_ = 0;
  int bad_status_ = 0;
  bool line_done_ = false;
  bool head_done_ = false;
  bool head_reported_ = false;
  bool has_request_ = false;
  bool wants_continue_ = false;
};

}  // namespace atalaya::http
