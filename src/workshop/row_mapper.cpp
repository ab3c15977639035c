#include "workshop/row_mapper.h"

#include <algorithm>
#include <cmath>

namespace atalaya {

namespace {

constexpr auto npos = DataStructure::npos;
constexpr char unit_separator = '\x1f';  // cannot stand in a CSV cell's meaning, so joined cells stay apart

std::string in_quotes(std::string_view text) { return "'" + shorten(text, 60) + "'"; }

std::string_view frequency_code(TimePeriod period) { return std::string_view("ASTQMWD").substr(static_cast<std::size_t>(period.frequency()), 1); }

template <typename Map>
std::string_view value_or(const Map& map, const std::string& key, std::string_view fallback) {
  const auto it = map.find(key);
  return it == map.end() ? fallback : std::string_view(it->second);
}

}  // namespace

Result<RowMapper> RowMapper::make(const Agenda& agenda, const AreaMatcher& areas, const Mapping& mapping, const std::vector<std::string>& columns,
                                  std::string file) {
  RowMapper mapper(agenda, areas, mapping, std::move(file));
  TRY_STATUS(mapper.set_columns(columns));
  return mapper;
}

Result<std::size_t> RowMapper::column(const std::string& name, const std::vector<std::string>& columns, const Place& place) const {
  const auto it = std::ranges::find(columns, name);
  if (it != columns.end()) return static_cast<std::size_t>(it - columns.begin());
  return fail(ErrorKind::Input, "the mapping " + mapping_->id + " names the column " + in_quotes(name) + ", which " + file_ + " does not have",
              place.file.empty() ? Place{.file = mapping_->file} : place, "the file has: " + shorten(join(columns, ", "), 300));
}

Status RowMapper::set_columns(const std::vector<std::string>& columns) {
  const DataStructure& structure = *agenda_->structure;
  dimensions_.clear();
  attributes_.clear();
  rules_.clear();
  groups_.clear();
  active_rules_.clear();
  keys_from_columns_ = attributes_from_columns_ = false;
  last_rule_ = npos;
  area_position_ = structure.position("REF_AREA");
  frequency_position_ = structure.position("FREQ");
  indicator_position_ = structure.position("INDICATOR");
  const auto origin_of = [&](const Component& component) -> Result<Origin> {
    Origin origin;
    origin.list = structure.code_list(component.code_list);
    if (const auto it = mapping_->codes.find(component.id); it != mapping_->codes.end()) origin.codes = &it->second;
    origin.identifier = std::ranges::find(mapping_->identifiers, component.id) != mapping_->identifiers.end();
    for (const auto& [id, code] : mapping_->constants) {
      if (id == component.id) origin.constant = code;
    }
    for (const auto& [id, name] : mapping_->columns) {
      if (id == component.id) origin.column = TRY(column(name, columns, {}));
    }
    return origin;
  };
  for (const Component& dimension : structure.dimensions) {
    dimensions_.push_back(TRY(origin_of(dimension)));
    const bool special = dimension.id == "REF_AREA";
    if (!special && dimensions_.back().column != npos) keys_from_columns_ = true;
  }
  for (const Attribute& attribute : structure.attributes) {
    attributes_.push_back(TRY(origin_of(attribute)));
    if (attributes_.back().column != npos) attributes_from_columns_ = true;
  }
  area_column_ = dimensions_[area_position_].column;
  for (const auto& [id, name] : mapping_->columns) {
    if (id == structure.time_dimension.id) time_column_ = TRY(column(name, columns, {}));
  }
  for (const SeriesRule& rule : mapping_->rules) {
    Rule resolved{TRY(column(rule.value_column, columns, rule.place)), rule.scale, rule.forecast_from, {}, {}, {}};
    const auto set_code = [&](const std::string& id) -> const std::string* {
      const auto it = std::ranges::find(rule.set, id, &std::pair<std::string, std::string>::first);
      return it == rule.set.end() ? nullptr : &it->second;
    };
    for (const Component& dimension : structure.dimensions) resolved.dimension.push_back(set_code(dimension.id));
    for (const Attribute& attribute : structure.attributes) resolved.attribute.push_back(set_code(attribute.id));
    std::string cells;
    std::vector<std::size_t> where_columns;
    for (const auto& [name, cell] : rule.where) {
      where_columns.push_back(TRY(column(name, columns, rule.place)));
      resolved.where.emplace_back(where_columns.back(), &cell);
      cells += cell + unit_separator;
    }
    auto group = std::ranges::find(groups_, where_columns, &WhereGroup::columns);
    if (group == groups_.end()) group = groups_.insert(groups_.end(), WhereGroup{.columns = where_columns, .rules = {}});
    group->rules[cells].push_back(rules_.size());
    rules_.push_back(std::move(resolved));
  }
  return {};
}

void RowMapper::reject(const Row& row, std::string reason) {
  std::string content;
  for (std::size_t i = 0; i < row.cells.size() && content.size() < 300; ++i) {
    if (i != 0) content += ',';
    content += row.cells[i];
  }
  rejected_.push_back({row.line, std::move(reason), shorten(content, 300)});
}

bool RowMapper::is_missing(std::string_view cell) const { return cell.empty() || std::ranges::find(mapping_->missing, cell) != mapping_->missing.end(); }

bool RowMapper::read_area(std::string_view text, std::string& reason) {
  if (text == area_text_ && !area_.empty()) return true;
  const auto found = areas_->match(text);
  if (!found) {
    reason = "no country or group is called " + in_quotes(text);
    return false;
  }
  area_text_ = text;
  area_ = *found;
  return true;
}

bool RowMapper::read_period(std::string_view text, std::string& reason) {
  if (text == time_text_) return true;
  const auto period = TimePeriod::parse(trim(text));
  if (!period) {
    reason = in_quotes(text) + " is no time period";
    return false;
  }
  time_text_ = text;
  period_ = *period;
  return true;
}

void RowMapper::choose_rules(const Row& row) {
  bool same = true;
  std::string cells;
  for (WhereGroup& group : groups_) {
    cells.clear();
    for (const std::size_t c : group.columns) {
      cells += row.cells[c];
      cells += unit_separator;
    }
    if (group.seen && cells == group.cells) continue;
    same = false;
    group.seen = true;
    std::swap(group.cells, cells);
  }
  if (same) return;
  active_rules_.clear();
  for (const WhereGroup& group : groups_) {
    if (const auto it = group.rules.find(group.cells); it != group.rules.end()) {
      active_rules_.insert(active_rules_.end(), it->second.begin(), it->second.end());
    }
  }
}

bool RowMapper::read_context(const Row& row, std::string& reason) {
  choose_rules(row);
  if (active_rules_.empty()) {
    reason = "no series of the mapping takes a row with";
    for (const WhereGroup& group : groups_) {
      if (&group != &groups_.front()) reason += ", or with";
      for (const std::size_t c : group.columns) reason += " " + in_quotes(row.cells[c]);
    }
    return false;
  }
  return read_area(row.cells[area_column_], reason) && read_period(row.cells[time_column_], reason);
}

std::optional<std::string_view> RowMapper::code_of(const Origin& origin, const std::string& component, const Row& row, std::string& scratch,
                                                   std::string& reason) const {
  if (origin.column == npos) return origin.constant;
  std::string_view code = trim(row.cells[origin.column]);
  if (code.empty()) return origin.constant;
  if (origin.codes != nullptr) code = value_or(*origin.codes, std::string(code), code);
  if (origin.identifier && !is_identifier(code)) code = scratch = to_identifier(code);
  if (origin.list != nullptr) {
    // The list's own text is given back: it outlives the row.
    const Code* found = origin.list->find(code);
    if (found == nullptr) {
      reason = component + " has no code " + in_quotes(code);
      return std::nullopt;
    }
    return found->id;
  }
  return code;
}

bool RowMapper::place_series(const Rule& rule, const Row& row, std::uint32_t& series, std::string& reason) {
  const auto number = static_cast<std::size_t>(&rule - rules_.data());
  if (!keys_from_columns_ && !attributes_from_columns_ && number == last_rule_ && area_ == last_area_ && period_.frequency() == last_frequency_) {
    series = last_series_;
    return true;
  }
  const DataStructure& structure = *agenda_->structure;
  std::string key;
  std::string scratch;
  std::string_view indicator;
  for (std::size_t d = 0; d < dimensions_.size(); ++d) {
    std::string_view code;
    if (d == area_position_) {
      code = area_;
    } else if (rule.dimension[d] != nullptr) {
      code = *rule.dimension[d];
    } else if (const auto read = code_of(dimensions_[d], structure.dimensions[d].id, row, scratch, reason)) {
      code = *read;
    } else {
      return false;
    }
    if (code.empty()) {
      if (d == frequency_position_) {
        code = frequency_code(period_);
      } else if (d == indicator_position_) {
        reason = "the row names no indicator";
        return false;
      } else {
        code = "_T";
      }
    }
    if (d == frequency_position_ && code != frequency_code(period_)) {
      reason = "the period " + period_.to_string() + " is not of the frequency " + in_quotes(code);
      return false;
    }
    if (d == indicator_position_) indicator = code;
    if (d != 0) key += '.';
    key += code;
  }
  const Indicator* known = agenda_->find_indicator(indicator);
  std::string attributes;
  bool first = true;
  for (std::size_t a = 0; a < attributes_.size(); ++a) {
    const Attribute& attribute = structure.attributes[a];
    if (attribute.level != Attribute::Level::Series) continue;
    std::string_view code;
    if (rule.attribute[a] != nullptr) {
      code = *rule.attribute[a];
    } else if (const auto read = code_of(attributes_[a], attribute.id, row, scratch, reason)) {
      code = *read;
    } else {
      return false;
    }
    if (code.empty() && attribute.id == "UNIT_MEASURE" && known != nullptr) code = known->unit;
    if (code.empty() && attribute.id == "UNIT_MULT") code = "0";
    if (code.empty() && attribute.required) {
      reason = "the attribute " + attribute.id + " is missing";
      return false;
    }
    if (!first) attributes += '.';
    first = false;
    attributes += code;
  }
  const auto [it, is_new] = series_index_.try_emplace(key, static_cast<std::uint32_t>(staged_.series_keys.size()));
  if (is_new) {
    staged_.series_keys.push_back(key);
    staged_.series_attributes.push_back(attributes);
  } else if (staged_.series_attributes[it->second] != attributes) {
    reason = "the series " + key + " has the attributes " + in_quotes(staged_.series_attributes[it->second]) + " before, now " + in_quotes(attributes);
    return false;
  }
  series = it->second;
  last_rule_ = number;
  last_area_ = area_;
  last_frequency_ = period_.frequency();
  last_series_ = series;
  return true;
}

bool RowMapper::place_attributes(const Rule& rule, const Row& row, std::uint32_t& set, std::string& reason) {
  const DataStructure& structure = *agenda_->structure;
  std::string joined;
  std::string scratch;
  bool first = true;
  for (std::size_t a = 0; a < attributes_.size(); ++a) {
    const Attribute& attribute = structure.attributes[a];
    if (attribute.level != Attribute::Level::Observation) continue;
    std::string_view code;
    const bool forecast = attribute.id == "OBS_STATUS" && rule.forecast_from && period_ >= *rule.forecast_from;
    if (forecast) {
      code = "F";
    } else if (rule.attribute[a] != nullptr) {
      code = *rule.attribute[a];
    } else if (const auto read = code_of(attributes_[a], attribute.id, row, scratch, reason)) {
      code = *read;
    } else {
      return false;
    }
    if (code.empty() && attribute.id == "OBS_STATUS") code = "A";
    if (code.empty() && attribute.id == "SOURCE") {
      const auto parts = split(staged_.series_keys[last_series_], '.');
      if (const Indicator* known = agenda_->find_indicator(parts[indicator_position_])) code = known->source;
    }
    if (code.contains('.')) {
      reason = "the attribute " + attribute.id + " has a full stop, and may have none: " + in_quotes(code);
      return false;
    }
    if (!first) joined += '.';
    first = false;
    joined += code;
  }
  // A structure may get another attribute at its end: what has none of it is the same set as before.
  joined.resize(joined.find_last_not_of('.') + 1);
  const auto [it, is_new] = set_index_.try_emplace(joined, static_cast<std::uint32_t>(staged_.attribute_sets.size()));
  if (is_new) staged_.attribute_sets.push_back(joined);
  set = it->second;
  return true;
}

/// The key of our own that a deletion names by one rule, with '*' for each dimension that it leaves open.
bool RowMapper::removal_pattern(const Rule& rule, const Row& row, std::optional<TimePeriod> period, std::string& pattern, std::string& reason) const {
  const DataStructure& structure = *agenda_->structure;
  std::string scratch;
  pattern.clear();
  for (std::size_t d = 0; d < dimensions_.size(); ++d) {
    const Origin& origin = dimensions_[d];
    const bool is_open = origin.column != npos && trim(row.cells[origin.column]).empty();
    std::string_view code;
    if (rule.dimension[d] != nullptr) {
      code = *rule.dimension[d];
    } else if (is_open) {
      code = "*";
    } else if (d == area_position_) {
      const auto found = areas_->match(row.cells[origin.column]);
      if (!found) {
        reason = "no country or group is called " + in_quotes(row.cells[origin.column]);
        return false;
      }
      code = *found;
    } else if (const auto read = code_of(origin, structure.dimensions[d].id, row, scratch, reason)) {
      code = *read;
    } else {
      return false;
    }
    if (code.empty()) {
      // As for figures: what the file has no word for is the total; the frequency is that of the period, where there is one.
      code = d == frequency_position_ ? (period ? frequency_code(*period) : "*") : d == indicator_position_ ? "*" : "_T";
    }
    if (d == frequency_position_ && period && code != "*" && code != frequency_code(*period)) {
      reason = "the period " + period->to_string() + " is not of the frequency " + in_quotes(code);
      return false;
    }
    if (d != 0) pattern += '.';
    pattern += code;
  }
  return true;
}

void RowMapper::remove(const Row& row) {
  std::string reason;
  std::optional<TimePeriod> period;
  if (!trim(row.cells[time_column_]).empty()) {
    if (!read_period(row.cells[time_column_], reason)) return reject(row, std::move(reason));
    period = period_;
  }
  bool any = false;
  std::string pattern;
  for (const Rule& rule : rules_) {
    const bool applies = std::ranges::all_of(rule.where, [&](const auto& condition) {
      const std::string_view cell = row.cells[condition.first];
      return cell.empty() || cell == *condition.second;
    });
    if (!applies) continue;
    any = true;
    if (!removal_pattern(rule, row, period, pattern, reason)) return reject(row, std::move(reason));
    const auto [it, is_new] = pattern_index_.try_emplace(pattern, static_cast<std::uint32_t>(staged_.patterns.size()));
    if (is_new) staged_.patterns.push_back(pattern);
    staged_.removals.push_back({it->second, period, staged_.size()});
  }
  if (!any) reject(row, "no series of the mapping is among what the deletion names");
}

Status RowMapper::map(const Row& row, Action action) {
  if (action == Action::Delete) {
    remove(row);
    return {};
  }
  std::string reason;
  if (!read_context(row, reason)) {
    reject(row, std::move(reason));
    return {};
  }
  for (const std::size_t r : active_rules_) {
    const Rule& rule = rules_[r];
    const std::string_view cell = trim(row.cells[rule.value_column]);
    std::uint32_t series = 0;
    // Of a series that is replaced, periods without a value go, and those whose row is rejected stay.
    const auto reject_value = [&](std::string why) {
      std::string ignored;
      if (action == Action::Replace && place_series(rule, row, series, ignored)) {
        staged_.replaced.push_back(series);
        staged_.kept.push_back({series, period_});
      }
      reject(row, std::move(why));
    };
    if (is_missing(cell)) {
      if (action == Action::Replace && place_series(rule, row, series, reason)) staged_.replaced.push_back(series);
      ++missing_;
      continue;
    }
    const ParsedNumber number = parse_number(cell);
    if (!number.value && number.fault == NumberFault::OutOfRange) {
      return fail(ErrorKind::Input, "the number " + in_quotes(cell) + " is beyond what double precision can hold",
                  {.file = file_, .line = row.line, .column = rule.value_column + 1}, "correct the cell; nothing was loaded");
    }
    if (!number.value) {
      reject_value(in_quotes(cell) + " is not a number");
      continue;
    }
    const double value = *number.value * rule.scale;
    std::uint32_t set = 0;
    if (!std::isfinite(value)) {
      reject_value("the scaled number is too large");
    } else if (!place_series(rule, row, series, reason) || !place_attributes(rule, row, set, reason)) {
      reject_value(std::move(reason));
    } else {
      if (action == Action::Replace && (staged_.replaced.empty() || staged_.replaced.back() != series)) staged_.replaced.push_back(series);
      staged_.series.push_back(series);
      staged_.period.push_back(period_);
      staged_.value.push_back(value);
      staged_.attribute_set.push_back(set);
      staged_.line.push_back(static_cast<std::uint32_t>(row.line));
    }
  }
  return {};
}

}  // namespace atalaya
