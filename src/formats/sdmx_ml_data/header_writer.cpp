#include "formats/sdmx_ml_data/header_writer.h"

#include <array>

#include "base/clock.h"
#include "formats/sdmx_ml_data/xml_elements.h"

namespace atalaya::sdmx_ml {

namespace {

constexpr std::array<FormatInfo, 6> formats = {{
    {"GenericData", "v2_1", true, false},
    {"GenericTimeSeriesData", "v2_1", true, true},
    {"StructureSpecificData", "v2_1", false, false},
    {"StructureSpecificTimeSeriesData", "v2_1", false, true},
    {"StructureSpecificData", "v3_0", false, false},
    {"StructureSpecificData", "v3_1", false, false},
}};

void append_party(Elements& out, std::string_view name, const MessageParty& party) {
  out.raw("<").raw(name).attribute("id", party.id.empty() ? "none" : party.id);
  if (party.name.empty() && party.contacts.empty() && party.timezone.empty()) {
    out.raw("/>\n");
    return;
  }
  out.raw(">\n").texts("common:Name", party.name);
  for (const sdmx::Contact& contact : party.contacts) {
    out.raw("<message:Contact").optional_attribute("id", contact.id).raw(">\n");
    out.texts("common:Name", contact.name).texts("message:Department", contact.department).texts("message:Role", contact.role);
    out.all("message:Telephone", contact.telephones).all("message:Fax", contact.faxes).all("message:X400", contact.x400s);
    out.all("message:URI", contact.uris).all("message:Email", contact.emails).raw("</message:Contact>\n");
  }
  out.optional_element("message:Timezone", party.timezone).raw("</").raw(name).raw(">\n");
}

}  // namespace

const FormatInfo& format_info(SdmxMlDataFormat format) { return formats[static_cast<std::size_t>(format)]; }

bool append_reference(std::string& text, const FormatInfo& format, const std::string& element, const sdmx::Reference& reference) {
  Elements out(text);
  if (!format.is_2_1()) return out.element(element, reference.urn()).ok();
  out.raw("<").raw(element).raw("><Ref").optional_attribute("agencyID", reference.agency);
  if (reference.item.empty()) {
    // Readers of 2.1 tell an agreement by its class: its element has a slip in its name, which they spell in one way or the other.
    const sdmx::KindInfo& kind = sdmx::info(reference.kind);
    out.attribute("id", reference.id)
        .optional_attribute("version", reference.version)
        .attribute("class", std::string(kind.class_name))
        .attribute("package", std::string(kind.package));
  } else {
    out.attribute("id", reference.item).attribute("maintainableParentID", reference.id).optional_attribute("maintainableParentVersion", reference.version);
  }
  return out.raw("/></").raw(element).raw(">\n").ok();
}

bool append_beginning(std::string& text, const FormatInfo& format, const MessageHeader& header, const std::vector<NamedStructure>& structures,
                      const std::string& action) {
  const std::string schemas = std::string("http://www.sdmx.org/resources/sdmxml/schemas/") + format.version;
  Elements out(text);
  out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<message:").raw(format.root);
  out.attribute("xmlns:message", schemas + "/message").attribute("xmlns:common", schemas + "/common").attribute("xmlns:footer", schemas + "/message/footer");
  out.attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
  if (format.is_structure) {
    out.attribute("xmlns:structure", schemas + "/structure");
  } else if (format.metadata != nullptr) {
    out.attribute("xmlns:metadata", schemas + "/metadata/" + format.metadata);
    for (std::size_t i = 0; i < structures.size() && !format.is_generic; ++i) out.attribute("xmlns:ns" + std::to_string(i + 1), structures[i].space);
  } else if (format.is_generic) {
    out.attribute("xmlns:generic", schemas + "/data/generic");
  } else {
    out.attribute("xmlns:ss", schemas + "/data/structurespecific");
    for (std::size_t i = 0; i < structures.size(); ++i) out.attribute("xmlns:ns" + std::to_string(i + 1), structures[i].space);
  }
  out.raw(">\n<message:Header>\n").element("message:ID", header.id.empty() ? "none" : header.id).element("message:Test", header.test ? "true" : "false");
  out.element("message:Prepared", header.prepared.empty() ? utc_now() : header.prepared);
  append_party(out, "message:Sender", header.sender);
  for (const MessageParty& receiver : header.receivers) append_party(out, "message:Receiver", receiver);
  out.texts("common:Name", header.name);
  for (std::size_t i = 0; i < structures.size(); ++i) {
    const NamedStructure& structure = structures[i];
    out.raw("<message:Structure").attribute("structureID", "STR" + std::to_string(i + 1));
    if (!format.is_generic) out.attribute("namespace", structure.space);
    out.optional_attribute("dimensionAtObservation", structure.dimension_at_observation).raw(">\n");
    const sdmx::Kind kind = structure.reference.kind;
    const bool usage = kind == sdmx::Kind::Dataflow || kind == sdmx::Kind::Metadataflow;
    const bool definition = kind == sdmx::Kind::DataStructure || kind == sdmx::Kind::MetadataStructure;
    const char* const agreement = format.is_2_1() ? "common:ProvisionAgrement" : "common:ProvisionAgreement";
    const char* const element = usage ? "common:StructureUsage" : (definition ? "common:Structure" : agreement);
    out.check(append_reference(text, format, element, structure.reference)).raw("</message:Structure>\n");
  }
  out.optional_element("message:DataSetAction", action).optional_element("message:DataSetID", header.data_set_id);
  out.optional_element("message:Extracted", header.extracted).optional_element("message:ReportingBegin", header.reporting_begin);
  out.optional_element("message:ReportingEnd", header.reporting_end).optional_element("message:EmbargoDate", header.embargo_date);
  return out.texts("message:Source", header.source).raw("</message:Header>\n").ok();
}

bool append_footer(std::string& text, const std::vector<MessageNote>& notes) {
  if (notes.empty()) return true;
  Elements out(text);
  out.raw("<footer:Footer>\n");
  for (const MessageNote& note : notes) {
    out.raw("<footer:Message").attribute("code", note.code).optional_attribute("severity", note.severity).raw(">\n");
    out.texts("common:Text", note.text).raw("</footer:Message>\n");
  }
  return out.raw("</footer:Footer>\n").ok();
}

}  // namespace atalaya::sdmx_ml
