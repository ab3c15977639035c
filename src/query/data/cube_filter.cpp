#include "query/data/cube_filter.h"

#include <algorithm>

#include "base/text.h"
#include "model/value_list.h"

namespace atalaya::query {

namespace {

/// Whether a text of an attribute, perhaps of several values, is taken.
bool takes_text(const ValueTest& test, const std::string& text, bool is_multiple) {
  if (!is_multiple || text.empty()) return test.takes(std::string_view(text));
  std::vector<Value> values;
  split_values(0, text, values);
  std::vector<std::string_view> texts;
  for (const Value& value : values) texts.push_back(value.text);
  return test.takes(std::span<const std::string_view>(texts));
}

/// For each id of an attribute whether it is taken: each is looked at once, however many observations have it.
std::vector<bool> taken_ids(const Cube& cube, std::size_t attribute, const ValueTest& test) {
  const Dictionary& ids = cube.attribute_ids(attribute);
  const bool is_multiple = cube.structure().attributes[attribute].is_multiple();
  std::vector<bool> out(ids.size());
  for (std::uint32_t i = 0; i < ids.size(); ++i) out[i] = takes_text(test, ids[i], is_multiple);
  return out;
}

std::string names_of(const DataStructure& structure) {
  std::string out;
  const auto add = [&](const std::string& id) { out.append(out.empty() ? "" : ", ").append(id); };
  for (const Component& c : structure.dimensions) add(c.id);
  if (structure.has_time()) add(structure.time_dimension.id);
  for (const Component& c : structure.measures) add(c.id);
  for (const Component& c : structure.attributes) add(c.id);
  return out;
}

/// First days are days; the range's ends are days too.
TimePeriod day_period(int day) {
  static const int epoch = (TimePeriod::parse("1970-01-01")->packed() >> 4);
  return TimePeriod::from_packed((day + epoch) * 16 + static_cast<std::int32_t>(Frequency::Daily));
}

constexpr int no_first_day = std::numeric_limits<int>::min();
constexpr int no_last_day = std::numeric_limits<int>::max();

}  // namespace

/// Filters on what single observations have.
class CubeFilter::Test final : public ObservationTest {
 public:
  Test(std::shared_ptr<const Cube> cube, std::vector<ValueTest> time, std::vector<OfComponent> attributes, std::vector<OfComponent> measures,
       std::shared_ptr<const std::vector<bool>> allowed)
      : cube_(std::move(cube)), time_(std::move(time)), measures_(std::move(measures)), allowed_(std::move(allowed)) {
    for (const OfComponent& attribute : attributes) attributes_.emplace_back(attribute.position, taken_ids(*cube_, attribute.position, attribute.test));
    for (const OfComponent& measure : measures_) is_multiple_.push_back(cube_->structure().measures[measure.position].is_multiple());
  }

  [[nodiscard]] bool takes(std::size_t, std::size_t i) const override {
    if (allowed_ && !(*allowed_)[i]) return false;
    for (const ValueTest& test : time_) {
      if (!test.takes(cube_->period(i))) return false;
    }
    for (const auto& [attribute, taken] : attributes_) {
      if (!taken[cube_->attribute_in_set(attribute, cube_->attribute_set(i))]) return false;
    }
    for (std::size_t m = 0; m < measures_.size(); ++m) {
      const auto& [position, test] = measures_[m];
      const bool is_taken = cube_->is_numeric(position) ? test.takes(cube_->number(position, i)) : takes_text(test, cube_->text(position, i), is_multiple_[m]);
      if (!is_taken) return false;
    }
    return true;
  }

