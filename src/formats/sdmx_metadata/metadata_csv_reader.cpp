#include <algorithm>
#include <optional>

#include "base/text.h"
#include "formats/csv/csv_reader.h"
#include "formats/sdmx_metadata/csv_columns.h"
#include "formats/sdmx_metadata/csv_lists.h"
#include "formats/sdmx_metadata/metadata_csv.h"
#include "formats/sdmx_metadata/metadata_labels.h"

namespace atalaya {

namespace {

constexpr std::size_t npos = static_cast<std::size_t>(-1);

/// An attribute on its way from the columns: what stands in one place of a list belongs together.
struct Slot {
  struct Instance {
    std::vector<std::string> values = {};
    LocalText texts = {};
    std::vector<Slot> parts = {};
  };
  std::string id;
  std::vector<Instance> instances = {};
};

std::vector<sdmx::ReportedAttribute> attributes_of(std::vector<Slot>& slots) {
  std::vector<sdmx::ReportedAttribute> out;
  for (Slot& slot : slots) {
    for (Slot::Instance& instance : slot.instances) {
      sdmx::ReportedAttribute made;
      made.id = slot.id;
      made.values = std::move(instance.values);
      if (!instance.texts.empty()) set_reported_texts(made, std::move(instance.texts));
      made.attributes = attributes_of(instance.parts);
      // A place of a list that is empty in all columns.
      if (made.values.empty() && made.text.empty() && made.structured_text.empty() && made.attributes.empty()) continue;
      append_reported(out, std::move(made));
    }
  }
  return out;
}

class CsvMetadata {
 public:
  CsvMetadata(std::string file, const sdmx::Structures* structures) : file_(std::move(file)), labels_(structures, "en") {}

  Result<MetadataMessage> read(std::string_view bytes) {
    const CsvOptions options = TRY(separators(bytes));
    CsvReader reader = TRY(CsvReader::open(bytes, file_, options));
    TRY_STATUS(header(reader.columns()));
    MetadataMessage out;
    Row row;
    while (TRY(reader.next(row))) out.sets.push_back(TRY(read_set(row)));
    return out;
  }

 private:
  struct ReportedColumn {
    MetadataCsvColumn column;
    std::size_t at;
    bool labelled;
  };

  [[nodiscard]] Place place(std::size_t line, std::size_t column) const { return {.file = file_, .line = line, .column = column + 1}; }

  /// The first field is MDSTRUCTURE or MDSTRUCTURE[x]: x parts values inside a field, the character behind parts fields.
  Result<CsvOptions> separators(std::string_view bytes) {
    CsvOptions options;
    options.limits.record_bytes = std::size_t{16} << 20U;
    std::string_view rest = bytes;
    if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
    const bool quoted = rest.starts_with('"');
    if (quoted) rest.remove_prefix(1);
    constexpr std::string_view first = "MDSTRUCTURE";
    if (!rest.starts_with(first)) {
      return fail(ErrorKind::Input, "the first column is not MDSTRUCTURE", place(1, 0), "the header of SDMX-CSV metadata begins with it");
    }
    rest.remove_prefix(first.size());
    if (rest.size() > 2 && rest[0] == '[' && rest[2] == ']') {
      inner_ = rest[1];
      rest.remove_prefix(3);
    }
    if (quoted && rest.starts_with('"')) rest.remove_prefix(1);
    if (!rest.empty() && rest[0] != '\n' && rest[0] != '\r') options.delimiter = rest[0];
    if (options.delimiter == '"' || (static_cast<unsigned char>(options.delimiter) & 0x80U) != 0 || is_identifier(rest.substr(0, 1))) {
      return fail(ErrorKind::Input, "no separator stands behind the first column", place(1, 0),
                  "as MDSTRUCTURE,MDSTRUCTURE_ID or MDSTRUCTURE[|];MDSTRUCTURE_ID");
    }
    return options;
  }

