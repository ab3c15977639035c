// How many instruments a country has for a goal in each state on a day: kept as changes by year, month and day, so that counting reads some dozens of rows and
// not each instrument. Inside of transactions alone.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "register/instruments/instrument.h"
#include "register/instruments/states.h"

namespace soci {
class session;
}

namespace atalaya::reg::instruments {

using StateCounts = std::array<long long, all_states.size()>;

enum class Tally : std::int8_t { Add = 1, Take = -1 };
/// Counts the periods of an instrument whose terms are in the store, or takes them out again.
void count_periods(soci::session& session, const Instrument& instrument, const std::vector<Period>& states, Tally way);

/// What stands on a day for each of the terms (country_goal_term); nothing of a term is no entry.
[[nodiscard]] std::unordered_map<std::string, StateCounts> counts_on(soci::session& session, const std::vector<std::string>& terms, std::string_view date);

}  // namespace atalaya::reg::instruments
