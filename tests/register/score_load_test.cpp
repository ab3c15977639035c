// Accepted scores come into the workshop as any publisher's figures do.
#include "agenda/area_matcher.h"
#include "register/submissions/review.h"
#include "register/submissions/score_load.h"
#include "submission_fixture.h"

namespace atalaya::reg {
namespace {

class ScoreLoadTest : public testing::SubmissionFixture {
 protected:
  void SetUp() override {
    SubmissionFixture::SetUp();
    if (IsSkipped()) return;
    const std::filesystem::path pack = std::filesystem::path(ATALAYA_SOURCE) / "agendas/elac2022";
    agenda_ = load_agenda(pack).value();
    questionnaire_ = std::move(load_questionnaires(pack, agenda_).value().at(0));
    areas_.emplace(agenda_);
    space_.root = test_.scratch().files();
    std::filesystem::create_directory_symlink(pack, space_.agenda());
    cycle_ = open_cycle(2026);
    submission_ = submissions::begin(store(), ana_, cycle_, "URY").value();
  }
  void accept() {
    const auto version = submit();
    ASSERT_TRUE(version) << version.error().to_string();
    ASSERT_TRUE(review::take(store(), rita_, submission_, Step::TakeUp));
    ASSERT_TRUE(review::take(store(), rita_, submission_, Step::Accept));
  }
  ScoreLoad load() {
    auto workshop = Workshop::open(space_, agenda_);
    if (!workshop) throw std::runtime_error(workshop.error().to_string());
    auto done = load_scores(store(), *workshop, agenda_, *areas_, space_.root / "loads", system_actor, cycle_);
    if (!done) throw std::runtime_error(done.error().to_string());
    return std::move(*done);
  }
  /// "value by load N" of Uruguay in the cycle's year.
  std::string figure(const char* indicator) {
    const Cube cube = Workshop::open(space_, agenda_).value().cube(agenda_).value();
    const auto series = cube.find(agenda_.headline_key(*agenda_.find_indicator(indicator), "URY"));
    if (!series) return "";
    for (std::size_t i = cube.first(*series); i < cube.last(*series); ++i) {
      if (cube.period(i) == TimePeriod::year(2026)) return number_text(cube.value(i)) + " by load " + std::to_string(cube.load(i));
    }
    return "";
  }
  /// What the observation of Uruguay says that it is traced to by.
  std::string receipt_of(const char* indicator) {
    const Cube cube = Workshop::open(space_, agenda_).value().cube(agenda_).value();
    const auto series = cube.find(agenda_.headline_key(*agenda_.find_indicator(indicator), "URY"));
    return series ? cube.observation_attribute(agenda_.structure->attribute_position("RECEIPT"), cube.first(*series)) : "";
  }
  Agenda agenda_;
  std::optional<AreaMatcher> areas_;
  Workspace space_;
};
ON_BOTH_DATABASES(ScoreLoadTest);

TEST_P(ScoreLoadTest, AcceptedScoresBecomeFiguresWithTheirOrigin) {
  EXPECT_FALSE(load().outcome) << "nothing is accepted";
  put(ana_, "BROADBAND_PLAN.STATE", "DRAFT");
  put(ana_, "UNIVERSAL_ACCESS_FUND.STATE", "NONE");
  accept();
  const ScoreLoad first = load();
  ASSERT_TRUE(first.outcome);
  EXPECT_EQ(first.scores, 2U);
  EXPECT_EQ(first.outcome->record.accepted, 2);
  EXPECT_EQ(first.outcome->record.rejected, 0);
  EXPECT_EQ(first.outcome->record.mapping, "register");
  EXPECT_EQ(figure("BROADBAND_PLAN"), "1 by load 1");
  EXPECT_EQ(figure("UNIVERSAL_ACCESS_FUND"), "0 by load 1");
  EXPECT_EQ(receipt_of("BROADBAND_PLAN"), submissions::versions(store(), submission_).value().at(0).id);
  EXPECT_EQ(figure("COMMUNITY_NETWORKS"), "") << "missing is missing";
  const std::string receipt = submissions::versions(store(), submission_).value().at(0).id;
  EXPECT_NE(cases::Scratch::read(first.file).find("URY,BROADBAND_PLAN,2026,1," + receipt), std::string::npos);
  const auto loaded = loaded_scores(store(), cycle_).value();
  ASSERT_EQ(loaded.size(), 2U);
  EXPECT_EQ(loaded[0].receipt, receipt);
  EXPECT_EQ(loaded[0].file_hash, first.outcome->record.sha256);
  EXPECT_EQ(loaded[0].load, 1);

  const ScoreLoad again = load();
  EXPECT_EQ(again.file, first.file);
  EXPECT_EQ(again.outcome->record.accepted, 0);
  EXPECT_EQ(again.outcome->record.unchanged, 2);
  EXPECT_EQ(figure("BROADBAND_PLAN"), "1 by load 1");
}

TEST_P(ScoreLoadTest, WhatIsAcceptedNoMoreIsTakenBack) {
  put(ana_, "BROADBAND_PLAN.STATE", "DRAFT");
  put(ana_, "UNIVERSAL_ACCESS_FUND.STATE", "NONE");
  accept();
  load();
  ASSERT_TRUE(review::take(store(), system_actor, submission_, Step::Reopen));
  EXPECT_EQ(load().taken_back, 0U) << "it stays until another is accepted";
  ASSERT_TRUE(review::take(store(), rita_, submission_, Step::Return, "Is there none?"));
  put(ana_, "UNIVERSAL_ACCESS_FUND.STATE", std::nullopt, 1);
  put(ana_, "BROADBAND_PLAN.STATE", "NONE", 1);
  accept();
  const ScoreLoad second = load();
  EXPECT_EQ(second.taken_back, 1U);
  EXPECT_EQ(second.outcome->record.closed, 1);
  EXPECT_EQ(second.outcome->record.revised, 1);
  EXPECT_EQ(figure("UNIVERSAL_ACCESS_FUND"), "");
  EXPECT_EQ(figure("BROADBAND_PLAN"), "0 by load " + std::to_string(second.outcome->record.id));
  EXPECT_EQ(loaded_scores(store(), cycle_).value().size(), 1U);
  expect_sound_log();
}

}  // namespace
}  // namespace atalaya::reg
