// Which other artefacts an artefact names: what a check of a message and a question for references walk along.
#pragma once

#include <functional>
#include <string>

#include "model/sdmx/artefact.h"

namespace atalaya::sdmx {

/// Told every reference of an artefact that is not empty, in the order of the message; `holder` is the item or component inside the artefact that has it
/// ("FREQ", "TOP.SUB"), empty for the artefact itself.
using ReferenceVisitor = std::function<void(const Reference& reference, const std::string& holder)>;
void for_each_reference(const Artefact& artefact, const ReferenceVisitor& visit);

}  // namespace atalaya::sdmx
