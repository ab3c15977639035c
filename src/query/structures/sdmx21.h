// Artefacts of SDMX 3 in the form that SDMX 2.1 has for them.
#pragma once

#include <deque>

#include "model/sdmx/artefact.h"

namespace atalaya {

/// Each hierarchy as a hierarchical code list with that hierarchy in it; each map whose rules are all of the form "this one is that one" as a structure set
/// with that map in it (a structure map with the code list maps that it needs). What SDMX 2.1 cannot say exactly (patterns, parts of values, fixed values,
/// maps of several components, validity) is left out; so is what is there in its 2.1 form already, under the same agency, id and version. A metadata structure
/// with its attributes in one report structure for any object takes the place of the one that it was made of.
[[nodiscard]] std::deque<sdmx::Artefact> as_sdmx21(const sdmx::Structures& structures);

}  // namespace atalaya