 private:
  std::shared_ptr<const Cube> cube_;
  std::vector<ValueTest> time_;
  std::vector<std::pair<std::size_t, std::vector<bool>>> attributes_;
  std::vector<OfComponent> measures_;
  std::vector<bool> is_multiple_;
  std::shared_ptr<const std::vector<bool>> allowed_;  // by constraints, of each observation; null: all
};

Result<CubeFilter> CubeFilter::make(const CubeQuery& query, std::shared_ptr<const DataStructure> structure) {
  CubeFilter out;
  out.query_ = query;
  out.structure_ = std::move(structure);
  const DataStructure& s = *out.structure_;
  for (const KeyPattern& key : query.keys) TRY_STATUS(check_length(key, s));
  out.dimensions_.resize(s.dimensions.size());
  for (const ComponentFilter& filter : query.filters) {
    const std::size_t dimension = s.position(filter.component);
    const std::size_t measure = s.measure_position(filter.component);
    const std::size_t attribute = s.attribute_position(filter.component);
    if (dimension != DataStructure::npos) {
      out.dimensions_[dimension] = TRY(ValueTest::make(filter, Comparison::Text));
    } else if (s.has_time() && filter.component == s.time_dimension.id) {
      out.time_.push_back(TRY(ValueTest::make(filter, Comparison::Time, query.year_start)));
    } else if (measure != DataStructure::npos) {
      const Comparison how = s.measures[measure].is_numeric() ? Comparison::Number : Comparison::Text;
      out.measures_.push_back({measure, TRY(ValueTest::make(filter, how))});
    } else if (attribute != DataStructure::npos) {
      // An attribute without a representation counts as text: most of them are codes of no list.
      const auto& format = s.attributes[attribute].representation.format;
      const bool is_number = format && !format->data_type.empty() && s.attributes[attribute].code_list.empty() && s.attributes[attribute].is_numeric();
      out.attributes_.push_back({attribute, TRY(ValueTest::make(filter, is_number ? Comparison::Number : Comparison::Text))});
    } else {
      return fail(ErrorKind::Input, s.id + " has no component '" + shorten(filter.component, 60) + "'", {.file = "c[" + shorten(filter.component, 60) + "]"},
                  "there are " + names_of(s));
    }
  }
  if (!query.time_range.empty() && s.has_time()) {
    out.time_.push_back(TRY(ValueTest::make({.component = s.time_dimension.id, .any_of = {query.time_range}}, Comparison::Time, query.year_start)));
  }
  return out;
}

std::vector<CodeSets> CubeFilter::products(const Cube& cube) const { return code_sets(cube, query_.keys, dimensions_); }

CubeSlice CubeFilter::slice(const std::shared_ptr<const Cube>& cube, const CubeIndex* index) const {
  return slice(cube, index, select_series(*cube, index, products(*cube)));
}

CubeSlice CubeFilter::slice(const std::shared_ptr<const Cube>& cube, const CubeIndex* index, std::vector<std::size_t> series) const {
  CubeSlice out{.cube = cube.get(), .series = std::move(series)};
  auto allowed = index == nullptr ? nullptr : index->allowed_observations();
  std::vector<OfComponent> of_observations;
  for (const OfComponent& attribute : attributes_) {
    const Attribute::Level level = structure_->attributes[attribute.position].level;
    if (level == Attribute::Level::Observation) {
      of_observations.push_back(attribute);
    } else if (level == Attribute::Level::DataSet) {
      if (!takes_text(attribute.test, cube->set_attribute(attribute.position), structure_->attributes[attribute.position].is_multiple())) out.series.clear();
    } else {
      const bool is_multiple = structure_->attributes[attribute.position].is_multiple();
      std::erase_if(out.series, [&](std::size_t s) { return !takes_text(attribute.test, cube->series_attribute(attribute.position, s), is_multiple); });
    }
  }
  int first = no_first_day;
  int last = no_last_day;
  std::vector<ValueTest> time;
  for (const ValueTest& test : time_) {
    const ValueTest::Days days = test.days();
    first = std::max(first, days.first);
    last = std::min(last, days.last);
    if (!test.is_range()) time.push_back(test);
  }
  if (first > last) out.series.clear();
  // Years 1 to 9999 are all there are.
  constexpr int least = -719'000;
  constexpr int most = 2'932'000;
  if (first != no_first_day) out.start = day_period(std::clamp(first, least, most));
  if (last != no_last_day) out.end = day_period(std::clamp(last, least, most));
  if (!time.empty() || !of_observations.empty() || !measures_.empty() || allowed) {
    out.test = std::make_shared<const Test>(cube, std::move(time), std::move(of_observations), measures_, std::move(allowed));
  }
  return out;
}

bool has_observation(const CubeSlice& slice, std::size_t series) {
  const auto [from, to] = slice.range(series);
  if (!slice.test) return from < to;
  for (std::size_t i = from; i < to; ++i) {
    if (slice.test->takes(series, i)) return true;
  }
  return false;
}

void drop_empty_series(CubeSlice& slice) {
  std::erase_if(slice.series, [&](std::size_t s) { return !has_observation(slice, s); });
}

}  // namespace atalaya::query
