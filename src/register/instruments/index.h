// What instruments are found by, in memory: which of them have which terms, and in which state each was on which day. It is read from the store when it is
// first asked, and follows it by the log, which names what has changed since, whichever program changed it.
//
// A question may ask for words, a country, a goal, a kind and a state on a day at once, in the order of a list. Neither database has an index for that: walking
// along one of its lists took tens of milliseconds for words that many have and few have together.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "register/instruments/instrument.h"
#include "register/instruments/rows.h"
#include "register/instruments/states.h"

namespace soci {
class session;
}

namespace atalaya::reg::instruments {

/// A period by numbers of days.
struct Standing {
  State state = State::Draft;
  int since = 0, until = 0;
};

using StateCounts = std::array<long long, all_states.size()>;

/// One for a store (Store::kept), safe between threads. It may be ahead of the transaction that asks, never behind it.
class Index {
 public:
  struct Query {
    std::vector<std::string> terms;  ///< Of terms.h: an instrument has all of them.
    int day = 0;                     ///< day_number()
    bool dated = false;              ///< It had a state on that day: this one, or any.
    std::optional<State> state = {};
  };
  /// In the order of lists: the newest date of the history first, then what was added last.
  struct Place {
    long long position = std::numeric_limits<long long>::max();
    long long key = std::numeric_limits<long long>::max();
    auto operator<=>(const Place&) const = default;
  };

  static constexpr std::size_t all = std::numeric_limits<std::size_t>::max() / 2;

  /// Brings it to what the transaction sees. Inside of transactions alone, before the questions.
  void refresh(soci::session& session);

  /// The first of those that come behind `after`; at most `most`.
  [[nodiscard]] std::vector<Place> find(const Query& query, const Place& after, std::size_t most) const;
  /// All keys, ascending.
  [[nodiscard]] std::vector<long long> keys(const Query& query) const;
  /// Counts no further than `most`.
  [[nodiscard]] long long count(const Query& query, long long most) const;
  /// How many of those that have the term are in each state on a day.
  [[nodiscard]] StateCounts states(const std::string& term, int day) const;
  /// In which state an instrument is on a day, and since when; nothing: in none yet.
  [[nodiscard]] std::optional<Standing> standing(long long key, int day) const;

 private:
  using Number = std::uint32_t;  ///< Of a slot.
  /// An instrument as it is; what it was before stays behind as a slot that is gone, so that all lists only grow.
  struct Slot {
    Place place;
    Number standings_begin = 0, standings_end = 0;
    bool gone = false;
  };
  struct Contents {
    long long seen = -1;  ///< Of the log; less than 0: nothing was read yet.
    std::vector<Slot> slots;
    std::vector<Standing> standings;
    std::unordered_map<long long, Number> by_key;
    std::unordered_map<std::string, std::vector<Number>> postings;  ///< Ascending.
    std::size_t gone = 0;
    void put(const Whole& whole);
  };

  [[nodiscard]] static Contents read_all(soci::session& session);
  [[nodiscard]] const Standing* on(const Slot& slot, int day) const;
  /// Calls `each(slot)` for all that the query asks for, as they were added, until it returns false.
  template <class Each>
  void walk(const Query& query, const Each& each) const;

  mutable std::shared_mutex mutex_;
  Contents contents_;
};

}  // namespace atalaya::reg::instruments
