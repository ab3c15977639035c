// Answers from the register of instruments: what a question can be answered with, and what is proposed where nothing was answered.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "agenda/agenda.h"
#include "register/instruments/search.h"
#include "register/sheets/sheets.h"
#include "register/submissions/answers.h"

namespace atalaya::reg::proposals {

/// The instruments of a country by goal, as they are today.
class Candidates {
 public:
  [[nodiscard]] static Result<Candidates> find(Store& store, const Agenda& agenda, const Questionnaire& questionnaire, const std::string& country);
  /// For the questions of one section alone.
  [[nodiscard]] static Result<Candidates> find(Store& store, const Agenda& agenda, const Questionnaire& questionnaire, const std::string& country,
                                               const Section& section);
  /// For a question of the kind instrument; the newest first, at most fifty. Nothing for another question.
  [[nodiscard]] const std::vector<instruments::Found>& of(const Question& question) const;

 private:
  explicit Candidates(const Questionnaire& questionnaire) : questionnaire_(&questionnaire) {}
  [[nodiscard]] Status add(Store& store, const Agenda& agenda, const std::string& country, const AskedIndicator& asked);
  const Questionnaire* questionnaire_;
  std::map<std::string, int, std::less<>> goals_ = {};  ///< Of the indicators.
  std::map<int, std::vector<instruments::Found>> by_goal_ = {};
};

/// The same, for the list of a workbook.
[[nodiscard]] std::vector<sheets::Entry> entries(const Candidates& candidates, const Question& question);

/// What the register says of an instrument, as an answer: its title, address, body and the day since when it is in its state.
[[nodiscard]] InstrumentAnswer answer_of(const instruments::Found& found);

/// An address that the register has for a chosen instrument: a proof.
struct Proof {
  std::string question, address;
};
/// Where a change chooses another instrument of the register than the draft has, the parts of the answer become what the register says of it. Gives what can be
/// added as proofs. Input where there is no such instrument, or it is another country's.
[[nodiscard]] Result<std::vector<Proof>> take_chosen(Store& store, const Questionnaire& questionnaire, const submissions::Draft& draft,
                                                     const std::string& country, std::vector<submissions::Change>& changes);
/// Adds those that the questions ask for.
[[nodiscard]] Status add_proofs(Store& store, const Questionnaire& questionnaire, const std::string& actor, const std::string& submission,
                                const std::vector<Proof>& proofs);

/// Proposes an instrument where nothing was ever answered, the indicator is the only one of its goal that asks for an instrument, and the country has one alone
/// for the goal that is adopted or in force; with it, its state where the question that it waits for has that option. Gives how many answers.
[[nodiscard]] Result<std::size_t> prefill(Store& store, const Agenda& agenda, const Questionnaire& questionnaire, const std::string& actor,
                                          const std::string& submission);

}  // namespace atalaya::reg::proposals