  Status header(const std::vector<std::string>& columns) {
    bool label_follows = false;
    for (std::size_t i = 1; i < columns.size(); ++i) {
      const std::string& name = columns[i];
      if (name == "MDSTRUCTURE_ID") {
        structure_id_ = i;
      } else if (name == "METADATASET_ID") {
        set_id_ = i;
      } else if (name == "METADATASET_NAME") {
        set_name_ = i;
        label_columns_ = true;
      } else if (name == "MDSTRUCTURE_NAME" || name == "TARGET_NAMES") {
        label_columns_ = true;
      } else if (name == "ACTION") {
        action_ = i;
      } else if (name == "IS_PARTIAL_LANGUAGE") {
        partial_ = i;
      } else if (name == "TARGET_TYPES") {
        target_types_ = i;
      } else if (name == "TARGET_IDS") {
        target_ids_ = i;
      } else if (const auto* of = std::ranges::find_if(csv_set_columns, [&](const CsvSetColumn& c) { return c.name == name; }); of != csv_set_columns.end()) {
        set_columns_.emplace_back(i, of->member);
      } else if (name == "prepared") {
        continue;
      } else if (label_follows) {
        label_follows = false;
      } else {
        reported_.push_back({TRY(parse_csv_column(name, place(1, i))), i, name.find(": ") != std::string::npos});
        label_follows = label_columns_;
      }
    }
    if (structure_id_ == npos || set_id_ == npos) {
      return fail(ErrorKind::Input, "the header lacks MDSTRUCTURE_ID or METADATASET_ID", place(1, 0));
    }
    if ((target_types_ == npos) != (target_ids_ == npos)) return fail(ErrorKind::Input, "TARGET_TYPES and TARGET_IDS are only of use together", place(1, 0));
    return {};
  }

  Result<sdmx::Reference> reference(std::string_view text, sdmx::Kind kind, const Place& at) const {
    // With labels the name stands behind the id.
    const std::string_view id = text.substr(0, std::min(text.find(": "), text.size()));
    const std::size_t close = id.rfind(')');
    const bool has_item = close != std::string_view::npos && close + 2 < id.size() && id[close + 1] == '.';
    auto out = sdmx::parse_short_reference(has_item ? id.substr(0, close + 1) : id, kind);
    if (!out) return fail(ErrorKind::Input, "'" + shorten(id, 80) + "' does not name an artefact", at, "as AGENCY:ID(1.0.0)");
    if (has_item) out->item = id.substr(close + 2);
    // What is not versioned is version 1.0 (SDMX 3.0, Section 6, "Versioning").
    if (out->version.empty()) out->version = "1.0";
    return *out;
  }

  static std::optional<sdmx::Kind> target_kind(std::string_view type) {
    if (const auto kind = sdmx::kind_of_resource(type)) return kind;
    for (std::size_t k = 0; k < sdmx::kinds; ++k) {
      const auto kind = static_cast<sdmx::Kind>(k);
      if (to_lower_ascii(sdmx::info(kind).class_name) == type) return kind;
    }
    return std::nullopt;
  }

  Result<sdmx::MetadataSet> read_set(const Row& row) const {
    sdmx::MetadataSet set;
    const auto at = [&](std::size_t column) { return place(row.line, column); };
    const std::string_view type = row.cells[0];
    sdmx::Kind kind = sdmx::Kind::Metadataflow;
    if (type == "metadataprovision" || type == "metadataprovisionagreement") {
      kind = sdmx::Kind::MetadataProvisionAgreement;
    } else if (type != "metadataflow") {
      return fail(ErrorKind::Input, "'" + shorten(type, 40) + "' is not a kind of artefact that metadata is reported for", at(0),
                  "metadataflow or metadataprovision");
    }
    sdmx::Reference structure = TRY(reference(row.cells[structure_id_], kind, at(structure_id_)));
    if (const std::string fault = sdmx::fault_of(structure); !fault.empty()) {
      return fail(ErrorKind::Input, "MDSTRUCTURE_ID names no artefact: " + fault, at(structure_id_));
    }
    if (const std::string_view id = row.cells[set_id_]; !id.empty()) {
      const sdmx::Reference own = TRY(reference(id, sdmx::Kind::MetadataSet, at(set_id_)));
      set.agency = own.agency;
      set.id = own.id;
      set.version = own.version;
      if (const std::size_t label = id.find(": "); label != std::string_view::npos) set.name.set("en", std::string(id.substr(label + 2)));
    } else {
      set.version.clear();
    }
    if (set_name_ != npos && !row.cells[set_name_].empty()) set.name.set("en", std::string(row.cells[set_name_]));
    if (action_ != npos && !row.cells[action_].empty()) {
      const auto action = action_of(row.cells[action_]);
      if (!action) return fail(ErrorKind::Input, "'" + shorten(row.cells[action_], 40) + "' is no action", at(action_), "I, A, R or D");
      set.action = to_string(*action);
    }
    if (partial_ != npos && !row.cells[partial_].empty()) {
      const std::string_view flag = row.cells[partial_];
      if (flag != "0" && flag != "1") return fail(ErrorKind::Input, "'" + shorten(flag, 40) + "' is neither 0 nor 1", at(partial_));
      set.is_partial_language = flag == "1";
    }
    for (const auto& [column, member] : set_columns_) set.*member = row.cells[column];
    if (target_ids_ != npos) set.targets = TRY(targets(row));
    std::vector<Slot> slots;
    for (const ReportedColumn& column : reported_) {
      if (!row.cells[column.at].empty()) TRY_STATUS(put(slots, column, 0, row.cells[column.at], structure, at(column.at)));
    }
    set.attributes = attributes_of(slots);
    (kind == sdmx::Kind::Metadataflow ? set.metadataflow : set.provision_agreement) = std::move(structure);
    return set;
  }

