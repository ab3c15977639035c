// Reference metadata in SDMX-CSV (sdmx-twg/sdmx-csv, metadata-message, 2.0.0 and 2.1).
//
// Two layouts are there: that of SDMX 3.0 has a column ACTION, that of 3.1 has none and may have IS_PARTIAL_LANGUAGE. The first is served as version 1.0.0
// (the OpenAPI document of REST 2.2.2) and as 2.0.0 (the text of the same), the second as 2.1.0. A target that is an item or a component has the name of its
// class in lower case for its type ("category", "code"), and its path behind the version ("SDMX:CL_FREQ(2.1).A"), for which the guide has no word.
#pragma once

#include <string>
#include <string_view>

#include "formats/sdmx_metadata/metadata_message.h"
#include "model/sdmx/artefact.h"

namespace atalaya {

struct MetadataCsvOptions {
  enum class Layout { Sdmx30, Sdmx31 };
  enum class Labels { Id, Name, Both };
  Layout layout = Layout::Sdmx31;
  Labels labels = Labels::Id;
  std::string language = "en";                   ///< Of the names that labels ask for.
  const sdmx::Structures* structures = nullptr;  ///< Where names of flows, targets, attributes and codes are looked up, and which attributes are coded.
};

/// Both layouts, with any separator and labels. Codes keep their labels where `structures` (which may be null) do not say that the attribute is coded.
/// Refused with line and column: what the CSV reader refuses, a header without the columns that must be there, a reference or a list that cannot be read.
[[nodiscard]] Result<MetadataMessage> read_metadata_csv(std::string_view bytes, const std::string& file, const sdmx::Structures* structures = nullptr);

/// Commas between fields, semicolons inside. What CSV has no place for (annotations, descriptions, links ...) is named in `left_out`.
[[nodiscard]] Result<std::string> write_metadata_csv(const MetadataMessage& message, const MetadataCsvOptions& options, LeftOutTexts* left_out = nullptr);

}  // namespace atalaya
