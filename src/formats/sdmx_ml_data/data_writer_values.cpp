// Values of components as they stand in the elements.
#include "formats/sdmx_ml_data/data_writer.h"

namespace atalaya::sdmx_ml {

void DataWriter::append_value(std::string& out, std::string_view id, std::string_view text) {
  if (text.data() == nullptr) return;
  if (format_.is_generic) {
    out.append("<generic:Value id=\"").append(id).append("\" value=\"");
    cannot_be_written_ |= !append_escaped(out, text);
    out += "\"/>";
  } else {
    out.append(" ").append(id).append("=\"");
    cannot_be_written_ |= !append_escaped(out, text);
    out += '"';
  }
}

const std::string& DataWriter::measure_id(std::size_t measure) const {
  static const std::string primary = "OBS_VALUE";  // fixed in 2.1
  return format_.is_2_1() ? primary : info_.structure->measures[measure].id;
}

void DataWriter::append_values(Fragment& out, std::span<const Value> values, bool are_measures) {
  for (std::size_t from = 0; from < values.size();) {
    std::size_t to = from + 1;
    while (to < values.size() && values[to].component == values[from].component) ++to;
    const std::size_t position = values[from].component;
    const Component& component = are_measures ? static_cast<const Component&>(info_.structure->measures[position]) : info_.structure->attributes[position];
    const bool needs_comp = to - from > 1 || (!values[from].language.empty() && !format_.is_2_1());
    if (needs_comp && format_.is_2_1()) {
      repeated_ = repeated_.value_or(position);
    } else if (needs_comp) {
      append_comp(out, values.subspan(from, to - from), component, are_measures);
    } else {
      append_value(out.plain, component.id, values[from].text);
    }
    from = to;
  }
}

void DataWriter::append_comp(Fragment& out, std::span<const Value> values, const Component& component, bool are_measures) {
  const bool is_markup = component.representation.format && component.representation.format->data_type == "XHTML";
  std::string& comps = out.comps;
  comps.append("<Comp id=\"").append(component.id).append("\" xsi:type=\"ns").append(std::to_string(structure_ + 1)).append(":");
  comps.append(component.id).append(are_measures ? "_MEASURE\">" : "_ATTRIBUTE\">");
  for (std::size_t i = 0; i < values.size(); ++i) {
    // A language that comes again begins another value.
    bool is_new = i == 0 || values[i].language.empty();
    for (std::size_t k = i; !is_new && k > 0 && !values[k - 1].language.empty(); --k) is_new = values[k - 1].language == values[i].language;
    if (is_new) comps += i == 0 ? "<Value>" : "</Value><Value>";
    const char* const element = is_markup ? "common:StructuredText" : "common:Text";
    if (!values[i].language.empty()) {
      comps.append("<").append(element).append(" xml:lang=\"");
      cannot_be_written_ |= !append_escaped(comps, values[i].language);
      comps += "\">";
    }
    if (is_markup) {
      comps += values[i].text;
    } else {
      cannot_be_written_ |= !append_escaped(comps, values[i].text);
    }
    if (!values[i].language.empty()) comps.append("</").append(element).append(">");
  }
  comps += "</Value></Comp>\n";
}

}  // namespace atalaya::sdmx_ml
