// A data structure out of a JSON-stat data set.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "formats/jsonstat/jsonstat_message.h"
#include "model/time_period.h"

namespace atalaya {

namespace {

/// SDMX identifiers of sources' own ids, each once.
class Identifiers {
 public:
  std::string make(const std::string& own) {
    std::string id = own.empty() ? "_" : to_identifier(own);
    for (std::size_t n = 2; !taken_.insert(id).second; ++n) id = to_identifier(own) + "_" + std::to_string(n);
    return id;
  }

 private:
  std::unordered_set<std::string> taken_;
};

/// An id that begins with a letter, as those of artefacts and components do.
std::string artefact_id(const std::string& own, const char* otherwise) {
  if (own.empty()) return otherwise;
  std::string id = to_identifier(shorten(own, 60).substr(0, std::min<std::size_t>(own.size(), 60)));
  if (!((id[0] >= 'A' && id[0] <= 'Z') || (id[0] >= 'a' && id[0] <= 'z'))) id = "D_" + id;
  return id;
}

/// "2020M01", "2020Q1", "2020W05", "2020H1" as SDMX writes them; other texts stay.
std::string period_of(const std::string& text) {
  if (TimePeriod::parse(text) || text.size() < 6 || text.size() > 7) return text;
  const std::string year = text.substr(0, 4);
  const std::string rest = text.substr(5);
  std::string made;
  switch (text[4]) {
    case 'M': made = year + "-" + rest; break;
    case 'Q':
    case 'K': made = year + "-Q" + rest; break;
    case 'W':
    case 'U': made = year + "-W" + rest; break;
    case 'H':
    case 'S': made = year + "-S" + rest; break;
    default: return text;
  }
  return TimePeriod::parse(made) ? made : text;
}

std::size_t time_dimension(const JsonStatDataSet& set) {
  const auto at = [&](auto&& is) {
    const auto it = std::ranges::find_if(set.dimensions, is);
    return it == set.dimensions.end() ? DataStructure::npos : static_cast<std::size_t>(it - set.dimensions.begin());
  };
  if (!set.time_role.empty()) return at([&](const JsonStatDimension& d) { return d.id == set.time_role.front(); });
  return at([](const JsonStatDimension& d) {
    const std::string lower = to_lower_ascii(d.id);
    return lower == "time" || lower == "time_period";
  });
}

}  // namespace

JsonStatStructure structure_of_jsonstat(const JsonStatDataSet& set) {
  JsonStatStructure out;
  auto s = std::make_shared<DataStructure>();
  out.time = time_dimension(set);
  s->agency = artefact_id(!set.structure_agency.empty() ? set.structure_agency : !set.agency.empty() ? set.agency : set.source, "JSONSTAT");
  s->id = artefact_id(!set.structure_id.empty() ? set.structure_id : !set.id.empty() ? set.id : set.label, "DATASET");
  const std::string& version = !set.structure_version.empty() ? set.structure_version : set.version;
  const bool is_version = !version.empty() && sdmx::fault_of({sdmx::Kind::DataStructure, s->agency, s->id, version}).empty();
  s->version = is_version ? version : "1.0";
  if (!set.label.empty()) s->name.set("en", set.label);

  Identifiers components;
  components.make("TIME_PERIOD");
  components.make("OBS_VALUE");
  for (const char* id : {"OBS_STATUS", "UNIT_MEASURE", "DECIMALS"}) components.make(id);
  for (std::size_t d = 0; d < set.dimensions.size(); ++d) {
    const JsonStatDimension& dimension = set.dimensions[d];
    auto& ids = out.ids.emplace_back();
    LocalText name;
    name.set("en", dimension.label.empty() ? dimension.id : dimension.label);
    if (d == out.time) {
      for (const JsonStatCategory& category : dimension.categories) ids.push_back(period_of(category.id));
      s->time_dimension = {.id = "TIME_PERIOD", .code_list = {}, .name = std::move(name)};
      continue;
    }
    const std::string id = components.make(artefact_id(dimension.id, "DIMENSION"));
    CodeList list;
    list.id = "CL_" + id;
    list.agency = s->agency;
    list.name = name;
    Identifiers codes;
    for (const JsonStatCategory& category : dimension.categories) ids.push_back(codes.make(category.id));
    std::unordered_map<std::string_view, std::size_t> by_own_id;
    for (std::size_t i = 0; i < ids.size(); ++i) by_own_id.emplace(dimension.categories[i].id, i);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const JsonStatCategory& category = dimension.categories[i];
      Code code{.id = ids[i], .name = {}};
      code.name.set("en", category.label.empty() ? category.id : category.label);
      const auto parent = by_own_id.find(category.parent);
      if (!category.parent.empty() && parent != by_own_id.end()) code.parent = ids[parent->second];
      list.add(std::move(code));
    }
    s->code_lists.push_back(std::move(list));
    s->dimensions.push_back({.id = id, .code_list = "CL_" + id, .name = std::move(name)});
  }
  s->measures = {{.id = "OBS_VALUE", .code_list = {}, .name = {}}};
  const auto add = [&](const char* id, Attribute::Level level, std::vector<std::size_t> dimensions) {
    Attribute attribute;
    attribute.id = id;
    attribute.representation.format = sdmx::TextFormat{.data_type = "String"};
    attribute.level = level;
    attribute.dimensions = std::move(dimensions);
    s->attributes.push_back(std::move(attribute));
  };
  add("OBS_STATUS", Attribute::Level::Observation, {});
  // Units are those of the first dimension that has any.
  std::size_t position = 0;
  for (std::size_t d = 0; d < set.dimensions.size(); ++d) {
    if (d == out.time) continue;
    const auto& categories = set.dimensions[d].categories;
    if (std::ranges::any_of(categories, [](const JsonStatCategory& c) { return !c.unit.empty() || !c.decimals.empty(); })) {
      add("UNIT_MEASURE", Attribute::Level::Group, {position});
      add("DECIMALS", Attribute::Level::Group, {position});
      break;
    }
    ++position;
  }
  out.structure = std::move(s);
  return out;
}

}  // namespace atalaya
