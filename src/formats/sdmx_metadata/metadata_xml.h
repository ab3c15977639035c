// Reference metadata in SDMX-ML: generic and structure-specific of 2.1, generic of 3.0 and 3.1.
//
// In 2.1 a metadata set has no identity but a setID, and holds reports; each becomes a set, with the annotations of the set before its own. A set of 3 is
// written to 2.1 as a report of the name of its metadataflow, for the target TARGET with a reference for each of its targets, and with its id for a setID.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/sdmx_metadata/metadata_message.h"

namespace atalaya {

enum class MetadataXmlFormat { Generic2_1, StructureSpecific2_1, V3_0, V3_1 };

struct MetadataXml : MetadataMessage {
  MetadataXmlFormat format = MetadataXmlFormat::Generic2_1;
  std::vector<MessageNote> notes = {};  ///< Of the footer, and what the header said beside what a MessageHeader has.
  std::vector<Error> faults = {};       ///< What was not understood and left out, each with its place; a thousand at most.
};

/// Input where it is no well-formed XML (or beyond the limits of TreeLimits), or no message of metadata.
[[nodiscard]] Result<MetadataXml> read_metadata_xml(std::string_view bytes, const std::string& file);

struct MetadataXmlOptions {
  MetadataXmlFormat format = MetadataXmlFormat::V3_0;
  int indent = 2;  ///< Blanks a level; 0: one line.
};
/// Input where a set has neither metadata structure nor flow nor agreement, or where the id of an attribute cannot be the name of an element.
[[nodiscard]] Result<std::string> write_metadata_xml(const MetadataMessage& message, const MetadataXmlOptions& options = {},
                                                     const std::vector<MessageNote>& notes = {}, LeftOutTexts* left_out = nullptr);

}  // namespace atalaya
