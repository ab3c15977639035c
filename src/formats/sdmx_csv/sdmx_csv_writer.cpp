#include "formats/sdmx_csv/sdmx_csv_writer.h"

#include <cmath>

#include "formats/csv/csv_writer.h"

namespace atalaya {

std::string write_sdmx_csv(const CubeSlice& slice, const Dataflow& flow) {
  const Cube& cube = *slice.cube;
  const DataStructure& structure = cube.structure();
  std::string out = "STRUCTURE,STRUCTURE_ID,ACTION";
  for (const Component& dimension : structure.dimensions) out += "," + dimension.id;
  out += "," + structure.time_dimension.id + "," + structure.measure().id;
  for (const Attribute& attribute : structure.attributes) out += "," + attribute.id;
  out += '\n';
  const std::string lead = "dataflow," + flow.reference() + ",I";
  std::size_t described = DataStructure::npos;
  std::string key_cells;
  slice.for_each([&](std::size_t s, std::size_t i) {
    if (s != described) {
      described = s;
      key_cells = lead;
      for (std::size_t d = 0; d < structure.dimensions.size(); ++d) key_cells += "," + cube.code_id(d, s);
    }
    out += key_cells + "," + cube.period(i).to_string() + ",";
    if (!std::isnan(cube.value(i))) append_number(out, cube.value(i));
    for (std::size_t a = 0; a < structure.attributes.size(); ++a) {
      out += ',';
      const bool of_series = structure.attributes[a].level == Attribute::Level::Series;
      append_csv_field(out, of_series ? cube.series_attribute(a, s) : cube.observation_attribute(a, i));
    }
    out += '\n';
  });
  return out;
}

}  // namespace atalaya
