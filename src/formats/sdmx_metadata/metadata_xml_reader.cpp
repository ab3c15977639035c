#include <algorithm>

#include "base/text.h"
#include "formats/sdmx_metadata/metadata_xml.h"
#include "formats/sdmx_metadata/target_objects.h"
#include "formats/sdmx_ml/structure_xml_reader.h"
#include "formats/sdmx_ml_data/header_reader.h"

namespace atalaya {

namespace {

using sdmx::Kind;
using sdmx::MetadataSet;
using sdmx::ReportedAttribute;

std::string attribute_or_empty(const Node& node, std::string_view name) {
  const std::string* found = node.attribute(name);
  return found == nullptr ? std::string() : *found;
}

/// The structures of a header are taken for those of data.
sdmx::Reference of_metadata(sdmx::Reference reference) {
  switch (reference.kind) {
    case Kind::DataStructure: reference.kind = Kind::MetadataStructure; break;
    case Kind::Dataflow: reference.kind = Kind::Metadataflow; break;
    case Kind::ProvisionAgreement: reference.kind = Kind::MetadataProvisionAgreement; break;
    default: break;
  }
  if (reference.version.empty()) reference.version = "1.0";
  return reference;
}

/// Sets of SDMX 2.1, generic and structure-specific.
class Reader21 {
 public:
  Reader21(bool specific, const std::vector<sdmx_ml::PayloadStructure>& structures, sdmx_ml::ReadContext& context)
      : specific_(specific), structures_(structures), context_(context) {}

  void read(const Node& node, std::vector<MetadataSet>& out) {
    MetadataSet common;
    common.set_id = attribute_or_empty(node, "setID");
    common.action = attribute_or_empty(node, "action");
    common.reporting_begin = attribute_or_empty(node, "reportingBeginDate");
    common.reporting_end = attribute_or_empty(node, "reportingEndDate");
    common.valid_from = attribute_or_empty(node, "validFromDate");
    common.valid_to = attribute_or_empty(node, "validToDate");
    common.publication_year = attribute_or_empty(node, "publicationYear");
    common.publication_period = attribute_or_empty(node, "publicationPeriod");
    set_structure(node, common);
    bool any = false;
    for (const Node& child : node.children) {
      if (child.name == "Annotations") {
        annotations(child, common.annotations);
      } else if (child.name == "Name") {
        common.name.set(language_of(child), child.text);
      } else if (child.name == "DataProvider") {
        common.provider = sdmx_ml::read_reference(child, Kind::DataProvider, context_);
      } else if (child.name == "Report") {
        MetadataSet set = common;
        report(child, set);
        out.push_back(std::move(set));
        any = true;
      } else {
        unexpected(child, node);
      }
    }
    if (!any) context_.fault(node, "the metadata set has no report, and is left out");
  }

 private:
  static std::string language_of(const Node& node) {
    const std::string* language = node.attribute("lang");
    return language == nullptr ? "en" : *language;
  }
  void unexpected(const Node& child, const Node& in) {
    context_.fault(child, "the element '" + shorten(child.name, 60) + "' is not expected in '" + shorten(in.name, 60) + "'");
  }

  void set_structure(const Node& node, MetadataSet& set) {
    const std::string id = attribute_or_empty(node, "structureRef");
    const auto it = std::ranges::find(structures_, id, &sdmx_ml::PayloadStructure::id);
    if (it == structures_.end()) return context_.fault(node, "the header has no structure '" + shorten(id, 60) + "'");
    sdmx::Reference reference = of_metadata(it->reference);
    if (reference.kind == Kind::MetadataStructure) {
      set.structure = std::move(reference);
    } else if (reference.kind == Kind::Metadataflow) {
      set.metadataflow = std::move(reference);
    } else {
      set.provision_agreement = std::move(reference);
    }
  }

  void annotations(const Node& node, std::vector<sdmx::Annotation>& out) {
    for (const Node& child : node.children) sdmx_ml::StructureXmlReader<true>::read(child, out.emplace_back(), context_);
  }

  /// The id that an element has: as it says, or by the last part of its type ("ns:TARGET.OBJECT").
  [[nodiscard]] std::string id_of(const Node& node) const {
    if (const std::string* id = node.attribute("id"); id != nullptr || !specific_) return id == nullptr ? std::string() : *id;
    const std::string type = attribute_or_empty(node, "type");
    const std::size_t cut = type.find_last_of(":.");
    std::string last = cut == std::string::npos ? type : type.substr(cut + 1);
    const auto* fixed = std::ranges::find(fixed_targets, last, &FixedTarget::element);
    return fixed == fixed_targets.end() ? last : std::string(fixed->id);
  }

  void report(const Node& node, MetadataSet& set) {
    set.report = id_of(node);
    for (const Node& child : node.children) {
      if (child.name == "Annotations") {
        annotations(child, set.annotations);
      } else if (child.name == "Target") {
        set.target_id = id_of(child);
        for (const Node& value : child.children) set.target_values.push_back(target_value(value));
      } else if (child.name == "AttributeSet") {
        attribute_set(child, set.attributes);
      } else {
        unexpected(child, node);
      }
    }
  }

