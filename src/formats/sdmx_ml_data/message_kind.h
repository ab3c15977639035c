// Which kind of SDMX-ML message a file is, by its first element alone.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace atalaya {

struct SdmxMlMessage {
  enum class Kind { Structure, Data, Metadata, Registry, Query, Error };
  Kind kind = Kind::Structure;
  std::string version = {};  ///< "1.0", "2.0", "2.1", "3.0", "3.1".
  std::string root = {};     ///< The root element's local name: "StructureSpecificData", "CompactData".

  /// The names of values are in `id` and `value` and not in the XML names.
  [[nodiscard]] bool is_generic_data() const { return root == "GenericData" || root == "GenericTimeSeriesData"; }
};

/// Reads no more than the first 64 KiB of `bytes`, which may be the beginning of a message only. Input where it is not XML, or no SDMX-ML.
[[nodiscard]] Result<SdmxMlMessage> peek_sdmx_ml(std::string_view bytes, const std::string& file);

/// By the namespace of the root element ("http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message") and its local name.
[[nodiscard]] Result<SdmxMlMessage> sdmx_ml_message(std::string_view space, std::string_view root);

/// The namespace of an element: `attributes` are those of the element itself (name, value, ..., null).
[[nodiscard]] std::string_view own_namespace(const char* name, const char* const* attributes);

}  // namespace atalaya
