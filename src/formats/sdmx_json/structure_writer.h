// Writes a data structure with its code lists, concepts and dataflow as an SDMX-JSON 2.0 structure message (sdmx-twg/sdmx-json, structure-message).
#pragma once

#include <string>

#include "model/structure.h"

namespace atalaya {

/// `prepared` is the moment of preparation, ISO 8601.
[[nodiscard]] std::string write_structure_json(const DataStructure& structure, const Dataflow& flow, const std::string& prepared);

}  // namespace atalaya
