#include <algorithm>
#include <span>
#include <tuple>

#include "base/text.h"
#include "formats/sdmx_metadata/metadata_xml.h"
#include "formats/sdmx_metadata/target_objects.h"
#include "formats/sdmx_ml/structure_xml_writer.h"
#include "formats/sdmx_ml_data/header_writer.h"

namespace atalaya {

namespace {

using sdmx::Kind;
using sdmx::MetadataSet;
using sdmx::ReportedAttribute;

const sdmx::Reference& reported_for(const MetadataSet& set) {
  if (!set.structure.empty()) return set.structure;
  return set.metadataflow.empty() ? set.provision_agreement : set.metadataflow;
}

/// A name of an element or of a type: a letter or '_', then letters, digits, '_', '-' and '.'.
bool is_name(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !text.empty() && letter(text[0]) && std::ranges::all_of(text, [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; });
}

/// What a set of SDMX 3 is as a report of 2.1.
MetadataSet as_report(const MetadataSet& given, LeftOutTexts* left_out) {
  MetadataSet set = given;
  const auto lose = [&](const char* what) {
    const std::string& of = !given.id.empty() ? given.id : !given.set_id.empty() ? given.set_id : given.report;
    if (left_out != nullptr) left_out->push_back((of.empty() ? "a metadata set" : of) + ": " + what);
  };
  if (set.set_id.empty()) set.set_id = set.id;
  const bool of_3 = !given.id.empty();
  if (of_3 && given.set_id != given.id && !given.set_id.empty()) lose("its id");
  if (!given.agency.empty()) lose("its agency and version");
  if (!given.description.empty()) lose("its description");
  if (!given.links.empty() || !given.uri.empty() || !given.service_url.empty() || !given.structure_url.empty()) lose("its links");
  if (given.is_external_reference || given.is_partial_language) lose("that it is external, or of some languages only");
  if (set.action == "Merge") {
    lose("that it is merged, and not appended");
    set.action = "Append";
  }
  if (given.id.empty() && given.report.empty()) lose("that it has no report: one is made up");
  if (set.report.empty()) set.report = reported_for(set).id;
  if (set.target_id.empty()) set.target_id = "TARGET";
  if (set.target_values.empty()) {
    for (std::size_t i = 0; i < set.targets.size(); ++i) {
      set.target_values.push_back({.id = i == 0 ? "OBJECT" : "OBJECT_" + std::to_string(i + 1), .object = set.targets[i]});
    }
  } else if (!set.targets.empty()) {
    lose("its targets beside those of SDMX 2.1");
  }
  return set;
}

class Writer21 {
 public:
  Writer21(XmlWriter& out, bool specific, sdmx_ml::WriteContext& context) : out_(out), specific_(specific), context_(context) {}

  /// Reports that have the rest of their set in common.
  Status write(std::span<const MetadataSet> reports, std::size_t structure) {
    const MetadataSet& set = reports.front();
    space_ = "ns" + std::to_string(structure) + ":";
    const std::string prefix = specific_ ? "metadata:" : "";
    out_.start("message:MetadataSet");
    const auto attribute = [&](const char* name, const std::string& value) {
      if (!value.empty()) out_.attribute(prefix + name, value);
    };
    attribute("structureRef", "STR" + std::to_string(structure));
    attribute("setID", set.set_id);
    attribute("action", set.action);
    attribute("reportingBeginDate", set.reporting_begin);
    attribute("reportingEndDate", set.reporting_end);
    attribute("validFromDate", set.valid_from);
    attribute("validToDate", set.valid_to);
    attribute("publicationYear", set.publication_year);
    attribute("publicationPeriod", set.publication_period);
    TRY_STATUS(type("MetadataSetType"));
    for (const auto& [language, text] : set.name.all()) out_.start("common:Name").attribute("xml:lang", language).text(text).end();
    if (!set.provider.empty()) {
      out_.start(own("DataProvider"));
      sdmx_ml::write_reference21(out_, set.provider);
      out_.end();
    }
    for (const MetadataSet& report : reports) TRY_STATUS(write_report(report));
    out_.end();
    return {};
  }

