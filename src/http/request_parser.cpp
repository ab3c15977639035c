#include "http/request_parser.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

#include "base/text.h"

namespace atalaya::http {

namespace {

using BeastError = boost::beast::http::error;

// uri-host [ ":" port ] of RFC 9110, section 7.2, as the set of its characters: enough to keep all else out of links that are built
// with it.
bool is_host(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~:[]%!$&'()*+,;=").find(c) != std::string_view::npos;
  });
}

std::size_t count(const Headers& headers, std::string_view name) {
  return static_cast<std::size_t>(std::count_if(headers.begin(), headers.end(), [&](const Header& h) { return equal_ignoring_case(h.name, name); }));
}

}  // namespace

RequestParser::RequestParser(const ParserLimits& limits) : limits_(limits) {
  Base::eager(true);
  Base::header_limit(static_cast<std::uint32_t>(limits.header_bytes));
  Base::body_limit(limits.body_bytes);
}

RequestParser::State RequestParser::put(std::string_view bytes, std::size_t& used) {
  used = 0;
  if (bad_status_ != 0) return State::Bad;
  // An empty line before a request is passed over (RFC 9112, section 2.2).
  while (!Base::got_some() && !bytes.empty() && (bytes.front() == '\r' || bytes.front() == '\n')) {
    bytes.remove_prefix(1);
    ++used;
  }
  if (bytes.empty()) return State::NeedMore;
  ErrorCode error;
  const auto taken = Base::put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  used += taken;
  if (!head_done_) {
    // Beast counts the limit anew after each part that it took; ours is for the whole head.
    head_bytes_ += taken;
    if (!bad_status_ && (!error || error == BeastError::need_more) && head_bytes_ + bytes.size() - taken > limits_.header_bytes)
      error = BeastError::header_limit;
  }
  if (error && error != BeastError::need_more) {
    if (bad_status_ == 0) {
      bad_status_ = 400;
      if (error == BeastError::body_limit || error == BeastError::buffer_overflow) bad_status_ = 413;
      if (error == BeastError::header_limit) bad_status_ = line_done_ ? 431 : 414;
    }
    // A body that is announced as too long ends the parse before on_header_impl: the head is complete all the same.
    if (bad_status_ == 413 && !has_request_) decode_target();
    return State::Bad;
  }
  if (Base::is_done()) return State::Done;
  if (head_done_ && !head_reported_) {
    head_reported_ = true;
    return State::HeadDone;
  }
  return State::NeedMore;
}

void RequestParser::refuse(int status, ErrorCode& error) {
  bad_status_ = status;
  error = BeastError::bad_value;
}

void RequestParser::on_request_impl(Verb, View method, View target, int version, ErrorCode& error) {
  error = {};
  line_done_ = true;
  if (target.size() > limits_.target_bytes) return refuse(414, error);
  request.method.assign(method.data(), method.size());
  request.target.assign(target.data(), target.size());
  request.version = version;
}

void RequestParser::on_field_impl(Field, View name, View value, ErrorCode& error) {
  error = {};
  // Fields after the body (trailers) would come too late for every check above them: RFC 9110, section 6.5.1 lets us discard them.
  if (!head_done_) request.headers.add(std::string(name.data(), name.size()), std::string(value.data(), value.size()));
}

void RequestParser::on_header_impl(ErrorCode& error) {
  error = {};
  head_done_ = true;
  check_head();
  if (bad_status_ != 0) error = BeastError::bad_value;
}

void RequestParser::check_head() {
  // RFC 9112, section 3.2: 400 for an HTTP/1.1 request without Host, and for any with two or with one that is not valid.
  const auto hosts = count(request.headers, "Host");
  if (hosts > 1 || (hosts == 0 && request.version >= 11) || (hosts == 1 && !is_host(*request.headers.find("Host")))) bad_status_ = 400;
  // RFC 9112, section 6.1: a coding that is not understood is 501. Beast takes a request with such a one as having no body, which
  // would let its body be read as the next request.
  if (request.headers.contains("Transfer-Encoding")) {
    if (request.version < 11) bad_status_ = 400;
    if (!equal_ignoring_case(trim(request.headers.list("Transfer-Encoding")), "chunked")) bad_status_ = 501;
  }
  if (const auto expect = request.header("Expect")) {
    if (equal_ignoring_case(trim(*expect), "100-continue")) {
      wants_continue_ = request.version >= 11;
    } else if (bad_status_ == 0) {
      bad_status_ = 417;
    }
  }
  decode_target();
  if (limits_.body_bytes_for && has_request_ && bad_status_ == 0) {
    limits_.body_bytes = std::min(limits_.body_bytes, limits_.body_bytes_for(request));
    // What is announced as too long is refused before it comes.
    const auto announced = parse_integer(request.header("Content-Length").value_or("0"));
    if (announced && *announced > 0 && static_cast<std::size_t>(*announced) > limits_.body_bytes) bad_status_ = 413;
  }
}

void RequestParser::decode_target() {
  auto target = http::parse_target(request.target);
  if (!target || (target->path == "*" && request.method != "OPTIONS")) {
    // CONNECT alone has a target in authority-form (RFC 9112, section 3.2.3); it is refused as a method that is not offered.
    if (request.method == "CONNECT") {
      has_request_ = true;
    } else if (bad_status_ == 0) {
      bad_status_ = 400;
    }
    return;
  }
  auto query = Query::parse(target->raw_query);
  if (!query) {
    if (bad_status_ == 0) bad_status_ = 400;
    return;
  }
  request.path = std::move(target->path);
  request.raw_query = std::move(target->raw_query);
  request.query = std::move(*query);
  has_request_ = true;
}

std::size_t RequestParser::on_body_impl(View bytes, ErrorCode& error) {
  error = {};
  if (bytes.size() > limits_.body_bytes - std::min(limits_.body_bytes, request.body.size())) {
    refuse(413, error);
    return 0;
  }
  request.body.append(bytes.data(), bytes.size());
  return bytes.size();
}

}  // namespace atalaya::http
