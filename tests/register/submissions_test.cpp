// Answers, versions and review, on both databases.
#include "register/submissions/accepted_scores.h"
#include "register/submissions/civil_review.h"
#include "register/submissions/review.h"
#include "submission_fixture.h"

namespace atalaya::reg {
namespace {

using namespace std::chrono_literals;
using submissions::Origin;
using Outcome = submissions::Saved::Outcome;

class SubmissionTest : public testing::SubmissionFixture {};
ON_BOTH_DATABASES(SubmissionTest);

TEST_P(SubmissionTest, ACycleHasOneSubmissionForACountry) {
  EXPECT_EQ(submissions::begin(store(), bea_, cycle_, "URY").value(), submission_);
  EXPECT_NE(submissions::begin(store(), bea_, cycle_, "ARG").value(), submission_);
  EXPECT_EQ(submissions::all(store(), cycle_).value().size(), 2U);
  EXPECT_EQ(submissions::begin(store(), bea_, "nothing", "ARG").error().kind, ErrorKind::NotFound);
  EXPECT_EQ(submissions::begin(store(), bea_, cycle_, "uy").error().kind, ErrorKind::Input);
  LocalText title;
  title.set("es", "Otra vez");
  EXPECT_EQ(cycles::open(store(), system_actor, questionnaire_, {.year = 2026, .title = title}).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(cycles::find(store(), cycle_).value().title.in("es"), "Ciclo 2026");
  EXPECT_EQ(cycles::all(store()).value().size(), 1U);
}

TEST_P(SubmissionTest, AClosedCycleTakesNoAnswers) {
  put(ana_, "PLAN.STATE", "NONE");
  ASSERT_TRUE(cycles::close(store(), system_actor, cycle_));
  test_.clock().pass(1ms);
  EXPECT_EQ(submissions::save(store(), questionnaire_, ana_, submission_, {"PLAN.STATE", "DRAFT", 1}).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(submissions::begin(store(), ana_, cycle_, "ARG").error().kind, ErrorKind::Conflict);
  EXPECT_EQ(submit().error().kind, ErrorKind::Conflict);
  ASSERT_TRUE(cycles::reopen(store(), system_actor, cycle_));
  EXPECT_EQ(put(ana_, "PLAN.STATE", "DRAFT", 1).outcome, Outcome::Saved);
}

TEST_P(SubmissionTest, DueDatesAreTheCyclesOrTheCountrysOwn) {
  EXPECT_FALSE(submissions::find(store(), submission_).value().is_late(store().now()));
  EXPECT_TRUE(submissions::find(store(), submission_).value().is_late("2027-03-01T00:00:00.001Z"));
  ASSERT_TRUE(submissions::set_due(store(), system_actor, submission_, "2027-04-01T00:00:00.000Z"));
  EXPECT_FALSE(submissions::find(store(), submission_).value().is_late("2027-03-01T00:00:00.001Z"));
  EXPECT_EQ(submissions::set_due(store(), system_actor, submission_, "April").error().kind, ErrorKind::Input);
  ASSERT_TRUE(submissions::set_due(store(), system_actor, submission_, std::nullopt));
  ASSERT_TRUE(cycles::set_due(store(), system_actor, cycle_, "2027-01-01T00:00:00.000Z", "2027-02-01T00:00:00.000Z"));
  EXPECT_EQ(submissions::find(store(), submission_).value().due, "2027-01-01T00:00:00.000Z");
}

TEST_P(SubmissionTest, AnswersAreSavedOneAtATimeWithTheirHistory) {
  const auto first = put(ana_, "PLAN.STATE", "DRAFT");
  EXPECT_EQ(first.outcome, Outcome::Saved);
  EXPECT_EQ(first.current.revision, 1);
  EXPECT_EQ(put(bea_, "PLAN.STATE", "IN_FORCE", 1).current.revision, 2);
  EXPECT_EQ(put(bea_, "PLAN.STATE", std::nullopt, 2).current.revision, 3);
  const auto history = submissions::history(store(), submission_, "PLAN.STATE").value();
  ASSERT_EQ(history.size(), 3U);
  EXPECT_EQ(history[0].value, AnswerValue("DRAFT"));
  EXPECT_EQ(history[0].person, ana_);
  EXPECT_EQ(history[1].person, bea_);
  EXPECT_FALSE(history[2].value);
  EXPECT_TRUE(submissions::to_answers(submissions::draft(store(), submission_).value()).empty());
  EXPECT_EQ(submissions::save(store(), questionnaire_, ana_, submission_, {"PLAN.NOTHING", "x", 0}).error().kind, ErrorKind::Input);
  EXPECT_EQ(submissions::save(store(), questionnaire_, ana_, submission_, {"PLAN.STATE", "x", 9}).error().kind, ErrorKind::Input);
  expect_sound_log();
}

TEST_P(SubmissionTest, ValuesComeBackAsTheyWere) {
  const std::pair<const char*, AnswerValue> values[] = {{"PLAN.SHARE", 12.25},
                                                        {"PLAN.COUNT", "twelve"},
                                                        {"PLAN.BUDGET", MoneyAnswer{"1000000.50", "UYU"}},
                                                        {"PLAN.STORY", "a\n'b' \"ñ\" :x"},
                                                        {"PLAN.DAY", "2024-02-29"},
                                                        {"PLAN.INSTRUMENT", InstrumentAnswer{"Ley N.º 1; --", "https://example.org/ñ", "2020", "Parlamento"}},
                                                        {"MECHANISMS.WHICH", std::vector<std::string>{"A"}}};
  for (const auto& [question, value] : values) put(ana_, question, value);
  const auto draft = submissions::draft(store(), submission_).value();
  for (const auto& [question, value] : values) EXPECT_EQ(draft.find(question)->second.current.value, value) << question;
}

TEST_P(SubmissionTest, TwoWhoChangeTheSameAnswerAreBothKeptAndTold) {
  put(ana_, "PLAN.NOTE", "first");
  EXPECT_EQ(put(ana_, "PLAN.NOTE", "ana", 1).outcome, Outcome::Saved);
  const auto met = put(bea_, "PLAN.NOTE", "bea", 1);
  EXPECT_EQ(met.outcome, Outcome::Conflict);
  EXPECT_EQ(met.current.value, AnswerValue("ana"));
  EXPECT_EQ(met.current.person, ana_);
  EXPECT_EQ(met.mine, AnswerValue("bea"));
  EXPECT_EQ(put(bea_, "PLAN.NOTE", "bea", 1).outcome, Outcome::Conflict) << "sent again, kept once";
  auto note = submissions::draft(store(), submission_).value().at("PLAN.NOTE");
  EXPECT_EQ(note.current.value, AnswerValue("ana"));
  ASSERT_EQ(note.aside.size(), 1U);
  EXPECT_EQ(note.aside[0].value, AnswerValue("bea"));
  EXPECT_EQ(note.aside[0].person, bea_);
  EXPECT_EQ(put(bea_, "PLAN.PAGE", "https://example.org").outcome, Outcome::Saved) << "other answers do not wait";

  answer_some();
  EXPECT_NE(submit().error().what.find("two values"), std::string::npos);
  EXPECT_EQ(put(bea_, "PLAN.NOTE", "ana", 2).outcome, Outcome::Saved) << "to choose the same is to choose";
  note = submissions::draft(store(), submission_).value().at("PLAN.NOTE");
  EXPECT_TRUE(note.aside.empty());
  EXPECT_EQ(note.current.revision, 3);
  EXPECT_EQ(submissions::history(store(), submission_, "PLAN.NOTE").value().size(), 4U) << "nothing is lost";
}

TEST_P(SubmissionTest, AFormThatWasNotChangedUndoesNothing) {
  put(ana_, "PLAN.NOTE", "first");
  put(ana_, "PLAN.NOTE", "second", 1);
  const auto untouched = put(bea_, "PLAN.NOTE", "first", 1);
  EXPECT_EQ(untouched.outcome, Outcome::Same);
  EXPECT_EQ(untouched.current.value, AnswerValue("second"));
  EXPECT_EQ(put(bea_, "PLAN.NOTE", "second", 1).outcome, Outcome::Same);
  put(ana_, "PLAN.STORY", "new");
  EXPECT_EQ(put(bea_, "PLAN.STORY", std::nullopt, 0).outcome, Outcome::Same);
  const submissions::Change form[] = {{"PLAN.NOTE", "third", 2}, {"PLAN.STORY", "new", 1}, {"PLAN.DAY", std::nullopt, 0}, {"PLAN.SINCE", 2001.0, 0}};
  const auto saved = submissions::save(store(), questionnaire_, bea_, submission_, form).value();
  EXPECT_EQ(saved[0].outcome, Outcome::Saved);
  EXPECT_EQ(saved[1].outcome, Outcome::Same);
  EXPECT_EQ(saved[2].outcome, Outcome::Same);
  EXPECT_EQ(saved[3].outcome, Outcome::Saved);
}

TEST_P(SubmissionTest, EvidenceStandsBesideAnswers) {
  put(ana_, "LAW.STATE", "IN_FORCE");
  put(ana_, "LAW.INSTRUMENT", InstrumentAnswer{"Law", "", "", ""});
  put(ana_, "LAW.OPEN", "YES");
  put(ana_, "PLAN.STATE", "NONE");
  const auto lacking = [&] { return assess(questionnaire_, submissions::to_answers(submissions::draft(store(), submission_).value())).lacking_evidence(); };
  EXPECT_EQ(lacking(), 2U);
  const std::string page = submissions::add_address(store(), questionnaire_, ana_, submission_, "LAW.OPEN", "https://example.org/law").value();
  EXPECT_EQ(submissions::add_address(store(), questionnaire_, ana_, submission_, "LAW.OPEN", "https://example.org/law").value(), page) << "sent twice";
  EXPECT_EQ(submissions::add_address(store(), questionnaire_, ana_, submission_, "LAW.OPEN", "javascript:x").error().kind, ErrorKind::Input);
  EXPECT_EQ(submissions::add_address(store(), questionnaire_, ana_, submission_, "LAW.STATE", "https://example.org").error().kind, ErrorKind::Input);
  const Documents documents(test_.scratch().files() / "documents");
  const KeptDocument kept = documents.keep("%PDF-1.4 nothing", "la ley.pdf", "application/pdf").value();
  ASSERT_TRUE(submissions::add_document(store(), questionnaire_, ana_, submission_, "LAW.INSTRUMENT", kept, "page 3"));
  EXPECT_EQ(lacking(), 0U);
  EXPECT_EQ(submissions::find_document(store(), submission_, kept.sha256).value().name, "la ley.pdf");
  EXPECT_EQ(submissions::find_document(store(), submission_, "").error().kind, ErrorKind::NotFound);
  EXPECT_EQ(submissions::find_document(store(), submissions::begin(store(), bea_, cycle_, "ARG").value(), kept.sha256).error().kind, ErrorKind::NotFound);
  ASSERT_TRUE(submissions::remove_evidence(store(), ana_, submission_, page));
  EXPECT_EQ(submissions::remove_evidence(store(), ana_, submission_, page).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(lacking(), 1U);
}

TEST_P(SubmissionTest, WhatIsIncompleteIsNotSubmitted) {
  EXPECT_NE(submit().error().what.find("nothing is answered"), std::string::npos);
  put(ana_, "PLAN.STATE", "IN_FORCE");
  const Error error = submit().error();
  EXPECT_EQ(error.kind, ErrorKind::Conflict);
  EXPECT_NE(error.what.find("2 answers are missing (PLAN.INSTRUMENT, PLAN.SHARE)"), std::string::npos) << error.what;
  put(ana_, "PLAN.STATE", "DRAFT", 1);
  put(ana_, "PLAN.DAY", "tomorrow");
  EXPECT_NE(submit().error().what.find("1 answers are not valid (PLAN.DAY)"), std::string::npos);
  put(ana_, "PLAN.DAY", std::nullopt, 1);
  EXPECT_NE(submissions::submit(store(), questionnaire_, *keys_, ana_, submission_, {.issuer = ""})
                .error()
                .what.find("2 indicators are not answered at all (LAW, …)"),
            std::string::npos);
  EXPECT_EQ(state(), State::Draft);
  EXPECT_TRUE(submit());
  EXPECT_EQ(state(), State::Submitted);
}

TEST_P(SubmissionTest, SubmittingFreezesAVersionAndGivesAReceipt) {
  answer_some();
  put(ana_, "PLAN.STATE", "NONE");
  put(ana_, "PLAN.SHARE", 5.0);
  const auto version = submit();
  ASSERT_TRUE(version) << version.error().to_string();
  EXPECT_EQ(version->number, 1);
  const Receipt receipt = verify_receipt(version->receipt, keys_->public_keys()).value();
  EXPECT_EQ(receipt.id, version->id);
  EXPECT_EQ(receipt.submission, submission_);
  EXPECT_EQ(receipt.country, "URY");
  EXPECT_EQ(receipt.year, 2026);
  EXPECT_EQ(receipt.sha256, version->sha256);
  EXPECT_EQ(receipt.instant, store().now());
  EXPECT_EQ(receipt.issuer, "https://register.example.org");
  EXPECT_EQ(submissions::verify(store(), *keys_, version->receipt).value(), receipt);
  const Frozen frozen = read_frozen(submissions::versions(store(), submission_).value().at(0).frozen).value();
  EXPECT_FALSE(frozen.answers.contains("PLAN.SHARE")) << "it is not asked";
  EXPECT_EQ(frozen.answers.at("LAW.STATE").value, AnswerValue("DRAFT"));
  EXPECT_EQ(frozen.scores.at("LAW"), 1);
  EXPECT_EQ(frozen.scores.at("MECHANISMS"), 2);
  EXPECT_EQ(frozen.scores.at("PLAN"), 0);
  EXPECT_EQ(submissions::save(store(), questionnaire_, ana_, submission_, {"LAW.STATE", "NONE", 1}).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(submit().error().kind, ErrorKind::Conflict);
  EXPECT_EQ(submissions::versions(store(), submission_).value().size(), 1U);
  // Rewritten behind the register's back, a version is no more what the receipt says.
  const Status changed = store().write([&](soci::session& session) -> Status {
    sql::run(session, "update submission_version set frozen = :frozen", {"{}"});
    return {};
  });
  EXPECT_EQ(changed.error().kind, ErrorKind::Conflict);
  const auto logged = actions();
  EXPECT_EQ(logged.back(), "submission.submit");
  expect_sound_log();
}

TEST_P(SubmissionTest, TheQuestionnaireOfACycleStaysWhatItAsks) {
  Questionnaire other = questionnaire_;
  other.sha256 = std::string(64, 'f');  // The file has changed, as by a mended word.
  EXPECT_TRUE(submissions::save(store(), other, ana_, submission_, {"PLAN.STATE", "NONE", 0}));
  other.meaning = std::string(64, 'e');
  EXPECT_EQ(submissions::save(store(), other, ana_, submission_, {"PLAN.STATE", "NONE", 0}).error().kind, ErrorKind::Conflict);
}

TEST_P(SubmissionTest, TheStepsAreThoseOfTheTable) {
  answer_some();
  const auto take = [&](Step step, const std::string& note = {}) { return review::take(store(), rita_, submission_, step, note); };
  for (const State at : all_states) {
    EXPECT_EQ(state(), at == State::Returned ? State::InReview : at);
    if (at != State::Returned) {
      for (const Step step : all_steps) {
        if (step == Step::Submit || find_transition(state(), step) != nullptr) continue;
        EXPECT_EQ(take(step, "x").error().kind, ErrorKind::Conflict) << to_string(at) << to_string(step);
      }
    }
    switch (at) {
      case State::Draft: ASSERT_TRUE(submit()); break;
      case State::Submitted: ASSERT_TRUE(take(Step::TakeUp)); break;
      case State::InReview:
        ASSERT_TRUE(take(Step::Return, "please"));
        EXPECT_EQ(state(), State::Returned);
        ASSERT_TRUE(submit());
        ASSERT_TRUE(take(Step::TakeUp));
        break;
      case State::Returned: ASSERT_TRUE(take(Step::Accept)); break;
      case State::Accepted: ASSERT_TRUE(take(Step::Publish)); break;
      case State::Published: ASSERT_TRUE(take(Step::Reopen)); break;
    }
  }
  const auto steps = review::steps(store(), submission_).value();
  ASSERT_EQ(steps.size(), 8U);
  EXPECT_EQ(steps[2].note, "please");
  EXPECT_EQ(steps[2].person, rita_);
  EXPECT_EQ(steps[6].to, State::Published);
  EXPECT_EQ(submissions::find(store(), submission_).value().versions, 2);
  expect_sound_log();
}

TEST_P(SubmissionTest, RemarksAreRepliedToAndSettled) {
  answer_some();
  EXPECT_EQ(review::remark(store(), questionnaire_, rita_, submission_, "LAW.STATE", "why").error().kind, ErrorKind::Conflict);
  ASSERT_TRUE(submit());
  ASSERT_TRUE(review::take(store(), rita_, submission_, Step::TakeUp));
  EXPECT_EQ(review::take(store(), rita_, submission_, Step::Return).error().kind, ErrorKind::Conflict) << "without saying why";
  const std::string first = review::remark(store(), questionnaire_, rita_, submission_, "LAW.STATE", "Is it no law yet?").value();
  ASSERT_TRUE(review::remark(store(), questionnaire_, rita_, submission_, "MECHANISMS", "Since when?"));
  EXPECT_EQ(review::remark(store(), questionnaire_, rita_, submission_, "NO.SUCH", "?").error().kind, ErrorKind::Input);
  EXPECT_EQ(review::remark(store(), questionnaire_, rita_, submission_, "", " ").error().kind, ErrorKind::Input);
  ASSERT_TRUE(review::take(store(), rita_, submission_, Step::Return));
  ASSERT_TRUE(review::reply(store(), ana_, first, "Since May."));
  put(ana_, "LAW.STATE", "NONE", 1);
  ASSERT_TRUE(submit());
  ASSERT_TRUE(review::take(store(), rita_, submission_, Step::TakeUp));
  ASSERT_TRUE(review::settle(store(), rita_, first));
  ASSERT_TRUE(review::take(store(), rita_, submission_, Step::Accept));
  const auto remarks = review::remarks(store(), submission_).value();
  ASSERT_EQ(remarks.size(), 2U);
  EXPECT_EQ(remarks[0].replies.at(0).body, "Since May.");
  EXPECT_EQ(remarks[0].version, 1);
  EXPECT_TRUE(remarks[0].settled);
  EXPECT_TRUE(remarks[1].settled) << "accepting settles what was open";
  EXPECT_EQ(review::reply(store(), ana_, first, "More.").error().kind, ErrorKind::Conflict);
  EXPECT_EQ(review::submission_of_remark(store(), first).value(), submission_);
}

TEST_P(SubmissionTest, NobodyReviewsWhatTheyWrote) {
  answer_some();
  put(rita_, "PLAN.STATE", "NONE");
  ASSERT_TRUE(submit());
  ASSERT_TRUE(review::take(store(), rita_, submission_, Step::TakeUp));
  for (const std::string& who : {ana_, rita_}) {
    EXPECT_EQ(review::take(store(), who, submission_, Step::Accept).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(review::take(store(), who, submission_, Step::Return, "x").error().kind, ErrorKind::Conflict);
    EXPECT_EQ(review::propose_score(store(), questionnaire_, who, submission_, "LAW", 4, "x").error().kind, ErrorKind::Conflict);
  }
  EXPECT_TRUE(review::take(store(), raul_, submission_, Step::Accept));
}

TEST_P(SubmissionTest, AChangeOfAScoreTakesTwoReviewers) {
  answer_some();
  ASSERT_TRUE(submit());
  ASSERT_TRUE(review::take(store(), rita_, submission_, Step::TakeUp));
  const auto propose = [&](const char* indicator, int score) {
    return review::propose_score(store(), questionnaire_, rita_, submission_, indicator, score, "By its text");
  };
  EXPECT_EQ(propose("LAW", 5).error().kind, ErrorKind::Input);
  EXPECT_EQ(propose("MECHANISMS", 3).error().kind, ErrorKind::Input);
  EXPECT_EQ(propose("PLAN", 3).error().kind, ErrorKind::Conflict) << "it is not reported";
  const std::string law = propose("LAW", 2).value(), mechanisms = propose("MECHANISMS", 1).value();
  EXPECT_EQ(propose("LAW", 3).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(review::take(store(), rita_, submission_, Step::Accept).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(review::decide_score(store(), rita_, law, true, "Yes").error().kind, ErrorKind::Conflict) << "the same reviewer";
  ASSERT_TRUE(review::decide_score(store(), raul_, law, true, "Yes"));
  ASSERT_TRUE(review::decide_score(store(), raul_, mechanisms, false, "No"));
  EXPECT_EQ(review::decide_score(store(), raul_, law, false, "No").error().kind, ErrorKind::Conflict);
  EXPECT_TRUE(accepted_scores(store(), cycle_).value().empty());
  ASSERT_TRUE(review::take(store(), rita_, submission_, Step::Accept));
  const auto scores = accepted_scores(store(), cycle_).value();
  ASSERT_EQ(scores.size(), 2U);
  EXPECT_EQ(scores[0].indicator, "LAW");
  EXPECT_EQ(scores[0].value, 2);
  EXPECT_TRUE(scores[0].changed);
  EXPECT_EQ(scores[1].value, 2);
  EXPECT_FALSE(scores[1].changed);
  EXPECT_EQ(scores[0].receipt, submissions::versions(store(), submission_).value().at(0).id);
  const auto changes = review::score_changes(store(), submission_).value();
  EXPECT_EQ(changes.at(0).before, 1);
  EXPECT_EQ(changes.at(0).decided_by, raul_);
  EXPECT_EQ(changes.at(1).decision, review::ScoreChange::Decision::Refused);
  // Looked at again, what was accepted stays until another is.
  test_.clock().pass(1s);
  ASSERT_TRUE(review::take(store(), system_actor, submission_, Step::Reopen));
  const std::string again = propose("LAW", 0).value();
  ASSERT_TRUE(review::decide_score(store(), raul_, again, true, "Repealed"));
  EXPECT_EQ(accepted_scores(store(), cycle_).value().at(0).value, 2);
  ASSERT_TRUE(review::take(store(), rita_, submission_, Step::Accept));
  EXPECT_EQ(accepted_scores(store(), cycle_).value().at(0).value, 0);
}

TEST_P(SubmissionTest, CivilSocietyReviewsBesideAndTheCountryReplies) {
  answer_some();
  EXPECT_EQ(civil::add(store(), questionnaire_, bea_, submission_, "LAW", 0, "Not so").error().kind, ErrorKind::Conflict);
  ASSERT_TRUE(submit());
  const std::string review = civil::add(store(), questionnaire_, bea_, submission_, "LAW", 0, "There is no such draft.").value();
  EXPECT_EQ(civil::add(store(), questionnaire_, bea_, submission_, "LAW", 5, "x").error().kind, ErrorKind::Input);
  EXPECT_EQ(civil::add(store(), questionnaire_, bea_, submission_, "NONE", {}, "x").error().kind, ErrorKind::Input);
  ASSERT_TRUE(civil::reply(store(), ana_, review, "It is in committee."));
  EXPECT_EQ(civil::reply(store(), ana_, "nothing", "x").error().kind, ErrorKind::NotFound);
  const auto all = civil::all(store(), submission_).value();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].score, 0);
  EXPECT_EQ(all[0].person, bea_);
  EXPECT_EQ(all[0].replies.at(0).body, "It is in committee.");
  EXPECT_EQ(civil::submission_of(store(), review).value(), submission_);
  ASSERT_TRUE(review::take(store(), rita_, submission_, Step::TakeUp));
  ASSERT_TRUE(review::take(store(), rita_, submission_, Step::Accept));
  EXPECT_EQ(accepted_scores(store(), cycle_).value().at(0).value, 1) << "it changes no score";
}

TEST_P(SubmissionTest, ANewCycleIsPrefilledFromTheLast) {
  answer_some();
  ASSERT_TRUE(submissions::add_address(store(), questionnaire_, ana_, submission_, "LAW.OPEN", "https://example.org/law"));
  const std::string next = open_cycle(2027), submission = submissions::begin(store(), ana_, next, "URY").value();
  EXPECT_EQ(submissions::prefill(store(), questionnaire_, ana_, submission).value().from, "") << "nothing was submitted";
  ASSERT_TRUE(submit());
  ASSERT_TRUE(submissions::save(store(), questionnaire_, ana_, submission, {"LAW.STATE", "NONE", 0}));
  const auto done = submissions::prefill(store(), questionnaire_, ana_, submission).value();
  EXPECT_EQ(done.from, submission_);
  EXPECT_EQ(done.answers, 2U);
  EXPECT_EQ(done.evidence, 1U);
  const auto draft = submissions::draft(store(), submission).value();
  EXPECT_EQ(draft.at("LAW.STATE").current.value, AnswerValue("NONE")) << "what was answered stays";
  EXPECT_EQ(draft.at("LAW.OPEN").current.origin, Origin::Prefilled);
  EXPECT_EQ(draft.at("LAW.OPEN").evidence.size(), 1U);
  EXPECT_EQ(submissions::prefill(store(), questionnaire_, ana_, submission).value().answers, 0U);
}

TEST_P(SubmissionTest, WhatWasSaidCannotBeChangedInTheStore) {
  answer_some();
  ASSERT_TRUE(submit());
  for (const char* table : {"answer_entry", "submission_version", "submission_step"}) {
    const Status gone = store().write([&](soci::session& session) -> Status {
      sql::run(session, std::string("delete from ") + table);
      return {};
    });
    EXPECT_EQ(gone.error().kind, ErrorKind::Conflict) << table;
  }
}

}  // namespace
}  // namespace atalaya::reg
