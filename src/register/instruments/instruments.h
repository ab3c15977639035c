// Writing and reading single instruments. Who may do so is for the caller to ask; `actor` is a person's public id or "system".
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "register/instruments/check.h"
#include "register/instruments/instrument.h"
#include "register/instruments/states.h"
#include "register/store/store.h"

namespace atalaya::reg::instruments {

struct NewEvent {
  State state = State::Draft;
  std::string date;
  std::string note = {};
};

/// Adds an instrument with what is known of its history, which may be empty. Gives its public id. Input with the first fault (faults() has all).
[[nodiscard]] Result<std::string> add(Store& store, const std::string& actor, const Instrument& instrument, const std::vector<NewEvent>& history,
                                      const Known& known);

/// The same inside of a transaction, for lists that come at once.
[[nodiscard]] Result<std::string> add(soci::session& session, const std::string& now, const std::string& actor, const Instrument& instrument,
                                      const std::vector<NewEvent>& history, const Known& known);

/// What it says from now on, as a new version; gives its number. Conflict where `version` is not the newest: somebody else has changed it. An instrument stays
/// its country's. Nothing is done where nothing changes.
[[nodiscard]] Result<long long> change(Store& store, const std::string& actor, const std::string& id, long long version, const Instrument& instrument,
                                       const Known& known);
/// The same inside of a transaction.
[[nodiscard]] Result<long long> change(soci::session& session, const std::string& now, const std::string& actor, const std::string& id, long long version,
                                       const Instrument& instrument, const Known& known);

/// Records a change of state, which may be long past. Input, at the field, where the history would be one that cannot be. Gives its number.
[[nodiscard]] Result<long long> record(Store& store, const std::string& actor, const std::string& id, const NewEvent& event);
/// The same inside of a transaction.
[[nodiscard]] Result<long long> record(soci::session& session, const std::string& now, const std::string& actor, const std::string& id, const NewEvent& event);
/// Says that an event was recorded in error: it stays, and does not count. Conflict where it has been withdrawn; Input where the rest cannot be without it.
[[nodiscard]] Status withdraw(Store& store, const std::string& actor, const std::string& id, long long number, const std::string& reason);

/// All that is known of one.
struct Record {
  std::string id;
  long long version = 0;
  std::string created, changed;  ///< Instants.
  Instrument content;
  std::vector<Event> events;      ///< By date; with those that were withdrawn.
  std::vector<Period> states;     ///< What follows from them.
  std::vector<Link> linked_from;  ///< Whose links lead here.
  /// On a day; nothing: it was not yet.
  [[nodiscard]] std::optional<State> state_on(std::string_view date) const;
};
[[nodiscard]] Result<Record> find(Store& store, const std::string& id);  ///< NotFound
[[nodiscard]] Result<std::vector<Version>> versions(Store& store, const std::string& id);

}  // namespace atalaya::reg::instruments
