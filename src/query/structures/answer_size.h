// How large an answer of artefacts would be, before it is written.
#pragma once

#include <cstddef>

#include "model/sdmx/artefact.h"

namespace atalaya {

/// The items, components, annotations, mapped values and whatever else has a place of its own in a message, with the artefacts themselves.
[[nodiscard]] std::size_t count_parts(const sdmx::Structures& structures);

}  // namespace atalaya
