// detail=referencepartial: of item schemes that come along, only the items that are used (REST 2.2, "Applicability and meaning of references").
#pragma once

#include <vector>

#include "query/structures/structure_index.h"

namespace atalaya {

/// An artefact of an answer on its way: its extensions are resolved, and one that was asked for by items is cut down already.
struct PartArtefact {
  StructureIndex::Node node;
  bool referenced;  ///< Not asked for itself.
  sdmx::Artefact artefact;
};

/// Cuts the referenced item schemes down to what the other artefacts of the answer name: concepts of components, categories of categorisations, providers of
/// agreements, agencies of artefacts, codes of hierarchies and maps. A code list that a data structure uses keeps what the constraints allow that are attached
/// to the artefact asked for, or to what it leads to (agreement, flow, structure); where the constraint itself was asked for, what that one allows.
/// What nothing in the answer uses, and what refers to an artefact asked for, stays whole; lists of concepts that were cut away are left out.
void make_partial(const StructureIndex& index, std::vector<PartArtefact>& parts);

}  // namespace atalaya
