// What an instrument is found by. Filters and words are one thing here: a term, whose instruments are in the index (index.h).
//
// The words are folded by us rather than by FTS5 and tsvector: both databases then give the same answer to the same question, and no extension of PostgreSQL is
// needed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "register/instruments/instrument.h"

namespace atalaya::reg::instruments {

/// The words of a text as they are compared: without case, accents and punctuation, and without the endings -s and -es, so that "Leyes" and "ley" are one. In
/// order, each once, at most `most`.
[[nodiscard]] std::vector<std::string> words(std::string_view text, std::size_t most = 100);

[[nodiscard]] inline std::string word_term(std::string_view word) { return "w:" + std::string(word); }
[[nodiscard]] inline std::string country_term(std::string_view country) { return "c:" + std::string(country); }
[[nodiscard]] inline std::string goal_term(int goal) { return "g:" + std::to_string(goal); }
[[nodiscard]] inline std::string kind_term(Kind kind) { return "k:" + std::string(to_string(kind)); }
/// A country's instruments for a goal: what comparisons read.
[[nodiscard]] inline std::string country_goal_term(std::string_view country, int goal) { return "x:" + std::string(country) + ":" + std::to_string(goal); }

/// All terms of an instrument.
[[nodiscard]] std::vector<std::string> terms_of(const Instrument& instrument);

}  // namespace atalaya::reg::instruments