 private:
  [[nodiscard]] std::string_view own(std::string_view name) const {
    // Elements of structure-specific metadata have no namespace.
    return specific_ ? name.substr(name.find(':') + 1) : name;
  }
  Status type(const std::string& name) {
    if (!specific_) return {};
    if (!is_name(name)) return fail(ErrorKind::Input, "'" + shorten(name, 60) + "' cannot be a name in XML", {}, "write generic metadata");
    out_.attribute("xsi:type", space_ + name);
    return {};
  }
  /// The element's id, or its type that says so.
  Status named(const std::string& id, const std::string& type_name) {
    if (specific_) return type(type_name);
    out_.attribute("id", id);
    return {};
  }

  void annotations(const std::vector<sdmx::Annotation>& all) {
    if (all.empty()) return;
    out_.start("common:Annotations");
    for (const sdmx::Annotation& annotation : all) sdmx_ml::StructureXmlWriter<true>::write(context_.qualified("Annotation", true), annotation, context_);
    out_.end();
  }

  Status write_report(const MetadataSet& set) {
    out_.start(own("metadata:Report"));
    TRY_STATUS(named(set.report, set.report));
    annotations(set.annotations);
    out_.start(own("metadata:Target"));
    TRY_STATUS(named(set.target_id, set.report + "." + set.target_id));
    for (const sdmx::TargetValue& value : set.target_values) TRY_STATUS(write_target(set, value));
    out_.end();
    TRY_STATUS(attribute_set(set.attributes));
    out_.end();
    return {};
  }

  Status write_target(const MetadataSet& set, const sdmx::TargetValue& value) {
    out_.start(own("metadata:ReferenceValue"));
    const auto* fixed = std::ranges::find(fixed_targets, value.id, &FixedTarget::id);
    TRY_STATUS(named(value.id, set.target_id + "." + (fixed == fixed_targets.end() ? value.id : std::string(fixed->element))));
    if (!value.key_values.empty()) {
      out_.start(own("metadata:DataKey"));
      for (const auto& [id, key] : value.key_values) out_.start("common:KeyValue").attribute("id", id).element("common:Value", key).end();
      out_.end();
    } else if (!value.report_period.empty()) {
      out_.element(own("metadata:ReportPeriod"), value.report_period);
    } else if (!value.data_set_id.empty()) {
      out_.start(own("metadata:DataSetReference")).start("common:DataProvider");
      sdmx_ml::write_reference21(out_, value.object);
      out_.end().element("common:ID", value.data_set_id).end();
    } else {
      out_.start(own(value.id == constraint_target ? "metadata:ConstraintContentReference" : "metadata:ObjectReference"));
      sdmx_ml::write_reference21(out_, value.object);
      out_.end();
    }
    out_.end();
    return {};
  }

  Status attribute_set(const std::vector<ReportedAttribute>& attributes) {
    out_.start(own("metadata:AttributeSet"));
    for (const ReportedAttribute& attribute : attributes) {
      for (const ReportedAttribute& instance : instances_of(attribute)) TRY_STATUS(write_attribute(instance));
    }
    out_.end();
    return {};
  }

  Status write_attribute(const ReportedAttribute& attribute) {
    if (specific_ && !is_name(attribute.id)) {
      return fail(ErrorKind::Input, "the id '" + shorten(attribute.id, 60) + "' cannot be a name of an element", {}, "write generic metadata");
    }
    out_.start(specific_ ? std::string_view(attribute.id) : "metadata:ReportedAttribute");
    if (!specific_) out_.attribute("id", attribute.id);
    if (!attribute.values.empty()) out_.attribute("value", attribute.values.front());
    annotations(attribute.annotations);
    for (const auto& [language, text] : attribute.text.all()) out_.start("common:Text").attribute("xml:lang", language).text(text).end();
    if (attribute.text.empty()) {
      sdmx_ml::write_markup(out_, attribute.structured_text);
    } else if (!attribute.structured_text.empty()) {
      context_.lost("structured text beside text of " + attribute.id);
    }
    if (!attribute.attributes.empty()) TRY_STATUS(attribute_set(attribute.attributes));
    out_.end();
    return {};
  }

