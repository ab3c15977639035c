#include "base/decimal.h"

#include <array>
#include <charconv>
#include <cmath>

namespace atalaya {

namespace {

char* put_two_digits(char* at, unsigned number) {
  static constexpr auto pairs = [] {
    std::array<char, 200> made{};
    for (unsigned i = 0; i < 100; ++i) {
      made[2 * i] = static_cast<char>('0' + i / 10);
      made[2 * i + 1] = static_cast<char>('0' + i % 10);
    }
    return made;
  }();
  std::memcpy(at, &pairs[2 * static_cast<std::size_t>(number)], 2);
  return at + 2;
}

/// A number of at most four decimals and of fifteen digits, which is what most statistics are, as the shortest text that reads back the same: the quotient of
/// two whole numbers that doubles hold is rounded as a text is, and a number of so few digits has no other text as short. Null where the number is another.
char* put_few_decimals(char* at, double number) {
  constexpr double ten_thousand = 1e4;
  const double size = std::abs(number);
  if (!(size < 1e11)) return nullptr;
  const auto scaled = static_cast<std::uint64_t>(size * ten_thousand + 0.5);
  if (static_cast<double>(scaled) / ten_thousand != size) return nullptr;
  if (number < 0) *at++ = '-';
  const std::uint64_t whole = scaled / 10'000;
  const auto rest = static_cast<unsigned>(scaled % 10'000);
  at = whole < 10 ? (*at = static_cast<char>('0' + whole), at + 1) : std::to_chars(at, at + 20, whole).ptr;
  if (rest == 0) return at;
  *at++ = '.';
  at = put_two_digits(at, rest / 100);
  if (rest % 100 != 0) at = put_two_digits(at, rest % 100);
  return at[-1] == '0' ? at - 1 : at;
}

}  // namespace

char* put_number(char* at, double number) {
  const auto plain = std::abs(number) >= 1e-5 && std::abs(number) < 1e15;
  if (char* const end = plain ? put_few_decimals(at, number) : nullptr) return end;
  // At most seventeen digits behind five places: there is room for all of these.
  return plain ? std::to_chars(at, at + longest_number, number, std::chars_format::fixed).ptr : std::to_chars(at, at + longest_number, number).ptr;
}

}  // namespace atalaya
