#include "workshop/mapping.h"

#include <algorithm>

#include "base/files.h"
#include "base/hash.h"

namespace atalaya {

namespace {

class MappingReader {
 public:
  MappingReader(const Agenda& agenda, Faults& faults) : agenda_(agenda), faults_(faults) {}

  Mapping read(const YamlNode& file) {
    file.only({"id", "description", "format", "delimiter", "structures", "files", "flow", "columns", "identifier", "constants", "codes", "missing", "series"},
              faults_);
    mapping_.id = file.text("id", faults_);
    mapping_.description = file.text_or("description", "", faults_);
    const std::string format = file.choice("format", {"csv", "sdmx", "sdmx_csv", "worldbank_json"}, faults_);
    mapping_.format = format == "sdmx"             ? RowFormat::Sdmx
                      : format == "sdmx_csv"       ? RowFormat::SdmxCsv
                      : format == "worldbank_json" ? RowFormat::WorldBankJson
                                                   : RowFormat::Csv;
    if (file.has("structures") && !is_sdmx(mapping_.format)) faults_.add(file["structures"].place(), "'structures' are for the format sdmx");
    for (const std::string& structure : file.texts("structures", faults_)) mapping_.structures.emplace_back(structure);
    const std::string delimiter = file.text_or("delimiter", ",", faults_);
    if (delimiter.size() != 1) faults_.add(file["delimiter"].place(), "'delimiter' is one character");
    mapping_.delimiter = delimiter.empty() ? ',' : delimiter[0];
    mapping_.files = file.texts("files", faults_);
    const std::string flow = file.text("flow", faults_);
    if (flow != agenda_.dataflow.id) faults_.add(file["flow"].place(), "there is no dataflow '" + flow + "'", "the pack has " + agenda_.dataflow.id);
    for (const auto& [component, node] : file["columns"].members(faults_)) {
      check_component(component, node, true);
      mapping_.columns.emplace_back(component, node.scalar());
    }
    mapping_.identifiers = file.texts("identifier", faults_);
    for (const auto& [component, node] : file["constants"].members(faults_)) {
      check_code(component, node.scalar(), node);
      mapping_.constants.emplace_back(component, node.scalar());
    }
    for (const auto& [component, node] : file["codes"].members(faults_)) {
      check_component(component, node, false);
      for (const auto& [theirs, ours] : node.members(faults_)) {
        check_code(component, ours.scalar(), ours);
        mapping_.codes[component][theirs] = ours.scalar();
      }
    }
    mapping_.missing = file.texts("missing", faults_);
    if (is_sdmx(mapping_.format)) mapping_.missing.emplace_back("NaN");
    read_rules(file);
    for (const char* needed : {"REF_AREA", "TIME_PERIOD"}) {
      if (std::ranges::find(mapping_.columns, std::string(needed), &std::pair<std::string, std::string>::first) == mapping_.columns.end()) {
        faults_.add(file["columns"].place(), std::string("'columns' does not say where ") + needed + " stands");
      }
    }
    return std::move(mapping_);
  }

 private:
  [[nodiscard]] std::string default_value() const { return is_sdmx(mapping_.format) ? "OBS_VALUE" : "value"; }

  void check_component(const std::string& id, const YamlNode& node, bool with_time) {
    const DataStructure& structure = *agenda_.structure;
    if (structure.find(id) != nullptr) return;
    if (with_time && (id == structure.time_dimension.id || id == structure.measure().id)) return;
    std::string allowed;
    for (const Component& d : structure.dimensions) allowed += d.id + ", ";
    for (const Attribute& a : structure.attributes) allowed += a.id + ", ";
    faults_.add(node.place(), "'" + id + "' is no component of " + structure.id, "it has " + allowed + structure.time_dimension.id);
  }

  void check_code(const std::string& component, const std::string& code, const YamlNode& node) {
    const Component* found = agenda_.structure->find(component);
    if (found == nullptr) return check_component(component, node, false);
    const CodeList* list = agenda_.structure->code_list(found->code_list);
    if (list != nullptr && list->find(code) == nullptr) {
      faults_.add(node.place(), component + " has no code '" + code + "'", "the codes are those of " + list->id);
    }
  }

  /// The cross product of lists under `where`: {a: [1, 2], b: x} stands for two rules.
  std::vector<decltype(SeriesRule::where)> combinations(const YamlNode& where) {
    std::vector<decltype(SeriesRule::where)> out = {{}};
    for (const auto& [column, values] : where.members(faults_)) {
      std::vector<decltype(SeriesRule::where)> longer;
      for (const auto& start : out) {
        for (const std::string& value : where.texts(column, faults_)) {
          longer.push_back(start);
          longer.back().emplace_back(column, value);
        }
      }
      out = std::move(longer);
    }
    return out;
  }

  void read_rules(const YamlNode& file) {
    for (const YamlNode& node : file["series"].items(faults_)) {
      node.only({"where", "value", "scale", "set", "forecast_from"}, faults_);
      SeriesRule rule;
      rule.place = node.place();
      rule.value_column = node.text_or("value", default_value(), faults_);
      rule.scale = node.number("scale", faults_).value_or(1);
      for (const auto& [component, code] : node["set"].members(faults_)) {
        check_code(component, code.scalar(), code);
        rule.set.emplace_back(component, code.scalar());
      }
      if (node.has("forecast_from")) {
        rule.forecast_from = TimePeriod::parse(node.text("forecast_from", faults_));
        if (!rule.forecast_from) faults_.add(node["forecast_from"].place(), "'forecast_from' is a time period such as 2024");
      }
      for (auto& where : combinations(node["where"])) {
        rule.where = std::move(where);
        mapping_.rules.push_back(rule);
      }
    }
    if (mapping_.rules.empty()) mapping_.rules.push_back({.where = {}, .value_column = default_value(), .set = {}});
  }

  const Agenda& agenda_;
  Faults& faults_;
  Mapping mapping_;
};

}  // namespace

std::optional<Mapping> load_mapping(const std::filesystem::path& path, const Agenda& agenda, Faults& faults) {
  const std::size_t before = faults.errors().size();
  const auto file = YamlNode::load(path, faults);
  if (!file) return std::nullopt;
  Mapping mapping = MappingReader(agenda, faults).read(*file);
  mapping.file = path.string();
  for (auto& structure : mapping.structures) structure = path.parent_path() / structure;
  if (auto hash = sha256_of_file(path)) mapping.sha256 = *hash;
  if (faults.errors().size() != before) return std::nullopt;
  return mapping;
}

Mapping sdmx_mapping(const Agenda& agenda, RowFormat format) {
  Mapping mapping;
  mapping.id = to_string(format);
  mapping.description = "SDMX names its own components";
  mapping.format = format;
  mapping.missing = {"NaN"};
  const DataStructure& structure = *agenda.structure;
  for (const Component& dimension : structure.dimensions) mapping.columns.emplace_back(dimension.id, dimension.id);
  for (const Attribute& attribute : structure.attributes) mapping.columns.emplace_back(attribute.id, attribute.id);
  mapping.columns.emplace_back(structure.time_dimension.id, structure.time_dimension.id);
  mapping.rules.push_back({.where = {}, .value_column = structure.measure().id, .set = {}});
  return mapping;
}

std::vector<Mapping> load_mappings(const std::filesystem::path& pack, const Agenda& agenda, Faults& faults) {
  std::vector<std::filesystem::path> files;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(pack / "mappings", code)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<Mapping> out;
  for (const auto& path : files) {
    if (auto mapping = load_mapping(path, agenda, faults)) out.push_back(std::move(*mapping));
  }
  return out;
}

}  // namespace atalaya
