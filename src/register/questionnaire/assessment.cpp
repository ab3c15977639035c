#include "register/questionnaire/assessment.h"

#include <algorithm>

#include "base/text.h"

namespace atalaya::reg {

namespace {

Truth of(bool holds) { return holds ? Truth::True : Truth::False; }
Truth opposite(Truth truth) { return truth == Truth::Unknown ? Truth::Unknown : of(truth == Truth::False); }

std::size_t chosen(const std::vector<std::string>& codes) {
  return static_cast<std::size_t>(std::ranges::count_if(codes, [](const std::string& code) { return code != none_code; }));
}

class Evaluation {
 public:
  Evaluation(const Questionnaire& questionnaire, const Answers& answers) : questionnaire_(questionnaire), values_(questionnaire.questions.size()) {
    out_.questions.resize(questionnaire.questions.size());
    for (const auto& [id, given] : answers) {
      if (const auto number = questionnaire.find_question(id)) {
        values_[*number] = &given;
      } else {
        out_.unknown.push_back(id);
      }
    }
  }

  Assessment run() {
    for (const std::size_t q : questionnaire_.order) see(q);
    for (std::size_t i = 0; i < questionnaire_.indicators.size(); ++i) {
      out_.scores.push_back(score(questionnaire_.indicators[i]));
      for (const Check& check : questionnaire_.indicators[i].checks) {
        if (evaluate(check.fails, true) == Truth::True) out_.failed.push_back({i, &check});
      }
    }
    for (const Score& one : out_.scores) {
      for (const std::size_t q : one.waits_for) {
        QuestionState& state = out_.questions[q];
        if (state.asked == Truth::True && !state.answered) state.missing = true;
      }
    }
    return std::move(out_);
  }

 private:
  void see(std::size_t q) {
    const Question& question = questionnaire_.questions[q];
    QuestionState& state = out_.questions[q];
    state.asked = question.when ? evaluate(*question.when, false) : Truth::True;
    state.answered = values_[q] != nullptr;
    if (state.answered && state.asked == Truth::False) state.set_aside = true;
    if (state.answered && !state.set_aside) {
      state.fault = check_answer(question, values_[q]->value);
      state.lacks_evidence =
          question.evidence == EvidenceNeed::Required && values_[q]->evidence == 0 && !state.fault && !proves_itself(question, values_[q]->value);
    }
    state.missing = question.required && state.asked == Truth::True && !state.answered;
  }

  /// The value of a question for conditions; null where it has none that counts.
  const AnswerValue* value(std::size_t q) const {
    const QuestionState& state = out_.questions[q];
    return state.answered && state.asked == Truth::True && !state.fault ? &values_[q]->value : nullptr;
  }

  Truth compare(const Condition& condition) const {
    const QuestionState& state = out_.questions[condition.question];
    if (state.asked == Truth::False) return Truth::False;
    const AnswerValue* given = value(condition.question);
    if (given == nullptr) return Truth::Unknown;
    switch (condition.kind) {
      case Condition::Kind::In: {
        const auto* code = std::get_if<std::string>(given);
        return of(code != nullptr && std::ranges::find(condition.codes, *code) != condition.codes.end());
      }
      case Condition::Kind::Has: {
        const auto* codes = std::get_if<std::vector<std::string>>(given);
        return of(codes != nullptr && std::ranges::find(*codes, condition.codes.front()) != codes->end());
      }
      default: break;
    }
    if (const auto* number = std::get_if<double>(given)) return of(*number >= condition.least);
    if (const auto* money = std::get_if<MoneyAnswer>(given)) return of(parse_number(money->amount).value.value_or(0) >= condition.least);
    if (const auto* codes = std::get_if<std::vector<std::string>>(given)) return of(static_cast<double>(chosen(*codes)) >= condition.least);
    return Truth::False;
  }

  Truth answered(std::size_t q, bool in_check) const {
    const QuestionState& state = out_.questions[q];
    if (in_check) return of(state.answered);
    if (state.asked == Truth::False) return Truth::False;
    if (state.asked == Truth::Unknown) return Truth::Unknown;
    if (state.answered) return state.fault ? Truth::Unknown : Truth::True;
    return questionnaire_.questions[q].required ? Truth::Unknown : Truth::False;
  }

  Truth evaluate(const Condition& condition, bool in_check) const {
    switch (condition.kind) {
      case Condition::Kind::All: {
        Truth out = Truth::True;
        for (const Condition& part : condition.parts) out = std::min(out, evaluate(part, in_check));
        return out;
      }
      case Condition::Kind::Any: {
        Truth out = Truth::False;
        for (const Condition& part : condition.parts) out = std::max(out, evaluate(part, in_check));
        return out;
      }
      case Condition::Kind::Not: return opposite(evaluate(condition.parts.front(), in_check));
      case Condition::Kind::Answered: return answered(condition.question, in_check);
      default: return compare(condition);
    }
  }

