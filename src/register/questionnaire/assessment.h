// What follows from a set of answers: which questions are asked, what is missing, invalid or contradictory, and the level of each indicator.
//
// A condition is true, false or unknown (S. C. Kleene's strong logic). A comparison with a question that is asked and has no valid answer is unknown; with one
// that is not asked it is false. {answered} is unknown of a required question that is asked and unanswered, and false of one that need not be answered. In
// checks {answered} is about any answer that is kept, asked for or not: "no law" and a law's title contradict one another.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "register/questionnaire/answer_check.h"

namespace atalaya::reg {

struct GivenAnswer {
  AnswerValue value;
  std::size_t evidence = 0;  ///< How many addresses and documents stand beside it.
};
/// By the question's full id.
using Answers = std::map<std::string, GivenAnswer, std::less<>>;

enum class Truth : std::uint8_t { False, Unknown, True };

struct QuestionState {
  Truth asked = Truth::Unknown;
  bool answered = false;               ///< There is an answer, valid or not.
  std::optional<AnswerFinding> fault;  ///< Of an answer to a question that is asked.
  bool missing = false;                ///< Asked and without an answer, and either required or what a level waits for.
  bool lacks_evidence = false;         ///< Answered, and a proof is demanded that is not there.
  bool set_aside = false;              ///< Answered and not asked: it is no part of what is submitted.
};

struct Score {
  std::optional<double> value;         ///< Nothing: it is not known yet. Never 0 for what is missing.
  const LocalText* reason = nullptr;   ///< Of the level; null where there is no value, and for counts.
  std::vector<std::size_t> waits_for;  ///< The questions that it needs, where there is no value.
  bool reported = false;               ///< A question of the indicator that is asked is answered.
};

struct FailedCheck {
  std::size_t indicator = 0;
  const Check* check = nullptr;
};

struct Assessment {
  std::vector<QuestionState> questions;  ///< By number.
  std::vector<Score> scores;             ///< By indicator.
  std::vector<FailedCheck> failed;
  std::vector<std::string> unknown;  ///< Answers to what the questionnaire does not ask.

  [[nodiscard]] std::size_t missing() const;
  [[nodiscard]] std::size_t lacking_evidence() const;
  [[nodiscard]] std::size_t invalid() const;
  [[nodiscard]] std::size_t contradictions() const;  ///< Failed checks of the severity error.
};

/// Points into the questionnaire, which must outlive it.
[[nodiscard]] Assessment assess(const Questionnaire& questionnaire, const Answers& answers);

/// What keeps the answers from being submitted, as far as indicators are reported; those of which nothing is answered keep nothing, if `leave_out` is set.
struct Obstacles {
  std::vector<std::size_t> missing, lacking_evidence, invalid;  ///< Questions.
  std::vector<FailedCheck> contradictions;
  std::vector<std::size_t> not_reported;  ///< Indicators; they keep it only where `leave_out` is not set.
  [[nodiscard]] bool none(bool leave_out) const;
};
[[nodiscard]] Obstacles obstacles(const Questionnaire& questionnaire, const Assessment& assessment);

/// Whether an answer is proof enough, or needs none: a "no", or what names an address or a document itself.
[[nodiscard]] bool proves_itself(const Question& question, const AnswerValue& value);

}  // namespace atalaya::reg
