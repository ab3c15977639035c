// The parts of reading a questionnaire; internal to the folder.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "agenda/agenda.h"
#include "base/yaml.h"
#include "register/questionnaire/definition.h"

namespace atalaya::reg::reading {

/// Passes each fault on once: what is wrong in a pattern would else be told for every indicator that uses it.
class OnceFaults {
 public:
  explicit OnceFaults(Faults& faults) : faults_(faults) {}
  void add(const Place& place, std::string what, std::string hint = {}) {
    if (seen_.emplace(place.to_string(), what).second) faults_.add(place, std::move(what), std::move(hint));
  }
  void add_all(const Faults& found) {
    for (const Error& error : found.errors()) add(error.place, error.what, error.hint);
  }

  /// A pattern is read again for each indicator that uses it, so a short file can ask for much work. False, and a fault, once it is too much.
  bool spend(std::size_t letters, const Place& place) {
    if (spent_ < most_work) spent_ += letters;
    if (spent_ < most_work) return true;
    if (!std::exchange(told_, true)) add(place, "the questionnaire is too large", "its patterns and indicators make more than 32 million letters");
    return false;
  }

 private:
  static constexpr std::size_t most_work = 32'000'000;
  std::size_t spent_ = 0;
  bool told_ = false;
  Faults& faults_;
  std::set<std::pair<std::string, std::string>> seen_;
};

/// What a pattern or an indicator says, as it is written.
struct Written {
  std::vector<YamlNode> questions, levels, checks;
};

/// The conditions of an indicator as they are written: they are read once all questions are known.
struct PendingIndicator {
  std::vector<std::pair<std::size_t, YamlNode>> when;  ///< Question and its condition.
  std::vector<YamlNode> levels;                        ///< By number; of level 0 its node too.
  std::vector<YamlNode> checks;
};

/// A text in the agenda's languages in which "{subject}" stands for the indicator's subject. Faults: a language that is missing or too much, an empty text, one
/// that is too long.
[[nodiscard]] LocalText subject_text(const YamlNode& parent, const char* key, const Agenda& agenda, const LocalText& subject, OnceFaults& faults,
                                     bool required = true);

/// Reads a question but for its condition.
[[nodiscard]] Question read_question(const YamlNode& node, const Agenda& agenda, const AskedIndicator& indicator, std::size_t number, OnceFaults& faults);

/// Reads a condition of an indicator; nothing and a fault where it is none.
[[nodiscard]] std::optional<Condition> read_condition(const YamlNode& node, const Questionnaire& questionnaire, std::size_t indicator, OnceFaults& faults);

/// Fills `order`; a fault where conditions wait for one another.
void put_in_order(Questionnaire& questionnaire, OnceFaults& faults);

/// The questions that a condition is on.
void questions_of(const Condition& condition, std::vector<std::size_t>& out);

}  // namespace atalaya::reg::reading
