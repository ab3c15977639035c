// Artefacts and reference metadata as messages: the one place where a chosen format meets its writer.
#pragma once

#include <string>
#include <vector>

#include "api/sdmx/media_types.h"
#include "model/data_message.h"
#include "model/sdmx/artefact.h"

namespace atalaya::api {

/// Parts of one answer of artefacts (query/structures/answer_size.h), above which there is none: some hundred megabytes of XML.
inline constexpr std::size_t most_structure_parts = 300'000;

/// In the languages that were asked for. The formats of structures, availability and schema queries that are structure messages. Conflict where the answer
/// would have more than `most_parts`, which the services answer as 413.
[[nodiscard]] Result<std::string> write_structure_message(const MessageHeader& header, sdmx::Structures structures, const Negotiated& form,
                                                          std::size_t most_parts = most_structure_parts);

/// `structures`: where the names of flows and attributes are looked up that labels of SDMX-CSV ask for.
[[nodiscard]] Result<std::string> write_metadata_message(const MessageHeader& header, std::vector<sdmx::MetadataSet> sets, const sdmx::Structures& structures,
                                                         const Negotiated& form);

}  // namespace atalaya::api
