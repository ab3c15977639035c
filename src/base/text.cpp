#include "base/text.h"

#include <simdjson.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <memory>

#include "base/decimal.h"

namespace atalaya {

bool is_utf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

namespace {

/// Length of the valid UTF-8 sequence at `i`, or 0 (Unicode 15, table 3-7).
std::size_t utf8_length(std::string_view s, std::size_t i) {
  const auto byte = [&](std::size_t k) { return k < s.size() ? static_cast<unsigned char>(s[k]) : 0U; };
  const auto tail = [&](std::size_t k) { return (byte(k) & 0xC0U) == 0x80U; };
  const unsigned c = byte(i);
  if (c < 0x80) return 1;
  if (c >= 0xC2 && c <= 0xDF) return tail(i + 1) ? 2 : 0;
  if (c >= 0xE0 && c <= 0xEF) {
    const unsigned low = c == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = c == 0xED ? 0x9F : 0xBF;
    return byte(i + 1) >= low && byte(i + 1) <= high && tail(i + 2) ? 3 : 0;
  }
  if (c >= 0xF0 && c <= 0xF4) {
    const unsigned low = c == 0xF0 ? 0x90 : 0x80;
    const unsigned high = c == 0xF4 ? 0x8F : 0xBF;
    return byte(i + 1) >= low && byte(i + 1) <= high && tail(i + 2) && tail(i + 3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  if (is_utf8(text)) return std::nullopt;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text, i);
    if (length == 0) return i;
    i += length;
  }
  return std::nullopt;
}

std::string replace_invalid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text, i);
    if (length == 0) {
      out += "\xEF\xBF\xBD";
      ++i;
    } else {
      out.append(text, i, length);
      i += length;
    }
  }
  return out;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view space = " \t\r\n\f\v";
  const auto first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::string to_lower_ascii(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (&part != &parts.front()) out += separator;
    out += part;
  }
  return out;
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) text.replace(at, from.size(), to);
  return text;
}

std::string shorten(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t end = 0;
  while (end < text.size()) {
    const std::size_t length = std::max<std::size_t>(1, utf8_length(text, end));
    if (end + length > most) break;
    end += length;
  }
  return std::string(text.substr(0, end)) + "…";
}

std::string fold_name(std::string_view text) {
  static const std::unique_ptr<icu::Transliterator> strip = [] {
    UErrorCode code = U_ZERO_ERROR;
    UParseError place;
    return std::unique_ptr<icu::Transliterator>(
        icu::Transliterator::createFromRules("fold", ":: NFD; :: [:M:] Remove; [[:P:][:S:]] > ' '; :: Lower; :: NFC;", UTRANS_FORWARD, place, code));
  }();
  auto wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  if (strip) strip->transliterate(wide);
  std::string flat;
  wide.toUTF8String(flat);
  std::string out;
  for (const auto word : split(flat, ' ')) {
    if (word.empty()) continue;
    if (out.empty() &&
        (word == "the" || word == "la" || word == "el" || word == "las" || word == "los" || word == "a" || word == "o" || word == "as" || word == "os"))
      continue;
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

ParsedNumber parse_number(std::string_view text) {
  const char* begin = text.data();
  const char* end = begin + text.size();
  if (text.size() < 18) {
    const ShortDecimal decimal = read_short_decimal(begin, end);
    if (const double value = decimal.value(); decimal.end == end && !std::isnan(value)) return {.value = value};
  }
  if (begin != end && *begin == '+' && end - begin > 1 && begin[1] != '-') ++begin;
  // from_chars also takes "inf" and "nan", which are no figures.
  const char* first = begin != end && *begin == '-' ? begin + 1 : begin;
  if (first == end || !((*first >= '0' && *first <= '9') || *first == '.')) return {};
  double value = 0;
  const auto [stop, code] = std::from_chars(begin, end, value);
  if (stop != end || code == std::errc::invalid_argument) return {};
  if (code == std::errc::result_out_of_range) return {.value = std::nullopt, .fault = NumberFault::OutOfRange};
  return {.value = value};
}

std::optional<long> parse_integer(std::string_view text) {
  long value = 0;
  const auto [stop, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

void append_number(std::string& out, double number) {
  char buffer[longest_number];
  out.append(buffer, static_cast<std::size_t>(put_number(buffer, number) - buffer));
}

std::string number_text(double number) {
  std::string out;
  append_number(out, number);
  return out;
}

bool is_identifier(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '@' || c == '$' || c == '-';
  });
}

std::string to_identifier(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (!is_identifier(std::string_view(&c, 1))) c = '_';
  }
  return out;
}

}  // namespace atalaya
