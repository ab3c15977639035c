#include "formats/sdmx_ml_data/component_index.h"

namespace atalaya::sdmx_ml {

ComponentIndex::ComponentIndex(const DataStructure& structure) {
  const auto add = [&](std::string_view id, Slot::Kind kind, std::size_t position) {
    slots_.try_emplace(std::string(id), Slot{kind, static_cast<std::uint32_t>(position)});
  };
  for (std::size_t d = 0; d < structure.dimensions.size(); ++d) add(structure.dimensions[d].id, Slot::Kind::Dimension, d);
  if (structure.has_time()) add(structure.time_dimension.id, Slot::Kind::Time, 0);
  for (std::size_t m = 0; m < structure.measures.size(); ++m) add(structure.measures[m].id, Slot::Kind::Measure, m);
  for (std::size_t a = 0; a < structure.attributes.size(); ++a) {
    const Attribute& attribute = structure.attributes[a];
    const Slot::Kind kind = attribute.is_of_series()                           ? Slot::Kind::SeriesAttribute
                            : attribute.level == Attribute::Level::Observation ? Slot::Kind::ObservationAttribute
                                                                               : Slot::Kind::SetAttribute;
    add(attribute.id, kind, a);
  }
  if (structure.has_time()) add("TIME_PERIOD", Slot::Kind::Time, 0);
  if (structure.measures.size() == 1) add("OBS_VALUE", Slot::Kind::Measure, 0);
}

Slot ComponentIndex::component(std::string_view id) const {
  const auto it = slots_.find(id);
  return it == slots_.end() ? Slot{} : it->second;
}

Slot ComponentIndex::attribute(std::string_view name) const {
  if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) {
    const bool is_type = name.substr(colon + 1) == "type" && !name.starts_with("xmlns:");
    return {is_type ? Slot::Kind::Type : Slot::Kind::Foreign, 0};
  }
  if (const Slot slot = component(name); slot.kind != Slot::Kind::Unknown) return slot;
  if (name == "type") return {Slot::Kind::Type, 0};
  return {name == "xmlns" ? Slot::Kind::Foreign : Slot::Kind::Unknown, 0};
}

}  // namespace atalaya::sdmx_ml
