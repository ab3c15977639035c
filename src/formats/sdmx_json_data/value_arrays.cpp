#include "formats/sdmx_json_data/value_arrays.h"

namespace atalaya {

std::span<const Value> values_of(std::span<const Value> values, std::size_t component) {
  std::size_t begin = 0;
  while (begin < values.size() && values[begin].component != component) ++begin;
  std::size_t end = begin;
  while (end < values.size() && values[end].component == component) ++end;
  return values.subspan(begin, end - begin);
}

std::size_t given_values(const std::vector<std::size_t>& components, std::span<const Value> values) {
  std::size_t last = components.size();
  while (last > 0 && values_of(values, components[last - 1]).empty()) --last;
  return last;
}

void append_annotations(std::string& out, std::span<const std::size_t> annotations, bool follow) {
  for (const std::size_t number : annotations) {
    if (follow) out += ',';
    follow = true;
    out += std::to_string(number);
  }
}

Status append_attributes(std::string& out, JsonNumbers& numbers, const std::vector<std::size_t>& attributes, std::span<const Value> values,
                         std::span<const std::size_t> annotations) {
  const std::size_t last = annotations.empty() ? given_values(attributes, values) : attributes.size();
  out += '[';
  for (std::size_t i = 0; i < last; ++i) {
    if (i != 0) out += ',';
    TRY_STATUS(numbers.append_attribute(out, attributes[i], values_of(values, attributes[i])));
  }
  append_annotations(out, annotations, last > 0);
  out += ']';
  return {};
}

}  // namespace atalaya
