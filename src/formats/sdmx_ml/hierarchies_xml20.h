// Hierarchical code lists and metadata structures of SDMX-ML 2.0.
#pragma once

#include "formats/sdmx_ml/reader20.h"

namespace atalaya::sdmx_ml {

void read_hierarchical_codelist20(const Node& node, Reader20& in);

/// A full target identifier is a metadata target with its components as identifiable objects, a partial one a target with some of these.
void read_metadata_structure20(const Node& node, Reader20& in);

}  // namespace atalaya::sdmx_ml
