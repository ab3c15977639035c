#include <algorithm>

#include "base/text.h"
#include "formats/csv/csv_writer.h"
#include "formats/sdmx_metadata/csv_columns.h"
#include "formats/sdmx_metadata/csv_lists.h"
#include "formats/sdmx_metadata/metadata_csv.h"
#include "formats/sdmx_metadata/metadata_labels.h"

namespace atalaya {

namespace {

constexpr char separator = ';';
using Labels = MetadataCsvOptions::Labels;
using Layout = MetadataCsvOptions::Layout;
using Attributes = std::vector<sdmx::ReportedAttribute>;

const sdmx::Reference& reported_for(const sdmx::MetadataSet& set) { return set.metadataflow.empty() ? set.provision_agreement : set.metadataflow; }

std::string id_text(const sdmx::Reference& reference) {
  std::string out = reference.agency + ":" + reference.id;
  if (!reference.version.empty()) out += "(" + reference.version + ")";
  if (!reference.item.empty()) out += "." + reference.item;
  return out;
}

/// The field of a column in one set. `shown` makes of a plain value what is written.
template <typename F>
class Field {
 public:
  Field(const MetadataCsvColumn& column, const F& shown) : column_(column), shown_(shown) {}

  [[nodiscard]] std::string of(const Attributes& siblings, std::size_t level = 0) const {
    std::vector<std::string> pieces;
    bool any = false;
    for (const sdmx::ReportedAttribute& attribute : siblings) {
      if (attribute.id != column_.path[level]) continue;
      for (const sdmx::ReportedAttribute& instance : instances_of(attribute)) {
        pieces.push_back(level + 1 == column_.path.size() ? said(instance) : of(instance.attributes, level + 1));
        any = any || !pieces.back().empty();
      }
    }
    if (!any) return {};
    if (!column_.multiple[level]) return pieces.front();
    std::string out;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (i > 0) out += separator;
      append_csv_item(out, pieces[i], separator, !pieces[i].empty() && !column_.languages.empty());
    }
    return out;
  }

 private:
  [[nodiscard]] std::string said(const sdmx::ReportedAttribute& instance) const {
    if (column_.languages.empty()) return instance.values.empty() ? std::string() : shown_(instance.values.front());
    std::string out;
    for (const LocalText* texts : {&instance.text, &instance.structured_text}) {
      for (const auto& [language, text] : texts->all()) {
        if (!out.empty()) out += separator;
        out += language + ":";
        append_csv_item(out, text, separator, false);
      }
    }
    return out;
  }

  const MetadataCsvColumn& column_;
  const F& shown_;
};

class CsvWriter {
 public:
  CsvWriter(const std::vector<sdmx::MetadataSet>& sets, const MetadataCsvOptions& options)
      : sets_(sets), options_(options), labels_(options.structures, options.language), columns_(csv_columns(sets, structures())) {}

