#include "register/consultation/words.h"

#include "register/store/find_named.h"

namespace atalaya::reg::consultation {

std::string_view to_string(Voice voice) {
  constexpr std::array<std::string_view, all_voices.size()> names = {"verified", "registered", "anonymous"};
  return names.at(static_cast<std::size_t>(voice));
}
std::string_view to_string(Moderation moderation) {
  constexpr std::array<std::string_view, all_moderations.size()> names = {"after", "before"};
  return names.at(static_cast<std::size_t>(moderation));
}
std::string_view to_string(Showing showing) {
  constexpr std::array<std::string_view, all_showings.size()> names = {"published", "waiting", "hidden"};
  return names.at(static_cast<std::size_t>(showing));
}
std::string_view to_string(Reason reason) {
  constexpr std::array<std::string_view, all_reasons.size()> names = {"off_topic", "insult", "personal_data", "advertising", "unlawful", "withdrawn"};
  return names.at(static_cast<std::size_t>(reason));
}
std::string_view to_string(Outcome outcome) {
  constexpr std::array<std::string_view, all_outcomes.size()> names = {"accepted", "partly_accepted", "not_accepted", "noted"};
  return names.at(static_cast<std::size_t>(outcome));
}

std::optional<Voice> parse_voice(std::string_view text) { return find_named(all_voices, text); }
std::optional<Moderation> parse_moderation(std::string_view text) { return find_named(all_moderations, text); }
std::optional<Showing> parse_showing(std::string_view text) { return find_named(all_showings, text); }
std::optional<Reason> parse_reason(std::string_view text) { return find_named(all_reasons, text); }
std::optional<Outcome> parse_outcome(std::string_view text) { return find_named(all_outcomes, text); }

}  // namespace atalaya::reg::consultation
