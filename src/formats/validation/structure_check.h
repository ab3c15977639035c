// Whether artefacts keep the rules of the information model, each by itself and with those that stand beside it.
#pragma once

#include <string>

#include "formats/validation/finding.h"
#include "formats/validation/place_finder.h"
#include "model/sdmx/artefact.h"

namespace atalaya {

/// Faults: ids, versions and agencies that are none; ids that stand twice in a list; codes, concepts and units whose parent is not there or goes in a circle;
/// data structures with components that clash, or relationships and groups that name what is not there; items of a whole list beside it that are not in it;
/// constraints that name components and codes that their structure does not have. Notes: artefacts that are referred to and are not in the message, names that
/// are missing, facets that are no facets.
/// `places`, which may be null, finds where they stand.
void check_structures(const sdmx::Structures& structures, Findings& findings, PlaceFinder* places = nullptr);

}  // namespace atalaya
