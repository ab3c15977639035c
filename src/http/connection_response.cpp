// The part of Connection that makes responses: the handler, its failures, error pages, the head, the log.
#include "http/connection_response.h"

#include <algorithm>

#include "http/connection.h"

namespace atalaya::http {

Response plain_error(int status) {
  return text_response(status, "text/plain; charset=utf-8", std::to_string(status) + " " + std::string(reason_phrase(status)) + "\n");
}

std::string plain_address(const boost::asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6()).to_string();
  return address.to_string();
}

bool Connection::is_slow() const {
  if (!shared_.options.is_slow) return false;
  try {
    return shared_.options.is_slow(parser_->request);
  } catch (...) {
    return true;  // Whatever is odd about the request, it then holds up no other.
  }
}

Response Connection::answer() {
  const Request& request = parser_->request;
  const auto& options = shared_.options;
  if (std::find(options.methods.begin(), options.methods.end(), request.method) == options.methods.end()) {
    auto response = error_response(405);
    response.headers.set("Allow", shared_.allow);
    return response;
  }
  // "OPTIONS *" asks about the server and not about a resource (RFC 9110, section 9.3.7).
  if (request.method == "OPTIONS" && (!options.options_to_handler || request.path == "*")) {
    auto response = status_response(204);
    response.headers.set("Allow", shared_.allow);
    return response;
  }
  try {
    return finished(shared_.handler(request));
  } catch (...) {
    return error_response(500);
  }
}

Response Connection::finished(Response response) const {
  // A status that cannot stand in a status line, or that would make the client wait for another response.
  if (response.status < 200 || response.status > 599) return error_response(500);
  if (response.status < 400 || response.body || response.source) return response;
  auto page = error_response(response.status);
  for (const auto& field : response.headers)
    if (!equal_ignoring_case(field.name, "Vary")) page.headers.set(field.name, field.value);
  if (const auto* vary = response.headers.find("Vary")) add_vary(page.headers, *vary);
  return page;
}

Response Connection::error_response(int status) const {
  if (shared_.options.error_page) {
    try {
      auto page = shared_.options.error_page(parser_->request, status);
      page.status = status;
      if (page.body) return page;
    } catch (...) {
      // An error page that fails leaves the plain one.
    }
  }
  return plain_error(status);
}

void Connection::prepare(Response response, bool send_body) {
  const int version = parser_ ? parser_->request.version : 11;
  // Neither 204 nor 304 has a body (RFC 9110, section 6.4.1).
  if (response.status == 204 || response.status == 304) {
    response.body = nullptr;
    response.source = nullptr;
  }
  is_chunked_ = response.source && !response.length && version >= 11;
  // The end of the connection is then the end of the body.
  if (response.source && !response.length && !is_chunked_) keep_alive_ = false;
  head_ = response_head(response, {version, keep_alive_, loop_.date(), &shared_.security});
  body_ = send_body ? std::move(response.body) : nullptr;
  source_ = send_body ? std::move(response.source) : nullptr;
  left_ = source_ ? response.length : std::nullopt;
  on_sent_ = body_ || source_ ? std::move(response.on_sent) : nullptr;
  sent_ = 0;
  streamed_ = 0;
}

void Connection::log(int status) const {
  const bool known = parser_.has_value();
  AccessRecord record;
  if (known) {
    record.method = parser_->request.method;
    record.target = parser_->request.target;
  }
  record.remote_address = known && !parser_->request.remote_address.empty() ? parser_->request.remote_address : remote_address_;
  record.status = status;
  record.bytes = streamed_ + head_.size() + (body_ ? body_->size() : 0);
  record.duration = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began_);
  try {
    shared_.options.access_log(record);
  } catch (...) {
    // A log that fails must not cost the client its connection.
  }
}

}  // namespace atalaya::http
