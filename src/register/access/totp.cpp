#include "register/access/totp.h"

#include <algorithm>

#include "register/store/random.h"

namespace atalaya::reg::totp {

namespace {

constexpr std::int64_t seconds_a_step = 30;

std::string percent_encode(std::string_view text) {
  static constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' ||
        byte == '~') {
      out += c;
    } else {
      out += {'%', hex[byte >> 4U], hex[byte & 15U]};
    }
  }
  return out;
}

}  // namespace

std::string new_secret() { return random_bytes(20); }

std::string code(std::string_view secret, std::int64_t step, int digits, HashKind kind) {
  std::string counter(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) counter[7 - i] = static_cast<char>(static_cast<std::uint64_t>(step) >> (8 * i) & 0xffU);
  const std::string mac = hmac(kind, secret, counter);
  const std::size_t offset = static_cast<unsigned char>(mac.back()) & 15U;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8U | static_cast<unsigned char>(mac[offset + i]);
  number &= 0x7fffffffU;
  std::string out(static_cast<std::size_t>(digits), '0');
  for (std::size_t i = out.size(); i-- > 0; number /= 10) out[i] = static_cast<char>('0' + number % 10);
  return out;
}

std::int64_t step_of(Instant instant) { return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count() / seconds_a_step; }

std::optional<std::int64_t> match(std::string_view secret, std::string_view given, Instant now, std::int64_t last) {
  const std::int64_t present = step_of(now);
  std::optional<std::int64_t> found;
  for (std::int64_t step = present - 1; step <= present + 1; ++step) {
    if (same_secret(code(secret, step), given) && step > last) found = step;
  }
  return found;
}

std::string secret_text(std::string_view secret) {
  std::string out = base32(secret);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return out;
}

std::optional<std::string> parse_secret(std::string_view text) {
  std::string out;
  unsigned buffer = 0, bits = 0;
  for (const char c : text) {
    unsigned value = 0;
    if (c >= 'A' && c <= 'Z') {
      value = static_cast<unsigned>(c - 'A');
    } else if (c >= '2' && c <= '7') {
      value = static_cast<unsigned>(c - '2' + 26);
    } else {
      return std::nullopt;
    }
    buffer = (buffer << 5U | value) & 0xfffU;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out += static_cast<char>(buffer >> bits & 0xffU);
    }
  }
  return out;
}

std::string uri(std::string_view secret, std::string_view issuer, std::string_view account) {
  return "otpauth://totp/" + percent_encode(issuer) + ":" + percent_encode(account) + "?secret=" + secret_text(secret) + "&issuer=" + percent_encode(issuer);
}

}  // namespace atalaya::reg::totp