  Result<std::vector<CsvListItem>> list(std::string_view field, const std::vector<std::string>* languages, const Place& at) const {
    if (inner_ == '\0' && languages == nullptr) return std::vector<CsvListItem>{{.text = std::string(field)}};
    return split_csv_list(field, inner_ == '\0' ? ';' : inner_, languages, at);
  }

  Result<std::vector<sdmx::Reference>> targets(const Row& row) const {
    std::vector<sdmx::Reference> out;
    const std::string_view ids_field = row.cells[target_ids_], types_field = row.cells[target_types_];
    if (ids_field.empty() && types_field.empty()) return out;
    const auto ids = TRY(list(ids_field, nullptr, place(row.line, target_ids_)));
    const auto types = TRY(list(types_field, nullptr, place(row.line, target_types_)));
    if (ids.size() != types.size()) {
      return fail(ErrorKind::Input, std::to_string(ids.size()) + " targets have " + std::to_string(types.size()) + " types", place(row.line, target_types_));
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const auto kind = target_kind(types[i].text);
      if (!kind)
        return fail(ErrorKind::Input, "'" + shorten(types[i].text, 40) + "' is no type of a target", place(row.line, target_types_), "as dataflow or codelist");
      out.push_back(TRY(reference(ids[i].text, *kind, place(row.line, target_ids_))));
    }
    return out;
  }

  Status put(std::vector<Slot>& slots, const ReportedColumn& of, std::size_t level, std::string_view field, const sdmx::Reference& structure,
             const Place& at) const {
    const MetadataCsvColumn& column = of.column;
    auto slot = std::ranges::find(slots, column.path[level], &Slot::id);
    if (slot == slots.end()) slot = slots.insert(slots.end(), Slot{.id = column.path[level]});
    const auto pieces = column.multiple[level] ? TRY(list(field, nullptr, at)) : std::vector<CsvListItem>{{.text = std::string(field)}};
    if (slot->instances.size() < pieces.size()) slot->instances.resize(pieces.size());
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (pieces[i].text.empty()) continue;
      Slot::Instance& instance = slot->instances[i];
      if (level + 1 < column.path.size()) {
        TRY_STATUS(put(instance.parts, of, level + 1, pieces[i].text, structure, at));
      } else if (column.languages.empty()) {
        instance.values = {value(of, pieces[i].text, structure)};
      } else {
        for (CsvListItem& text : TRY(list(pieces[i].text, &column.languages, at))) instance.texts.set(std::move(text.language), std::move(text.text));
      }
    }
    return {};
  }

  /// Without the label that a code may have.
  [[nodiscard]] std::string value(const ReportedColumn& of, const std::string& text, const sdmx::Reference& structure) const {
    const std::size_t label = of.labelled ? text.find(": ") : std::string::npos;
    return label == std::string::npos || labels_.enumeration(structure, of.column.path).empty() ? text : text.substr(0, label);
  }

  std::string file_;
  MetadataLabels labels_;
  char inner_ = '\0';
  bool label_columns_ = false;
  std::size_t structure_id_ = npos, set_id_ = npos, set_name_ = npos, action_ = npos, partial_ = npos, target_types_ = npos, target_ids_ = npos;
  std::vector<std::pair<std::size_t, std::string sdmx::MetadataSet::*>> set_columns_;
  std::vector<ReportedColumn> reported_;
};

}  // namespace

Result<MetadataMessage> read_metadata_csv(std::string_view bytes, const std::string& file, const sdmx::Structures* structures) {
  return CsvMetadata(file, structures).read(bytes);
}

}  // namespace atalaya
