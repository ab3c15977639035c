// Instants of the register, from a clock that tests may set.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace atalaya::reg {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// As the store keeps it: UTC, "2026-11-26T01:43:15.123Z". All have this length, so that the order of the texts is that of the instants.
[[nodiscard]] std::string instant_text(Instant instant);
/// Nothing where the text is not of exactly that form.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
  [[nodiscard]] std::string now_text() const { return instant_text(now()); }
};

/// The machine's clock.
[[nodiscard]] const Clock& system_clock();

/// Stands still until it is set.
class SetClock : public Clock {
 public:
  explicit SetClock(Instant instant) : instant_(instant) {}
  [[nodiscard]] Instant now() const override { return instant_; }
  void set(Instant instant) { instant_ = instant; }
  void pass(std::chrono::milliseconds time) { instant_ = instant_.load() + time; }

 private:
  std::atomic<Instant> instant_;
};

}  // namespace atalaya::reg
