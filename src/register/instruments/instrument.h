// An instrument: what a country (or the region) has decided, written down or founded for a goal of the agenda.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace atalaya::reg::instruments {

enum class Kind : std::uint8_t { Law, Decree, Strategy, Plan, Programme, Standard, Agreement, Institution };
inline constexpr std::array all_kinds = {Kind::Law,       Kind::Decree,   Kind::Strategy,  Kind::Plan,
                                         Kind::Programme, Kind::Standard, Kind::Agreement, Kind::Institution};

/// In the order of an instrument's life.
enum class State : std::uint8_t { Draft, Adopted, InForce, Expired, Repealed };
inline constexpr std::array all_states = {State::Draft, State::Adopted, State::InForce, State::Expired, State::Repealed};

/// How far it reaches.
enum class Scope : std::uint8_t { National, Subnational, Sectoral, Regional, International };
inline constexpr std::array all_scopes = {Scope::National, Scope::Subnational, Scope::Sectoral, Scope::Regional, Scope::International};

/// What it has to do with another instrument: it → the other.
enum class Relation : std::uint8_t { Related, BasedOn, Implements, Replaces };
inline constexpr std::array all_relations = {Relation::Related, Relation::BasedOn, Relation::Implements, Relation::Replaces};

// "in_force", as the store, addresses and open data have it.
[[nodiscard]] std::string_view to_string(Kind kind);
[[nodiscard]] std::string_view to_string(State state);
[[nodiscard]] std::string_view to_string(Scope scope);
[[nodiscard]] std::string_view to_string(Relation relation);
[[nodiscard]] std::optional<Kind> parse_kind(std::string_view text);
[[nodiscard]] std::optional<State> parse_state(std::string_view text);
[[nodiscard]] std::optional<Scope> parse_scope(std::string_view text);
[[nodiscard]] std::optional<Relation> parse_relation(std::string_view text);

/// A number that it wants to reach: "Households with broadband", 80, "%", 2026.
struct Target {
  std::string name;
  std::string value;  ///< A decimal number, as it was given.
  std::string unit;
  int year = 0;
  bool operator==(const Target&) const = default;
};

struct Milestone {
  std::string name;
  std::string due;                          ///< A date, "2026-12-31".
  std::optional<std::string> reached = {};  ///< A date that is not later than today.
  bool operator==(const Milestone&) const = default;
};

struct Budget {
  std::string amount;    ///< A decimal number of at most 15 and 2 digits: money is not a double.
  std::string currency;  ///< ISO 4217
  int year = 0;          ///< Whose prices they are.
  bool operator==(const Budget&) const = default;
};

struct Link {
  std::string to;  ///< Public id of another instrument.
  Relation relation = Relation::Related;
  bool operator==(const Link&) const = default;
};

/// What is said of an instrument; its states are a history of their own.
struct Instrument {
  std::string country;  ///< ISO 3166-1 alpha-3; empty: of the region.
  Kind kind = Kind::Law;
  Scope scope = Scope::National;
  std::string language;  ///< Of the title and the summary: two small letters.
  std::string title;
  std::string translation_language;  ///< Empty where there is no translation.
  std::string translation;           ///< Of the title.
  std::string summary;               ///< What it covers; may be empty.
  std::string body;                  ///< That issued it.
  std::string address;               ///< Of the official text: http or https; may be empty.
  std::string document;              ///< SHA-256 of the document that is kept, in lower-case hexadecimal; may be empty.
  std::vector<int> goals;            ///< Ascending.
  std::vector<Target> targets;
  std::vector<Milestone> milestones;  ///< As they are due.
  std::optional<Budget> budget;
  std::vector<Link> links;
  bool operator==(const Instrument&) const = default;
};

/// A change of state, as it was recorded. Nothing of it changes, except that it may be withdrawn once.
struct Event {
  long long number = 0;  ///< Of the instrument, from 1.
  State state = State::Draft;
  std::string date;                           ///< Since when it holds. States that end an instrument, and its coming into force, may lie ahead.
  std::string note;                           ///< Where that is written, or why; may be empty.
  std::string recorded;                       ///< Instant.
  std::string actor;                          ///< Public id.
  std::optional<std::string> withdrawn = {};  ///< Instant; the event does not count.
  std::string withdrawal = {};                ///< Why.
};

/// One version of what was said, the newest last.
struct Version {
  long long number = 0;  ///< From 1.
  std::string instant;
  std::string actor;
  std::string content;  ///< Canonical JSON, whose SHA-256 is in the log.
};

}  // namespace atalaya::reg::instruments
