// The languages in which artefacts say anything, and artefacts in some of their languages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/sdmx/artefact.h"

namespace atalaya::sdmx {

/// Adds the languages of an artefact's texts that are not there yet, in the order in which they are met.
void add_languages(std::vector<std::string>& languages, const Artefact& artefact);

/// Whether a language is one that a range takes: "*" any, "pt" also "pt-BR" (RFC 4647, 3.3.1, "Basic Filtering"). Letters' case does not count.
[[nodiscard]] bool takes_language(std::string_view range, std::string_view language);

/// The text in the first of these languages that there is one for: the language itself, without its last parts ("Lookup", RFC 4647, 3.4), or with more parts
/// than were asked for; else by LocalText::in("en").
[[nodiscard]] const std::string& best_match(const LocalText& text, const std::vector<std::string>& languages);

/// Leaves of every text the languages that one of the ranges takes, or, where none does, the best match alone. An artefact that loses a text by it becomes
/// one of partial language (SDMX 3.1, "isPartialLanguage"). Values of reported attributes keep all their languages.
void keep_languages(Artefact& artefact, const std::vector<std::string>& ranges);

}  // namespace atalaya::sdmx
