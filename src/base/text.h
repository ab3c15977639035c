// Small operations on UTF-8 text and on numbers as text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya {

[[nodiscard]] bool is_utf8(std::string_view text);
/// The offset of the first byte that is not part of valid UTF-8, or nothing.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text);
[[nodiscard]] std::string replace_invalid_utf8(std::string_view text);

[[nodiscard]] std::string_view trim(std::string_view text);  ///< ASCII white space at both ends.
[[nodiscard]] std::string to_lower_ascii(std::string_view text);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);
[[nodiscard]] std::string replace_all(std::string text, std::string_view from, std::string_view to);
/// At most `most` bytes of the text, cut between characters, with an ellipsis where something was cut.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t most);

/// A form in which names are compared: lower case, without accents, punctuation, double spaces or a leading article
/// ("The Bahamas" and "bahamas" are one). By ICU transliteration rules.
[[nodiscard]] std::string fold_name(std::string_view text);

/// Why text is not a number.
enum class NumberFault { NotANumber, OutOfRange };
struct ParsedNumber {
  std::optional<double> value;
  NumberFault fault = NumberFault::NotANumber;  ///< Only where there is no value.
};
/// The whole of `text` as a decimal number in C notation ("-1.5e3"); no hexadecimal, infinity or NaN.
[[nodiscard]] ParsedNumber parse_number(std::string_view text);
[[nodiscard]] std::optional<long> parse_integer(std::string_view text);

/// Appends the shortest decimal text that reads back as the same double.
void append_number(std::string& out, double number);
[[nodiscard]] std::string number_text(double number);

/// An SDMX identifier (SDMXCommon.xsd, IDType): letters, digits, `_`, `@`, `$`, `-`.
[[nodiscard]] bool is_identifier(std::string_view text);
/// An SDMX identifier out of a source's own code: every other character becomes `_`.
[[nodiscard]] std::string to_identifier(std::string_view text);

/// A text of at most seven bytes as a number, equal for equal texts alone; long_text for all others. Codes and periods mostly are short, and come by the
/// million.
inline constexpr std::uint64_t long_text = ~std::uint64_t{0};
[[nodiscard]] inline std::uint64_t short_text(std::string_view text) {
  const std::size_t size = text.size();
  if (size > 7) return long_text;
  std::uint64_t word = std::uint64_t{size} << 56U;
  if (size >= 4) {
    std::uint32_t first = 0, last = 0;  // They may overlap.
    std::memcpy(&first, text.data(), sizeof first);
    std::memcpy(&last, text.data() + size - sizeof last, sizeof last);
    return word | first | (std::uint64_t{last} << (8 * (size - sizeof last)));
  }
  for (std::size_t i = 0; i < size; ++i) word |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
  return word;
}

/// Heterogeneous look-up by string_view in unordered containers of strings.
struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

}  // namespace atalaya
