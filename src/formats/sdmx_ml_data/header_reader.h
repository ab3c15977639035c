// The header of a data message (SDMXMessage.xsd, BaseHeaderType, of 2.0 to 3.1) and its footer.
#pragma once

#include <string>
#include <vector>

#include "formats/sdmx_ml_data/subtree.h"
#include "model/data_message.h"

namespace atalaya::sdmx_ml {

/// message:Structure of a header: what a data set's structureRef refers to.
struct PayloadStructure {
  std::string id;
  sdmx::Reference reference;
  std::string dimension_at_observation = {};
  bool explicit_measures = false;
};

struct DataHeader {
  MessageHeader header;
  std::vector<PayloadStructure> structures;  ///< In 2.0 one without id, where the header names the key family.
  sdmx::Reference provider;
  std::vector<MessageNote> notes;  ///< What a MessageHeader has no place for.
};

[[nodiscard]] Result<DataHeader> read_header(const Node& header, const std::string& file);

/// message:Footer.
[[nodiscard]] std::vector<MessageNote> read_footer(const Node& footer);

/// The id of every agency's scheme of data providers (SDMXStructureOrganisation.xsd).
inline constexpr const char* provider_scheme = "DATA_PROVIDERS";

/// The reference in an element: a Ref, a URN, or (3.0) the URN as its text. Input where its parts are no identifiers, or an agency is lacking that nothing else
/// says.
[[nodiscard]] Result<sdmx::Reference> read_reference(const Node& node, sdmx::Kind kind, const std::string& file);

}  // namespace atalaya::sdmx_ml
