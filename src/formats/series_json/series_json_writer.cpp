#include "formats/series_json/series_json_writer.h"

#include "base/json_writer.h"

namespace atalaya {

namespace {

void write_series_head(JsonWriter& json, const Cube& cube, std::size_t s, std::string_view language) {
  const DataStructure& structure = cube.structure();
  json.field("id", cube.key(s)).key("key").begin_object();
  for (std::size_t d = 0; d < structure.dimensions.size(); ++d) json.field(structure.dimensions[d].id, cube.code_id(d, s));
  json.end_object().key("names").begin_object();
  for (std::size_t d = 0; d < structure.dimensions.size(); ++d) {
    const CodeList* list = structure.code_list(structure.dimensions[d].code_list);
    const Code* code = list != nullptr ? list->find(cube.code_id(d, s)) : nullptr;
    if (code != nullptr) json.field(structure.dimensions[d].id, code->name.in(language));
  }
  json.end_object().key("attributes").begin_object();
  for (std::size_t a = 0; a < structure.attributes.size(); ++a) {
    if (structure.attributes[a].level == Attribute::Level::Series) json.field(structure.attributes[a].id, cube.series_attribute(a, s));
  }
  json.end_object().key("observations").begin_array();
}

void write_observation(JsonWriter& json, const Cube& cube, std::size_t i) {
  const DataStructure& structure = cube.structure();
  json.begin_object().field(structure.time_dimension.id, cube.period(i).to_string()).field(structure.measure().id, cube.value(i));
  for (std::size_t a = 0; a < structure.attributes.size(); ++a) {
    if (structure.attributes[a].level == Attribute::Level::Observation) json.field(structure.attributes[a].id, cube.observation_attribute(a, i));
  }
  if (cube.load(i) != 0) json.field("load", cube.load(i));
  json.end_object();
}

}  // namespace

std::string write_series_json(const CubeSlice& slice, const Dataflow& flow, std::string_view release, std::string_view language) {
  const Cube& cube = *slice.cube;
  JsonWriter json;
  json.begin_object().field("dataflow", flow.reference()).field("release", release).key("series").begin_array();
  for (const std::size_t s : slice.series) {
    json.begin_object();
    write_series_head(json, cube, s, language);
    for (std::size_t i = cube.first(s); i < cube.last(s); ++i) {
      if (slice.in_range(cube.period(i))) write_observation(json, cube, i);
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace atalaya
