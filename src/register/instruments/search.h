// Finding instruments: filters in any combination, page by page, the newest first.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "register/instruments/instrument.h"
#include "register/store/store.h"

namespace atalaya::reg::instruments {

struct Filter {
  std::optional<std::string> country = {};  ///< Empty text: of the region.
  std::optional<int> goal = {};
  std::optional<Kind> kind = {};
  std::optional<State> state = {};  ///< In which it was on `date`.
  std::string text = {};            ///< Words that it must have, in the title, its translation, the body or the summary; at most eight count.
  std::string date = {};            ///< Empty: today. A date leaves out what had no state yet on that day.
};

struct Found {
  std::string id;
  std::string country;
  Kind kind = Kind::Law;
  std::string language, title, translation_language, translation, body, address;
  std::vector<int> goals;
  std::optional<State> state;  ///< On the filter's date.
  std::string since;           ///< When it came into that state.
};

struct Page {
  std::vector<Found> found;  ///< By the newest date of their history, the newest first.
  std::string next;          ///< `after` of the next page; empty: this is the last.
};

/// Reads what instruments are found by, ahead of a question that would wait for it.
[[nodiscard]] Status prepare(Store& store);

/// Input where the date is none or `after` is no instrument.
[[nodiscard]] Result<Page> search(Store& store, const Filter& filter, const std::string& after = {}, std::size_t most = 50);
/// Some by their public ids, in the order of these, with their state on the day of the store's clock. What there is not is left out.
[[nodiscard]] Result<std::vector<Found>> named(Store& store, const std::vector<std::string>& ids);
/// The keys of all that are found, ascending: what a reader of the whole list goes by.
[[nodiscard]] Result<std::vector<long long>> keys(Store& store, const Filter& filter);
/// All that there are, as one state of the store, the newest first, with their state on a day.
[[nodiscard]] Result<std::vector<Found>> everything(Store& store, const std::string& date);
/// How many there are; counts no further than `most`.
[[nodiscard]] Result<long long> count(Store& store, const Filter& filter, long long most = 1000);

}  // namespace atalaya::reg::instruments
