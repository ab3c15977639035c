// Decimal numbers: short ones read in one go, and the shortest text of any.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace atalaya {

/// What stands at the beginning of a text: a minus, digits, a point, digits. Each of them may be missing; what is asked of a number is the caller's.
struct ShortDecimal {
  const char* end = nullptr;  ///< Behind it.
  std::uint64_t digits = 0;   ///< Those before and behind the point as one whole number; of many digits nothing that means anything.
  std::size_t before_point = 0, behind_point = 0;
  bool negative = false, point = false;

  /// The nearest double, as reading the text would give it: a whole number below 2^53 and a power of ten up to 10^22 are both doubles, so one division rounds
  /// once (W. D. Clinger, "How to read floating point numbers accurately", 1990). NaN where there are no digits or more than 15.
  [[nodiscard]] double value() const {
    static constexpr double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const std::size_t count = before_point + behind_point;
    if (count == 0 || count > 15) return std::numeric_limits<double>::quiet_NaN();
    const double positive = static_cast<double>(static_cast<std::int64_t>(digits)) / powers[behind_point];
    return negative ? -positive : positive;
  }
};

/// Bit i is set where byte i of sixteen is no digit.
[[nodiscard]] inline std::uint32_t non_digits(const char* at) {
#if defined(__SSE2__)
  __m128i bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  // Digits become the ten least of signed bytes.
  bytes = _mm_sub_epi8(bytes, _mm_set1_epi8(static_cast<char>('0' - 128)));
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(-128 + 9))));
#else
  std::uint32_t bits = 0;
  for (std::uint32_t i = 0; i < 16; ++i) bits |= (at[i] < '0' || at[i] > '9' ? 1U : 0U) << i;
  return bits;
#endif
}

/// What the first `count` of eight characters, which are digits, are as a number.
[[nodiscard]] inline std::uint64_t few_digits(const char* at, std::size_t count) {
  if constexpr (std::endian::native != std::endian::little) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < count; ++i) number = number * 10 + static_cast<std::uint64_t>(at[i] - '0');
    return number;
  }
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  word ^= 0x3030303030303030U;
  const std::size_t half = 4 * (8 - count);
  word = word << half << half;      // Zeros come before the digits, and what stands behind them is out.
  word = word * 10 + (word >> 8U);  // Each second byte is a number of two digits.
  constexpr std::uint64_t second_bytes = 0x000000FF000000FFU;
  const std::uint64_t high = (word & second_bytes) * (100 + (std::uint64_t{1'000'000} << 32U));
  const std::uint64_t low = ((word >> 16U) & second_bytes) * (1 + (std::uint64_t{10'000} << 32U));
  return (high + low) >> 32U;
}

[[nodiscard]] inline ShortDecimal read_short_decimal(const char* at, const char* end) {
  ShortDecimal out;
  out.negative = at != end && *at == '-';
  if (out.negative) ++at;
  // Up to eight digits on either side of the point are found at once, without a branch on where they end, which nobody can foretell of figures.
  if (end - at >= 17) {
    static constexpr std::uint64_t powers[] = {1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};
    const std::uint32_t others = non_digits(at);
    const auto before = static_cast<std::size_t>(std::countr_zero(others));
    if (before <= 8) {
      const bool point = at[before] == '.';
      const auto stop = point ? static_cast<std::size_t>(std::countr_zero(others & (others - 1))) : before;
      const std::size_t behind = point ? stop - before - 1 : 0;
      if (behind <= 8) {
        out.digits = few_digits(at, before) * powers[behind] + few_digits(at + before + 1, behind);
        out.before_point = before;
        out.behind_point = behind;
        out.point = point;
        out.end = at + stop;
        return out;
      }
    }
  }
  const auto take_digits = [&] {
    const char* const from = at;
    while (at != end && *at >= '0' && *at <= '9') out.digits = out.digits * 10 + static_cast<std::uint64_t>(*at++ - '0');
    return static_cast<std::size_t>(at - from);
  };
  out.before_point = take_digits();
  out.point = at != end && *at == '.';
  if (out.point) {
    ++at;
    out.behind_point = take_digits();
  }
  out.end = at;
  return out;
}

constexpr std::size_t longest_number = 32;
/// The shortest decimal text that reads back as the same double, at a place that has room for `longest_number` bytes; behind it.
[[nodiscard]] char* put_number(char* at, double number);

}  // namespace atalaya
