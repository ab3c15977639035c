// The questionnaires of the packs that come with the program: without faults, complete, and with every level of every indicator within reach.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "agenda/agenda.h"
#include "register/questionnaire/assessment.h"
#include "register/questionnaire/reader.h"

namespace atalaya::reg {
namespace {

/// Answers that make conditions true, found question by question; what is asked beside is answered with the least there is.
class Filler {
 public:
  explicit Filler(const Questionnaire& questionnaire) : questionnaire_(questionnaire) {}

  bool satisfy(const Condition& condition) {
    switch (condition.kind) {
      case Condition::Kind::All: return std::ranges::all_of(condition.parts, [&](const Condition& part) { return satisfy(part); });
      case Condition::Kind::Any:
        for (const Condition& part : condition.parts) {
          const Answers before = answers_;
          if (satisfy(part)) return true;
          answers_ = before;
        }
        return false;
      case Condition::Kind::Not: return true;  // the least will do, or the test fails
      default: break;
    }
    const Question& question = questionnaire_.questions[condition.question];
    if (question.when && !satisfy(*question.when)) return false;
    const auto it = answers_.find(question.id);
    if (condition.kind == Condition::Kind::Has) {
      auto& codes = std::get<std::vector<std::string>>(answers_.try_emplace(question.id, GivenAnswer{std::vector<std::string>{}, 1}).first->second.value);
      if (std::ranges::find(codes, condition.codes[0]) == codes.end()) codes.push_back(condition.codes[0]);
      return true;
    }
    if (condition.kind == Condition::Kind::AtLeast) {
      if (question.kind == QuestionKind::Choices) {
        auto& codes = std::get<std::vector<std::string>>(answers_.try_emplace(question.id, GivenAnswer{std::vector<std::string>{}, 1}).first->second.value);
        for (const Option& option : question.options) {
          if (static_cast<double>(codes.size()) < condition.least && option.code != none_code && std::ranges::find(codes, option.code) == codes.end())
            codes.push_back(option.code);
        }
        return static_cast<double>(codes.size()) >= condition.least;
      }
      const double old = it == answers_.end() ? condition.least : std::get<double>(it->second.value);
      answers_.insert_or_assign(question.id, GivenAnswer{std::max(old, condition.least), 1});
      return true;
    }
    if (it != answers_.end()) {
      return condition.kind == Condition::Kind::Answered ||
             std::ranges::find(condition.codes, std::get<std::string>(it->second.value)) != condition.codes.end();
    }
    answers_.emplace(question.id, condition.kind == Condition::Kind::Answered ? most(question) : GivenAnswer{condition.codes.back(), 1});
    return true;
  }

  /// Answers all else of an indicator that must be answered.
  void fill(std::size_t indicator) {
    for (const std::size_t q : questionnaire_.order) {
      const Question& question = questionnaire_.questions[q];
      if (question.indicator != indicator || !question.required || answers_.contains(question.id)) continue;
      if (assess(questionnaire_, answers_).questions[q].asked == Truth::True) answers_.emplace(question.id, least(question));
    }
  }

  Answers& answers() { return answers_; }

 private:
  static GivenAnswer most(const Question& question) {
    switch (question.kind) {
      case QuestionKind::Instrument: return {InstrumentAnswer{"Act 1", "https://example.org/1", "2020", ""}, 1};
      case QuestionKind::Address: return {AnswerValue("https://example.org/"), 1};
      case QuestionKind::Date: return {AnswerValue("2020"), 1};
      case QuestionKind::Document: return {DocumentAnswer{std::string(64, 'a'), "a.pdf"}, 1};
      case QuestionKind::Money: return {MoneyAnswer{"1", "USD"}, 1};
      default: return least(question);
    }
  }
  static GivenAnswer least(const Question& question) {
    if (question.kind == QuestionKind::YesNo) return {AnswerValue("NO"), 1};
    if (question.kind == QuestionKind::Choices) {
      return {std::vector<std::string>{question.find_option(none_code) != nullptr ? std::string(none_code) : question.options.back().code}, 1};
    }
    if (question.kind == QuestionKind::Choice)
      return {AnswerValue(question.find_option(none_code) != nullptr ? std::string(none_code) : question.options.front().code), 1};
    if (question.kind == QuestionKind::Text || question.kind == QuestionKind::LongText) return {AnswerValue("x"), 1};
    if (question.kind == QuestionKind::Number || question.kind == QuestionKind::Percentage || question.kind == QuestionKind::Year)
      return {question.min.value_or(0) + 1, 1};
    return most(question);
  }

  const Questionnaire& questionnaire_;
  Answers answers_;
};

class PackQuestionnaire : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::filesystem::path pack = std::filesystem::path(ATALAYA_SOURCE) / "agendas/elac2022";
    agenda_ = load_agenda(pack).value();
    Faults faults;
    all_ = load_questionnaires(pack, agenda_, faults);
    for (const Error& error : faults.errors()) ADD_FAILURE() << error.to_string();
    if (!faults.empty()) GTEST_FAIL();
    ASSERT_EQ(all_.size(), 1U);
  }
  Agenda agenda_;
  std::vector<Questionnaire> all_;
};

TEST_F(PackQuestionnaire, AsksForEachInstrumentOfThePackOnce) {
  std::set<std::string> wanted, asked;
  for (const Indicator& indicator : agenda_.indicators) {
    if (indicator.kind == IndicatorKind::Instrument) wanted.insert(indicator.id);
  }
  for (const AskedIndicator& indicator : all_[0].indicators) asked.insert(indicator.code);
  EXPECT_EQ(asked, wanted);
  EXPECT_EQ(asked.size(), 40U);
}

TEST_F(PackQuestionnaire, EveryLevelOfEveryIndicatorIsWithinReach) {
  const Questionnaire& questionnaire = all_[0];
  for (std::size_t i = 0; i < questionnaire.indicators.size(); ++i) {
    const AskedIndicator& indicator = questionnaire.indicators[i];
    if (indicator.count) continue;
    for (const Level& wanted : indicator.levels) {
      Filler filler(questionnaire);
      bool possible = true;
      for (std::size_t n = static_cast<std::size_t>(wanted.number); n > 0; --n) possible = possible && filler.satisfy(*indicator.levels[n].when);
      EXPECT_TRUE(possible) << indicator.code << " level " << wanted.number;
      filler.fill(i);
      const Assessment found = assess(questionnaire, filler.answers());
      const Score& score = found.scores[i];
      std::string said;
      for (const auto& [id, given] : filler.answers()) {
        if (id.starts_with(indicator.code + ".")) said += id + " = " + to_json(given.value) + "\n";
      }
      EXPECT_EQ(score.value, std::optional<double>(wanted.number))
          << indicator.code << " " << (score.waits_for.empty() ? "" : questionnaire.questions[score.waits_for[0]].id) << "\n"
          << said;
      for (const FailedCheck& failed : found.failed) {
        if (failed.indicator == i && failed.check->severity == Severity::Error)
          ADD_FAILURE() << indicator.code << " level " << wanted.number << " contradicts itself: " << failed.check->id << "\n" << said;
      }
    }
  }
}

}  // namespace
}  // namespace atalaya::reg
