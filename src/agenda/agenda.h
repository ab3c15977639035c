// An agenda pack in memory: what was promised, by whom, and how it is measured.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "model/structure.h"

namespace atalaya {

class Faults;
namespace sdmx {
class Structures;
}

struct Area {
  int number = 0;
  LocalText name;
  LocalText summary;
  std::string official = {};  ///< Official wording, where a document was imported.
};

struct Goal {
  int number = 0;
  int area = 0;
  LocalText title;
  LocalText summary;
  std::vector<std::string> sdg;  ///< SDG goals ("9") and targets ("9.c").
  std::string official = {};
};

struct Country {
  std::string id;    ///< ISO 3166-1 alpha-3
  std::string iso2;  ///< ISO 3166-1 alpha-2
  std::string m49;   ///< UN M49, three digits
  LocalText name;
  LocalText official;
  std::vector<std::string> variants;
};

struct Group {
  std::string id;
  LocalText name;
  LocalText short_name;  ///< For narrow charts; may be empty.
  LocalText note;
  std::vector<std::string> members;  ///< Ids of countries.
};

struct Unit {
  std::string id;
  LocalText name;
  LocalText short_name;
};

struct Licence {
  std::string id;
  std::string name;
  std::string address;
};

struct Source {
  std::string id;
  LocalText name;
  LocalText publisher;
  std::string address;
  Licence licence;
  bool open = false;  ///< CC BY, CC0 or public domain.
};

enum class Direction { Up, Down, None };
enum class IndicatorKind { Statistic, Evidence, Instrument, Platform };
enum class AggregateMethod { None, WeightedMean, Mean, Sum };

struct Aggregate {
  AggregateMethod method = AggregateMethod::None;
  std::string weight = {};  ///< Indicator whose headline series gives the weights.
};

struct Indicator {
  std::string id;
  int goal = 0;  ///< 0: not part of the framework, context.
  IndicatorKind kind = IndicatorKind::Statistic;
  LocalText name;
  LocalText definition;
  LocalText note;
  std::string unit;
  Direction direction = Direction::None;
  int decimals = 1;
  std::optional<double> lowest;  ///< The values that are possible, where there are bounds.
  std::optional<double> highest;
  bool parity = false;  ///< A ratio that is best at 1.
  std::string source;
  std::string source_code;
  std::string address;
  std::string licence;  ///< Where it differs from the source's.
  /// The codes of the series that pages and the status use, by dimension; what is not named is `_T`, FREQ is A.
  std::vector<std::pair<std::string, std::string>> headline;
  Aggregate aggregate;
  Place place;
};

struct Target {
  std::string indicator;
  std::optional<double> value;       ///< Nothing: the rule below.
  std::optional<int> best_third_of;  ///< The value that the best third of the region had reached in this year.
  int year = 0;
  std::vector<std::string> areas;  ///< Empty: everybody's.
  LocalText name;
  std::string source_name;
  std::string source_address;
};

struct ProgressSettings {
  int window = 5;         ///< Years between the compared values, at most.
  int shortest = 3;       ///< And at least.
  int oldest = 2015;      ///< A latest value before this year is not assessed.
  double near_bound = 5;  ///< Per cent of the range that must be left of a bounded indicator.
};

struct RegionalSettings {
  int carry = 4;               ///< Years an older value may be carried forward.
  double weight_share = 0.66;  ///< Least share of the weight.
  double country_share = 0.5;  ///< Least share of the countries.
  double fresh_share = 0.25;   ///< Least share of the countries with a value of the very year.
};

class Agenda {
 public:
  std::string id, agency, version, document, adopted;
  int horizon = 0;
  std::vector<std::string> languages;
  std::string region;                   ///< The group that stands for the whole agenda.
  std::vector<std::string> subregions;  ///< Groups that pages show beside the region.
  LocalText name, summary;
  std::string wording_source = {};  ///< File name of the imported official document, or empty.
  std::vector<Area> areas;
  std::vector<Goal> goals;
  std::vector<Country> countries;
  std::vector<Group> groups;
  std::vector<Unit> units;
  std::vector<Source> sources;
  std::vector<Indicator> indicators;
  std::vector<Target> targets;
  ProgressSettings progress;
  RegionalSettings regional;
  std::shared_ptr<DataStructure> structure;  ///< With its code lists filled from the pack.
  Dataflow dataflow;
  std::shared_ptr<const sdmx::Structures> artefacts;  ///< Of the folder `structures`, as they are written, or null; agenda/artefacts.h has all.

  [[nodiscard]] const Area* find_area(int number) const;
  [[nodiscard]] const Goal* find_goal(int number) const;
  [[nodiscard]] const Country* find_country(std::string_view id) const;
  [[nodiscard]] const Group* find_group(std::string_view id) const;
  [[nodiscard]] const Unit* find_unit(std::string_view id) const;
  [[nodiscard]] const Source* find_source(std::string_view id) const;
  [[nodiscard]] const Indicator* find_indicator(std::string_view id) const;
  [[nodiscard]] std::vector<const Indicator*> indicators_of(int goal) const;
  /// The target of an indicator for an area: the area's own, else everybody's.
  [[nodiscard]] const Target* find_target(std::string_view indicator, std::string_view area) const;
  /// The full key of an indicator's headline series for an area, in the structure's order.
  [[nodiscard]] std::vector<std::string_view> headline_key(const Indicator& indicator, std::string_view area) const;
};

/// Reads a pack. Every fault of every file is noted; an agenda comes back only where there is none.
[[nodiscard]] std::optional<Agenda> load_agenda(const std::filesystem::path& directory, Faults& faults);

/// As above, with the first faults in one error.
[[nodiscard]] Result<Agenda> load_agenda(const std::filesystem::path& directory);

}  // namespace atalaya
