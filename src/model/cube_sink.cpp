#include "model/cube_sink.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "base/text.h"
#include "model/cube_builder.h"
#include "model/known_periods.h"
#include "model/value_list.h"

namespace atalaya {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Sets one text a component, by its position; several values of one component become a list. Positions that are filled are in `filled`.
class Texts {
 public:
  explicit Texts(std::size_t components) : text_(components) {}
  void clear() {
    for (const std::size_t component : filled_) text_[component].clear();
    filled_.clear();
  }
  void put(std::span<const Value> values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Value& value = values[i];
      if (i == 0 || values[i - 1].component != value.component) {
        text_[value.component].clear();
        filled_.push_back(value.component);
      }
      append_value(text_[value.component], value);
    }
  }
  [[nodiscard]] const std::string& operator[](std::size_t component) const { return text_[component]; }
  [[nodiscard]] const std::vector<std::size_t>& filled() const { return filled_; }

 private:
  std::vector<std::string> text_;
  std::vector<std::size_t> filled_;
};

}  // namespace

/// One set on its way to a cube.
struct CubeSink::Building {
  explicit Building(const DataSetInfo& of)
      : info(of), builder(of.structure), of_set(of.structure->attributes.size()), of_series(of_set), of_observation(of_set) {
    for (std::size_t a = 0; a < structure().attributes.size(); ++a) {
      if (structure().attributes[a].level == Attribute::Level::Observation) observation_attributes.push_back(a);
    }
    ids.resize(observation_attributes.size());
    slot_of.assign(structure().attributes.size(), no_slot);
    for (std::size_t k = 0; k < observation_attributes.size(); ++k) slot_of[observation_attributes[k]] = k;
    for (const Component& measure : structure().measures) is_numeric.push_back(measure.is_numeric());
    inherit();
  }
  /// What observations have where they say nothing themselves.
  void inherit() {
    inherited.clear();
    for (const std::size_t a : observation_attributes)
      inherited.push_back(!of_series[a].empty() ? std::string_view(of_series[a]) : std::string_view(of_set[a]));
    sets.clear();
  }
  /// Whether the series says something of its observations.
  [[nodiscard]] bool hands_down() const {
    return std::ranges::any_of(of_series.filled(), [&](std::size_t a) { return slot_of[a] != no_slot; });
  }
  /// Mostly one value of each attribute, where the structure has it.
  [[nodiscard]] bool is_plain(std::span<const Value> attributes) const {
    for (std::size_t i = 0; i < attributes.size(); ++i) {
      const Value& value = attributes[i];
      if (!value.language.empty() || slot_of[value.component] == no_slot || (i > 0 && attributes[i - 1].component == value.component)) return false;
    }
    return true;
  }
  /// The builder's set of an observation's attributes.
  std::uint32_t set_of(std::span<const Value> attributes) {
    for (std::size_t k = 0; k < ids.size(); ++k) ids[k] = inherited[k];
    if (is_plain(attributes)) {
      for (const Value& value : attributes) {
        if (!value.text.empty()) ids[slot_of[value.component]] = value.text;
      }
      return builder.attribute_set(ids);
    }
    of_observation.clear();
    of_observation.put(attributes);
    for (const std::size_t a : of_observation.filled()) {
      if (slot_of[a] != no_slot && !of_observation[a].empty()) ids[slot_of[a]] = of_observation[a];
      if (structure().attributes[a].is_of_series()) builder.set_series_attribute(series, a, of_observation[a]);
    }
    return builder.attribute_set(ids);
  }
  [[nodiscard]] bool has_room(std::size_t more) const { return more <= std::numeric_limits<std::uint32_t>::max() - 1 - builder.size(); }
  [[nodiscard]] const DataStructure& structure() const { return *info.structure; }
  [[nodiscard]] Attribute::Level level(std::size_t attribute) const { return structure().attributes[attribute].level; }

  DataSetInfo info;
  CubeBuilder builder;
  std::uint32_t series = 0;
  bool in_series = false;
  // What a message may say higher up than the structure does: it holds for all below.
  Texts of_set, of_series, of_observation;
  std::vector<std::size_t> observation_attributes;
  std::vector<std::string_view> ids, inherited;  // of an observation, in the order of observation_attributes
  static constexpr auto no_slot = static_cast<std::size_t>(-1);
  std::vector<std::size_t> slot_of;  // by attribute: its place in ids
  std::vector<bool> is_numeric;      // by measure

  /// Attributes of a group: which dimensions it has, and its values by the ids of these, joined.
  struct GroupValues {
    std::vector<std::size_t> dimensions;
    std::map<std::string, std::vector<std::pair<std::size_t, std::string>>, std::less<>> by_key;
  };
  std::vector<GroupValues> groups;

  KnownPeriods periods;
  // What is known of the lists of NumberedObservations; sets for as long as what is inherited stays.
  std::vector<std::optional<TimePeriod>> numbered_periods;
  std::vector<std::optional<std::uint32_t>> sets;
};

CubeSink::CubeSink(std::string file) : file_(std::move(file)) {}
CubeSink::~CubeSink() = default;

Status CubeSink::header(const MessageHeader& header) {
  header_ = header;
  return {};
}

Status CubeSink::begin_set(const DataSetInfo& info) {
  building_ = std::make_unique<Building>(info);
  building_->builder.reserve(std::min<std::size_t>(info.expected_observations, std::numeric_limits<std::uint32_t>::max()));
  return {};
}

