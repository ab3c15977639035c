// Reads data messages of SDMX-ML as a stream: 2.1 generic and structure-specific with their time-series variants, 3.0 and 3.1 structure-specific, and of
// 2.0 generic, compact, utility and cross-sectional. Of an empty measure it says nothing; all else reaches the sink, or a note of what does not.
#pragma once

#include <string>
#include <string_view>

#include "model/data_message.h"

namespace atalaya {

struct SdmxMlDataLimits {
  std::size_t tag_bytes = std::size_t{16} << 20U;   ///< Of one element's tag with all its attributes.
  std::size_t value_bytes = std::size_t{4} << 20U;  ///< Of one value.
  std::size_t depth = 64;
  std::size_t attributes = 4096;     ///< Of one element.
  std::size_t foreign_names = 4096;  ///< Different names outside of the data's own, in annotations and of other namespaces.
};

/// From `bytes` (mostly a mapped file) to `sink`; `file` is for places. The structures that data sets refer to are asked of `structures`; a version that a
/// reference leaves out stays empty, an agency is the structure's. Memory does not grow with the message.
/// Failures, with line and column: Input where the message is not well-formed, has a document type declaration, goes beyond the limits or does not fit its
/// structure (an unknown component, a missing dimension unless the action is Delete), or is of no version that is read; whatever `structures` and `sink` fail
/// with.
[[nodiscard]] Status read_sdmx_ml_data(std::string_view bytes, const std::string& file, const StructureSource& structures, DataSink& sink,
                                       const SdmxMlDataLimits& limits = {});

}  // namespace atalaya
