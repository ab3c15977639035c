// Instruments seen by country: what happened when, and what there is for each goal.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "register/instruments/index.h"
#include "register/instruments/instrument.h"
#include "register/store/store.h"

namespace atalaya::reg::instruments {

/// Something on a day of a country's timeline.
struct Moment {
  enum class What : std::uint8_t { State, MilestoneDue, MilestoneReached };
  std::string date;
  What what = What::State;
  std::string instrument;  ///< Public id.
  Kind kind = Kind::Law;
  std::string language, title, translation_language, translation;
  State state = State::Draft;  ///< Where `what` says State.
  std::string name;            ///< Of the milestone, or the note of the event.
};

/// From `from` to `to` (dates, both in), in the order of days; at most `most`. Events that were withdrawn are not in it.
[[nodiscard]] Result<std::vector<Moment>> timeline(Store& store, const std::string& country, const std::string& from, const std::string& to,
                                                   std::size_t most = 200);

/// What a country has for a goal on a day.
struct Cell {
  std::string country;
  int goal = 0;
  StateCounts by_state = {};
  [[nodiscard]] long long in(State state) const { return by_state.at(static_cast<std::size_t>(state)); }
};

/// A cell for each goal and country, by goal and then as the countries are given; search() lists the instruments of one.
[[nodiscard]] Result<std::vector<Cell>> compare(Store& store, const std::vector<std::string>& countries, const std::vector<int>& goals,
                                                const std::string& date);

}  // namespace atalaya::reg::instruments
