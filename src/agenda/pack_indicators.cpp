// Units, sources, indicators, targets and the settings of methods.
#include <algorithm>
#include <filesystem>

#include "agenda/pack_reader.h"
#include "base/text.h"

namespace atalaya::pack {

namespace {

Direction direction_of(const std::string& text) { return text == "up" ? Direction::Up : text == "down" ? Direction::Down : Direction::None; }

IndicatorKind kind_of(const std::string& text) {
  if (text == "evidence") return IndicatorKind::Evidence;
  if (text == "instrument") return IndicatorKind::Instrument;
  return text == "platform" ? IndicatorKind::Platform : IndicatorKind::Statistic;
}

Aggregate read_aggregate(const YamlNode& node, Faults& faults) {
  Aggregate out;
  if (!node.defined()) return out;
  if (node.is_scalar() && node.scalar() == "none") return out;
  node.only({"method", "weight"}, faults);
  const std::string method = node.choice("method", {"weighted_mean", "mean", "sum", "none"}, faults);
  if (method == "weighted_mean") {
    out.method = AggregateMethod::WeightedMean;
    out.weight = node.text("weight", faults);
  } else if (method == "mean") {
    out.method = AggregateMethod::Mean;
  } else if (method == "sum") {
    out.method = AggregateMethod::Sum;
  }
  return out;
}

void read_bounds(const YamlNode& node, Indicator& indicator, Faults& faults) {
  const auto bounds = node["bounds"].items(faults);
  if (bounds.empty()) return;
  if (bounds.size() != 2) {
    faults.add(node["bounds"].place(), "'bounds' takes two values, [lowest, highest]; null where there is none");
    return;
  }
  const auto bound = [&](const YamlNode& item) -> std::optional<double> {
    if (!item.defined()) return std::nullopt;
    const auto parsed = parse_number(item.scalar());
    if (!parsed.value) faults.add(item.place(), "a bound is a number or null");
    return parsed.value;
  };
  indicator.lowest = bound(bounds[0]);
  indicator.highest = bound(bounds[1]);
}

Indicator read_indicator(const YamlNode& node, const Agenda& agenda, Faults& faults) {
  node.only({"id", "goal", "kind", "name", "definition", "unit", "direction", "decimals", "bounds", "source", "source_code", "address", "licence", "headline",
             "parity", "aggregate", "note"},
            faults);
  Indicator out;
  out.place = node.place();
  out.id = node.text("id", faults);
  if (!is_identifier(out.id)) faults.add(node["id"].place(), "'" + out.id + "' is not an SDMX identifier", "letters, digits, _ - $ @");
  if (node.text("goal", faults) != "none") out.goal = static_cast<int>(node.integer("goal", faults));
  out.kind = kind_of(node.choice("kind", {"statistic", "evidence", "instrument", "platform"}, faults));
  out.name = local_text(node, "name", agenda, faults);
  out.definition = local_text(node, "definition", agenda, faults);
  out.note = local_text(node, "note", agenda, faults, false);
  out.unit = node.text("unit", faults);
  out.direction = direction_of(node.choice("direction", {"up", "down", "none"}, faults));
  if (node.has("decimals")) out.decimals = static_cast<int>(node.integer("decimals", faults));
  if (out.decimals < 0 || out.decimals > 6) faults.add(node["decimals"].place(), "'decimals' is from 0 to 6");
  read_bounds(node, out, faults);
  out.parity = node.flag("parity", false, faults);
  out.source = node.text("source", faults);
  out.source_code = node.text_or("source_code", "", faults);
  out.address = node.text_or("address", "", faults);
  out.licence = node.text_or("licence", "", faults);
  for (const auto& [dimension, code] : node["headline"].members(faults)) out.headline.emplace_back(dimension, code.scalar());
  out.aggregate = read_aggregate(node["aggregate"], faults);
  return out;
}

}  // namespace

void read_units_and_sources(const Context& context, Agenda& agenda) {
  Faults& faults = context.faults;
  if (const auto file = context.open("units.yaml")) {
    for (const YamlNode& node : file->items(faults)) {
      node.only({"id", "name", "short"}, faults);
      Unit unit{node.text("id", faults), local_text(node, "name", agenda, faults), local_text(node, "short", agenda, faults)};
      if (agenda.find_unit(unit.id) != nullptr) faults.add(node.place(), "the unit " + unit.id + " stands twice");
      agenda.units.push_back(std::move(unit));
    }
  }
  const auto file = context.open("sources.yaml");
  if (!file) return;
  for (const YamlNode& node : file->items(faults)) {
    node.only({"id", "name", "publisher", "address", "licence", "open", "note"}, faults);
    Source source;
    source.id = node.text("id", faults);
    if (agenda.find_source(source.id) != nullptr) faults.add(node.place(), "the source " + source.id + " stands twice");
    source.name = local_text(node, "name", agenda, faults);
    source.publisher = local_text(node, "publisher", agenda, faults);
    source.address = node.text_or("address", "", faults);
    const YamlNode licence = node["licence"];
    if (!licence.defined()) faults.add(node.place(), "'licence' is missing", "a map with id, name, address");
    licence.only({"id", "name", "address"}, faults);
    source.licence = {licence.text("id", faults), licence.text("name", faults), licence.text_or("address", "", faults)};
    source.open = node.flag("open", false, faults);
    agenda.sources.push_back(std::move(source));
  }
}

void read_indicators(const Context& context, Agenda& agenda) {
  std::vector<std::filesystem::path> files;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(context.directory / "indicators", code)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  if (files.empty()) context.faults.add({.file = (context.directory / "indicators").string()}, "there are no indicators here");
  std::ranges::sort(files);
  std::unordered_map<std::string, Place> seen;
  for (const auto& path : files) {
    const auto file = YamlNode::load(path, context.faults);
    if (!file) continue;
    for (const YamlNode& node : file->items(context.faults)) {
      Indicator indicator = read_indicator(node, agenda, context.faults);
      const auto [it, is_new] = seen.emplace(indicator.id, indicator.place);
      if (!is_new) context.faults.add(indicator.place, "the indicator " + indicator.id + " stands also at " + it->second.to_string());
      agenda.indicators.push_back(std::move(indicator));
    }
  }
  std::ranges::stable_sort(agenda.indicators, {}, [](const Indicator& i) { return i.goal == 0 ? 1'000'000 : i.goal; });
}

void read_targets(const Context& context, Agenda& agenda) {
  const auto file = context.open("targets.yaml");
  if (!file) return;
  Faults& faults = context.faults;
  for (const YamlNode& node : file->items(faults)) {
    node.only({"indicator", "value", "rule", "year", "base_year", "areas", "name", "source"}, faults);
    Target target;
    target.indicator = node.text("indicator", faults);
    target.value = node.number("value", faults);
    if (node.has("rule")) {
      (void)node.choice("rule", {"best_third"}, faults);
      target.best_third_of = static_cast<int>(node.integer("base_year", faults));
    }
    if (target.value.has_value() == target.best_third_of.has_value()) faults.add(node.place(), "a target has a 'value' or a 'rule', and not both");
    target.year = static_cast<int>(node.integer("year", faults));
    target.areas = node.texts("areas", faults);
    target.name = local_text(node, "name", agenda, faults);
    node["source"].only({"name", "address"}, faults);
    target.source_name = node["source"].text("name", faults);
    target.source_address = node["source"].text_or("address", "", faults);
    agenda.targets.push_back(std::move(target));
  }
}

void read_methods(const Context& context, Agenda& agenda) {
  const auto file = context.open("methods.yaml");
  if (!file) return;
  Faults& faults = context.faults;
  file->only({"progress", "regional"}, faults);
  const YamlNode progress = (*file)["progress"];
  progress.only({"window", "shortest", "oldest", "near_bound"}, faults);
  agenda.progress.window = static_cast<int>(progress.number("window", faults).value_or(agenda.progress.window));
  agenda.progress.shortest = static_cast<int>(progress.number("shortest", faults).value_or(agenda.progress.shortest));
  agenda.progress.oldest = static_cast<int>(progress.number("oldest", faults).value_or(agenda.progress.oldest));
  agenda.progress.near_bound = progress.number("near_bound", faults).value_or(agenda.progress.near_bound);
  const YamlNode regional = (*file)["regional"];
  regional.only({"carry", "weight_share", "country_share", "fresh_share"}, faults);
  agenda.regional.carry = static_cast<int>(regional.number("carry", faults).value_or(agenda.regional.carry));
  agenda.regional.weight_share = regional.number("weight_share", faults).value_or(agenda.regional.weight_share);
  agenda.regional.country_share = regional.number("country_share", faults).value_or(agenda.regional.country_share);
  agenda.regional.fresh_share = regional.number("fresh_share", faults).value_or(agenda.regional.fresh_share);
  if (agenda.progress.shortest < 1 || agenda.progress.window < agenda.progress.shortest) {
    faults.add(progress.place(), "'window' is at least 'shortest', and that at least 1");
  }
}

}  // namespace atalaya::pack
