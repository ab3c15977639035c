#include "formats/validation/constraint_check.h"

#include <algorithm>

namespace atalaya {

namespace {

constexpr char separator = '\x1f';

/// '%' stands for any characters.
bool matches_wildcard(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '%') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '%') ++p;
  return p == pattern.size();
}

std::string in_quotes(std::string_view text) { return "'" + shorten(replace_invalid_utf8(text), 60) + "'"; }

}  // namespace

bool ConstraintCheck::Selection::takes(std::string_view text) const {
  bool found = any || values.contains(text);
  for (const std::string& wildcard : wildcards) found = found || matches_wildcard(wildcard, text);
  if (!found && (from || before)) {  // a range for an attribute that is a time
    const auto time = read_time(text);
    found = time && time->span && (!from || time->span->first >= *from) && (!before || time->span->first < *before);
  }
  return found == include;
}

bool ConstraintCheck::Selection::takes(const TimeSpan& period) const {
  bool found = any || std::ranges::find(periods, period) != periods.end();
  if (!found && (from || before)) found = (!from || period.first >= *from) && (!before || period.first < *before);
  return found == include;
}

ConstraintCheck::ConstraintCheck(const sdmx::DataConstraint& constraint, std::shared_ptr<const DataStructure> structure)
    : name_(constraint.reference(sdmx::Kind::DataConstraint).short_text()), structure_(std::move(structure)) {
  if (!constraint.regions.empty()) {
    Rule& rule = rules_.emplace_back();
    rule.what = "the regions";
    for (const sdmx::CubeRegion& region : constraint.regions) add(region.include ? rule.included : rule.excluded, region.key_values, region.components);
  }
  if (!constraint.key_sets.empty()) {
    Rule& rule = rules_.emplace_back();
    rule.what = "the key sets";
    for (const sdmx::DataKeySet& set : constraint.key_sets) {
      for (const sdmx::DataKey& key : set.keys) add(set.included == key.include ? rule.included : rule.excluded, key.key_values, key.components);
    }
  }
  children_.clear();
}

void ConstraintCheck::add(Regions& to, const std::vector<sdmx::ValueSelection>& keys, const std::vector<sdmx::ValueSelection>& components) {
  Region region;
  std::vector<std::pair<std::size_t, std::string>> plain;  // dimension and its one value
  for (const auto* list : {&keys, &components}) {
    for (const sdmx::ValueSelection& given : *list) {
      auto selection = compile(given);
      if (!selection) continue;
      if (selection->of != Selection::Of::Dimension) {
        looks_at_observations_ = true;
        region.rest.push_back(std::move(*selection));
      } else if (selection->include && !selection->any && selection->values.size() == 1 && selection->wildcards.empty()) {
        plain.emplace_back(selection->position, *selection->values.begin());
      } else {
        region.key.push_back(std::move(*selection));
      }
    }
  }
  std::ranges::sort(plain);
  std::vector<std::size_t> dimensions;
  std::string joined;
  for (const auto& [position, value] : plain) {
    dimensions.push_back(position);
    joined += value + separator;
  }
  auto group = std::ranges::find(to.groups, dimensions, &Regions::Group::dimensions);
  if (group == to.groups.end()) group = to.groups.insert(to.groups.end(), Regions::Group{.dimensions = dimensions, .by_key = {}});
  group->by_key[joined].push_back(to.all.size());
  to.all.push_back(std::move(region));
}

