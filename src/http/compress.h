// Content codings: gzip (RFC 1952) and Brotli (RFC 7932).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace atalaya::http {

/// The qualities are the knee of the curve for pages of 10 to 200 kB: above them a request waits much longer for few bytes less.
inline constexpr int gzip_level = 6;
inline constexpr int brotli_quality = 5;

/// The same bytes for the same text: there is no time of compression in them. Nothing where the library fails (no memory).
[[nodiscard]] std::optional<std::string> gzip(std::string_view text, int level = gzip_level);
[[nodiscard]] std::optional<std::string> brotli(std::string_view text, int quality = brotli_quality);

}  // namespace atalaya::http
