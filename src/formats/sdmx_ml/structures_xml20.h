// Structures of SDMX-ML 2.0, as what SDMX 2.1 makes of them.
#pragma once

#include "formats/sdmx_ml/xml_context.h"

namespace atalaya::sdmx_ml {

/// `parent` holds CodeLists, Concepts, KeyFamilies and so on.
///
/// A code's descriptions are its names, as 2.0 has no others. A component has the id of its concept. An attribute of a series is one of all dimensions.
/// Concepts outside of schemes are in a scheme STANDALONE_CONCEPT_SCHEME of their agency, and references without a scheme go there too, unless a scheme of the
/// message has the concept. Where a flow names categories, or a category flows, categorisations are made.
void read_structures20(const Node& parent, sdmx::Structures& out, ReadContext& context);

/// Adds what was read from `element`; a fault where it has no id, is there already, or its URN names another.
void add_artefact(const Node& element, sdmx::Artefact artefact, sdmx::Structures& out, ReadContext& context);

}  // namespace atalaya::sdmx_ml
