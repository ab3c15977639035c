// Addresses of providers and of ourselves, as libcurl reads them, so that what is judged is what is asked.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace atalaya::reg {

/// Names and values, decoded, in order; a name may stand several times.
using Parameters = std::vector<std::pair<std::string, std::string>>;

struct Url {
  std::string scheme;  ///< "http" or "https"
  std::string host;    ///< Lower case; an IPv6 address in brackets.
  std::string port;    ///< Always given.
  std::string path;    ///< "/" at least.
  bool has_query = false;

  [[nodiscard]] bool is_loopback() const;  ///< "localhost", 127.0.0.0/8, [::1]
  [[nodiscard]] bool is_same_origin(const Url& other) const { return scheme == other.scheme && host == other.host && port == other.port; }
};

/// An absolute http or https address of at most 2,000 bytes, ASCII, without user, fragment, blanks, controls or backslashes.
[[nodiscard]] Result<Url> parse_url(std::string_view text);

/// Whether what is sent there stays secret: https, or http that does not leave the machine.
enum class Loopback { Refuse, Allow };
[[nodiscard]] Result<Url> parse_secure_url(std::string_view text, Loopback loopback);

/// Every byte but the unreserved ones as %XX (RFC 3986, section 2.1).
[[nodiscard]] std::string escape(std::string_view text);
/// "a=1&b=2": a form (application/x-www-form-urlencoded) or a query.
[[nodiscard]] std::string form(const Parameters& parameters);
/// The address with more parameters at the end of its query.
[[nodiscard]] std::string with_query(std::string url, const Parameters& parameters);

/// A path on this very site, to go back to: it begins with one slash and has no scheme, host, backslash or control in it.
[[nodiscard]] bool is_local_path(std::string_view path);

}  // namespace atalaya::reg
