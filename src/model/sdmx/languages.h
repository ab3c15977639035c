// The languages of the texts of artefacts.
#pragma once

#include <string>
#include <vector>

#include "model/sdmx/artefact.h"

namespace atalaya::sdmx {

/// Every language of a text in the collection, in the order in which they are met.
[[nodiscard]] std::vector<std::string> languages_in(const Structures& structures);

/// Of every text the one in this language alone; where there is none, the one that LocalText::in gives.
void keep_language(Artefact& artefact, const std::string& language);

}  // namespace atalaya::sdmx
