#include <algorithm>
#include <array>
#include <cassert>

#include "formats/sdmx_ml/structure_containers.h"
#include "formats/sdmx_ml/structure_xml_writer.h"
#include "formats/sdmx_ml/structures_xml.h"
#include "formats/sdmx_ml_data/header_writer.h"

namespace atalaya {

namespace sdmx_ml {

namespace {

using sdmx::Artefact;
using sdmx::Kind;

using ByKind = std::array<std::vector<const Artefact*>, sdmx::maintainable_kinds>;

bool is_attachment(const Artefact& artefact) {
  const auto* constraint = std::get_if<sdmx::DataConstraint>(&artefact);
  return constraint != nullptr && constraint->is_attachment;
}

template <bool Is21>
void write_artefact(const char* element, const Artefact& artefact, WriteContext& context) {
  context.artefact = sdmx::reference_of(artefact);
  context.holder.clear();
  context.urn_is_written = false;
  context.is_attachment = is_attachment(artefact);
  std::visit([&](const auto& x) { StructureXmlWriter<Is21>::write(context.qualified(element, false), x, context); }, artefact);
}

template <bool Is21>
void write_lists(const ByKind& artefacts, WriteContext& context) {
  std::string_view open;
  for (const Container& container : containers(Is21)) {
    constexpr const char* attachment = "AttachmentConstraint";
    // Of 2.1, in one list with the content constraints.
    if (std::string_view(container.element) == attachment) continue;
    for (const Artefact* artefact : artefacts[static_cast<std::size_t>(container.kind)]) {
      if (open != container.list) {
        if (!open.empty()) context.writer.end();
        context.writer.start(context.qualified(container.list, false));
        open = container.list;
      }
      write_artefact<Is21>(Is21 && is_attachment(*artefact) ? attachment : container.element, *artefact, context);
    }
  }
  if (!open.empty()) context.writer.end();
}

}  // namespace

}  // namespace sdmx_ml

std::string StructureLoss::to_string() const {
  std::string out = std::string(sdmx::info(artefact.kind).class_name) + " " + artefact.short_text();
  if (!where.empty()) out += ", " + where;
  return what.empty() ? out : out + ": " + what;
}

std::string write_structures_xml(const MessageHeader& header, const std::vector<const sdmx::Artefact*>& artefacts, const StructuresXmlOptions& options,
                                 const std::vector<MessageNote>& notes, std::vector<StructureLoss>* losses) {
  assert(options.version != SdmxMlVersion::V2_0);
  const bool is_21 = options.version == SdmxMlVersion::V2_1;
  sdmx_ml::ByKind by_kind;
  for (const sdmx::Artefact* artefact : artefacts) {
    const auto uncarried = uncarried_kinds(options.version);
    if (const auto it = std::ranges::find(uncarried, sdmx::kind_of(*artefact), &UncarriedKind::kind); it != uncarried.end()) {
      if (losses != nullptr) losses->push_back({sdmx::reference_of(*artefact), {}, std::string(it->why)});
    } else {
      by_kind[artefact->index()].push_back(artefact);
    }
  }

  const sdmx_ml::FormatInfo format{"Structure", is_21 ? "v2_1" : options.version == SdmxMlVersion::V3_0 ? "v3_0" : "v3_1", false, false, true};
  // A message of structures has nothing of data sets in its header.
  MessageHeader own = header;
  own.data_set_action = own.data_set_id = own.extracted = own.reporting_begin = own.reporting_end = own.embargo_date = {};
  std::string out;
  (void)sdmx_ml::append_beginning(out, format, own, {}, {});
  if (std::ranges::any_of(by_kind, [](const auto& list) { return !list.empty(); })) {
    XmlWriter writer(options.indent);
    sdmx_ml::WriteContext context(writer, options, losses);
    writer.start("message:Structures");
    if (is_21) {
      sdmx_ml::write_lists<true>(by_kind, context);
    } else {
      sdmx_ml::write_lists<false>(by_kind, context);
    }
    writer.end();
    out += writer.bytes();
    out += '\n';
  }
  (void)sdmx_ml::append_footer(out, notes);
  return out + "</message:Structure>\n";
}

std::string write_structures_xml(const MessageHeader& header, const sdmx::Structures& structures, const StructuresXmlOptions& options,
                                 const std::vector<MessageNote>& notes, std::vector<StructureLoss>* losses) {
  std::vector<const sdmx::Artefact*> artefacts;
  structures.for_each([&](const sdmx::Artefact& artefact) { artefacts.push_back(&artefact); });
  return write_structures_xml(header, artefacts, options, notes, losses);
}

}  // namespace atalaya
