// The life of an instrument: which state may follow which, and in which state it was at a date.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "register/instruments/instrument.h"

namespace atalaya::reg::instruments {

/// Whether an instrument may come into `next` after `last` (nothing: it has no state yet). It is repealed only after it was adopted or in force, what expired
/// may be renewed, and nothing follows a repeal.
[[nodiscard]] bool may_follow(std::optional<State> last, State next);

/// A state with its days: from `since` on, and no longer on `until`.
struct Period {
  State state = State::Draft;
  std::string since;
  std::string until = "9999-12-31";  ///< This one: it has no end yet.
  bool operator==(const Period&) const = default;
};

/// The periods of a history, in order, without the events that were withdrawn. Events of one day follow one another in the order of a life; a state that lasts
/// no day has no period. Input, at the field "state" or "date", where the history cannot be.
[[nodiscard]] Result<std::vector<Period>> periods(const std::vector<Event>& events);

/// "2026-11-26" as 20261126, which is in the order of days; `date` is a date.
[[nodiscard]] int day_number(std::string_view date);
[[nodiscard]] std::string day_text(int number);

/// An event that is to be recorded: `today` is the date of the store's clock.
[[nodiscard]] Status check_event(State state, std::string_view date, std::string_view note, std::string_view today);

}  // namespace atalaya::reg::instruments
