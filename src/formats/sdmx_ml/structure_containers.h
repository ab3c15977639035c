// Where the artefacts stand in a structure message: lists by version, in the order of the schemas.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "formats/sdmx_ml/structures_xml.h"

namespace atalaya::sdmx_ml {

struct Container {
  const char* list;     ///< "Codelists", inside message:Structures.
  const char* element;  ///< "Codelist"
  sdmx::Kind kind;
};

/// In the order of SDMX-ML 2.1 or 3. In 2.1 two elements stand for two kinds each: ContentConstraint and ProvisionAgreement.
[[nodiscard]] std::span<const Container> containers(bool is_21);

}  // namespace atalaya::sdmx_ml
