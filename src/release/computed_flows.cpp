#include "release/computed_flows.h"

#include <algorithm>
#include <limits>

#include "agenda/artefacts.h"
#include "model/cube_builder.h"
#include "model/resolve.h"

namespace atalaya {

using sdmx::Kind;
using sdmx::Reference;

namespace {

/// "target_reached" is the code TARGET_REACHED.
std::string code_of(std::string_view identifier) {
  std::string out(identifier);
  for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

/// A cube of a flow's structure, filled by the ids of its components.
class FlowBuilder {
 public:
  static Result<FlowBuilder> make(const sdmx::Structures& structures, const Reference& flow, std::initializer_list<std::string_view> dimensions) {
    auto structure = TRY(resolve(structures, flow));
    if (!std::ranges::equal(structure->dimensions, dimensions, {}, &Component::id)) {
      return fail(ErrorKind::Conflict, structure->id + " does not have the dimensions that " + flow.id + " is computed in", {},
                  "they are FREQ, REF_AREA and so on, as the pack that comes with the program has them");
    }
    return FlowBuilder(structure);
  }

  void series(std::initializer_list<std::string_view> key) { series_ = builder_.series(std::span(key.begin(), key.size())); }
  void series(const std::vector<std::string_view>& key) { series_ = builder_.series(key); }
  /// An attribute of the series, if the structure has it there; of an observation: for the next one that is added.
  void attribute(std::string_view id, std::string_view value) {
    const std::size_t at = structure_->attribute_position(id);
    if (at == DataStructure::npos) return;
    if (structure_->attributes[at].is_of_series()) builder_.set_series_attribute(series_, at, value);
    if (structure_->attributes[at].level == Attribute::Level::Observation) values_[at] = value;
  }
  void add(int year, double value) {
    ids_.clear();
    for (std::size_t a = 0; a < values_.size(); ++a) {
      if (structure_->attributes[a].level == Attribute::Level::Observation) ids_.emplace_back(values_[a]);
    }
    builder_.add(series_, TimePeriod::year(year), value, ids_, 0);
    for (std::string& text : values_) text.clear();
  }
  Cube build() && { return std::move(builder_).build(); }

 private:
  explicit FlowBuilder(const std::shared_ptr<const DataStructure>& structure)
      : structure_(structure), builder_(structure), values_(structure->attributes.size()) {}
  std::shared_ptr<const DataStructure> structure_;
  CubeBuilder builder_;
  std::uint32_t series_ = 0;
  std::vector<std::string> values_;
  std::vector<std::string_view> ids_;
};

Result<Cube> status_cube(const Release& release, const sdmx::Structures& structures, const Reference& flow) {
  FlowBuilder out = TRY(FlowBuilder::make(structures, flow, {"FREQ", "REF_AREA", "INDICATOR", "STATISTIC"}));
  for (const IndicatorStatus& status : release.statuses) {
    const progress::Answer& answer = status.answer;
    if (!answer.latest) continue;
    const Indicator* indicator = release.agenda.find_indicator(status.indicator);
    const std::string unit = indicator == nullptr ? "" : indicator->unit;
    const auto say = [&](const char* statistic, int year, double value, std::string_view of_unit) {
      out.series({"A", status.area, status.indicator, statistic});
      out.attribute("UNIT_MEASURE", of_unit);
      out.attribute("PROGRESS", code_of(to_string(answer.verdict)));
      out.attribute("REASON", code_of(to_string(answer.reason)));
      out.add(year, value);
    };
    const int year = answer.latest->year;
    say("LATEST", year, answer.latest->value, unit);
    if (answer.first) say("FIRST", answer.first->year, answer.first->value, unit);
    if (answer.observed_rate) say("OBSERVED_RATE", year, 100 * *answer.observed_rate, "PT");
    if (answer.required_rate) say("REQUIRED_RATE", year, 100 * *answer.required_rate, "PT");
    if (answer.ratio) say("RATIO", year, *answer.ratio, "");
    if (status.target) say("TARGET", status.target_year, *status.target, unit);
    if (status.rank) say("RANK", year, *status.rank, "");
  }
  return std::move(out).build();
}

Result<Cube> goals_cube(const Release& release, const sdmx::Structures& structures, const Reference& flow) {
  FlowBuilder out = TRY(FlowBuilder::make(structures, flow, {"FREQ", "REF_AREA", "GOAL", "PROGRESS"}));
  const int year = static_cast<int>(parse_integer(std::string_view(release.created).substr(0, 4)).value_or(0));
  const auto count_in = [&](const std::string& area) {
    for (const Goal& goal : release.agenda.goals) {
      const GoalCounts counts = release.goal_counts(goal.number, area);
      // None in a class is a count too: it is known, and zero.
      for (int c = 0; c < progress::class_count; ++c) {
        const auto verdict = static_cast<progress::Class>(c);
        out.series({"A", area, goal_code(goal.number), code_of(to_string(verdict))});
        out.add(year, counts.of(verdict));
      }
    }
  };
  for (const Country& country : release.agenda.countries) count_in(country.id);
  for (const Group& group : release.agenda.groups) count_in(group.id);
  return std::move(out).build();
}

Result<Cube> regional_cube(const Release& release, const sdmx::Structures& structures, const Reference& flow) {
  FlowBuilder out = TRY(FlowBuilder::make(structures, flow, {"FREQ", "REF_AREA", "INDICATOR", "SEX", "AGE", "URBANISATION"}));
  for (const Coverage& coverage : release.coverage) {
    const auto key = split(coverage.key, '.');
    double value = std::numeric_limits<double>::quiet_NaN();
    if (const auto s = release.cube.find(key); s && coverage.has_value) {
      const auto periods = release.cube.periods(*s);
      const auto it = std::ranges::lower_bound(periods, TimePeriod::year(coverage.year));
      if (it != periods.end() && *it == TimePeriod::year(coverage.year)) value = release.cube.values(*s)[static_cast<std::size_t>(it - periods.begin())];
    }
    out.series(key);
    const Indicator* indicator = release.agenda.find_indicator(coverage.indicator);
    out.attribute("UNIT_MEASURE", indicator == nullptr ? "" : indicator->unit);
    out.attribute("AGGREGATION", code_of(coverage.rule));
    // CL_OBS_STATUS: O is missing, E an estimate, which a figure that carries an older value is.
    out.attribute("OBS_STATUS", !coverage.has_value ? "O" : (coverage.carried.empty() ? "A" : "E"));
    out.attribute("COUNTRY_SHARE", number_text(coverage.country_share));
    out.attribute("WEIGHT_SHARE", number_text(coverage.weight_share));
    out.attribute("COUNTRIES_MISSING", join(coverage.missing, "\x1f"));
    out.attribute("COUNTRIES_CARRIED", join(coverage.carried, "\x1f"));
    out.add(coverage.year, value);
  }
  return std::move(out).build();
}

Cube goal_cube(const Release& release, int goal) {
  CubeBuilder builder(release.cube.shared_structure());
  const std::size_t dimension = release.agenda.structure->position("INDICATOR");
  std::vector<bool> wanted(release.cube.codes(dimension).size());
  for (const Indicator* indicator : release.agenda.indicators_of(goal)) {
    if (const auto code = release.cube.codes(dimension).find(indicator->id)) wanted[*code] = true;
  }
  for (std::size_t s = 0; s < release.cube.series_count(); ++s) {
    if (wanted[release.cube.code(dimension, s)]) builder.copy(release.cube, s);
  }
  return std::move(builder).build();
}

}  // namespace

Result<std::vector<ComputedFlow>> computed_flows(const Release& release, const sdmx::Structures& structures) {
  std::vector<ComputedFlow> out;
  const auto add = [&](const char* id, auto make) -> Status {
    const Reference wanted{Kind::Dataflow, release.agenda.agency, id, "*", {}};
    const sdmx::Artefact* found = structures.find(wanted);
    if (found == nullptr) return {};
    const Reference flow = sdmx::reference_of(*found);
    auto cube = TRY(make(release, structures, flow));
    out.push_back({flow, std::move(cube)});
    return {};
  };
  TRY_STATUS(add("DF_STATUS", status_cube));
  TRY_STATUS(add("DF_GOALS", goals_cube));
  TRY_STATUS(add("DF_REGIONAL", regional_cube));
  for (const Goal& goal : release.agenda.goals) {
    const Reference flow = goal_flow(release.agenda, goal.number);
    if (structures.find(flow) != nullptr) out.push_back({flow, goal_cube(release, goal.number)});
  }
  return out;
}

}  // namespace atalaya