Status CubeSink::set_attributes(std::span<const Value> values) {
  Building& b = *building_;
  b.of_set.put(values);
  for (const std::size_t a : b.of_set.filled()) {
    if (b.level(a) == Attribute::Level::DataSet) b.builder.set_dataset_attribute(a, b.of_set[a]);
  }
  b.inherit();
  return {};
}

Status CubeSink::group(std::size_t, SeriesKey key, std::span<const Value> values) {
  Building& b = *building_;
  std::vector<std::size_t> dimensions;
  std::string joined;
  for (std::size_t d = 0; d < key.size(); ++d) {
    if (key[d].data() == nullptr) continue;
    dimensions.push_back(d);
    joined += key[d];
    joined += '.';
  }
  auto it = std::ranges::find(b.groups, dimensions, &Building::GroupValues::dimensions);
  if (it == b.groups.end()) it = b.groups.insert(b.groups.end(), {std::move(dimensions), {}});
  Texts texts(b.structure().attributes.size());
  texts.put(values);
  auto& kept = it->by_key[joined];
  for (const std::size_t a : texts.filled()) kept.emplace_back(a, texts[a]);
  return {};
}

Status CubeSink::series(SeriesKey key, std::span<const Value> values) {
  Building& b = *building_;
  for (std::size_t d = 0; d < key.size(); ++d) {
    if (key[d].data() == nullptr) {
      return fail(ErrorKind::Input, "the key of a series has no " + b.structure().dimensions[d].id, {.file = file_}, "a cube holds whole series alone");
    }
  }
  b.series = b.builder.series(key);
  b.in_series = true;
  const bool handed_down = b.hands_down();
  b.of_series.clear();
  b.of_series.put(values);
  for (const std::size_t a : b.of_series.filled()) {
    if (b.structure().attributes[a].is_of_series()) b.builder.set_series_attribute(b.series, a, b.of_series[a]);
    if (b.level(a) == Attribute::Level::DataSet) b.builder.set_dataset_attribute(a, b.of_series[a]);
  }
  if (handed_down || b.hands_down()) b.inherit();
  return {};
}

Status CubeSink::observation(const DataObservation& o) {
  Building& b = *building_;
  const auto place = [&] { return Place{file_, o.line, o.column}; };
  if (!b.has_room(1)) return fail(ErrorKind::Input, "more observations than a cube holds", place());
  TimePeriod period;
  if (b.structure().has_time()) {
    const auto known = b.periods.parse(o.period);
    if (!known) return fail(ErrorKind::Input, "no time period: '" + shorten(o.period, 40) + "'", place(), "as 2020, 2020-Q1, 2020-01, 2020-01-31");
    period = *known;
  }
  b.builder.add(b.series, period, missing, b.set_of(o.attributes), 0);
  for (const Value& value : o.measures) {
    if (!b.is_numeric[value.component]) {
      b.builder.set_text(value.component, value.text);
    } else if (!std::isnan(value.number)) {
      b.builder.set_number(value.component, value.number);
    } else if (!value.text.empty() && value.text != "NaN") {
      const ParsedNumber number = parse_number(value.text);
      if (!number.value) {
        const bool beyond = number.fault == NumberFault::OutOfRange;
        return fail(ErrorKind::Input, (beyond ? "a number beyond double precision: '" : "no number: '") + shorten(value.text, 40) + "'", place());
      }
      b.builder.set_number(value.component, *number.value);
    }
  }
  return {};
}

Status CubeSink::observations(const NumberedObservations& numbered) {
  Building& b = *building_;
  b.numbered_periods.resize(numbered.periods.size());
  b.sets.resize(numbered.attributes.size());
  const auto is_known = [&](const NumberedObservations::One& one) {
    auto& period = b.numbered_periods[one.period];
    if (!period) period = b.periods.parse(numbered.periods[one.period]);
    auto& set = b.sets[one.attributes];
    if (!set && b.is_plain(numbered.attributes[one.attributes])) set = b.set_of(numbered.attributes[one.attributes]);
    return period && set && (one.text.empty() || !std::isnan(one.number));
  };
  // Where there is a fault, or more than numbers and plain attributes, they go the other way, one by one.
  const bool columns = b.structure().has_time() && numbered.measure == 0 && b.is_numeric[0] && b.has_room(numbered.all.size());
  if (!columns || !std::ranges::all_of(numbered.all, is_known)) return DataSink::observations(numbered);
  const CubeBuilder::Cells cells = b.builder.append(b.series, numbered.all.size());
  for (std::size_t i = 0; i < numbered.all.size(); ++i) {
    const NumberedObservations::One& one = numbered.all[i];
    cells.periods[i] = *b.numbered_periods[one.period];
    cells.sets[i] = *b.sets[one.attributes];
    cells.values[i] = one.number;
  }
  return {};
}

Status CubeSink::end_set() {
  Building& b = *building_;
  std::string key;
  for (const auto& group : b.groups) {
    for (std::uint32_t s = 0; s < b.builder.series_count(); ++s) {
      key.clear();
      for (const std::size_t d : group.dimensions) {
        key += b.builder.code_id(d, s);
        key += '.';
      }
      const auto it = group.by_key.find(key);
      if (it == group.by_key.end()) continue;
      for (const auto& [attribute, text] : it->second) {
        if (b.structure().attributes[attribute].is_of_series()) b.builder.set_series_attribute(s, attribute, text);
      }
    }
  }
  sets_.push_back({b.info, std::move(b.builder).build()});
  building_.reset();
  return {};
}

}  // namespace atalaya
