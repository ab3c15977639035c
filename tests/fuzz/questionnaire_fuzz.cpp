// libFuzzer: a questionnaire's file, then answers made of the same bytes.
#include "register/questionnaire/assessment.h"
#include "register/questionnaire/reader.h"
#include "support.h"

using namespace atalaya;

namespace {

const Agenda& agenda() {
  static const Agenda made = [] {
    Agenda out;
    out.languages = {"en"};
    for (const char* id : {"A", "B", "C"}) {
      Indicator& one = out.indicators.emplace_back();
      one.id = id;
      one.kind = IndicatorKind::Instrument;
    }
    return out;
  }();
  return made;
}

void check(const reg::Questionnaire& questionnaire, const reg::Answers& answers) {
  const reg::Assessment found = reg::assess(questionnaire, answers);
  fuzz::require(found.questions.size() == questionnaire.questions.size() && found.scores.size() == questionnaire.indicators.size());
  for (const reg::Score& score : found.scores) fuzz::require(!score.value || (*score.value >= 0 && score.waits_for.empty()));
  for (std::size_t q = 0; q < found.questions.size(); ++q) {
    const reg::QuestionState& state = found.questions[q];
    fuzz::require(!state.missing || (state.asked == reg::Truth::True && !state.answered));
    if (state.fault) fuzz::require(reg::message(state.fault->fault)[0] != '\0' && is_utf8(state.fault->argument));
  }
  (void)reg::obstacles(questionnaire, found);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  if (const auto value = reg::answer_from_json(text)) fuzz::require(reg::answer_from_json(reg::to_json(*value)) == *value);
  Faults faults;
  const auto all = reg::read_questionnaires({{"f.yaml", std::string(text)}}, agenda(), faults);
  for (const Error& error : faults.errors()) fuzz::check_error(error);
  if (!faults.empty()) return 0;
  for (const reg::Questionnaire& questionnaire : all) {
    fuzz::require(questionnaire.order.size() == questionnaire.questions.size() && !questionnaire.indicators.empty());
    reg::Answers answers;
    check(questionnaire, answers);
    std::size_t i = 0;
    for (const reg::Question& question : questionnaire.questions) {
      const std::size_t pick = data[i++ % size];
      if (!question.options.empty()) {
        const std::string& code = question.options[pick % question.options.size()].code;
        answers[question.id] = {question.kind == reg::QuestionKind::Choices ? reg::AnswerValue(std::vector{code}) : reg::AnswerValue(code), pick % 2};
      } else if (pick % 3 != 0) {
        const std::string part(pick % 2 == 0 ? "12" : text.substr(0, pick));
        const reg::AnswerField fields[] = {{"", part}, {"currency", "USD"}};
        if (auto value = reg::answer_from_fields(question, fields)) answers[question.id] = {std::move(*value), 0};
      }
    }
    check(questionnaire, answers);
  }
  return 0;
}