std::optional<ConstraintCheck::Selection> ConstraintCheck::compile(const sdmx::ValueSelection& given) {
  Selection out;
  out.include = given.include;
  out.any = given.values.empty() && !given.time_range;
  const DataStructure& structure = *structure_;
  if (const std::size_t dimension = structure.position(given.id); dimension != DataStructure::npos) {
    out.of = Selection::Of::Dimension;
    out.position = dimension;
  } else if (structure.has_time() && structure.time_dimension.id == given.id) {
    out.of = Selection::Of::Time;
  } else if (const std::size_t attribute = structure.attribute_position(given.id); attribute != DataStructure::npos) {
    out.of = Selection::Of::Attribute;
    out.position = attribute;
  } else if (const std::size_t measure = structure.measure_position(given.id); measure != DataStructure::npos) {
    out.of = Selection::Of::Measure;
    out.position = measure;
  } else {
    unchecked_.push_back("the constraint " + name_ + " names " + in_quotes(given.id) + ", which the structure does not have");
    return std::nullopt;
  }
  const Component* component = structure.find(given.id);
  const CodeList* list = component == nullptr ? nullptr : structure.code_list(component->code_list);
  for (const sdmx::ConstrainedValue& value : given.values) expand(out, value, list);
  const auto span = [&](const sdmx::PeriodBound& bound) -> std::optional<TimeSpan> {
    const auto time = read_time(bound.period);
    if (time && time->span) return time->span;
    unchecked_.push_back("the constraint " + name_ + " has the time " + in_quotes(bound.period) + ", which is none");
    return std::nullopt;
  };
  if (given.time_range) {
    const sdmx::TimeRange& range = *given.time_range;
    bool known = true;
    for (const auto* lower : {&range.start, &range.after}) {
      if (!*lower) continue;
      const auto bound = span(**lower);
      known = known && bound.has_value();
      if (bound) out.from = (*lower)->inclusive ? bound->first : bound->end;
    }
    for (const auto* upper : {&range.end, &range.before}) {
      if (!*upper) continue;
      const auto bound = span(**upper);
      known = known && bound.has_value();
      if (bound) out.before = (*upper)->inclusive ? bound->end : bound->first;
    }
    if (!known && !out.from && !out.before) return std::nullopt;
  }
  return out;
}

void ConstraintCheck::expand(Selection& selection, const sdmx::ConstrainedValue& value, const CodeList* list) {
  if (selection.of == Selection::Of::Time) {
    if (const auto time = read_time(value.value); time && time->span) {
      selection.periods.push_back(*time->span);
    } else {
      unchecked_.push_back("the constraint " + name_ + " has the time " + in_quotes(value.value) + ", which is none");
    }
    return;
  }
  if (value.value.find('%') != std::string::npos) {
    selection.wildcards.push_back(value.value);
    return;
  }
  const bool below = value.cascade == "true" || value.cascade == "excluderoot";
  if (value.cascade != "excluderoot") selection.values.insert(value.value);
  if (!below || list == nullptr) return;
  auto& children = children_[list];
  if (children.empty()) {
    for (const Code& code : list->codes()) {
      if (!code.parent.empty()) children[code.parent].push_back(code.id);
    }
  }
  std::vector<std::string_view> open = {value.value};
  std::unordered_set<std::string_view> seen = {value.value};  // parents may go in a circle
  while (!open.empty()) {
    const auto it = children.find(open.back());
    open.pop_back();
    if (it == children.end()) continue;
    for (const std::string_view child : it->second) {
      if (!seen.insert(child).second) continue;
      selection.values.emplace(child);
      open.push_back(child);
    }
  }
}

void ConstraintCheck::find(Regions& regions, SeriesKey key) const {
  regions.at_key.clear();
  const auto consider = [&](std::size_t number) {
    const bool within = std::ranges::all_of(regions.all[number].key, [&](const Selection& selection) {
      const std::string_view id = key[selection.position];
      return id.data() == nullptr || selection.takes(id);
    });
    if (within) regions.at_key.push_back(number);
  };
  std::string joined;
  for (const Regions::Group& group : regions.groups) {
    joined.clear();
    bool whole = true;
    for (const std::size_t dimension : group.dimensions) {
      whole = whole && key[dimension].data() != nullptr;
      joined.append(key[dimension]) += separator;
    }
    if (whole) {
      const auto it = group.by_key.find(joined);
      if (it == group.by_key.end()) continue;
      for (const std::size_t number : it->second) consider(number);
      continue;
    }
    // A key that is open in one of the dimensions: the group's keys one by one.
    for (const auto& [text, numbers] : group.by_key) {
      const auto parts = split(text, separator);
      bool fits = true;
      for (std::size_t i = 0; i < group.dimensions.size(); ++i) {
        const std::string_view id = key[group.dimensions[i]];
        fits = fits && (id.data() == nullptr || id == parts[i]);
      }
      if (!fits) continue;
      for (const std::size_t number : numbers) consider(number);
    }
  }
}

