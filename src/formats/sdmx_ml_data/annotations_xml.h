// Annotations of data sets, groups, series and observations (SDMXCommon.xsd, AnnotationsType), in all versions the same but for what 3.0 added.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "formats/sdmx_ml_data/subtree.h"
#include "model/sdmx/base.h"

namespace atalaya::sdmx_ml {

/// The children of common:Annotations.
[[nodiscard]] std::vector<sdmx::Annotation> read_annotations(const Node& annotations);

/// Takes out what SDMX-ML, or what 2.1, has no place for, and names it: "AnnotationValue".
[[nodiscard]] std::vector<std::string> cut_to_xml(sdmx::Annotation& annotation, bool is_2_1);

/// common:Annotations with its children, nothing where there are none. False where a text cannot be written.
[[nodiscard]] bool append_annotations(std::string& out, std::span<const sdmx::Annotation> annotations);

}  // namespace atalaya::sdmx_ml
