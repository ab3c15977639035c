// libFuzzer: whatever a header says of who asks, the answer is a numeric address, and one that the header's last part cannot be forged into where it is not
// trusted.
#include <boost/asio/ip/address.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "http/forwarded.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace atalaya::http;
  const std::string field(reinterpret_cast<const char*>(data), size);
  for (const auto header : {TrustedProxies::Header::XForwardedFor, TrustedProxies::Header::Forwarded}) {
    static const auto proxies = [](TrustedProxies::Header which) { return TrustedProxies::parse({"127.0.0.1", "10.0.0.0/8", "2001:db8::/32"}, which).value(); };
    const TrustedProxies trusted = proxies(header);
    const bool is_list = header == TrustedProxies::Header::XForwardedFor;
    const auto ask = [&](const std::string& peer, const std::string& value) {
      Headers headers;
      headers.add(is_list ? "X-Forwarded-For" : "Forwarded", value);
      return trusted.client(peer, headers);
    };
    boost::system::error_code error;
    (void)boost::asio::ip::make_address(ask("127.0.0.1", field), error);
    if (error) std::abort();
    if (ask("203.0.113.9", field) != "203.0.113.9") std::abort();
    // A proxy that is trusted writes the last element. What stands before it is a client's, and changes nothing where it does not break the standard's form.
    if (is_list && ask("127.0.0.1", field + ", 198.51.100.1") != "198.51.100.1") std::abort();
  }
  (void)TrustedProxies::parse({field}, TrustedProxies::Header::Forwarded);
  return 0;
}
