// Writes SDMX-CSV 2.0 (sdmx-twg/sdmx-csv, field guide 2.0.0): ids only, one line an observation.
#pragma once

#include <string>

#include "model/cube_slice.h"

namespace atalaya {

[[nodiscard]] std::string write_sdmx_csv(const CubeSlice& slice, const Dataflow& flow);

}  // namespace atalaya