std::optional<std::string> ConstraintCheck::key_fault(SeriesKey key) {
  std::optional<std::string> out;
  for (Rule& rule : rules_) {
    find(rule.included, key);
    find(rule.excluded, key);
    if (out) continue;
    if (!rule.included.all.empty() && rule.included.at_key.empty()) {
      out = outside_key(rule.included, key) + " lies outside of " + rule.what + " of the constraint " + name_;
    }
    // Excluded for every period and value: the region asks for nothing but the key.
    const bool wholly = std::ranges::any_of(rule.excluded.at_key, [&](std::size_t number) { return rule.excluded.all[number].rest.empty(); });
    const bool open = std::ranges::any_of(key, [](std::string_view id) { return id.data() == nullptr; });
    if (!out && wholly && !open) out = std::string("the key is excluded by ") + rule.what + " of the constraint " + name_;
  }
  return out;
}

std::string ConstraintCheck::outside_key(const Regions& regions, SeriesKey key) const {
  // With one region, the dimension that is outside of it can be said.
  if (regions.all.size() == 1) {
    for (const Selection& selection : regions.all.front().key) {
      if (selection.takes(key[selection.position])) continue;
      return structure_->dimensions[selection.position].id + " " + in_quotes(key[selection.position]);
    }
    const Regions::Group& group = regions.groups.front();
    const auto parts = split(group.by_key.begin()->first, separator);
    for (std::size_t i = 0; i < group.dimensions.size(); ++i) {
      const std::size_t dimension = group.dimensions[i];
      if (key[dimension] != parts[i]) return structure_->dimensions[dimension].id + " " + in_quotes(key[dimension]);
    }
  }
  return "the key";
}

bool ConstraintCheck::rest_holds(const Region& region, std::optional<TimeSpan> period, const Values& values) const {
  return std::ranges::all_of(region.rest, [&](const Selection& selection) {
    if (selection.of == Selection::Of::Time) return !period || selection.takes(*period);
    const auto& of = selection.of == Selection::Of::Attribute ? values.attributes : values.measures;
    const std::string_view text = selection.position < of.size() ? of[selection.position] : std::string_view();
    // What is not given has no value that the constraint could speak of, unless it says that there is none.
    if (text.data() == nullptr) return true;
    return selection.takes(text);
  });
}

std::optional<std::string> ConstraintCheck::observation_fault(std::optional<TimeSpan> period, const Values& values) const {
  for (const Rule& rule : rules_) {
    if (!rule.included.at_key.empty()) {
      const bool held = std::ranges::any_of(rule.included.at_key, [&](std::size_t number) { return rest_holds(rule.included.all[number], period, values); });
      if (!held) {
        // Say what it is that does not hold where it is the same for all regions.
        const bool time = std::ranges::none_of(rule.included.at_key, [&](std::size_t number) { return rest_holds(rule.included.all[number], period, {}); });
        return std::string(time ? "the period" : "a value") + " lies outside of " + rule.what + " of the constraint " + name_;
      }
    }
    for (const std::size_t number : rule.excluded.at_key) {
      const Region& region = rule.excluded.all[number];
      const bool said = std::ranges::all_of(region.rest, [&](const Selection& selection) {
        if (selection.of == Selection::Of::Time) return period.has_value();
        const auto& of = selection.of == Selection::Of::Attribute ? values.attributes : values.measures;
        return selection.position < of.size() && of[selection.position].data() != nullptr;
      });
      if (!region.rest.empty() && said && rest_holds(region, period, values)) {
        return std::string("the observation is excluded by ") + rule.what + " of the constraint " + name_;
      }
    }
  }
  return std::nullopt;
}

}  // namespace atalaya
