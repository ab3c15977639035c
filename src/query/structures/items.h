// Items of an artefact that is a collection of them: their paths, and the artefact cut down to some.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/sdmx/artefact.h"

namespace atalaya {

/// Item schemes, value lists, and the hierarchical code list of SDMX 2.1, whose items are hierarchies.
[[nodiscard]] bool has_items(sdmx::Kind kind);

/// Ids, of nested items with those above them ("TOP.SUB"), in the order of the artefact; empty for what has no items.
[[nodiscard]] std::vector<std::string> item_paths(const sdmx::Artefact& artefact);

/// Takes away the items whose path is not wanted, but for those that a wanted one stands in, and says that the artefact is partial.
void keep_items(sdmx::Artefact& artefact, const std::function<bool(const std::string& path)>& wanted);

/// The paths that are asked for by `texts`: a path itself, or, where there is no such path, every nested item with this id.
[[nodiscard]] std::vector<std::string> find_items(const sdmx::Artefact& artefact, const std::vector<std::string>& texts);

/// An artefact with its identity and its name alone; `complete` with description and annotations too (REST 2.2, "Structure queries", detail).
[[nodiscard]] sdmx::Artefact stub_of(const sdmx::Artefact& artefact, bool complete);

}  // namespace atalaya
