// Who is at the other end where proxies are in front: what a proxy that is trusted says of it, and nobody else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "http/headers.h"

namespace atalaya::http {

/// Addresses of proxies, and the one header in which they say whom they speak for. A proxy leaves the other header as a client sent it, so only one is read.
class TrustedProxies {
 public:
  enum class Header : std::uint8_t { XForwardedFor, Forwarded };

  TrustedProxies() = default;
  /// Each an address or a prefix, IPv4 or IPv6: "127.0.0.1", "10.0.0.0/8", "2001:db8::/32". Usage for anything else, as for bits that are set behind a prefix.
  [[nodiscard]] static Result<TrustedProxies> parse(const std::vector<std::string>& prefixes, Header header);

  [[nodiscard]] bool empty() const { return prefixes_.empty(); }
  [[nodiscard]] bool trusts(std::string_view address) const;

  /// Numeric address of the client. `peer` is the connection's; where it is not trusted, nothing that the request says counts. Else the addresses in the header
  /// are walked from the right, where the nearest proxy wrote, up to the first that is not trusted. What is no address ("unknown", "_hidden", RFC 7239, section
  /// 6) ends the walk before it: then it is the address of the proxy that wrote so.
  [[nodiscard]] std::string client(const std::string& peer, const Headers& headers) const;

 private:
  struct Prefix {
    std::string bytes;  ///< 4 or 16.
    int bits = 0;
  };
  std::vector<Prefix> prefixes_;
  Header header_ = Header::XForwardedFor;
};

}  // namespace atalaya::http
