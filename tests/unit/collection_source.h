// The structures that data messages of the public test collection need.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "base/text.h"
#include "model/resolve.h"

namespace atalaya::testing {

/// Structures of the collection; and of messages whose structure is not in it, or is there under another name, what they show of it.
class CollectionSource final : public StructureSource {
 public:
  explicit CollectionSource(const sdmx::Structures& structures) : known_(structures) {}
  Result<std::shared_ptr<const DataStructure>> structure_of(const sdmx::Reference& reference) const override {
    auto found = known_.structure_of(reference);
    if (found) return found;
    struct Other {
      const char* id;
      const char* as;
    };
    for (const auto& [id, as] : {Other{"ECB_EXR_RG", "ECB:ECB_EXR_CG(1.0)"},
                                 {"22_289", "IT1:DCIS_POPRES1(1.0)"},
                                 {"EXR", "ECB:ECB_EXR_COMPLEX_ATTRIBUTES(1.0)"},
                                 {"EXT_DEBT", "BIS:BIS_JOINT_DEBT(1.0)"}}) {
      if (reference.id == id) return known_.structure_of(*sdmx::parse_short_reference(as, sdmx::Kind::DataStructure));
    }
    struct Shown {
      const char *id, *dimensions, *of_set, *of_series, *of_observation;
    };
    constexpr std::array shown = {
        Shown{"PCPS", "FREQ REF_AREA COMMODITY UNIT_MEASURE", "", "UNIT_MULT TIME_FORMAT", ""},
        Shown{"DSD_nama_10_gdp", "UNIT NA_ITEM GEO FREQ", "", "", "OBS_FLAG OBS_STATUS"},
        Shown{"NAMA_10_GDP", "freq unit na_item geo", "", "", ""},
        Shown{"SERIES_BDM", "IDBANK", "", "FREQ TITLE LAST_UPDATE UNIT_MEASURE UNIT_MULT REF_AREA DECIMALS BASE_PER TIME_PER_COLLECT",
              "OBS_STATUS EMBARGO_TIME"},
        Shown{"TARIFF_TRAINS", "FREQ REPORTER PARTNER PRODUCTCODE DATATYPE", "DATASOURCE", "",
              "TARIFFTYPE OBS_VALUE_MEASURE TOTALNOOFLINES NBR_PREF_LINES NBR_MFN_LINES NBR_NA_LINES SUM_OF_RATES MIN_RATE MAX_RATE NOMENCODE"},
        Shown{"ISOC_CI_ID_H", "", "", "", ""},
    };
    for (const Shown& one : shown) {
      if (reference.id != one.id) continue;
      auto made = std::make_shared<DataStructure>();
      made->agency = reference.agency;
      made->id = reference.id;
      made->version = "1.0";
      const auto words = [](std::string_view text) { return text.empty() ? std::vector<std::string_view>() : split(text, ' '); };
      for (const std::string_view id : words(one.dimensions)) made->dimensions.push_back(component(std::string(id)));
      made->time_dimension = component("TIME_PERIOD");
      made->measures = {component("OBS_VALUE")};
      const auto add = [&](const char* ids, Attribute::Level level) {
        for (const std::string_view id : words(ids)) {
          Attribute attribute;
          static_cast<Component&>(attribute) = component(std::string(id));
          attribute.level = level;
          made->attributes.push_back(attribute);
        }
      };
      add(one.of_set, Attribute::Level::DataSet);
      add(one.of_series, Attribute::Level::Series);
      add(one.of_observation, Attribute::Level::Observation);
      return made;
    }
    return found;
  }

 private:
  static Component component(std::string id) { return {.id = std::move(id), .code_list = {}, .name = {}}; }
  ResolvedStructures known_;
};

}  // namespace atalaya::testing
