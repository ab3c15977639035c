#include "formats/sdmx_csv/sdmx_csv_header.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace atalaya {

namespace {

constexpr std::string_view separators = ",;\t|";

/// What follows the term of the first field: empty where the bytes begin otherwise.
std::string_view after_term(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with('"')) bytes.remove_prefix(1);
  for (const std::string_view term : {std::string_view("DATAFLOW"), std::string_view("STRUCTURE")}) {
    if (!bytes.starts_with(term)) continue;
    bytes.remove_prefix(term.size());
    if (bytes.size() >= 3 && bytes[0] == '[' && bytes[2] == ']') bytes.remove_prefix(3);
    // "DATAFLOW: Dataflow" is not of the guide, but is met.
    if (bytes.starts_with(": ")) bytes.remove_prefix(std::min(bytes.size(), bytes.find_first_of(",;\t|\"\n")));
    if (bytes.starts_with('"')) bytes.remove_prefix(1);
    return bytes;
  }
  return {};
}

/// "TITLE[en;fr]: Title" to its parts.
SdmxCsvHeader::Column column_of(std::string_view field, std::size_t at, char sub_field) {
  const std::string_view id = without_label(field);
  SdmxCsvHeader::Column column{.at = at, .id = std::string(id), .labelled = id.size() != field.size()};
  if (!id.ends_with(']')) return column;
  const auto open = id.rfind('[');
  if (open == std::string_view::npos) return column;
  column.id = id.substr(0, open);
  column.multiple = true;
  const std::string_view inside = id.substr(open + 1, id.size() - open - 2);
  if (inside.empty()) return column;
  for (const std::string_view language : split(inside, sub_field == '\0' ? ';' : sub_field)) column.languages.emplace_back(trim(language));
  return column;
}

}  // namespace

char sdmx_csv_delimiter(std::string_view bytes) {
  const std::string_view rest = after_term(bytes);
  return !rest.empty() && separators.find(rest[0]) != std::string_view::npos ? rest[0] : ',';
}

bool is_sdmx_csv(std::string_view bytes) {
  const std::string_view rest = after_term(bytes);
  return !rest.empty() && separators.find(rest[0]) != std::string_view::npos;
}

Result<SdmxCsvHeader> parse_sdmx_csv_header(const std::vector<std::string>& fields, const std::string& file) {
  SdmxCsvHeader header;
  const std::string_view first = without_label(fields[0]);
  std::size_t at = 1;
  bool name_columns = false;
  if (first == "DATAFLOW") {
    header.first_version = true;
    header.labelled_identification = true;
  } else if (first.starts_with("STRUCTURE") && fields.size() > 1 && without_label(fields[1]) == "STRUCTURE_ID" &&
             (first.size() == 9 || (first.size() == 12 && first[9] == '[' && first[11] == ']'))) {
    header.structure = 0;
    header.identification = at++;
    header.labelled_identification = true;
    if (first.size() == 12) header.sub_field = first[10];
    if (at < fields.size() && fields[at] == "STRUCTURE_NAME") {
      name_columns = true;
      ++at;
    }
    if (at < fields.size() && fields[at] == "ACTION") header.action = at++;
    if (at < fields.size() && fields[at] == "SERIES_KEY") header.series_key = at++;
    if (at < fields.size() && fields[at] == "OBS_KEY") header.observation_key = at++;
  } else {
    return fail(ErrorKind::Input, "this is not SDMX-CSV: the first column is '" + shorten(fields[0], 40) + "'", {.file = file, .line = 1, .column = 1},
                "1.0 begins with DATAFLOW, 2.0 with STRUCTURE,STRUCTURE_ID");
  }
  // With names in columns of their own, each component's is followed by its name's; some have the names beside the ids nonetheless.
  if (std::any_of(fields.begin() + static_cast<std::ptrdiff_t>(at), fields.end(), [](const std::string& field) { return field.contains(": "); })) {
    name_columns = false;
  }
  std::set<std::string> seen;
  for (; at < fields.size(); at += name_columns ? 2 : 1) {
    header.columns.push_back(column_of(fields[at], at, header.sub_field));
    if (!seen.insert(header.columns.back().id).second) {
      return fail(ErrorKind::Input, "two columns are called '" + shorten(header.columns.back().id, 60) + "'", {.file = file, .line = 1, .column = at + 1});
    }
  }
  return header;
}

}  // namespace atalaya
