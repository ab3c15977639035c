#include "workshop/regional_figures.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "model/cube_builder.h"

namespace atalaya {

namespace {

struct YearValue {
  int year;
  double value;
};
using YearSeries = std::vector<YearValue>;  // ascending

enum class Forecasts { Without, With };

/// Annual values of a series. Figures are made without forecasts, because a region's past must not rest on a projection of one country; weights may
/// be projections.
YearSeries annual_values(const Cube& cube, std::size_t series, Forecasts forecasts) {
  const auto& attributes = cube.structure().attributes;
  const auto status = static_cast<std::size_t>(std::ranges::find(attributes, std::string("OBS_STATUS"), &Attribute::id) - attributes.begin());
  YearSeries out;
  for (std::size_t i = cube.first(series); i < cube.last(series); ++i) {
    if (cube.period(i).frequency() != Frequency::Annual || std::isnan(cube.value(i))) continue;
    const bool forecast = status < attributes.size() && cube.observation_attribute(status, i) == "F";
    if (!forecast || forecasts == Forecasts::With) out.push_back({cube.period(i).year(), cube.value(i)});
  }
  return out;
}

/// The newest value not after `year` and at most `carry` years older.
const YearValue* value_at(const YearSeries& series, int year, int carry) {
  const auto after = std::ranges::upper_bound(series, year, {}, &YearValue::year);
  if (after == series.begin()) return nullptr;
  const YearValue& found = *std::prev(after);
  return year - found.year <= carry ? &found : nullptr;
}

class RegionalComputation {
 public:
  RegionalComputation(const Cube& cube, const Agenda& agenda) : cube_(cube), agenda_(agenda) {
    area_ = agenda.structure->position("REF_AREA");
    indicator_ = agenda.structure->position("INDICATOR");
  }

  std::vector<RegionalFigure> run() {
    collect_patterns();
    for (const auto& [pattern, by_country] : patterns_) compute_pattern(pattern, by_country);
    return std::move(out_);
  }

 private:
  using ByCountry = std::map<std::string, YearSeries, std::less<>>;
  /// A key without its area; sorted, so the output is the same whatever the order of loads.
  using Pattern = std::vector<std::string>;

  void collect_patterns() {
    for (std::size_t s = 0; s < cube_.series_count(); ++s) {
      if (agenda_.find_country(cube_.code_id(area_, s)) == nullptr) continue;
      Pattern pattern;
      for (std::size_t d = 0; d < agenda_.structure->dimensions.size(); ++d) pattern.push_back(d == area_ ? "" : cube_.code_id(d, s));
      YearSeries values = annual_values(cube_, s, Forecasts::Without);
      if (!values.empty()) patterns_[pattern].emplace(cube_.code_id(area_, s), std::move(values));
    }
  }

  const YearSeries& weights_of(const Indicator& weight, const std::string& country) {
    auto& slot = weights_[weight.id];
    const auto it = slot.find(country);
    if (it != slot.end()) return it->second;
    const auto series = cube_.find(agenda_.headline_key(weight, country));
    return slot.emplace(country, series ? annual_values(cube_, *series, Forecasts::With) : YearSeries{}).first->second;
  }

  void compute_pattern(const Pattern& pattern, const ByCountry& by_country) {
    const Indicator* indicator = agenda_.find_indicator(pattern[indicator_]);
    if (indicator == nullptr || indicator->aggregate.method == AggregateMethod::None) return;
    const auto rule = indicator->aggregate.method == AggregateMethod::WeightedMean ? regional::Rule::WeightedMean
                      : indicator->aggregate.method == AggregateMethod::Sum        ? regional::Rule::Sum
                                                                                   : regional::Rule::Mean;
    const Indicator* weight = rule == regional::Rule::WeightedMean ? agenda_.find_indicator(indicator->aggregate.weight) : nullptr;
    for (const Group& group : agenda_.groups) compute_group(pattern, *indicator, group, rule, weight, by_country);
  }

  void compute_group(const Pattern& pattern, const Indicator& indicator, const Group& group, regional::Rule rule, const Indicator* weight,
                     const ByCountry& by_country) {
    std::map<int, std::size_t> fresh;  // countries with a value of that very year
    for (const std::string& member : group.members) {
      if (const auto it = by_country.find(member); it != by_country.end()) {
        for (const YearValue& v : it->second) ++fresh[v.year];
      }
    }
    const RegionalSettings& settings = agenda_.regional;
    for (const auto& [year, count] : fresh) {
      if (static_cast<double>(count) < settings.fresh_share * static_cast<double>(group.members.size())) continue;
      std::vector<regional::Member> members;
      for (const std::string& country : group.members) members.push_back(member_at(country, year, weight, by_country));
      RegionalFigure figure{.key = {}, .group = group.id, .indicator = indicator.id, .year = year, .rule = rule, .figure = {}};
      for (std::size_t d = 0; d < pattern.size(); ++d) {
        if (d != 0) figure.key += '.';
        figure.key += d == area_ ? group.id : pattern[d];
      }
      figure.figure = regional::aggregate(members, rule, {settings.weight_share, settings.country_share}, year);
      out_.push_back(std::move(figure));
    }
  }

  regional::Member member_at(const std::string& country, int year, const Indicator* weight, const ByCountry& by_country) {
    regional::Member member;
    if (const auto it = by_country.find(country); it != by_country.end()) {
      if (const YearValue* found = value_at(it->second, year, agenda_.regional.carry)) {
        member.value = found->value;
        member.value_year = found->year;
      }
    }
    if (weight != nullptr) {
      if (const YearValue* found = value_at(weights_of(*weight, country), year, agenda_.regional.carry)) member.weight = found->value;
    }
    return member;
  }

  const Cube& cube_;
  const Agenda& agenda_;
  std::size_t area_ = 0, indicator_ = 0;
  std::map<Pattern, ByCountry> patterns_;
  std::map<std::string, ByCountry> weights_;
  std::vector<RegionalFigure> out_;
};

}  // namespace

std::vector<RegionalFigure> compute_regional_figures(const Cube& cube, const Agenda& agenda) { return RegionalComputation(cube, agenda).run(); }

Cube with_regional_figures(const Cube& cube, const Agenda& agenda, const std::vector<RegionalFigure>& figures) {
  const DataStructure& structure = *agenda.structure;
  CubeBuilder builder(agenda.structure);
  builder.reserve(cube.size() + figures.size());
  for (std::size_t s = 0; s < cube.series_count(); ++s) builder.copy(cube, s);
  for (const RegionalFigure& figure : figures) {
    if (!figure.figure.value) continue;
    const std::uint32_t series = builder.series(split(figure.key, '.'));
    std::vector<std::string_view> attributes;
    for (std::size_t a = 0; a < structure.attributes.size(); ++a) {
      const Attribute& attribute = structure.attributes[a];
      if (attribute.level == Attribute::Level::Observation) {
        // CL_OBS_STATUS: E is an estimate, which a figure that carries an older value is.
        const char* status = figure.figure.carried.empty() ? "A" : "E";
        attributes.emplace_back(attribute.id == "OBS_STATUS" ? status : attribute.id == "SOURCE" ? regional_source : "");
      } else if (attribute.id == "UNIT_MEASURE") {
        builder.set_series_attribute(series, a, agenda.find_indicator(figure.indicator)->unit);
      } else if (attribute.id == "UNIT_MULT") {
        builder.set_series_attribute(series, a, "0");
      }
    }
    builder.add(series, TimePeriod::year(figure.year), *figure.figure.value, attributes, 0);
  }
  return std::move(builder).build();
}

}  // namespace atalaya
