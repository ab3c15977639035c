#include <gtest/gtest.h>

#include "workshop/assessment.h"

namespace atalaya {
namespace {

using progress::Class;

TEST(GoalClass, IsTheLowerMedianOfWhatIsAssessed) {
  const std::pair<std::vector<Class>, std::optional<Class>> all[] = {
      {{}, std::nullopt},
      {{Class::NoFigure, Class::Context, Class::NotAssessed}, std::nullopt},
      {{Class::Moderate}, Class::Moderate},
      {{Class::TargetReached, Class::SignificantAway}, Class::SignificantAway},
      {{Class::TargetReached, Class::TargetReached, Class::SignificantAway}, Class::TargetReached},
      {{Class::Significant, Class::Moderate, Class::Insufficient, Class::NoFigure, Class::NoFigure}, Class::Moderate},
      {{Class::Significant, Class::Significant, Class::ModerateAway, Class::SignificantAway}, Class::ModerateAway},
  };
  for (const auto& [classes, expected] : all) {
    GoalCounts counts;
    for (const Class c : classes) {
      ++counts.by_class[static_cast<std::size_t>(c)];
      ++counts.indicators;
    }
    EXPECT_EQ(goal_class(counts), expected) << classes.size();
  }
}

}  // namespace
}  // namespace atalaya