  XmlWriter& out_;
  bool specific_;
  sdmx_ml::WriteContext& context_;
  std::string space_;
};

/// Whether two reports may stand in one set.
bool same_set(const MetadataSet& a, const MetadataSet& b) {
  const auto tie = [](const MetadataSet& s) {
    return std::tie(s.set_id, s.action, s.reporting_begin, s.reporting_end, s.valid_from, s.valid_to, s.publication_year, s.publication_period, s.name.all());
  };
  return tie(a) == tie(b) && a.provider == b.provider && reported_for(a) == reported_for(b);
}

}  // namespace

Result<std::string> write_metadata_xml(const MetadataMessage& message, const MetadataXmlOptions& options, const std::vector<MessageNote>& notes,
                                       LeftOutTexts* left_out) {
  const bool is_21 = options.format == MetadataXmlFormat::Generic2_1 || options.format == MetadataXmlFormat::StructureSpecific2_1;
  const bool specific = options.format == MetadataXmlFormat::StructureSpecific2_1;
  std::vector<MetadataSet> sets;
  if (is_21) {
    for (const MetadataSet& set : message.sets) sets.push_back(as_report(set, left_out));
  } else {
    sets = TRY(sets_of_sdmx3(message, left_out));
  }

  std::vector<sdmx_ml::NamedStructure> structures;
  std::vector<std::size_t> structure_of;  // From 1, one a set.
  for (const MetadataSet& set : sets) {
    const sdmx::Reference& reference = reported_for(set);
    if (reference.empty()) {
      return fail(ErrorKind::Input, "the metadata set " + (set.id.empty() ? set.set_id : set.id) + " has neither metadata structure nor flow nor agreement");
    }
    // Other formats' references are as they were given.
    if (const std::string fault = reference.agency.empty() ? "it has no agency" : sdmx::fault_of(reference); !fault.empty()) {
      return fail(ErrorKind::Input, "what the metadata set " + (set.id.empty() ? set.set_id : set.id) + " is reported for cannot be named: " + fault);
    }
    auto it = std::ranges::find(structures, reference, &sdmx_ml::NamedStructure::reference);
    if (it == structures.end()) it = structures.insert(it, {.reference = reference, .dimension_at_observation = {}, .space = specific ? reference.urn() : ""});
    structure_of.push_back(static_cast<std::size_t>(it - structures.begin()) + 1);
  }
  const char* const version = is_21 ? "v2_1" : (options.format == MetadataXmlFormat::V3_0 ? "v3_0" : "v3_1");
  const sdmx_ml::FormatInfo format{
      specific ? "StructureSpecificMetadata" : "GenericMetadata", version, !specific, false, false, specific ? "structurespecific" : "generic"};
  std::string out;
  bool ok = sdmx_ml::append_beginning(out, format, message.header, structures, {});

  XmlWriter writer(options.indent);
  const StructuresXmlOptions inside{
      .version = is_21 ? SdmxMlVersion::V2_1 : (options.format == MetadataXmlFormat::V3_0 ? SdmxMlVersion::V3_0 : SdmxMlVersion::V3_1),
      .indent = options.indent};
  std::vector<StructureLoss> losses;
  sdmx_ml::WriteContext context(writer, inside, &losses);
  context.prefix = "metadata:";
  if (is_21) {
    Writer21 of_21(writer, specific, context);
    for (std::size_t i = 0; i < sets.size();) {
      std::size_t end = i + 1;
      while (end < sets.size() && same_set(sets[i], sets[end])) ++end;
      TRY_STATUS(of_21.write(std::span(sets).subspan(i, end - i), structure_of[i]));
      i = end;
    }
  } else {
    for (const MetadataSet& set : sets) {
      context.artefact = set.reference(Kind::MetadataSet);
      context.holder.clear();
      context.urn_is_written = false;
      sdmx_ml::StructureXmlWriter<false>::write("message:MetadataSet", set, context);
    }
  }
  if (!sets.empty()) out += writer.bytes() + "\n";
  ok = sdmx_ml::append_footer(out, notes) && ok;
  if (!ok) return fail(ErrorKind::Input, "the header or the footer has a text that XML cannot hold");
  out += std::string("</message:") + format.root + ">\n";
  if (left_out != nullptr) {
    for (const StructureLoss& loss : losses) left_out->push_back(loss.to_string());
  }
  return out;
}

}  // namespace atalaya
