// Content codings: gzip (RFC 1952), Brotli (RFC 7932) and Zstandard (RFC 8878), of whole bodies and piece by piece.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/negotiation.h"

namespace atalaya::http {

/// The qualities are the knee of the curve for pages of 10 to 200 kB: above them a request waits much longer for few bytes less.
inline constexpr int gzip_level = 6;
inline constexpr int brotli_quality = 5;
inline constexpr int zstd_level = 9;

/// The same bytes for the same text: there is no time of compression in them. Nothing where the library fails (no memory).
[[nodiscard]] std::optional<std::string> gzip(std::string_view text, int level = gzip_level);
[[nodiscard]] std::optional<std::string> brotli(std::string_view text, int quality = brotli_quality);
[[nodiscard]] std::optional<std::string> zstd(std::string_view text, int level = zstd_level);

/// A coding of bytes that come piece by piece.
class StreamCoder {
 public:
  virtual ~StreamCoder() = default;
  /// Appends to `out` what of the coded form is ready; all of it with `is_last`, after which there is no further call. False where the library fails.
  [[nodiscard]] virtual bool put(std::string_view text, bool is_last, std::string& out) = 0;
};

/// Quicker and less dense than for prepared bodies, since each client waits for them. Null for Identity, and where the library fails (no memory).
[[nodiscard]] std::unique_ptr<StreamCoder> make_stream_coder(Encoding encoding);

}  // namespace atalaya::http
