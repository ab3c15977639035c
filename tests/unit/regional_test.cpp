#include "methods/regional.h"

#include <gtest/gtest.h>

#include "methods/rank.h"

namespace atalaya {
namespace {

using regional::Member;
using regional::Refusal;
using regional::Rule;
using Positions = std::vector<std::size_t>;

Member member(std::optional<double> value, std::optional<double> weight = {}, int year = 2020) { return {value, year, weight}; }

TEST(Regional, EachRuleAndEachRefusal) {
  const std::nullopt_t none = std::nullopt;
  const struct {
    const char* what;
    Rule rule;
    std::vector<Member> members;
    std::optional<double> value;
    Refusal refusal;
    double country_share, weight_share;
    Positions missing, carried;
  } all[] = {
      {"nobody", Rule::Mean, {}, none, Refusal::None, 0, 0, {}, {}},
      {"weighted", Rule::WeightedMean, {member(80, 40), member(50, 10), member(70, 200), member(none, 20)}, 70.8, Refusal::None, 0.75, 250.0 / 270, {3}, {}},
      {"too little weight", Rule::WeightedMean, {member(80, 40), member(50, 10), member(none, 200)}, none, Refusal::TooLittleWeight, 2.0 / 3, 0.2, {2}, {}},
      {"too few countries",
       Rule::WeightedMean,
       {member(80, 400), member(none, 1), member(none, 1)},
       none,
       Refusal::TooFewCountries,
       1.0 / 3,
       400.0 / 402,
       {1, 2},
       {}},
      {"a weight is missing", Rule::WeightedMean, {member(80, 40), member(50, 60), member(90)}, 62, Refusal::None, 2.0 / 3, 1, {2}, {}},
      {"no weights", Rule::WeightedMean, {member(80), member(50)}, none, Refusal::TooFewCountries, 0, 0, {0, 1}, {}},
      {"weights of zero", Rule::WeightedMean, {member(80, 0), member(50, 0)}, none, Refusal::NoWeights, 1, 0, {}, {}},
      {"mean", Rule::Mean, {member(1), member(2), member(6, {}, 2018), member(none)}, 3, Refusal::None, 0.75, 0.75, {3}, {2}},
      {"no values", Rule::Mean, {member(none), member(none)}, none, Refusal::TooFewCountries, 0, 0, {0, 1}, {}},
      {"sum", Rule::Sum, {member(1), member(2, {}, 2019)}, 3, Refusal::None, 1, 1, {}, {1}},
      {"a sum that lacks one", Rule::Sum, {member(1), member(2), member(3), member(none)}, none, Refusal::TooFewCountries, 0.75, 0.75, {3}, {}},
      {"zero is a value", Rule::Sum, {member(0), member(0)}, 0, Refusal::None, 1, 1, {}, {}},
  };
  for (const auto& [what, rule, members, value, refusal, country_share, weight_share, missing, carried] : all) {
    const auto figure = regional::aggregate(members, rule, {.weight_share = 0.66, .country_share = 0.5}, 2020);
    EXPECT_EQ(figure.value.has_value(), value.has_value()) << what;
    EXPECT_NEAR(figure.value.value_or(0), value.value_or(0), 1e-12) << what;
    EXPECT_EQ(figure.refusal, refusal) << what;
    EXPECT_NEAR(figure.country_share, country_share, 1e-12) << what;
    EXPECT_NEAR(figure.weight_share, weight_share, 1e-12) << what;
    EXPECT_EQ(figure.missing, missing) << what;
    EXPECT_EQ(figure.carried, carried) << what;
  }
}

TEST(Regional, ACountryThatDropsOutDoesNotMoveTheRegionSilently) {
  std::vector<Member> members = {member(10, 50), member(90, 50)};
  EXPECT_EQ(regional::aggregate(members, Rule::WeightedMean, {}, 2020).value, 50);
  members[1].value.reset();
  const auto figure = regional::aggregate(members, Rule::WeightedMean, {}, 2020);
  EXPECT_FALSE(figure.value);
  EXPECT_EQ(figure.missing, Positions{1});
}

TEST(Rank, TiesShareTheBetterRankAndAMissingValueHasNone) {
  using Values = std::vector<std::optional<double>>;
  using Ranks = std::vector<std::optional<int>>;
  EXPECT_EQ(competition_ranks(Values{3, 1, {}, 3, 2}, true), (Ranks{1, 4, {}, 1, 3}));
  EXPECT_EQ(competition_ranks(Values{3, 1, {}, 3, 2}, false), (Ranks{3, 1, {}, 3, 2}));
  EXPECT_EQ(competition_ranks(Values{{}, {}}, true), (Ranks{{}, {}}));
  EXPECT_TRUE(competition_ranks(Values{}, true).empty());
  EXPECT_EQ(competition_ranks(Values{-1, 0, -0.0}, true), (Ranks{3, 1, 1}));
}

}  // namespace
}  // namespace atalaya
