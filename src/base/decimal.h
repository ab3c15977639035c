// Short decimal numbers, read in one go.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

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

[[nodiscard]] inline ShortDecimal read_short_decimal(const char* at, const char* end) {
  ShortDecimal out;
  const auto take_digits = [&] {
    const char* const from = at;
    while (at != end && *at >= '0' && *at <= '9') out.digits = out.digits * 10 + static_cast<std::uint64_t>(*at++ - '0');
    return static_cast<std::size_t>(at - from);
  };
  out.negative = at != end && *at == '-';
  if (out.negative) ++at;
  out.before_point = take_digits();
  out.point = at != end && *at == '.';
  if (out.point) {
    ++at;
    out.behind_point = take_digits();
  }
  out.end = at;
  return out;
}

}  // namespace atalaya
