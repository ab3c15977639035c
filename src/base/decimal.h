// The double that is nearest to a short decimal number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

namespace atalaya {

/// `whole` / 10^`behind_point`, exact as reading the text would be: a whole number below 2^53 and a power of ten up to 10^22 are both doubles, so one division
/// rounds once (W. D. Clinger, "How to read floating point numbers accurately", 1990). `digits` is how many digits `whole` was read from; NaN where they are
/// none or more than 15.
[[nodiscard]] inline double short_decimal(std::uint64_t whole, std::size_t digits, std::size_t behind_point) {
  constexpr double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  if (digits == 0 || digits > 15) return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>(whole) / powers[behind_point];
}

}  // namespace atalaya