  std::string write() {
    header();
    for (const sdmx::MetadataSet& set : sets_) row(set);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::vector<const std::vector<sdmx::MetadataAttribute>*> structures() const {
    std::vector<const std::vector<sdmx::MetadataAttribute>*> out;
    for (const sdmx::MetadataSet& set : sets_) {
      const auto* attributes = labels_.attributes(reported_for(set));
      if (std::ranges::find(out, attributes) == out.end()) out.push_back(attributes);
    }
    return out;
  }

  [[nodiscard]] bool any(bool (*says)(const sdmx::MetadataSet&)) const { return std::ranges::any_of(sets_, says); }
  [[nodiscard]] bool has_action() const {
    return options_.layout == Layout::Sdmx30 && any([](const sdmx::MetadataSet& set) { return !set.action.empty(); });
  }
  [[nodiscard]] bool has_partial_language() const {
    return options_.layout == Layout::Sdmx31 && any([](const sdmx::MetadataSet& set) { return set.is_partial_language; });
  }
  [[nodiscard]] bool has(const CsvSetColumn& column) const {
    return std::ranges::any_of(sets_, [&](const sdmx::MetadataSet& set) { return !(set.*column.member).empty(); });
  }

  void field(std::string_view text) {
    if (!at_line_begin_) out_ += ',';
    at_line_begin_ = false;
    append_csv_field(out_, text);
  }
  void end_line() {
    out_ += '\n';
    at_line_begin_ = true;
  }

  void header() {
    const bool lists =
        any([](const sdmx::MetadataSet& set) { return set.targets.size() > 1; }) || std::ranges::any_of(columns_, [](const MetadataCsvColumn& column) {
          return !column.languages.empty() || std::ranges::find(column.multiple, true) != column.multiple.end();
        });
    field(lists ? std::string("MDSTRUCTURE[") + separator + "]" : "MDSTRUCTURE");
    const bool names = options_.labels == Labels::Name;
    field("MDSTRUCTURE_ID");
    if (names) field("MDSTRUCTURE_NAME");
    field("METADATASET_ID");
    if (names) field("METADATASET_NAME");
    if (has_action()) field("ACTION");
    if (has_partial_language()) field("IS_PARTIAL_LANGUAGE");
    field("TARGET_TYPES");
    field("TARGET_IDS");
    if (names) field("TARGET_NAMES");
    std::vector<std::string> taken;
    for (const MetadataCsvColumn& column : columns_) {
      const std::string id = column.header(separator);
      const std::string name = attribute_name(column);
      field(options_.labels == Labels::Both && !name.empty() ? id + ": " + name : id);
      if (names) field(free_name(name.empty() ? id + "_NAME" : name, taken));
    }
    for (const CsvSetColumn& column : csv_set_columns) {
      if (has(column)) field(column.name);
    }
    end_line();
  }

  /// Two columns must not have one name.
  static std::string free_name(const std::string& name, std::vector<std::string>& taken) {
    std::string out = name;
    for (std::size_t n = 2; std::ranges::find(taken, out) != taken.end(); ++n) out = name + " " + std::to_string(n);
    taken.push_back(out);
    return out;
  }

  [[nodiscard]] std::string attribute_name(const MetadataCsvColumn& column) const {
    for (const sdmx::MetadataSet& set : sets_) {
      if (std::string name = labels_.attribute_name(reported_for(set), column.path); !name.empty()) return name;
    }
    return {};
  }

  /// An id and its name in the fields that the labels ask for.
  void named(const std::string& id, const std::string& name) {
    field(options_.labels == Labels::Both && !name.empty() ? id + ": " + name : id);
    if (options_.labels == Labels::Name) field(name);
  }

  void row(const sdmx::MetadataSet& set) {
    field(set.metadataflow.empty() && !set.provision_agreement.empty() ? "metadataprovision" : "metadataflow");
    named(id_text(reported_for(set)), labels_.name(reported_for(set)));
    named(id_text(set.reference(sdmx::Kind::MetadataSet)), set.name.in(options_.language));
    if (has_action()) field(std::string(1, set.action.empty() ? 'I' : set.action.front()));
    if (has_partial_language()) field(set.is_partial_language ? "1" : "0");
    targets(set);
    for (const MetadataCsvColumn& column : columns_) reported(set, column);
    for (const CsvSetColumn& column : csv_set_columns) {
      if (has(column)) field(set.*column.member);
    }
    end_line();
  }

  void targets(const sdmx::MetadataSet& set) {
    std::vector<std::string> types, ids, names;
    bool any_name = false;
    for (const sdmx::Reference& target : set.targets) {
      const sdmx::KindInfo& info = sdmx::info(target.kind);
      types.push_back(to_lower_ascii(info.resource.empty() ? info.class_name : info.resource));
      std::string name = labels_.name(target);
      ids.push_back(options_.labels == Labels::Both && !name.empty() ? id_text(target) + ": " + name : id_text(target));
      any_name = any_name || !name.empty();
      names.push_back(std::move(name));
    }
    // One target may stand in a message without lists, where nothing is in quotes.
    const auto list = [](const std::vector<std::string>& texts) { return texts.size() == 1 ? texts.front() : csv_list(texts, separator); };
    field(list(types));
    field(list(ids));
    if (options_.labels == Labels::Name) field(any_name ? list(names) : std::string());
  }

  void reported(const sdmx::MetadataSet& set, const MetadataCsvColumn& column) {
    const sdmx::Reference codes = labels_.enumeration(reported_for(set), column.path);
    const auto shown = [&](const std::string& value) {
      if (options_.labels != Labels::Both) return value;
      const std::string name = labels_.code_name(codes, value);
      return name.empty() ? value : value + ": " + name;
    };
    field(Field(column, shown).of(set.attributes));
    if (options_.labels != Labels::Name) return;
    const auto name = [&](const std::string& value) { return labels_.code_name(codes, value); };
    field(column.languages.empty() ? Field(column, name).of(set.attributes) : std::string());
  }

  const std::vector<sdmx::MetadataSet>& sets_;
  const MetadataCsvOptions& options_;
  MetadataLabels labels_;
  std::vector<MetadataCsvColumn> columns_;
  std::string out_;
  bool at_line_begin_ = true;
};

void leave_out(const sdmx::MetadataSet& set, const Attributes& attributes, const std::string& path, LeftOutTexts& out) {
  for (const sdmx::ReportedAttribute& attribute : attributes) {
    const std::string at = path + attribute.id;
    if (!attribute.annotations.empty()) out.push_back(set.id + ": the annotations of " + at);
    if (attribute.values.empty() && attribute.text.empty() && attribute.structured_text.empty() && attribute.attributes.empty()) {
      out.push_back(set.id + ": that " + at + " is there without a value");
    }
    if (!attribute.structured_text.empty() && !std::ranges::all_of(attribute.structured_text.all(), [](const auto& t) { return looks_structured(t.second); })) {
      out.push_back(set.id + ": that " + at + " is structured text");
    }
    if (std::ranges::find(attribute.values, "") != attribute.values.end()) out.push_back(set.id + ": an empty value of " + at);
    if (attribute.values.size() > 1 && !attribute.attributes.empty()) out.push_back(set.id + ": that the parts of " + at + " belong to all of its values");
    leave_out(set, attribute.attributes, at + ".", out);
  }
}

void leave_out(const sdmx::MetadataSet& set, const MetadataCsvOptions& options, LeftOutTexts& out) {
  if (!set.annotations.empty()) out.push_back(set.id + ": its annotations");
  if (options.labels != Labels::Id && set.name.all().size() > 1) out.push_back(set.id + ": its name in other languages than one");
  if (!set.description.empty()) out.push_back(set.id + ": its description");
  if (!set.uri.empty() || !set.service_url.empty() || !set.structure_url.empty()) out.push_back(set.id + ": its addresses");
  if (set.is_external_reference) out.push_back(set.id + ": that it is an external reference");
  if (options.layout == Layout::Sdmx30 && set.is_partial_language) out.push_back(set.id + ": that it has some of its languages only");
  if (options.layout == Layout::Sdmx31 && !set.action.empty()) out.push_back(set.id + ": its action");
  leave_out(set, set.attributes, {}, out);
}

}  // namespace

Result<std::string> write_metadata_csv(const MetadataMessage& message, const MetadataCsvOptions& options, LeftOutTexts* left_out) {
  const std::vector<sdmx::MetadataSet> sets = TRY(sets_of_sdmx3(message, left_out, options.labels != Labels::Id));
  if (left_out != nullptr) {
    for (std::size_t i = 0; i < sets.size(); ++i) {
      // A name that was made up is no loss.
      if (options.labels == Labels::Id && !message.sets[i].name.empty()) left_out->push_back(sets[i].id + ": its name");
      leave_out(sets[i], options, *left_out);
    }
    if (message.header != MessageHeader{}) left_out->emplace_back("the header of the message");
  }
  return CsvWriter(sets, options).write();
}

}  // namespace atalaya
