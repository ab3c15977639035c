// The structures of the examples in the field guides of SDMX-CSV whose columns do not show them: what the guides' words say of them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/text.h"
#include "model/data_message.h"

namespace atalaya::testing {

/// The structure that an example has under an id; null where it is none of these examples. An example is known by its header line.
inline std::shared_ptr<const DataStructure> guide_structure(std::string_view example, const sdmx::Reference& reference) {
  struct Shown {
    const char *columns, *id;  // what the header line ends in; the id of what the lines are of
    const char *dimensions, *measures, *of_observation;
    const char *of_part = "", *part = "";  // attributes of a part of the key: of these dimensions
  };
  static constexpr const char* three = "DIM_1 DIM_2 DIM_3";
  static constexpr Shown shown[] = {
      {"ACTION,OBS_VALUE1,OBS_VALUE2,ATTR_3,ATTR_1[],DIM_2,DIM_1,DIM_3", "NA_MAIN", three, "OBS_VALUE1 OBS_VALUE2", "ATTR_1[] ATTR_3"},
      {"SERIES_KEY,OBS_VALUE1,OBS_VALUE2,ATTR_3,ATTR_1,DIM_2,DIM_1,DIM_3", "NA_MAIN", three, "OBS_VALUE1 OBS_VALUE2", "ATTR_1 ATTR_3"},
      {"DIM_C3,MEAS_A1B1C1,MEAS_C2,ATTR_A1,ATTR_B1", "DF_A", "DIM_A1B1 DIM_A2 DIM_A3C2", "MEAS_A1B1C1", "ATTR_A1"},
      {"DIM_C3,MEAS_A1B1C1,MEAS_C2,ATTR_A1,ATTR_B1", "DSD_B", "DIM_A1B1 DIM_B2", "MEAS_A1B1C1", "ATTR_B1"},
      {"DIM_C3,MEAS_A1B1C1,MEAS_C2,ATTR_A1,ATTR_B1", "DPA_C", "DIM_A3C2 DIM_C1 DIM_C3", "MEAS_A1B1C1 MEAS_C2", ""},
      {"ACTION,DIM_2,DIM_3,ATTR_1", "DPA_ID", three, "OBS_VALUE", "", "ATTR_1", "DIM_2 DIM_3"},
      {"DIM_3,MEAS_1,ATTR_1,ATTR_2", "DF_ID", three, "MEAS_1", "ATTR_1", "ATTR_2", "DIM_2"},
      {"ACTION,DIM_2,COLLECTION.METHOD[en;fr],CONTACT[],CONTACT[].NAME[]", "DF_ID", "DIM_1 DIM_2", "OBS_VALUE", "",
       "COLLECTION.METHOD[en] CONTACT[] CONTACT[].NAME[]", "DIM_2"},
      {"ACTION,DIM_2,DIM_3", "NA_MAIN", three, "OBS_VALUE", ""},
      {"ACTION", "DSD_NA_MAIN", three, "OBS_VALUE", ""},
      {"ACTION,DIM_1,DIM_2,DIM_3", "DSD_NA_MAIN", three, "OBS_VALUE", ""},
  };
  const std::string_view header = trim(example.substr(0, example.find('\n')));
  const auto words = [](std::string_view text) { return text.empty() ? std::vector<std::string_view>() : split(text, ' '); };
  for (const Shown& one : shown) {
    if (!header.starts_with("STRUCTURE") || !header.ends_with(one.columns) || reference.id != one.id) continue;
    auto made = std::make_shared<DataStructure>();
    made->agency = reference.agency;
    made->id = reference.id;
    made->version = reference.version;
    const auto component = [](std::string_view word) {
      const bool several = word.ends_with("[]");
      const bool in_languages = word.ends_with("[en]");
      Component out{.id = std::string(word.substr(0, word.size() - (several ? 2U : in_languages ? 4U : 0U))), .code_list = {}, .name = {}};
      out.representation.format = sdmx::TextFormat{.data_type = "String"};
      if (several) out.representation.max_occurs = "unbounded";
      if (in_languages) out.representation.format->is_multilingual = "true";
      return out;
    };
    for (const std::string_view id : words(one.dimensions)) made->dimensions.push_back(component(id));
    for (const std::string_view id : words(one.measures)) made->measures.push_back(component(id));
    const auto add = [&](const char* ids, Attribute::Level level) {
      for (const std::string_view id : words(ids)) {
        Attribute attribute;
        static_cast<Component&>(attribute) = component(id);
        attribute.level = level;
        if (level == Attribute::Level::Group) {
          for (const std::string_view dimension : words(one.part)) attribute.dimensions.push_back(made->position(dimension));
        }
        made->attributes.push_back(std::move(attribute));
      }
    };
    add(one.of_part, Attribute::Level::Group);
    add(one.of_observation, Attribute::Level::Observation);
    return made;
  }
  return nullptr;
}

}  // namespace atalaya::testing
