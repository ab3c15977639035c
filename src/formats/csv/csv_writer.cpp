#include "formats/csv/csv_writer.h"

#include <algorithm>
#include <cmath>

namespace atalaya {

void append_csv_field(std::string& out, std::string_view field, char delimiter) {
  if (std::ranges::none_of(field, [delimiter](char c) { return c == delimiter || c == '"' || c == '\n' || c == '\r'; })) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_csv_text(std::string& out, std::string_view field, char delimiter) {
  if (field.empty() || std::string_view("=+-@\t\r").find(field.front()) == std::string_view::npos) return append_csv_field(out, field, delimiter);
  append_csv_field(out, "'" + std::string(field), delimiter);
}

std::string write_csv(const CubeSlice& slice, std::string_view language) {
  const Cube& cube = *slice.cube;
  const DataStructure& structure = cube.structure();
  std::string out;
  for (const Component& dimension : structure.dimensions) out += dimension.id + "," + dimension.id + "_NAME,";
  out += structure.time_dimension.id + "," + structure.measure().id;
  for (const Attribute& attribute : structure.attributes) out += "," + attribute.id;
  out += ",LOAD\n";
  std::size_t described = DataStructure::npos;
  std::string key_cells;
  slice.for_each([&](std::size_t s, std::size_t i) {
    if (s != described) {
      described = s;
      key_cells.clear();
      for (std::size_t d = 0; d < structure.dimensions.size(); ++d) {
        const std::string& id = cube.code_id(d, s);
        const CodeList* list = structure.code_list(structure.dimensions[d].code_list);
        const Code* code = list != nullptr ? list->find(id) : nullptr;
        append_csv_field(key_cells, id);
        key_cells += ',';
        if (code != nullptr) append_csv_field(key_cells, code->name.in(language));
        key_cells += ',';
      }
    }
    out += key_cells;
    out += cube.period(i).to_string();
    out += ',';
    if (!std::isnan(cube.value(i))) append_number(out, cube.value(i));
    for (std::size_t a = 0; a < structure.attributes.size(); ++a) {
      out += ',';
      const bool of_series = structure.attributes[a].level == Attribute::Level::Series;
      append_csv_field(out, of_series ? cube.series_attribute(a, s) : cube.observation_attribute(a, i));
    }
    out += ',';
    if (cube.load(i) != 0) out += std::to_string(cube.load(i));
    out += '\n';
  });
  return out;
}

}  // namespace atalaya
