#include "formats/sdmx_ml_data/header_reader.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace atalaya::sdmx_ml {

namespace {

sdmx::Contact read_contact(const Node& node) {
  sdmx::Contact contact{.id = std::string(attribute_of(node, "id"))};
  for (const Node& child : node.children) {
    if (child.name == "Name") contact.name.set(language_of(child), child.text);
    if (child.name == "Department") contact.department.set(language_of(child), child.text);
    if (child.name == "Role") contact.role.set(language_of(child), child.text);
    if (child.name == "Telephone") contact.telephones.push_back(child.text);
    if (child.name == "Fax") contact.faxes.push_back(child.text);
    if (child.name == "X400") contact.x400s.push_back(child.text);
    if (child.name == "URI") contact.uris.push_back(child.text);
    if (child.name == "Email") contact.emails.push_back(child.text);
  }
  return contact;
}

MessageParty read_party(const Node& node) {
  MessageParty party{.id = std::string(attribute_of(node, "id"))};
  for (const Node& child : node.children) {
    if (child.name == "Name") party.name.set(language_of(child), child.text);
    if (child.name == "Contact") party.contacts.push_back(read_contact(child));
    if (child.name == "Timezone") party.timezone = child.text;
  }
  return party;
}

constexpr std::array<std::pair<std::string_view, sdmx::Kind>, 4> structure_elements = {{
    {"Structure", sdmx::Kind::DataStructure},
    {"StructureUsage", sdmx::Kind::Dataflow},
    {"ProvisionAgrement", sdmx::Kind::ProvisionAgreement},  // spelled so in 2.1
    {"ProvisionAgreement", sdmx::Kind::ProvisionAgreement},
}};

Result<PayloadStructure> read_structure(const Node& node, const std::string& file) {
  PayloadStructure structure{.id = std::string(attribute_of(node, "structureID")), .reference = {}};
  structure.dimension_at_observation = attribute_of(node, "dimensionAtObservation");
  const std::string_view explicit_measures = attribute_of(node, "explicitMeasures");
  structure.explicit_measures = explicit_measures == "true" || explicit_measures == "1";
  for (const auto& [name, kind] : structure_elements) {
    const Node* child = node.child(name);
    if (child == nullptr) continue;
    structure.reference = TRY(read_reference(*child, kind, file));
    return structure;
  }
  return fail(ErrorKind::Input, "the header's structure \"" + structure.id + "\" refers to nothing", node.place(file),
              "it should have a Structure, a StructureUsage or a ProvisionAgreement");
}

/// Fields of a header that are one text each.
std::string* plain_field(MessageHeader& header, std::string_view name) {
  if (name == "ID") return &header.id;
  if (name == "Prepared") return &header.prepared;
  if (name == "DataSetAction") return &header.data_set_action;
  if (name == "DataSetID") return &header.data_set_id;
  if (name == "Extracted") return &header.extracted;
  if (name == "ReportingBegin") return &header.reporting_begin;
  if (name == "ReportingEnd") return &header.reporting_end;
  if (name == "EmbargoDate") return &header.embargo_date;
  return nullptr;
}

MessageNote left_out(const std::string& what, const Node& node) {
  MessageNote note{.severity = "Warning"};
  note.text.set("en", what + " at line " + std::to_string(node.line) + " is left out");
  return note;
}

}  // namespace

Result<sdmx::Reference> read_reference(const Node& node, sdmx::Kind kind, const std::string& file) {
  const auto checked = [&](sdmx::Reference reference) -> Result<sdmx::Reference> {
    std::string fault = sdmx::fault_of(reference);
    if (fault.empty()) return reference;
    return fail(ErrorKind::Input, "the reference of " + node.name + " cannot be: " + fault, node.place(file));
  };
  const Node* urn = node.child("URN");
  const std::string_view text = urn != nullptr ? std::string_view(urn->text) : std::string_view(node.text);
  if (!text.empty()) {
    auto reference = sdmx::parse_urn(text);
    if (reference) return checked(std::move(*reference));
    Error error = std::move(reference).error();
    error.place = node.place(file);
    return std::unexpected(std::move(error));
  }
  const Node* ref = node.child("Ref");
  if (ref == nullptr || attribute_of(*ref, "id").empty()) {
    return fail(ErrorKind::Input, "the element " + node.name + " should have a Ref with an id, or a URN", node.place(file));
  }
  sdmx::Reference reference{.kind = kind, .agency = std::string(attribute_of(*ref, "agencyID")), .id = std::string(attribute_of(*ref, "id"))};
  reference.version = attribute_of(*ref, "version");
  if (!sdmx::is_maintainable(kind)) {
    reference.item = std::exchange(reference.id, std::string(attribute_of(*ref, "maintainableParentID")));
    reference.version = attribute_of(*ref, "maintainableParentVersion");
    if (reference.id.empty() && kind == sdmx::Kind::DataProvider) reference.id = provider_scheme;
  }
  // Of a data structure the structure itself says it.
  if (reference.agency.empty() && kind != sdmx::Kind::DataStructure)
    return fail(ErrorKind::Input, "the Ref of " + node.name + " has no agencyID", node.place(file));
  return checked(std::move(reference));
}

Result<DataHeader> read_header(const Node& node, const std::string& file) {
  DataHeader out;
  MessageHeader& header = out.header;
  sdmx::Reference key_family{.kind = sdmx::Kind::DataStructure};
  for (const Node& child : node.children) {
    if (std::string* field = plain_field(header, child.name); field != nullptr) {
      if (!field->empty()) out.notes.push_back(left_out("another " + child.name + " of the header (" + child.text + ")", child));
      if (field->empty()) *field = child.text;
    } else if (child.name == "Test") {
      header.test = child.text == "true" || child.text == "1";
    } else if (child.name == "Sender") {
      if (!header.sender.id.empty()) out.notes.push_back(left_out("another sender", child));
      if (header.sender.id.empty()) header.sender = read_party(child);
    } else if (child.name == "Receiver") {
      header.receivers.push_back(read_party(child));
    } else if (child.name == "Name") {
      header.name.set(language_of(child), child.text);
    } else if (child.name == "Source") {
      header.source.set(language_of(child), child.text);
    } else if (child.name == "Structure") {
      out.structures.push_back(TRY(read_structure(child, file)));
    } else if (child.name == "DataProvider") {
      out.provider = TRY(read_reference(child, sdmx::Kind::DataProvider, file));
    } else if (child.name == "KeyFamilyRef") {
      key_family.id = child.text;
    } else if (child.name == "KeyFamilyAgency") {
      key_family.agency = child.text;
    } else {
      out.notes.push_back(left_out("the header's " + child.name + (child.text.empty() ? "" : " (" + shorten(child.text, 60) + ")"), child));
    }
  }
  if (!key_family.empty()) {
    const std::string fault = sdmx::fault_of(key_family);
    if (!fault.empty()) return fail(ErrorKind::Input, "the header's key family cannot be: " + fault, node.place(file));
    out.structures.push_back({.id = {}, .reference = std::move(key_family)});
  }
  return out;
}

std::vector<MessageNote> read_footer(const Node& footer) {
  std::vector<MessageNote> notes;
  for (const Node& message : footer.children) {
    if (message.name != "Message") continue;
    MessageNote note{.code = std::string(attribute_of(message, "code")), .severity = std::string(attribute_of(message, "severity"))};
    for (const Node& text : message.children) {
      if (text.name == "Text") note.text.set(language_of(text), text.text);
    }
    notes.push_back(std::move(note));
  }
  return notes;
}

}  // namespace atalaya::sdmx_ml