  sdmx::TargetValue target_value(const Node& node) {
    sdmx::TargetValue out{.id = id_of(node)};
    for (const Node& child : node.children) {
      if (child.name == "ObjectReference") {
        out.object = sdmx_ml::read_reference(child, std::nullopt, context_);
      } else if (child.name == "ConstraintContentReference") {
        out.object = sdmx_ml::read_reference(child, Kind::DataConstraint, context_);
      } else if (child.name == "ReportPeriod") {
        out.report_period = trim(child.text);
      } else if (child.name == "DataKey") {
        for (const Node& key : child.children) {
          const Node* value = key.child("Value");
          out.key_values.emplace_back(attribute_or_empty(key, "id"), value == nullptr ? std::string() : value->text);
        }
      } else if (child.name == "DataSetReference") {
        if (const Node* provider = child.child("DataProvider")) out.object = sdmx_ml::read_reference(*provider, Kind::DataProvider, context_);
        if (const Node* id = child.child("ID")) out.data_set_id = trim(id->text);
      } else {
        unexpected(child, node);
      }
    }
    return out;
  }

  void attribute_set(const Node& node, std::vector<ReportedAttribute>& out) {
    for (const Node& child : node.children) {
      ReportedAttribute made;
      made.id = specific_ ? child.name : attribute_or_empty(child, "id");
      if (!is_identifier(made.id)) {
        context_.fault(child, "'" + shorten(made.id, 60) + "' is no id of an attribute, which is left out");
        continue;
      }
      if (const std::string* value = child.attribute("value")) made.values.push_back(*value);
      for (const Node& part : child.children) {
        if (part.name == "Annotations") {
          annotations(part, made.annotations);
        } else if (part.name == "Text") {
          made.text.set(language_of(part), part.text);
        } else if (part.name == "StructuredText") {
          sdmx_ml::read_markup(part, made);
        } else if (part.name == "AttributeSet") {
          attribute_set(part, made.attributes);
        } else {
          unexpected(part, child);
        }
      }
      append_reported(out, std::move(made));
    }
  }

  bool specific_;
  const std::vector<sdmx_ml::PayloadStructure>& structures_;
  sdmx_ml::ReadContext& context_;
};

/// What a visitor has read one by one becomes what the other formats make of it.
void join_values(std::vector<ReportedAttribute>& attributes) {
  std::vector<ReportedAttribute> out;
  for (ReportedAttribute& attribute : attributes) {
    join_values(attribute.attributes);
    append_reported(out, std::move(attribute));
  }
  attributes = std::move(out);
}

Result<MetadataXmlFormat> format_of(const Node& root, const std::string& file) {
  const auto version = sdmx_ml::version_of_namespace(root.space);
  const bool generic = root.name == "GenericMetadata", specific = root.name == "StructureSpecificMetadata";
  if (version == SdmxMlVersion::V2_1 && generic) return MetadataXmlFormat::Generic2_1;
  if (version == SdmxMlVersion::V2_1 && specific) return MetadataXmlFormat::StructureSpecific2_1;
  if (version == SdmxMlVersion::V3_0 && generic) return MetadataXmlFormat::V3_0;
  if (version == SdmxMlVersion::V3_1 && generic) return MetadataXmlFormat::V3_1;
  return fail(ErrorKind::Input, "the root element '" + shorten(root.name, 60) + "' is not of a message of reference metadata", root.place(file),
              "GenericMetadata of SDMX-ML 2.1 to 3.1, or StructureSpecificMetadata of 2.1");
}

}  // namespace

Result<MetadataXml> read_metadata_xml(std::string_view bytes, const std::string& file) {
  const Node root = TRY(parse_xml_tree(bytes, file));
  MetadataXml out;
  out.format = TRY(format_of(root, file));
  sdmx_ml::ReadContext context(file, out.faults);
  const bool is_21 = out.format == MetadataXmlFormat::Generic2_1 || out.format == MetadataXmlFormat::StructureSpecific2_1;
  std::vector<sdmx_ml::PayloadStructure> structures;
  for (const Node& child : root.children) {
    if (child.name == "Header") {
      sdmx_ml::DataHeader header = TRY(sdmx_ml::read_header(child, file));
      out.header = std::move(header.header);
      structures = std::move(header.structures);
      std::ranges::move(header.notes, std::back_inserter(out.notes));
    } else if (child.name == "Footer") {
      std::ranges::move(sdmx_ml::read_footer(child), std::back_inserter(out.notes));
    } else if (child.name == "MetadataSet" && is_21) {
      Reader21(out.format == MetadataXmlFormat::StructureSpecific2_1, structures, context).read(child, out.sets);
    } else if (child.name == "MetadataSet") {
      MetadataSet& set = out.sets.emplace_back();
      sdmx_ml::StructureXmlReader<false>::read(child, set, context);
      join_values(set.attributes);
      if (set.id.empty()) context.fault(child, "the metadata set has no id");
    } else {
      context.fault(child, "the element '" + shorten(child.name, 60) + "' is not expected in '" + root.name + "'");
    }
  }
  return out;
}

}  // namespace atalaya
