// Small helpers of Connection that need no connection. Internal to src/http.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <string>

#include "http/loop.h"

namespace atalaya::http {

/// One line of plain text, for where no page can be made.
[[nodiscard]] Response plain_error(int status);

/// An IPv4 address that came in through an IPv6 socket is written as IPv4.
[[nodiscard]] std::string plain_address(const boost::asio::ip::address& address);

[[nodiscard]] inline bool shared_stops(const Shared& shared) { return shared.stopping.load(std::memory_order_relaxed); }

}  // namespace atalaya::http
