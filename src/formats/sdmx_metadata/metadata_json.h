// SDMX-JSON metadata messages 2.0.0 and 2.1.0 (sdmx-twg/sdmx-json, metadata-message).
//
// An attribute has one value: one with several is written as several attributes. "format" is what the metadata structure says of an attribute; of it we read
// and write only whether a text is XHTML. Without it, text in languages that is markup is taken for structured text. Numbers are read as their texts and
// written as texts. 2.0 has no "isPartialLanguage".
#pragma once

#include <string>
#include <string_view>

#include "formats/sdmx_json/artefact_json.h"
#include "formats/sdmx_metadata/metadata_message.h"

namespace atalaya {

struct MetadataJson : MetadataMessage {
  std::vector<std::string> languages = {};  ///< "contentLanguages"
  std::vector<JsonStatus> errors = {};
  std::vector<std::string> ignored = {};  ///< Members that have no meaning to us, with their places; a hundred at most.
};

/// Input, with file, line and column, as of read_structures_json().
[[nodiscard]] Result<MetadataJson> read_metadata_json(std::string_view bytes, const std::string& file);

struct MetadataJsonOptions {
  SdmxJsonVersion version = SdmxJsonVersion::V2_1;
  std::vector<std::string> languages = {};  ///< The languages asked for, the best first: "name" is the best match.
  int indent = 0;
};
[[nodiscard]] Result<std::string> write_metadata_json(const MetadataMessage& message, const MetadataJsonOptions& options = {},
                                                      const std::vector<JsonStatus>& errors = {}, LeftOutTexts* left_out = nullptr);

}  // namespace atalaya
