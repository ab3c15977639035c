// What a handler answers with. The body is shared and never copied: many connections may be sending the same bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/headers.h"

namespace atalaya::http {

/// A body that is made piece by piece while it is sent, because it is too long to be held.
class BodySource {
 public:
  virtual ~BodySource() = default;
  enum class State { More, End, Failed };
  /// Appends some of the body to `out`, about `wanted` bytes; none is fine. With End that was all. Called on the server's threads for long work, one call at a
  /// time, each soon done; the next comes when the client has taken most of what was made. It may throw, which is Failed.
  [[nodiscard]] virtual State read(std::string& out, std::size_t wanted) = 0;
};

struct Response {
  int status = 200;
  std::string content_type = {};  ///< With its charset, as "text/html; charset=utf-8"; empty where there is no body.
  std::shared_ptr<const std::string> body = {};
  /// In place of `body`: sent in chunks, to a client of HTTP/1.0 until the connection is closed. A failure in the midst of it ends the connection, so that the
  /// client does not take the part for the whole.
  std::shared_ptr<BodySource> source = {};
  /// How long the source's body is, where that is known: Content-Length, and no chunks. A source that gives more or less has failed.
  std::optional<std::uint64_t> length = {};
  Headers headers = {};  ///< Without Content-Type, Content-Length, Date and Connection: the server writes these.
  /// Called once the system has taken the whole of the body, on a thread of the server, which it must not hold up; never for HEAD, 204 and 304.
  std::function<void()> on_sent = {};
};

/// "Not Found" for 404; "Unknown" for what RFC 9110, section 15 (and RFC 6585) does not list.
[[nodiscard]] std::string_view reason_phrase(int status);

[[nodiscard]] Response text_response(int status, std::string content_type, std::string body);
/// `location` must already be percent-encoded; `status` is 301, 302, 303, 307 or 308.
[[nodiscard]] Response redirect(int status, std::string location);
/// A response without a body. From 400 on the server puts its error page in (ServerOptions::error_page).
[[nodiscard]] Response status_response(int status);

/// What the connection, and not the handler, knows about a response.
struct HeadContext {
  int version = 11;
  bool keep_alive = true;
  std::string_view date;           ///< An HTTP date.
  const Headers* extra = nullptr;  ///< Added where the response has no field of that name (security headers).
};

/// The status line and the header section with its empty line. Content-Length is that of the body, also where it is not sent (HEAD); with a
/// source there is Transfer-Encoding in its place.
/// A control character in a header value becomes a space, and a field whose name is no token is left out, so that no value can
/// start a header of its own.
[[nodiscard]] std::string response_head(const Response& response, const HeadContext& context);

}  // namespace atalaya::http
