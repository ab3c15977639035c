// What the pages of the register of instruments share: how its terms are said, what an address asks for, titles in the reader's language.
#pragma once

#include <string>
#include <vector>

#include "register/instruments/instruments.h"
#include "register/instruments/search.h"
#include "site/instrument_words.h"
#include "site/register/visit.h"

namespace atalaya::site::desk {

namespace instruments = reg::instruments;

using site::kind_name;
using site::state_name;
[[nodiscard]] std::string scope_name(const Locale& locale, instruments::Scope scope);
/// "replaces"; from the other side "replaced by".
[[nodiscard]] std::string relation_name(const Locale& locale, instruments::Relation relation, bool from_there = false);
/// A country's name; "The region" for none.
[[nodiscard]] std::string country_of(const Presenter& presenter, std::string_view country);

/// The countries and goals of the agenda.
[[nodiscard]] instruments::Known known_of(const Agenda& agenda);

/// The translation where it is in the reader's language, else the title.
template <class Titled>
[[nodiscard]] ShownTitle shown_title(const Presenter& presenter, const Titled& of) {
  return site::shown_title(presenter.language(), of);
}

/// What an address asks for: country (ISO code, or "region"), goal, kind, state, text, date. Empty parameters ask for nothing; Input for what is none.
[[nodiscard]] Result<instruments::Filter> read_filter(const http::Query& query, const Agenda& agenda);
/// The same as a query, without a question mark; empty where nothing is asked for.
[[nodiscard]] std::string filter_query(const instruments::Filter& filter);

/// The countries, and the region first, for a field; `chosen` is marked.
[[nodiscard]] std::vector<Choice> country_choices(const Presenter& presenter, const std::string& chosen);
[[nodiscard]] std::string instrument_link(const Visit& visit, std::string_view id);

/// A row of a list: "law · in force since 1 May 2020 · Argentina".
[[nodiscard]] std::string instrument_note(const Presenter& presenter, const instruments::Found& found);

}  // namespace atalaya::site::desk
