// The pack in the terms of SDMX: every artefact that a client of the observatory may ask for, but for those that depend on the data.
#pragma once

#include "agenda/agenda.h"
#include "model/sdmx/artefact.h"

namespace atalaya {

/// Code lists, concepts, the data structure and its flow (model/resolve.h); the artefacts of the pack's folder `structures`, filled from the pack where an
/// annotation `atalaya:from` says so; a dataflow for each goal, categorised under it; an agreement for each publisher; a metadata set for each indicator.
[[nodiscard]] sdmx::Structures agenda_artefacts(const Agenda& agenda);

/// Ids as they are in artefacts: "G07", "A2", and the flow of a goal, "DF_G07".
[[nodiscard]] std::string goal_code(int goal);
[[nodiscard]] std::string area_code(int area);
[[nodiscard]] sdmx::Reference goal_flow(const Agenda& agenda, int goal);
[[nodiscard]] sdmx::Reference main_flow(const Agenda& agenda);
/// The agreement under which a publisher's figures come into the main flow.
[[nodiscard]] sdmx::Reference agreement_of(const Agenda& agenda, std::string_view source);

namespace artefacts {

/// Fills those schemes and maps of the collection that say so. What has an annotation that is not known stays as it is.
void fill(sdmx::Structures& structures, const Agenda& agenda);
/// A metadata set for each indicator, where the pack has the metadataflow MDF_INDICATOR and an agreement for it.
void add_indicator_metadata(sdmx::Structures& structures, const Agenda& agenda);

/// Text that is the same in every language of the agenda.
[[nodiscard]] LocalText everywhere(const Agenda& agenda, const std::string& text);

}  // namespace artefacts

}  // namespace atalaya
