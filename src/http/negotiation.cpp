#include "http/negotiation.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "http/quality_list.h"

namespace atalaya::http {

namespace {

// RFC 4647, section 3.3.1: "a language range matches a tag if it exactly equals it, or exactly equals a prefix of the tag such that
// the first character following the prefix is '-'".
bool is_range_of(std::string_view range, std::string_view tag) {
  return tag.size() >= range.size() && equal_ignoring_case(tag.substr(0, range.size()), range) && (tag.size() == range.size() || tag[range.size()] == '-');
}

bool is_excluded(std::string_view tag, const std::vector<WeightedItem>& ranges) {
  bool excluded = false;
  for (const auto& range : ranges) {
    if (range.quality > 0 && equal_ignoring_case(range.value, tag)) return false;
    if (range.quality == 0 && is_range_of(range.value, tag)) excluded = true;
  }
  return excluded;
}

// RFC 4647, section 3.4: "the single letter or digit subtag is removed as well" when it would be left at the end.
std::string_view cut_last_subtag(std::string_view range) {
  const auto dash = range.rfind('-');
  if (dash == std::string_view::npos) return {};
  range = range.substr(0, dash);
  if (range.size() >= 2 && range[range.size() - 2] == '-') range.remove_suffix(2);
  return range;
}

// How exactly a range names a media type: 0 not at all, 1 for */*, 2 for type/*, 3 for type/subtype, one more for each parameter.
std::size_t specificity(const WeightedItem& range, const WeightedItem& type) {
  // A lone "*" is what old Java clients send for "*/*".
  if (range.value == "*/*" || range.value == "*") return 1;
  const auto slash = range.value.find('/');
  if (slash == std::string_view::npos) return 0;
  if (range.value.substr(slash + 1) == "*") {
    const auto type_slash = type.value.find('/');
    return equal_ignoring_case(range.value.substr(0, slash), type.value.substr(0, type_slash)) ? 2 : 0;
  }
  if (!equal_ignoring_case(range.value, type.value)) return 0;
  for (const auto& [name, value] : range.parameters) {
    const bool found = std::any_of(type.parameters.begin(), type.parameters.end(),
                                   [&](const auto& own) { return equal_ignoring_case(own.first, name) && equal_ignoring_case(own.second, value); });
    if (!found) return 0;
  }
  return 3 + range.parameters.size();
}

int quality_of(const std::vector<WeightedItem>& ranges, std::string_view media_type) {
  const auto type = parse_parameters(media_type);
  std::size_t best = 0;
  int quality = 0;
  for (const auto& range : ranges) {
    const auto how = specificity(range, type);
    if (how == 0 || how < best) continue;
    // Of two ranges that say the same, the kinder one.
    quality = how == best ? std::max(quality, range.quality) : range.quality;
    best = how;
  }
  return quality;
}

std::optional<std::string> field(const Request& request, std::string_view name) {
  if (!request.headers.contains(name)) return std::nullopt;
  return request.headers.list(name);
}

}  // namespace

std::optional<std::size_t> choose_language(std::string_view accept_language, std::span<const std::string_view> offered) {
  auto ranges = parse_weighted_list(accept_language);
  std::stable_sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) { return a.quality > b.quality; });
  for (const auto& range : ranges) {
    if (range.quality == 0) break;
    for (auto cut = range.value; !cut.empty(); cut = cut_last_subtag(cut))
      for (std::size_t i = 0; i < offered.size(); ++i)
        if (equal_ignoring_case(cut, offered[i]) && !is_excluded(offered[i], ranges)) return i;
  }
  return std::nullopt;
}

int media_type_quality(std::string_view accept, std::string_view media_type) {
  if (trim(accept).empty()) return 1000;
  return quality_of(parse_weighted_list(accept), media_type);
}

std::optional<std::size_t> choose_media_type(std::string_view accept, std::span<const std::string_view> offered) {
  if (offered.empty()) return std::nullopt;
  if (trim(accept).empty()) return 0;
  const auto ranges = parse_weighted_list(accept);
  std::optional<std::size_t> best;
  int best_quality = 0;
  for (std::size_t i = 0; i < offered.size(); ++i) {
    const int quality = quality_of(ranges, offered[i]);
    if (quality <= best_quality) continue;
    best = i;
    best_quality = quality;
  }
  return best;
}

std::string_view to_string(Encoding encoding) {
  switch (encoding) {
    case Encoding::Gzip: return "gzip";
    case Encoding::Brotli: return "br";
    case Encoding::Zstd: return "zstd";
    case Encoding::Identity: break;
  }
  return "identity";
}

EncodingQualities encoding_qualities(std::optional<std::string_view> accept_encoding) {
  EncodingQualities out;
  if (!accept_encoding) return out;
  std::optional<int> gzip;
  std::optional<int> brotli;
  std::optional<int> zstd;
  std::optional<int> any;
  for (const auto& item : parse_weighted_list(*accept_encoding)) {
    if (equal_ignoring_case(item.value, "gzip") || equal_ignoring_case(item.value, "x-gzip")) {
      gzip = item.quality;
    } else if (equal_ignoring_case(item.value, "br")) {
      brotli = item.quality;
    } else if (equal_ignoring_case(item.value, "zstd")) {
      zstd = item.quality;
    } else if (equal_ignoring_case(item.value, "identity")) {
      out.identity = item.quality;
      out.identity_is_named = true;
    } else if (item.value == "*") {
      any = item.quality;
    }
  }
  // "*" stands for every coding that the field does not name; of identity it can only say that it is not wanted.
  out.gzip = gzip.value_or(any.value_or(0));
  out.brotli = brotli.value_or(any.value_or(0));
  out.zstd = zstd.value_or(any.value_or(0));
  if (!out.identity_is_named && any == 0) out.identity = 0;
  return out;
}

std::optional<Encoding> choose_encoding(std::optional<std::string_view> accept_encoding, bool compressed_offered, CodingOrder order) {
  const auto qualities = encoding_qualities(accept_encoding);
  if (compressed_offered) {
    using Liked = std::pair<Encoding, int>;
    const Liked gzip(Encoding::Gzip, qualities.gzip);
    const Liked brotli(Encoding::Brotli, qualities.brotli);
    const Liked zstd(Encoding::Zstd, qualities.zstd);
    const std::array<Liked, 3> offered = order == CodingOrder::SmallestFirst ? std::array{brotli, zstd, gzip} : std::array{zstd, gzip, brotli};
    const Liked best = *std::ranges::max_element(offered, {}, &Liked::second);
    if (best.second > 0 && (!qualities.identity_is_named || best.second >= qualities.identity)) return best.first;
  }
  if (qualities.identity > 0) return Encoding::Identity;
  return std::nullopt;
}

std::optional<std::size_t> choose_language(const Request& request, std::span<const std::string_view> offered) {
  return choose_language(request.headers.list("Accept-Language"), offered);
}

std::optional<std::size_t> choose_media_type(const Request& request, std::span<const std::string_view> offered) {
  return choose_media_type(request.headers.list("Accept"), offered);
}

std::optional<Encoding> choose_encoding(const Request& request, bool compressed_offered, CodingOrder order) {
  const auto accept = field(request, "Accept-Encoding");
  return choose_encoding(accept ? std::optional<std::string_view>(*accept) : std::nullopt, compressed_offered, order);
}

}  // namespace atalaya::http
