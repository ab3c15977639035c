// Periods by their texts, which come again in each series.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "base/text.h"
#include "model/time_period.h"

namespace atalaya {

/// As TimePeriod::parse(), which reads a text only when it comes for the first time or another one has taken its place.
class KnownPeriods {
 public:
  [[nodiscard]] std::optional<TimePeriod> parse(std::string_view text) {
    constexpr std::size_t half = 7;  // Texts of at most 14 bytes are two words.
    const std::uint64_t begin = short_text(text.substr(0, half));
    const std::uint64_t rest = text.size() <= half ? 0 : short_text(text.substr(half));
    if (rest == long_text) return TimePeriod::parse(text);
    Known& known = known_[((begin ^ (rest * 0xC2B2AE3D27D4EB4FU)) * 0x9E3779B97F4A7C15U) >> 54U];
    if (known.begin != begin || known.rest != rest) {
      const auto parsed = TimePeriod::parse(text);
      if (!parsed) return std::nullopt;
      known = {begin, rest, *parsed};
    }
    return known.period;
  }

 private:
  struct Known {
    std::uint64_t begin = long_text, rest = long_text;
    TimePeriod period;
  };
  std::array<Known, 1U << 10U> known_;
};

}  // namespace atalaya
