// Utility and cross-sectional data of SDMX-ML 2.0 (SDMXUtilityData.xsd, SDMXCrossSectionalData.xsd).
#include "base/text.h"
#include "formats/sdmx_ml_data/message_reader.h"

namespace atalaya::sdmx_ml {

// <Key><FREQ>M</FREQ></Key><Obs OBS_STATUS="A"><TIME_PERIOD>2000-01</TIME_PERIOD><OBS_VALUE>3.14</OBS_VALUE></Obs>
void MessageReader::start_utility_value(const char* name) {
  comp_id_ = local_name(name);
  comp_ = index_->component(comp_id_);
  const bool is_dimension = comp_.kind == Slot::Kind::Dimension, is_of_observation = comp_.kind == Slot::Kind::Time || comp_.kind == Slot::Kind::Measure;
  const bool in_key = states_.back() == State::UtilityKey;
  if (in_key ? !is_dimension : !is_of_observation) {
    const char* const where = in_key ? "no dimension" : "neither the time nor the measure";
    return fail("\"" + shorten(comp_id_, 80) + "\" is " + where + " of the structure");
  }
  text_.clear();
  stream_.want_text(true);
  push(State::UtilityValue);
}

// Dimensions and attributes stand at the data set, a Group, a Section or the observation, as the structure's designer saw fit: each observation has what the
// elements around it say.
void MessageReader::start_cross(const char* name, const char** attributes) {
  const char* const local = local_name(name);
  const State here = states_.back();
  if (std::strcmp(local, "Group") == 0 && here == State::DataSet) {
    begin_element(group_, group_cache_, attributes, State::Group);
  } else if (std::strcmp(local, "Section") == 0 && here != State::Section) {
    begin_element(series_, series_cache_, attributes, State::Section);
  } else if (std::strcmp(local, "Annotations") == 0) {
    skip("annotations of groups and sections");
  } else if (here == State::Section) {
    start_cross_observation(name, attributes);
  } else {
    unexpected(name, here == State::Group ? "a group" : "a data set");
  }
}

// <STOCKS JD_CATEGORY="A" value="3.14"/>: STOCKS stands for a code of the measure dimension.
void MessageReader::start_cross_observation(const char* name, const char** attributes) {
  const std::string_view local = local_name(name);
  const DataStructure& structure = *info_.structure;
  const auto& measures = structure.cross_sectional_measures;
  const auto measure = std::ranges::find(measures, local, &CrossSectionalMeasure::id);
  if (measure == measures.end() && index_->component(local).kind != Slot::Kind::Measure) {
    return fail("the structure has no measure \"" + shorten(local, 80) + "\"", "cross-sectional measures are known from a structure of SDMX-ML 2.0");
  }
  observation_.begin(structure.dimensions.size());
  const auto here = stream_.position();
  observation_.line = here.line;
  observation_.column = here.column;
  push(State::Observation);
  if (measure != measures.end()) add(observation_, {Slot::Kind::Dimension, static_cast<std::uint32_t>(measure->dimension)}, local, measure->code);
  for (std::size_t i = 0; attributes[0] != nullptr; attributes += 2, ++i) {
    const std::string_view id = attributes[0];
    Slot slot = observation_cache_.find(i, id, [&](std::string_view text) { return index_->attribute(text); });
    if (slot.kind == Slot::Kind::Unknown && id == "value") slot = {Slot::Kind::Measure, 0};
    if (slot.kind == Slot::Kind::Foreign) foreign(id);
    add(observation_, slot, id, attributes[1]);
  }
}

void MessageReader::tell_cross_observation() {
  for (const ElementValues* outer : {&series_, &group_, &set_}) observation_.inherit(*outer);
  check(teller_->observation(observation_, nullptr), &observation_);
}

}  // namespace atalaya::sdmx_ml
