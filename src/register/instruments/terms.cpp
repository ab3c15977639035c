#include "register/instruments/terms.h"

#include <unordered_set>

#include "base/text.h"

namespace atalaya::reg::instruments {

std::vector<std::string> words(std::string_view text, std::size_t most) {
  std::vector<std::string> out;
  std::unordered_set<std::string> seen;
  // fold_name() takes an article off the front of a name, and a text is none.
  const std::string folded = fold_name("x " + std::string(text)).substr(1);
  for (std::string_view word : split(folded, ' ')) {
    if (word.size() > 3 && word.ends_with('s')) word.remove_suffix(1);
    if (word.size() > 3 && word.ends_with('e')) word.remove_suffix(1);
    if (word.empty() || word.size() > 60) continue;
    if (out.size() == most) break;
    if (seen.emplace(word).second) out.emplace_back(word);
  }
  return out;
}

std::vector<std::string> terms_of(const Instrument& instrument) {
  std::vector<std::string> out = {country_term(instrument.country), kind_term(instrument.kind)};
  for (const int goal : instrument.goals) {
    out.push_back(goal_term(goal));
    out.push_back(country_goal_term(instrument.country, goal));
  }
  for (const std::string& word : words(instrument.title + " " + instrument.translation + " " + instrument.body + " " + instrument.summary))
    out.push_back(word_term(word));
  return out;
}

}  // namespace atalaya::reg::instruments
