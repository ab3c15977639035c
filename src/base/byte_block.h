// Which of 64 bytes are a given character, as bits: what the scanners of tables and of JSON find their marks with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace atalaya {

class ByteBlock {
 public:
  static constexpr std::size_t size = 64;

  /// 64 bytes must be there to read.
  explicit ByteBlock(const char* bytes) { std::memcpy(&words_, bytes, size); }
  /// Fewer bytes than 64: the rest is zero.
  ByteBlock(const char* bytes, std::size_t count) {
    std::memset(&words_, 0, size);
    std::memcpy(&words_, bytes, count);
  }

  /// Bit i is set where byte i is `c`.
  [[nodiscard]] std::uint64_t equal(char c) const {
#if defined(__SSE2__)
    const __m128i wanted = _mm_set1_epi8(c);
    const auto part = [&](std::size_t i) {
      return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(words_[i], wanted)))) << (16 * i);
    };
    return part(0) | part(1) | part(2) | part(3);
#else
    std::uint64_t bits = 0;
    // Bytes that are zero after the exclusive or get their high bit, and a multiplication gathers the eight bits of a word (little-endian).
    constexpr std::uint64_t ones = 0x0101010101010101U, low = 0x7F7F7F7F7F7F7F7FU;
    for (std::size_t i = 0; i < 8; ++i) {
      const std::uint64_t x = words_[i] ^ (ones * static_cast<unsigned char>(c));
      const std::uint64_t zero = ~(((x & low) + low) | x | low);
      bits |= (((zero >> 7U) * 0x0102040810204080U) >> 56U) << (8 * i);
    }
    return bits;
#endif
  }

 private:
#if defined(__SSE2__)
  __m128i words_[4];
#else
  std::uint64_t words_[8];
#endif
};

/// Each bit is the parity of the bits up to it and with it: between two quotes the bits are set.
[[nodiscard]] inline std::uint64_t running_parity(std::uint64_t bits) {
  bits ^= bits << 1U;
  bits ^= bits << 2U;
  bits ^= bits << 4U;
  bits ^= bits << 8U;
  bits ^= bits << 16U;
  return bits ^ (bits << 32U);
}

}  // namespace atalaya
