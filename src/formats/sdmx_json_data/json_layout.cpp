#include "formats/sdmx_json_data/json_layout.h"

#include <algorithm>

#include "base/text.h"

namespace atalaya {

namespace {

class Layouter {
 public:
  Layouter(const JsonStructure& message, bool draft) : message_(message), draft_(draft) {}

  Result<JsonLayout> make(const StructureSource& structures) {
    out_.reference = message_.reference;
    if (!message_.reference.empty()) {
      auto known = structures.structure_of(message_.reference);
      if (!known && known.error().kind != ErrorKind::NotFound) return std::unexpected(std::move(known).error());
      if (known) out_.structure = std::move(*known);
    }
    if (!out_.structure) out_.structure = structure_from_message(message_);
    TRY_STATUS(dimensions(message_.set_dimensions, out_.set_dimensions));
    TRY_STATUS(dimensions(message_.series_dimensions, out_.series_dimensions));
    TRY_STATUS(dimensions(message_.observation_dimensions, out_.observation_dimensions));
    for (const JsonComponent* dimension : message_.key()) out_.by_position.push_back(TRY(dimension_of(*dimension)));
    for (const auto* level : {&out_.set_dimensions, &out_.series_dimensions, &out_.observation_dimensions}) {
      out_.by_appearance.insert(out_.by_appearance.end(), level->begin(), level->end());
    }
    TRY_STATUS(whole_key());
    TRY_STATUS(attributes(message_.set_attributes, out_.set_slots));
    TRY_STATUS(attributes(message_.group_attributes, out_.group_slots));
    TRY_STATUS(attributes(message_.series_attributes, out_.series_slots));
    TRY_STATUS(measures());
    TRY_STATUS(attributes(message_.observation_attributes, out_.observation_slots));
    const auto of_series = [](const JsonLayout::Slot& slot) { return slot.level == Attribute::Level::Series || slot.level == Attribute::Level::Group; };
    out_.plain_series = out_.observation_dimensions.size() == 1 && out_.observation_dimensions.front().position == DataStructure::npos &&
                        std::ranges::all_of(out_.series_slots, of_series) &&
                        std::ranges::all_of(out_.observation_slots, [](const JsonLayout::Slot& slot) { return slot.level == Attribute::Level::Observation; }) &&
                        std::ranges::all_of(out_.set_slots, [](const JsonLayout::Slot& slot) { return slot.level == Attribute::Level::DataSet; });
    return std::move(out_);
  }

 private:
  std::unexpected<Error> unknown(const std::string& id) const {
    return fail(ErrorKind::Input, "'" + shorten(id, 60) + "' is no component of " + out_.structure->id, message_.place);
  }

  Result<JsonLayout::Dimension> dimension_of(const JsonComponent& component) const {
    JsonLayout::Dimension dimension;
    const DataStructure& s = *out_.structure;
    dimension.position = s.position(component.id);
    if (dimension.position == DataStructure::npos && !(s.has_time() && component.id == s.time_dimension.id)) {
      return unknown(component.id);
    }
    for (const JsonValue& value : component.values)
      dimension.ids.emplace_back(value.texts.empty() ? std::string_view("") : std::string_view(value.texts.front().first));
    return dimension;
  }

  Status dimensions(const std::vector<JsonComponent>& level, std::vector<JsonLayout::Dimension>& to) const {
    for (const JsonComponent& component : level) to.push_back(TRY(dimension_of(component)));
    return {};
  }

  Status whole_key() const {
    const auto& s = *out_.structure;
    for (std::size_t d = 0; d < s.dimensions.size(); ++d) {
      if (std::ranges::find(out_.by_position, d, &JsonLayout::Dimension::position) == out_.by_position.end()) {
        return fail(ErrorKind::Input, "the message does not have the dimension " + s.dimensions[d].id, message_.place);
      }
    }
    return {};
  }

  void take_values(const JsonComponent& component, JsonLayout::Slot& slot) const {
    slot.by_number = component.has_values;
    for (const JsonValue& value : component.values) {
      auto& values = slot.values.emplace_back();
      for (const auto& [text, language] : value.texts) values.push_back({slot.position, text, language});
    }
    if (component.default_text) slot.default_value.push_back({slot.position, *component.default_text});
  }

  Status attributes(const std::vector<JsonComponent>& level, std::vector<JsonLayout::Slot>& to) const {
    for (const JsonComponent& component : level) {
      if (draft_ && component.has_values && component.values.empty()) continue;
      JsonLayout::Slot slot;
      slot.position = out_.structure->attribute_position(component.id);
      if (slot.position == DataStructure::npos) return unknown(component.id);
      slot.level = out_.structure->attributes[slot.position].level;
      take_values(component, slot);
      for (const std::string& id : component.dimensions) slot.related.push_back(out_.structure->position(id));
      std::ranges::sort(slot.related);
      to.push_back(std::move(slot));
    }
    return {};
  }

  Status measures() {
    const DataStructure& s = *out_.structure;
    if (!message_.has_measures) {
      const std::size_t named = s.measure_position("OBS_VALUE");
      out_.observation_slots.push_back({.is_measure = true, .position = named == DataStructure::npos ? 0 : named});
      return {};
    }
    for (const JsonComponent& component : message_.measures) {
      JsonLayout::Slot slot{.is_measure = true, .position = s.measure_position(component.id)};
      if (slot.position == DataStructure::npos) return unknown(component.id);
      take_values(component, slot);
      out_.observation_slots.push_back(std::move(slot));
    }
    return {};
  }

  const JsonStructure& message_;
  bool draft_;
  JsonLayout out_;
};

}  // namespace

Result<JsonLayout> layout_of(const JsonStructure& message, const StructureSource& structures, bool draft) { return Layouter(message, draft).make(structures); }

}  // namespace atalaya
