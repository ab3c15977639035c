// Artefacts of every kind with every field filled, made from the description that all structure formats share: what a format says that it carries, it must.
#pragma once

#include <vector>

#include "model/sdmx/artefact.h"

namespace atalaya::samples {

/// Formats whose fields a sample must do with.
struct Carriers {
  bool json_2_0 = false;
  bool json_2_1 = false;
  bool ml_3 = false;
  bool ml_2_1 = false;
};

/// Alternatives (an enumeration or a format, dimensions or a group ...) are taken in turn from one variant to the next.
inline constexpr int variants = 4;

/// Every field that all these formats have has a value. Identities are those of the kind and the variant, so that artefacts differ in them.
[[nodiscard]] sdmx::Artefact rich_artefact(sdmx::Kind kind, int variant, const Carriers& carriers);

/// Kinds that all these formats have.
[[nodiscard]] std::vector<sdmx::Kind> kinds_of(const Carriers& carriers);

/// All kinds in all variants.
[[nodiscard]] sdmx::Structures rich_structures(const Carriers& carriers);

}  // namespace atalaya::samples
