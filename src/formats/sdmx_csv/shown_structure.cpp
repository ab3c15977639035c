#include "formats/sdmx_csv/shown_structure.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "formats/csv/csv_reader.h"

namespace atalaya {

namespace {

constexpr std::string_view value_column = "OBS_VALUE";
constexpr std::string_view time_column = "TIME_PERIOD";

/// An id as components have it; columns of the sender's own are often called otherwise ("LAST UPDATE").
bool is_id(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !text.empty() && is_letter(text[0]) &&
         std::ranges::all_of(text, [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; });
}

bool may_be_dimension(const SdmxCsvHeader::Column& column) { return !column.multiple && column.id != value_column && is_id(column.id); }

/// The columns whose values the key of each line joins, in its order. Empty: there are none.
std::vector<const SdmxCsvHeader::Column*> columns_of_key(CsvReader csv, const SdmxCsvHeader& header, std::size_t key_at) {
  std::vector<std::vector<const SdmxCsvHeader::Column*>> candidates;  // of each part
  Row row;
  constexpr int lines = 1000;
  for (int line = 0; line < lines; ++line) {
    const auto more = csv.next(row);
    if (!more || !*more) break;
    const std::string_view key = row.cells[key_at];
    if (key.empty()) continue;
    const auto parts = split(key, '.');
    if (candidates.empty()) {
      candidates.resize(parts.size());
      for (auto& of_part : candidates) {
        for (const auto& column : header.columns) {
          if (may_be_dimension(column)) of_part.push_back(&column);
        }
      }
    }
    if (parts.size() != candidates.size()) return {};
    for (std::size_t p = 0; p < parts.size(); ++p) {
      std::erase_if(candidates[p], [&](const auto* column) { return without_label(row.cells[column->at]) != parts[p]; });
    }
  }
  std::vector<const SdmxCsvHeader::Column*> out;
  for (const auto& of_part : candidates) {
    const auto free = std::ranges::find_if(of_part, [&](const auto* column) { return std::ranges::find(out, column) == out.end(); });
    if (free == of_part.end()) return {};
    out.push_back(*free);
  }
  return out;
}

Component component_of(const SdmxCsvHeader::Column& column, const char* data_type) {
  Component out{.id = column.id, .code_list = {}, .name = {}};
  if (data_type != nullptr) out.representation.format = sdmx::TextFormat{.data_type = data_type};
  if (column.multiple) out.representation.max_occurs = "unbounded";
  if (!column.languages.empty()) out.representation.format->is_multilingual = "true";
  return out;
}

}  // namespace

ShownStructure structure_shown(std::string_view bytes, const std::string& file, char delimiter, const SdmxCsvHeader& header) {
  const auto value = std::ranges::find(header.columns, value_column, &SdmxCsvHeader::Column::id);
  if (value == header.columns.end() || value->multiple) return {};
  const auto time = std::ranges::find(header.columns, time_column, &SdmxCsvHeader::Column::id);
  const bool has_time = time != header.columns.end() && !time->multiple;
  std::vector<const SdmxCsvHeader::Column*> dimensions;
  const char* by = "by the keys of the lines";
  const std::size_t key_at = header.observation_key != SdmxCsvHeader::none ? header.observation_key : has_time ? header.series_key : SdmxCsvHeader::none;
  if (key_at != SdmxCsvHeader::none) {
    auto csv = CsvReader::open(bytes, file, {.delimiter = delimiter, .same_names = true});
    if (csv) dimensions = columns_of_key(std::move(*csv), header, key_at);
  }
  if (dimensions.empty()) {
    by = "as their columns stand before OBS_VALUE";
    for (auto column = header.columns.begin(); column != value; ++column) {
      if (may_be_dimension(*column)) dimensions.push_back(&*column);
    }
  }
  std::erase_if(dimensions, [](const auto* column) { return column->id == time_column; });
  if (dimensions.empty() && !has_time) return {};

  ShownStructure out{.structure = std::make_shared<DataStructure>()};
  std::vector<std::string> ids;
  for (const auto* column : dimensions) {
    out.structure->dimensions.push_back(component_of(*column, nullptr));
    ids.push_back(column->id);
  }
  if (has_time) {
    out.structure->time_dimension = component_of(*time, nullptr);
    ids.push_back(time->id);
  }
  out.structure->measures.push_back(component_of(*value, nullptr));
  for (const auto& column : header.columns) {
    const bool taken = &column == &*value || (has_time && &column == &*time) || std::ranges::find(dimensions, &column) != dimensions.end();
    if (taken || !is_id(column.id)) continue;
    Attribute attribute;
    static_cast<Component&>(attribute) = component_of(column, "String");
    out.structure->attributes.push_back(std::move(attribute));
  }
  out.how = "its dimensions are taken to be " + join(ids, ", ") + ", " + by + ", and all else attributes of the observation";
  return out;
}

}  // namespace atalaya
