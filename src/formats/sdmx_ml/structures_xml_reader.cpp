#include <algorithm>

#include "base/text.h"
#include "formats/sdmx_ml/structure_containers.h"
#include "formats/sdmx_ml/structure_xml_reader.h"
#include "formats/sdmx_ml/structures_xml.h"
#include "formats/sdmx_ml/structures_xml20.h"
#include "formats/sdmx_ml_data/header_reader.h"

namespace atalaya {

namespace sdmx_ml {

namespace {

using sdmx::Kind;

/// Of the two kinds that a ContentConstraint of 2.1 may be: one that speaks of metadata.
bool is_metadata_constraint(const Node& node) {
  if (node.child("MetadataTargetRegion") != nullptr || node.child("MetadataKeySet") != nullptr) return true;
  const Node* attachment = node.child("ConstraintAttachment");
  if (attachment == nullptr) return false;
  return std::ranges::any_of(attachment->children,
                             [](const Node& n) { return n.name == "MetadataSet" || n.name == "MetadataStructure" || n.name == "Metadataflow"; });
}

bool is_metadata_agreement(const Node& node, ReadContext& context) {
  const Node* usage = node.child("StructureUsage");
  return usage != nullptr && read_reference(*usage, Kind::Dataflow, context).kind == Kind::Metadataflow;
}

std::optional<Kind> kind_of_element(const Node& list, const Node& element, bool is_21, ReadContext& context) {
  if (is_21 && element.name == "ContentConstraint") return is_metadata_constraint(element) ? Kind::MetadataConstraint : Kind::DataConstraint;
  if (is_21 && element.name == "ProvisionAgreement") {
    std::vector<Error> told_later;  // When it is read.
    ReadContext silent(list.name, told_later);
    return is_metadata_agreement(element, silent) ? Kind::MetadataProvisionAgreement : Kind::ProvisionAgreement;
  }
  for (const Container& container : containers(is_21)) {
    if (element.name == container.element && list.name == container.list) return container.kind;
  }
  context.fault(element, "the element '" + shorten(element.name, 60) + "' is not expected in '" + shorten(list.name, 60) + "'");
  return std::nullopt;
}

template <bool Is21>
void read_artefact(const Node& element, Kind kind, sdmx::Structures& out, ReadContext& context) {
  sdmx::Artefact artefact = sdmx::make_artefact(kind);
  if (auto* constraint = std::get_if<sdmx::DataConstraint>(&artefact)) constraint->is_attachment = element.name == "AttachmentConstraint";
  std::visit([&](auto& x) { StructureXmlReader<Is21>::read(element, x, context); }, artefact);
  add_artefact(element, std::move(artefact), out, context);
}

template <bool Is21>
void read_lists(const Node& structures, sdmx::Structures& out, ReadContext& context) {
  for (const Node& list : structures.children) {
    const bool known = std::ranges::any_of(containers(Is21), [&](const Container& c) { return list.name == c.list; });
    if (!known) {
      context.fault(list, "the element '" + shorten(list.name, 60) + "' is not expected in 'Structures'");
      continue;
    }
    for (const Node& element : list.children) {
      if (const auto kind = kind_of_element(list, element, Is21, context)) read_artefact<Is21>(element, *kind, out, context);
    }
  }
}

/// What is in a message beside its header and footer: the lists of artefacts, in 2.0 in the message itself.
const Node* structures_of(const Node& root) {
  if (root.name == "Structure") return root.child("Structures");
  for (const Node& child : root.children) {
    if (child.name == "Structures") return &child;
    // A registry's requests and answers.
    if (const Node* found = child.child("Structures")) return found;
    if (child.name == "QueryStructureResponse" || child.name == "SubmitStructureRequest") return &child;
  }
  return nullptr;
}

std::string error_text(const Node& root) {
  std::string out;
  for (const Node& message : root.children) {
    for (const Node& text : message.children) {
      if (text.name == "Text") out += (out.empty() ? "" : "; ") + text.text;
    }
  }
  return shorten(out, 300);
}

}  // namespace

void add_artefact(const Node& element, sdmx::Artefact artefact, sdmx::Structures& out, ReadContext& context) {
  const sdmx::Reference own = sdmx::reference_of(artefact);
  if (own.id.empty()) {
    context.fault(element, "the " + std::string(sdmx::info(own.kind).class_name) + " has no id, and is left out");
    return;
  }
  if (const std::string* urn = element.attribute("urn"); urn != nullptr && !urn->empty()) {
    const auto named = sdmx::parse_urn(*urn);
    if (named && (named->id != own.id || named->agency != own.agency || named->version != own.version)) {
      context.fault(element, "the URN is not the one of " + own.short_text() + ": '" + shorten(*urn, 160) + "'");
    }
  }
  if (!out.add(std::move(artefact))) context.fault(element, std::string(sdmx::info(own.kind).class_name) + " " + own.short_text() + " stands twice");
}

}  // namespace sdmx_ml

Result<StructuresXml> read_structures_xml(std::string_view bytes, const std::string& file) {
  const Node root = TRY(parse_xml_tree(bytes, file));
  const auto version = sdmx_ml::version_of_namespace(root.space);
  if (!version) return fail(ErrorKind::Input, "the root element '" + shorten(root.name, 60) + "' is not of SDMX-ML", root.place(file));
  if (root.name == "Error") return fail(ErrorKind::Input, "the message tells an error: " + sdmx_ml::error_text(root), root.place(file));
  const bool is_20 = *version == SdmxMlVersion::V2_0;
  const Node* structures = sdmx_ml::structures_of(root);
  const bool in_root = root.name == "Structure";
  if (!in_root && structures == nullptr) {
    return fail(ErrorKind::Input, "the message '" + shorten(root.name, 60) + "' has no structures in it", root.place(file));
  }

  StructuresXml out{.version = *version};
  sdmx_ml::ReadContext context(file, out.faults);
  for (const Node& child : root.children) {
    if (child.name == "Header") {
      auto header = sdmx_ml::read_header(child, file);
      if (header) {
        out.header = std::move(header->header);
        std::ranges::move(header->notes, std::back_inserter(out.notes));
      } else {
        out.faults.push_back(std::move(header.error()));
      }
    } else if (child.name == "Footer") {
      std::ranges::move(sdmx_ml::read_footer(child), std::back_inserter(out.notes));
    } else if (in_root && !is_20 && &child != structures) {
      context.fault(child, "the element '" + shorten(child.name, 60) + "' is not expected in 'Structure'");
    }
  }
  if (is_20) {
    sdmx_ml::read_structures20(structures == nullptr ? root : *structures, out.structures, context);
  } else if (structures != nullptr) {
    if (*version == SdmxMlVersion::V2_1) {
      sdmx_ml::read_lists<true>(*structures, out.structures, context);
    } else {
      sdmx_ml::read_lists<false>(*structures, out.structures, context);
    }
  }
  return out;
}

}  // namespace atalaya
