// What an artefact refers to.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/sdmx/artefact.h"

namespace atalaya::sdmx {

/// Every reference that the artefact makes, in the order of its description, the same one as often as it is made. References to items and to components
/// are given as they are; Reference::maintainable() is what holds these. Targets of metadata may have wildcards. Not the codes inside of lists and keys of
/// constraints, which are named by their ids alone, and not links.
///
/// `holder` is the item or the component that makes it ("FREQ", "TOP.SUB"); empty: the artefact itself.
using ReferenceVisitor = std::function<void(const Reference& reference, const std::string& holder)>;
void for_each_reference(const Artefact& artefact, const ReferenceVisitor& visit);

/// The maintainable artefacts that it refers to, each once, in the order in which they are first referred to; an artefact does not refer to itself.
[[nodiscard]] std::vector<Reference> referenced_artefacts(const Artefact& artefact);

}  // namespace atalaya::sdmx
