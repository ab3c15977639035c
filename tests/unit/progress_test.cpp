#include "methods/progress.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace atalaya::progress {
namespace {

TEST(Progress, TheNumbersOfTheMethodNotes) {
  // 50 to 62 in 8 years, target 85 in 15.
  const Point first{2010, 50}, latest{2018, 62};
  const Target target{2025, 85};
  EXPECT_NEAR(*growth_rate(50, 62, 8), 0.0272537, 5e-8);
  EXPECT_NEAR(*growth_rate(50, 85, 15), 0.0360084, 5e-8);
  EXPECT_NEAR(*target_ratio(first, latest, target), 0.756871, 5e-7);
  const Answer answer = assess(std::vector{first, latest}, {.target = target, .window = 8});
  EXPECT_EQ(answer.verdict, Class::Moderate);
  EXPECT_NEAR(*answer.ratio, 0.756871, 5e-7);
}

TEST(Progress, AGrowthRateNeedsTwoValuesAboveZeroAndTime) {
  for (const auto& [a, b, years] : {std::tuple{0.0, 1.0, 5}, {1.0, 0.0, 5}, {-1.0, 1.0, 5}, {-2.0, -1.0, 5}, {1.0, 2.0, 0}, {1.0, 2.0, -1}, {NAN, 1.0, 5}}) {
    EXPECT_FALSE(growth_rate(a, b, years)) << a << " " << b;
  }
  EXPECT_EQ(growth_rate(3, 3, 4), 0.0);
  EXPECT_NEAR(*growth_rate(1, 32, 5), 1, 1e-15);
}

/// A value that makes R with respect to 100 -> 200 in ten years what is asked.
double value_for(double ratio, int years) { return 100 * std::pow(1 + ratio * (std::pow(2, 0.1) - 1), years); }

TEST(Progress, TheThresholdsWithATarget) {
  const std::pair<double, Class> all[] = {{1.2, Class::Significant},         {0.9501, Class::Significant},  {0.9499, Class::Moderate},
                                          {0.6001, Class::Moderate},         {0.5999, Class::Insufficient}, {0.0001, Class::Insufficient},
                                          {-0.0001, Class::SignificantAway}, {-2, Class::SignificantAway}};
  for (const auto& [ratio, verdict] : all) {
    const Answer up = assess(std::vector{Point{2015, 100}, Point{2020, value_for(ratio, 5)}}, {.target = Target{2025, 200}});
    EXPECT_EQ(up.verdict, verdict) << ratio;
    EXPECT_NEAR(*up.ratio, ratio, 1e-9);
  }
  // The same downwards: the reciprocal series has a negative required rate.
  const Answer down = assess(std::vector{Point{2015, 100}, Point{2020, 70.0}}, {.direction = -1, .target = Target{2025, 50}});
  EXPECT_EQ(down.verdict, Class::Significant);
  EXPECT_GT(*down.ratio, 1);
}

TEST(Progress, TheThresholdsWithoutATarget) {
  const std::pair<double, Class> all[] = {
      {0.0101, Class::Significant}, {0.0099, Class::Moderate}, {0.0, Class::Moderate}, {-0.0099, Class::ModerateAway}, {-0.0101, Class::SignificantAway}};
  for (const int direction : {1, -1}) {
    for (const auto& [rate, verdict] : all) {
      const std::vector series{Point{2015, 100}, Point{2020, 100 * std::pow(1 + direction * rate, 5)}};
      EXPECT_EQ(assess(series, {.direction = direction}).verdict, verdict) << direction << " " << rate;
    }
  }
}

TEST(Progress, TheWindowTakesTheOldestValueInIt) {
  const std::vector series{Point{2009, 1}, Point{2012, 2}, Point{2014, 3}, Point{2016, 4}, Point{2018, 5}};
  const auto first = [&](int window, int shortest) { return assess(series, {.window = window, .shortest = shortest}).first; };
  EXPECT_EQ(first(5, 3)->year, 2014);
  EXPECT_EQ(first(6, 3)->year, 2012);
  EXPECT_EQ(first(9, 3)->year, 2009);
  EXPECT_EQ(first(3, 2)->year, 2016);
  EXPECT_FALSE(first(1, 1));
}

TEST(Progress, WhyThereIsNoClass) {
  const struct {
    const char* what;
    std::vector<Point> series;
    Question question;
    Class verdict;
    Reason reason;
  } all[] = {
      {"nothing", {}, {}, Class::NoFigure, Reason::None},
      {"no direction", {{2015, 1}, {2020, 2}}, {.direction = 0}, Class::Context, Reason::None},
      {"one value", {{2020, 1}}, {}, Class::NotAssessed, Reason::OneValue},
      {"too near", {{2018, 1}, {2020, 1}}, {}, Class::NotAssessed, Reason::OneValue},
      {"too old", {{2005, 1}, {2009, 2}}, {.oldest = 2010}, Class::NotAssessed, Reason::TooOld},
      {"just not too old", {{2005, 1}, {2010, 2}}, {.oldest = 2010}, Class::Significant, Reason::None},
      {"from zero", {{2015, 0}, {2020, 1}}, {}, Class::NotAssessed, Reason::ZeroOrNegative},
      {"over zero", {{2015, -1}, {2020, 1}}, {}, Class::NotAssessed, Reason::ZeroOrNegative},
      {"a target of zero", {{2015, 5}, {2020, 4}}, {.direction = -1, .target = Target{2025, 0}}, Class::NotAssessed, Reason::ZeroOrNegative},
      {"near the top", {{2015, 96}, {2020, 97}}, {.lowest = 0, .highest = 100}, Class::NotAssessed, Reason::NearBound},
      {"near the bottom", {{2015, 4}, {2020, 3}}, {.direction = -1, .lowest = 0, .highest = 100}, Class::NotAssessed, Reason::NearBound},
      {"near the other end", {{2015, 4}, {2020, 5}}, {.lowest = 0, .highest = 100}, Class::Significant, Reason::None},
      {"without an upper end", {{2015, 96}, {2020, 97}}, {.lowest = 0}, Class::Moderate, Reason::None},
      {"near the top with a target", {{2015, 96}, {2020, 97}}, {.target = Target{2025, 99}, .lowest = 0, .highest = 100}, Class::Moderate, Reason::None},
      {"the target is past", {{2020, 50}, {2025, 60}}, {.target = Target{2020, 80}}, Class::NotAssessed, Reason::TargetPassed},
      {"the target is reached", {{2020, 80}}, {.target = Target{2025, 80}}, Class::TargetReached, Reason::None},
      {"reached downwards", {{2020, 2}}, {.direction = -1, .target = Target{2025, 2}}, Class::TargetReached, Reason::None},
      {"reached long ago", {{2009, 90}}, {.target = Target{2025, 80}, .oldest = 2010}, Class::NotAssessed, Reason::TooOld},
      {"met and lost", {{2015, 90}, {2020, 70}}, {.target = Target{2025, 80}}, Class::SignificantAway, Reason::None},
  };
  for (const auto& [what, series, question, verdict, reason] : all) {
    const Answer answer = assess(series, question);
    EXPECT_EQ(to_string(answer.verdict), to_string(verdict)) << what;
    EXPECT_EQ(to_string(answer.reason), to_string(reason)) << what;
    EXPECT_EQ(answer.latest.has_value(), !series.empty()) << what;
  }
}

TEST(Progress, ParityIsJudgedByTheDistanceToOne) {
  const auto verdict = [](double before, double now) {
    return assess(std::vector{Point{2015, before}, Point{2020, now}}, {.direction = 0, .parity = true}).verdict;
  };
  EXPECT_EQ(verdict(0.8, 0.9), Class::Significant);
  EXPECT_EQ(verdict(1.2, 1.1), Class::Significant);
  EXPECT_EQ(verdict(0.8, 1.15), Class::Significant);
  EXPECT_EQ(verdict(0.9, 0.8), Class::SignificantAway);
  EXPECT_EQ(verdict(1.1, 1.2), Class::SignificantAway);
}

TEST(Progress, NamesReadBack) {
  for (int c = 0; c < class_count; ++c) EXPECT_EQ(class_of(to_string(static_cast<Class>(c))), static_cast<Class>(c));
  for (int r = 0; r <= static_cast<int>(Reason::AtTarget); ++r) EXPECT_EQ(reason_of(to_string(static_cast<Reason>(r))), static_cast<Reason>(r));
  EXPECT_FALSE(class_of("excellent"));
  EXPECT_FALSE(reason_of(""));
}

}  // namespace
}  // namespace atalaya::progress
