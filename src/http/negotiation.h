// Content negotiation (RFC 9110, section 12): which of the languages, media types and codings on offer a request likes best.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "http/request.h"

namespace atalaya::http {

/// The language to answer in, as an index into `offered` (language tags such as "es", "pt-BR"), by the lookup of RFC 4647, section
/// 3.4: the ranges in the order of their weights, each cut shorter from its end until it is a tag on offer ("es-419" finds "es").
/// A range of weight 0 excludes what it is a prefix of. Nothing where no range finds a tag ("*" finds none): the caller's default.
[[nodiscard]] std::optional<std::size_t> choose_language(std::string_view accept_language, std::span<const std::string_view> offered);

/// The weight, in thousandths, that an Accept header gives to a media type ("text/html;level=1"): that of the most specific range
/// that matches it (RFC 9110, section 12.5.1); 1000 for an empty header, 0 where nothing matches.
[[nodiscard]] int media_type_quality(std::string_view accept, std::string_view media_type);

/// The index of the media type with the highest weight, of equals the first; nothing where none is acceptable (406).
[[nodiscard]] std::optional<std::size_t> choose_media_type(std::string_view accept, std::span<const std::string_view> offered);

enum class Encoding { Identity, Gzip, Brotli, Zstd };
/// "identity", "gzip", "br", "zstd".
[[nodiscard]] std::string_view to_string(Encoding encoding);

/// The weights, in thousandths, that an Accept-Encoding header gives to the codings that we know (RFC 9110, section 12.5.3).
struct EncodingQualities {
  int identity = 1000;
  int gzip = 0;
  int brotli = 0;
  int zstd = 0;
  bool identity_is_named = false;  ///< Else identity is acceptable, and liked less than any coding that is.
};
/// Nothing for the header that is not there: every coding is acceptable, and identity is what surely every client can read.
[[nodiscard]] EncodingQualities encoding_qualities(std::optional<std::string_view> accept_encoding);

/// What counts of codings that a client likes the same: a prepared body is made once and sent often, a stream is made for one client.
enum class CodingOrder { SmallestFirst, QuickestFirst };

/// The best coding; of equals the smaller result (br, zstd, gzip) or the quicker one (zstd, gzip, br). `compressed_offered` false: identity is all that there
/// is. Nothing where no coding on offer is acceptable ("identity;q=0"): 406.
[[nodiscard]] std::optional<Encoding> choose_encoding(std::optional<std::string_view> accept_encoding, bool compressed_offered = true,
                                                      CodingOrder order = CodingOrder::SmallestFirst);

/// The fields of the request, as lists, put to the functions above.
[[nodiscard]] std::optional<std::size_t> choose_language(const Request& request, std::span<const std::string_view> offered);
[[nodiscard]] std::optional<std::size_t> choose_media_type(const Request& request, std::span<const std::string_view> offered);
[[nodiscard]] std::optional<Encoding> choose_encoding(const Request& request, bool compressed_offered = true, CodingOrder order = CodingOrder::SmallestFirst);

}  // namespace atalaya::http
