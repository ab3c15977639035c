// The beginning and the end of a message of data or structures.
#pragma once

#include <string>
#include <vector>

#include "formats/sdmx_ml_data/sdmx_ml_data_writer.h"

namespace atalaya::sdmx_ml {

/// A structure that the header names.
struct NamedStructure {
  sdmx::Reference reference;
  std::string dimension_at_observation;
  std::string space;  ///< Namespace of its data sets where they are structure-specific.
};

struct FormatInfo {
  const char* root;
  const char* version;  ///< In namespaces: "v2_1".
  bool is_generic, is_time_series;
  bool is_structure = false;       ///< A structure message, whose header is the same.
  const char* metadata = nullptr;  ///< Of reference metadata: "generic", "structurespecific".
  [[nodiscard]] bool is_2_1() const { return std::string_view(version) == "v2_1"; }
};
[[nodiscard]] const FormatInfo& format_info(SdmxMlDataFormat format);

/// From the XML declaration to the end of the header. Structures are STR1, STR2 ..., and their namespaces ns1, ns2 ... False where a text cannot be written.
[[nodiscard]] bool append_beginning(std::string& out, const FormatInfo& format, const MessageHeader& header, const std::vector<NamedStructure>& structures,
                                    const std::string& action);

/// `<element>` with a reference in it: a Ref in 2.1, its URN from 3.0 on.
[[nodiscard]] bool append_reference(std::string& out, const FormatInfo& format, const std::string& element, const sdmx::Reference& reference);

[[nodiscard]] bool append_footer(std::string& out, const std::vector<MessageNote>& notes);

}  // namespace atalaya::sdmx_ml
