#include "http/forwarded.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <optional>

#include "base/text.h"
#include "http/connection_response.h"

namespace atalaya::http {

namespace {

using Address = boost::asio::ip::address;

std::optional<Address> parse_address(std::string_view text) {
  // A zone ("fe80::1%eth0") is this machine's own name for a link and stands in no header.
  if (text.size() > 45 || text.contains('%')) return std::nullopt;
  boost::system::error_code error;
  const Address address = boost::asio::ip::make_address(std::string(text), error);
  return error ? std::nullopt : std::optional(address);
}

/// 4 bytes, or 16 where it is no IPv4 address in IPv6's form.
std::string bytes_of(const Address& address) {
  if (address.is_v6() && !address.to_v6().is_v4_mapped()) {
    const auto all = address.to_v6().to_bytes();
    return {reinterpret_cast<const char*>(all.data()), all.size()};
  }
  const auto v4 = address.is_v4() ? address.to_v4() : boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6());
  const auto all = v4.to_bytes();
  return {reinterpret_cast<const char*>(all.data()), all.size()};
}

/// The first bits alone; zeros behind them.
std::string masked(std::string bytes, int bits) {
  for (char& byte : bytes) {
    byte = static_cast<char>(static_cast<unsigned char>(byte) & (0xff00U >> static_cast<unsigned>(std::clamp(bits, 0, 8))));
    bits -= 8;
  }
  return bytes;
}

/// "192.0.2.1", "192.0.2.1:80", "2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:80": ports say nothing here.
std::optional<Address> parse_node(std::string_view text) {
  text = trim(text);
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos || (end + 1 < text.size() && text[end + 1] != ':')) return std::nullopt;
    const auto address = parse_address(text.substr(1, end - 1));
    return address && address->is_v6() ? address : std::nullopt;
  }
  if (std::ranges::count(text, ':') == 1) text = text.substr(0, text.find(':'));
  return parse_address(text);
}

using Nodes = std::vector<std::optional<Address>>;

Nodes x_forwarded_for(std::string_view field) {
  Nodes out;
  for (const std::string_view part : split(field, ',')) out.push_back(parse_node(part));
  return out;
}

/// The "for" of each element (RFC 7239, section 4). Nothing where the field is not as the standard has it: then no element of it can be told from another.
std::optional<Nodes> forwarded(std::string_view field) {
  Nodes out(1);
  bool has_for = false;
  std::size_t at = 0;
  const auto skip = [&] {
    while (at < field.size() && (field[at] == ' ' || field[at] == '\t')) ++at;
  };
  const auto token = [&] {
    const std::size_t from = at;
    while (at < field.size() && std::string_view(" \t,;=\"").find(field[at]) == std::string_view::npos) ++at;
    return field.substr(from, at - from);
  };
  for (;;) {
    skip();
    const std::string_view name = token();
    if (!name.empty()) {
      if (at == field.size() || field[at] != '=') return std::nullopt;
      ++at;
      std::string value;
      if (at < field.size() && field[at] == '"') {
        for (++at; at < field.size() && field[at] != '"'; ++at) {
          if (field[at] == '\\' && ++at == field.size()) return std::nullopt;
          value += field[at];
        }
        if (at == field.size()) return std::nullopt;
        ++at;
      } else {
        value = token();
      }
      if (equal_ignoring_case(name, "for")) {
        if (has_for) return std::nullopt;
        has_for = true;
        out.back() = parse_node(value);
      }
    }
    skip();
    if (at == field.size()) return out;
    if (field[at] == ',') {
      out.emplace_back();
      has_for = false;
    } else if (field[at] != ';') {
      return std::nullopt;
    }
    ++at;
  }
}

}  // namespace

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& prefixes, Header header) {
  TrustedProxies out;
  out.header_ = header;
  for (const std::string& text : prefixes) {
    const std::size_t slash = text.find('/');
    const auto address = parse_address(std::string_view(text).substr(0, slash));
    const auto wrong = [&](const char* why) {
      return fail(ErrorKind::Usage, "'" + shorten(text, 60) + "' is no address of a proxy: " + why, {}, "as 127.0.0.1, 10.0.0.0/8 or 2001:db8::/32");
    };
    if (!address) return wrong("it is no numeric address");
    Prefix prefix{bytes_of(*address), 0};
    prefix.bits = static_cast<int>(prefix.bytes.size()) * 8;
    if (slash != std::string::npos) {
      const auto bits = parse_integer(std::string_view(text).substr(slash + 1));
      if (!bits || *bits < 1 || *bits > prefix.bits) return wrong("the length of the prefix is none");
      prefix.bits = static_cast<int>(*bits);
      if (masked(prefix.bytes, prefix.bits) != prefix.bytes) return wrong("bits are set behind the prefix");
    }
    out.prefixes_.push_back(std::move(prefix));
  }
  return out;
}

bool TrustedProxies::trusts(std::string_view text) const {
  if (prefixes_.empty()) return false;
  const auto address = parse_address(text);
  if (!address) return false;
  const std::string bytes = bytes_of(*address);
  return std::ranges::any_of(prefixes_, [&](const Prefix& one) { return one.bytes.size() == bytes.size() && masked(bytes, one.bits) == one.bytes; });
}

std::string TrustedProxies::client(const std::string& peer, const Headers& headers) const {
  if (!trusts(peer)) return peer;
  // A header that stands several times is one list (RFC 9110, section 5.3).
  const std::string field = headers.list(header_ == Header::Forwarded ? "Forwarded" : "X-Forwarded-For");
  if (field.empty()) return peer;
  const auto nodes = header_ == Header::Forwarded ? forwarded(field) : std::optional(x_forwarded_for(field));
  std::string out = peer;
  if (!nodes) return out;
  for (auto node = nodes->rbegin(); node != nodes->rend() && *node && trusts(out); ++node) out = plain_address(**node);
  return out;
}

}  // namespace atalaya::http