  /// The questions whose answers an unknown condition needs; where it is not known whether one is asked, those that decide that.
  void waits(const Condition& condition, std::vector<std::size_t>& out) const {
    std::vector<const Condition*> work = {&condition};
    std::vector<bool> seen(questionnaire_.questions.size());
    while (!work.empty()) {
      const Condition& next = *work.back();
      work.pop_back();
      if (evaluate(next, false) != Truth::Unknown) continue;
      for (auto part = next.parts.rbegin(); part != next.parts.rend(); ++part) work.push_back(&*part);
      if (!next.parts.empty() || seen[next.question]) continue;
      seen[next.question] = true;
      if (out_.questions[next.question].asked == Truth::Unknown) {
        work.push_back(&*questionnaire_.questions[next.question].when);
      } else {
        out.push_back(next.question);
      }
    }
  }

  Score score(const AskedIndicator& indicator) const {
    Score out;
    out.reported = std::ranges::any_of(indicator.questions, [&](std::size_t q) { return out_.questions[q].answered && !out_.questions[q].set_aside; });
    if (indicator.count) return count(*indicator.count, std::move(out));
    for (const Level& level : indicator.levels) {
      const Truth reached = level.when ? evaluate(*level.when, false) : Truth::True;
      if (reached == Truth::False) break;
      if (reached == Truth::Unknown) {
        waits(*level.when, out.waits_for);
        out.value.reset();
        out.reason = nullptr;
        break;
      }
      out.value = level.number;
      out.reason = &level.reason;
    }
    return out;
  }

  Score count(std::size_t q, Score out) const {
    if (const AnswerValue* given = value(q)) {
      if (const auto* codes = std::get_if<std::vector<std::string>>(given)) out.value = static_cast<double>(chosen(*codes));
    } else if (out_.questions[q].asked == Truth::Unknown) {
      waits(*questionnaire_.questions[q].when, out.waits_for);
    } else if (out_.questions[q].asked == Truth::True) {
      out.waits_for.push_back(q);
    }
    return out;
  }

  const Questionnaire& questionnaire_;
  std::vector<const GivenAnswer*> values_;
  Assessment out_;
};

}  // namespace

bool proves_itself(const Question& question, const AnswerValue& value) {
  if (question.kind == QuestionKind::Address || question.kind == QuestionKind::Document) return true;
  if (const auto* instrument = std::get_if<InstrumentAnswer>(&value)) return !instrument->address.empty();
  if (const auto* code = std::get_if<std::string>(&value)) return has_options(question.kind) && (*code == none_code || *code == "NO");
  if (const auto* codes = std::get_if<std::vector<std::string>>(&value)) return codes->size() == 1 && codes->front() == none_code;
  return false;
}

Assessment assess(const Questionnaire& questionnaire, const Answers& answers) { return Evaluation(questionnaire, answers).run(); }

std::size_t Assessment::missing() const { return static_cast<std::size_t>(std::ranges::count_if(questions, &QuestionState::missing)); }
std::size_t Assessment::lacking_evidence() const { return static_cast<std::size_t>(std::ranges::count_if(questions, &QuestionState::lacks_evidence)); }
std::size_t Assessment::invalid() const {
  return static_cast<std::size_t>(std::ranges::count_if(questions, [](const QuestionState& state) { return state.fault.has_value(); }));
}
std::size_t Assessment::contradictions() const {
  return static_cast<std::size_t>(std::ranges::count_if(failed, [](const FailedCheck& one) { return one.check->severity == Severity::Error; }));
}

bool Obstacles::none(bool leave_out) const {
  return missing.empty() && lacking_evidence.empty() && invalid.empty() && contradictions.empty() && (leave_out || not_reported.empty());
}

Obstacles obstacles(const Questionnaire& questionnaire, const Assessment& assessment) {
  Obstacles out;
  for (std::size_t i = 0; i < questionnaire.indicators.size(); ++i) {
    if (!assessment.scores[i].reported) {
      out.not_reported.push_back(i);
      continue;
    }
    for (const std::size_t q : questionnaire.indicators[i].questions) {
      const QuestionState& state = assessment.questions[q];
      if (state.missing) out.missing.push_back(q);
      if (state.lacks_evidence) out.lacking_evidence.push_back(q);
      if (state.fault) out.invalid.push_back(q);
    }
  }
  for (const FailedCheck& one : assessment.failed) {
    if (one.check->severity == Severity::Error) out.contradictions.push_back(one);
  }
  return out;
}

}  // namespace atalaya::reg
