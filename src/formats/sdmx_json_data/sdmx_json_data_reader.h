// Reads SDMX-JSON data messages of 1.0, 2.0 and 2.1 into a sink (sdmx-twg/sdmx-json, data-message, field guides of the three versions).
#pragma once

#include <string>
#include <string_view>

#include "model/data_message.h"

namespace atalaya {

struct SdmxJsonReadLimits {
  std::size_t structure_bytes = std::size_t{512} << 20U;  ///< Of each structure with the values that it lists.
  std::size_t data_sets = 100'000;
};

/// A structure that `structures` does not know (NotFound) is made out of what the message says of itself. Members may come in any order. The forms of drafts
/// before 1.0 are taken too (header, structure and dataSets at the top). Refused with line and column (the byte in the line): what is not JSON in UTF-8, a
/// member of the message that stands twice, data without a structure, a number beyond the values of its component, a component that the structure does not
/// have.
[[nodiscard]] Status read_sdmx_json_data(std::string_view bytes, const std::string& file, const StructureSource& structures, DataSink& sink,
                                         const SdmxJsonReadLimits& limits = {});

}  // namespace atalaya
