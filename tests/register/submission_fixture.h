// A register with a cycle of the sample questionnaire, people in it, and keys for receipts.
#pragma once

#include "postgres.h"
#include "register/people/people.h"
#include "register/store/log.h"
#include "register/store/sql.h"
#include "register/submissions/evidence.h"
#include "register/submissions/submit.h"
#include "sample_questionnaire.h"

namespace atalaya::testing {

class SubmissionFixture : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    NEEDS_DATABASE(test_);
    keys_ = reg::ReceiptKeys::create(test_.scratch().files() / "receipts.jwks").value();
    ana_ = person("ana");
    bea_ = person("bea");
    rita_ = person("rita");
    raul_ = person("raul");
    cycle_ = open_cycle(2026);
    submission_ = reg::submissions::begin(store(), ana_, cycle_, "URY").value();
  }

  reg::Store& store() { return test_.store(); }
  std::string person(const std::string& name) {
    return reg::people::add_person(store(), reg::system_actor, {.id = {}, .name = name, .email = name + "@example.org"}).value();
  }
  std::string open_cycle(int year, const reg::Questionnaire& questionnaire) {
    LocalText title;
    title.set("es", "Ciclo " + std::to_string(year));
    return reg::cycles::open(store(), reg::system_actor, questionnaire,
                             {.year = year, .title = title, .opens = "2026-01-01T00:00:00.000Z", .due = "2027-03-01T00:00:00.000Z"})
        .value();
  }
  std::string open_cycle(int year) { return open_cycle(year, questionnaire_); }

  reg::submissions::Saved put(const std::string& who, const std::string& question, std::optional<reg::AnswerValue> value, long long based_on = 0) {
    auto saved = reg::submissions::save(store(), questionnaire_, who, submission_, {question, std::move(value), based_on});
    if (!saved) throw std::runtime_error(saved.error().to_string());
    return *saved;
  }
  /// Answers LAW with level 1 and MECHANISMS with two, by ana.
  void answer_some() {
    put(ana_, "LAW.STATE", "DRAFT");
    put(ana_, "LAW.OPEN", "NO");
    put(ana_, "MECHANISMS.WHICH", std::vector<std::string>{"A", "B"});
  }
  Result<reg::submissions::Version> submit() {
    return reg::submissions::submit(store(), questionnaire_, *keys_, ana_, submission_, {.issuer = "https://register.example.org", .leave_out = true});
  }
  reg::State state() { return reg::submissions::find(store(), submission_).value().state; }
  void expect_sound_log() {
    const auto verdict = reg::log::verify(store()).value();
    EXPECT_FALSE(verdict.broken) << verdict.broken->what;
  }
  std::vector<std::string> actions() {
    std::vector<std::string> out;
    const auto entries = reg::log::entries_of(store(), submission_, 1'000).value();
    for (const auto& one : entries) out.push_back(one.action);
    return out;
  }

  TestStore test_{GetParam()};
  reg::Questionnaire questionnaire_ = sample_questionnaire();
  std::optional<reg::ReceiptKeys> keys_;
  std::string ana_, bea_, rita_, raul_, cycle_, submission_;
};

}  // namespace atalaya::testing
