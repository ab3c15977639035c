// Writes series as plain JSON for scripts (docs/api.md, "Series as JSON"): each series with its key, names, attributes and observations.
#pragma once

#include <string>
#include <string_view>

#include "model/cube_slice.h"

namespace atalaya {

[[nodiscard]] std::string write_series_json(const CubeSlice& slice, const Dataflow& flow, std::string_view release, std::string_view language);

}  // namespace atalaya
