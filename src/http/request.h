// A request as a handler meets it: complete, decoded, and already within the limits of the server.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/headers.h"
#include "http/uri.h"

namespace atalaya::http {

struct Request {
  std::string method = {};     ///< "GET"; case matters (RFC 9110, section 9.1).
  std::string target = {};     ///< As it was sent.
  std::string path = "/";      ///< Decoded and normalised (uri.h, decode_path).
  std::string raw_query = {};  ///< Still encoded, for who reads "+" as itself: Query::parse(raw_query, Plus::Literal).
  Query query = {};            ///< Decoded as HTML forms are: "+" is a space.
  Headers headers = {};
  std::string body = {};            ///< Empty unless the server was given a body limit above zero.
  std::string remote_address = {};  ///< Numeric, of the other end of the connection, or of whom a trusted proxy speaks for (forwarded.h).
  std::uint16_t remote_port = 0;
  int version = 11;  ///< 10 or 11.

  /// The first field of the name.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const {
    const auto* value = headers.find(name);
    return value ? std::optional<std::string_view>(*value) : std::nullopt;
  }
  [[nodiscard]] bool is_head() const { return method == "HEAD"; }
};

}  // namespace atalaya::http
