// Answers from the register of instruments: what is chosen there, what is proposed, and what a workbook brings.
#include "register/proposals/proposals.h"
#include "register/instruments/instruments.h"
#include "submission_fixture.h"

namespace atalaya::reg {
namespace {

class ProposalsTest : public testing::SubmissionFixture {
 protected:
  void SetUp() override {
    SubmissionFixture::SetUp();
    if (IsSkipped()) return;
    agenda_ = testing::sample_agenda();
    for (std::size_t i = 0; i < agenda_.indicators.size(); ++i) agenda_.indicators[i].goal = static_cast<int>(i) + 1;  // PLAN 1, LAW 2
  }
  std::string instrument(const std::string& country, int goal, const std::string& title, std::vector<instruments::NewEvent> history) {
    instruments::Instrument one;
    one.country = country;
    one.language = "es";
    one.title = title;
    one.body = "Parlamento";
    one.address = "https://example.org/" + std::to_string(++made_);
    one.goals = {goal};
    return instruments::add(store(), system_actor, one, history, {}).value();
  }
  submissions::Draft draft() { return submissions::draft(store(), submission_).value(); }
  std::size_t prefill() {
    const auto done = proposals::prefill(store(), agenda_, questionnaire_, ana_, submission_);
    if (!done) throw std::runtime_error(done.error().to_string());
    return *done;
  }
  Agenda agenda_;
  int made_ = 0;
};
ON_BOTH_DATABASES(ProposalsTest);

TEST_P(ProposalsTest, WhatIsChosenInTheRegisterIsWhatTheRegisterSays) {
  const std::string law = instrument("URY", 2, "Ley 1", {{instruments::State::InForce, "2020-03-01"}}), other = instrument("BRA", 2, "Lei", {});
  const auto candidates = proposals::Candidates::find(store(), agenda_, questionnaire_, "URY").value();
  const auto& question = questionnaire_.questions[*questionnaire_.find_question("LAW.INSTRUMENT")];
  ASSERT_EQ(candidates.of(question).size(), 1U);
  EXPECT_EQ(candidates.of(question)[0].id, law);
  EXPECT_TRUE(candidates.of(questionnaire_.questions[*questionnaire_.find_question("PLAN.INSTRUMENT")]).empty());

  std::vector<submissions::Change> changes = {{"LAW.INSTRUMENT", InstrumentAnswer{"", "", "", "", law}, 0}};
  const auto proofs = proposals::take_chosen(store(), questionnaire_, draft(), "URY", changes).value();
  const InstrumentAnswer expected{"Ley 1", "https://example.org/1", "2020-03-01", "Parlamento", law};
  EXPECT_EQ(changes[0].value, AnswerValue(expected));
  ASSERT_EQ(proofs.size(), 1U);
  put(ana_, "LAW.INSTRUMENT", changes[0].value);
  ASSERT_TRUE(proposals::add_proofs(store(), questionnaire_, ana_, submission_, proofs));
  EXPECT_EQ(draft().at("LAW.INSTRUMENT").evidence.at(0).address, "https://example.org/1");
  EXPECT_EQ(answer_from_json(to_json(AnswerValue(expected))).value(), AnswerValue(expected));

  // What somebody mends beside the choice stays; another choice brings its own.
  InstrumentAnswer mended = expected;
  mended.body = "Asamblea General";
  changes = {{"LAW.INSTRUMENT", mended, 1}};
  EXPECT_TRUE(proposals::take_chosen(store(), questionnaire_, draft(), "URY", changes).value().empty());
  EXPECT_EQ(changes[0].value, AnswerValue(mended));
  for (const std::string& id : {other, std::string(26, 'a')}) {
    changes = {{"LAW.INSTRUMENT", InstrumentAnswer{"", "", "", "", id}, 1}};
    EXPECT_EQ(proposals::take_chosen(store(), questionnaire_, draft(), "URY", changes).error().kind, ErrorKind::Input) << "another country's, or none";
  }
  EXPECT_EQ(check_answer(question, InstrumentAnswer{"Ley", "", "", "", "../x"})->fault, AnswerFault::NotInTheRegister);
}

TEST_P(ProposalsTest, WhatHasOneCandidateIsProposedUntilSomebodyConfirmsIt) {
  instrument("URY", 1, "Plan viejo", {{instruments::State::InForce, "2010-01-01"}, {instruments::State::Expired, "2015-01-01"}});
  const std::string plan = instrument("URY", 1, "Plan nuevo", {{instruments::State::InForce, "2020-03-01"}});
  instrument("URY", 2, "Ley A", {{instruments::State::InForce, "2020-03-01"}});
  instrument("URY", 2, "Ley B", {{instruments::State::InForce, "2021-03-01"}});
  EXPECT_EQ(prefill(), 2U) << "the plan and its state; of two laws nobody knows which";
  EXPECT_EQ(prefill(), 0U);
  auto now = draft();
  EXPECT_EQ(now.at("PLAN.STATE").current.value, AnswerValue(std::string("IN_FORCE")));
  EXPECT_EQ(now.at("PLAN.INSTRUMENT").current.origin, submissions::Origin::Register);
  EXPECT_EQ(std::get<InstrumentAnswer>(*now.at("PLAN.INSTRUMENT").current.value).id, plan);
  EXPECT_EQ(now.at("PLAN.INSTRUMENT").evidence.size(), 1U);
  EXPECT_FALSE(now.contains("LAW.INSTRUMENT"));

  const auto value = now.at("PLAN.INSTRUMENT").current.value;
  EXPECT_EQ(put(bea_, "PLAN.INSTRUMENT", value, 1).outcome, submissions::Saved::Outcome::Saved) << "the same, typed: confirmed";
  EXPECT_EQ(draft().at("PLAN.INSTRUMENT").current.origin, submissions::Origin::Typed);
  EXPECT_EQ(put(bea_, "PLAN.INSTRUMENT", value, 2).outcome, submissions::Saved::Outcome::Same);
  expect_sound_log();
}

TEST_P(ProposalsTest, NothingThatIsAnsweredIsContradicted) {
  instrument("URY", 1, "Plan", {{instruments::State::InForce, "2020-03-01"}});
  put(ana_, "PLAN.STATE", "NONE");
  EXPECT_EQ(prefill(), 0U);
}

TEST_P(ProposalsTest, AWorkbookOffersThemAndBringsTheChoiceBack) {
  const std::string law = instrument("URY", 2, "Ley 1", {{instruments::State::InForce, "2020-03-01"}});
  put(ana_, "LAW.STATE", "IN_FORCE");
  put(ana_, "LAW.INSTRUMENT", InstrumentAnswer{"Ley 1", "", "", "", law});
  const auto candidates = proposals::Candidates::find(store(), agenda_, questionnaire_, "URY").value();
  const Locale locale = Locale::make("es", "/nonexistent").value();
  const auto submission = submissions::find(store(), submission_).value();
  const auto now = draft();
  const std::string bytes = sheets::write({questionnaire_, submission, now, locale, "Uruguay", [](const AskedIndicator& one) { return one.code; },
                                           [&](const Question& question) { return proposals::entries(candidates, question); }})
                                .value();
  const XlsxBook book = read_xlsx(bytes, "w.xlsx").value();
  bool offered = false;
  for (const auto& sheet : book.sheets) {
    for (const auto& cell : sheet.cells) offered = offered || cell.text == "Ley 1 [" + law + "]";
  }
  EXPECT_TRUE(offered);
  const auto back = sheets::read(bytes, "w.xlsx", questionnaire_, submission_, now).value();
  EXPECT_TRUE(back.changes.empty());
  EXPECT_TRUE(back.refused.empty()) << back.refused[0].question << " " << back.refused[0].cell << ": " << back.refused[0].reason;
}

}  // namespace
}  // namespace atalaya::reg
