#include "register/instruments/instrument.h"
#include "register/store/find_named.h"

namespace atalaya::reg::instruments {

std::string_view to_string(Kind kind) {
  constexpr std::array<std::string_view, all_kinds.size()> names = {"law", "decree", "strategy", "plan", "programme", "standard", "agreement", "institution"};
  return names.at(static_cast<std::size_t>(kind));
}
std::string_view to_string(State state) {
  constexpr std::array<std::string_view, all_states.size()> names = {"draft", "adopted", "in_force", "expired", "repealed"};
  return names.at(static_cast<std::size_t>(state));
}
std::string_view to_string(Scope scope) {
  constexpr std::array<std::string_view, all_scopes.size()> names = {"national", "subnational", "sectoral", "regional", "international"};
  return names.at(static_cast<std::size_t>(scope));
}
std::string_view to_string(Relation relation) {
  constexpr std::array<std::string_view, all_relations.size()> names = {"related", "based_on", "implements", "replaces"};
  return names.at(static_cast<std::size_t>(relation));
}

std::optional<Kind> parse_kind(std::string_view text) { return find_named(all_kinds, text); }
std::optional<State> parse_state(std::string_view text) { return find_named(all_states, text); }
std::optional<Scope> parse_scope(std::string_view text) { return find_named(all_scopes, text); }
std::optional<Relation> parse_relation(std::string_view text) { return find_named(all_relations, text); }

}  // namespace atalaya::reg::instruments
