// What the charts are made of: ticks, labels, escaped text.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "site/charts/pen.h"
#include "site/charts/text_fit.h"
#include "site/charts/ticks.h"

namespace atalaya::charts {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double huge = std::numeric_limits<double>::max();

TEST(Ticks, AreNice) {
  for (const auto& [low, high] : std::vector<std::pair<double, double>>{
           {0, 100}, {3.7, 94.5}, {-20.3, 5}, {0.001, 0.0037}, {1e9, 7.3e12}, {-1e-7, 2e-7}, {99.2, 99.9}, {5, 5}, {0, 0}, {-3, -3}}) {
    const Ticks ticks = nice_ticks(low, high, 6);
    EXPECT_LE(ticks.low, low);
    EXPECT_GE(ticks.high, high);
    EXPECT_GE(ticks.at.size(), 2U);
    EXPECT_LE(ticks.at.size(), 12U);
    const double lead = ticks.step / std::pow(10.0, std::floor(std::log10(ticks.step) + 1e-9));
    EXPECT_TRUE(std::abs(lead - 1) < 1e-6 || std::abs(lead - 2) < 1e-6 || std::abs(lead - 5) < 1e-6) << ticks.step;
  }
}

TEST(Ticks, AreExactDecimals) {
  const Ticks ticks = nice_ticks(0, 1, 6);
  EXPECT_EQ(ticks.at, (std::vector<double>{0, 0.2, 0.4, 0.6, 0.8, 1}));
  EXPECT_EQ(ticks.decimals, 1);
  EXPECT_FALSE(std::signbit(nice_ticks(-1, 1, 5).at[2]));
}

TEST(Ticks, SurviveWhatIsNotANumber) {
  for (const double low : {missing, infinity, -infinity, huge, -huge, 0.0, 1e-320}) {
    for (const double high : {missing, infinity, -infinity, huge, -huge, 0.0, 1e-320}) {
      const Ticks ticks = nice_ticks(low, high, 5);
      EXPECT_GE(ticks.at.size(), 2U) << low << ' ' << high;
      EXPECT_LE(ticks.at.size(), 100U);
      for (const double at : ticks.at) EXPECT_TRUE(std::isfinite(at));
      EXPECT_LT(ticks.low, ticks.high);
    }
  }
}

TEST(Ticks, YearsEndWithTheLast) {
  EXPECT_EQ(year_ticks(2000, 2024, 8), (std::vector<double>{2000, 2005, 2010, 2015, 2020, 2024}));
  EXPECT_EQ(year_ticks(2000, 2021, 8), (std::vector<double>{2000, 2005, 2010, 2015, 2021}));
  EXPECT_EQ(year_ticks(2013, 2018, 3), (std::vector<double>{2013, 2018}));
  EXPECT_EQ(year_ticks(2015, 2015, 8), (std::vector<double>{2015}));
  EXPECT_EQ(year_ticks(2015.2, 2015.4, 8), (std::vector<double>{2015}));
  EXPECT_TRUE(year_ticks(0, 1e300, 8).empty());
  EXPECT_TRUE(year_ticks(missing, 2000, 8).empty());
}

TEST(TextFit, SpreadKeepsOrderAndDistance) {
  const std::vector<double> places = spread({50, 50, 51, 10, 90}, 17, 0, 100);
  std::vector<double> sorted = places;
  std::ranges::sort(sorted);
  for (std::size_t i = 1; i < sorted.size(); ++i) EXPECT_GE(sorted[i] - sorted[i - 1], 17 - 1e-9);
  EXPECT_GE(sorted.front(), 0);
  EXPECT_LE(sorted.back(), 100);
  EXPECT_LT(places[3], places[0]);
  EXPECT_LT(places[2], places[4]);
  EXPECT_EQ(spread({5, 95}, 17, 0, 100), (std::vector<double>{5, 95}));  // Nothing moves without need.
  EXPECT_EQ(spread({1, 1, 1}, 60, 0, 100), (std::vector<double>{0, 50, 100}));
  EXPECT_TRUE(spread({}, 1, 0, 1).empty());
}

TEST(TextFit, CutsBetweenCharacters) {
  const std::string cut = fit("Perú y São Tomé y Príncipe y más", 13, 60);
  EXPECT_TRUE(is_utf8(cut));
  EXPECT_TRUE(cut.ends_with("…"));
  EXPECT_LE(text_width(cut, 13), 60);
  EXPECT_EQ(fit("Perú", 13, 200), "Perú");
  EXPECT_EQ(fit("Perú", 13, -5), "…");
  const auto lines = wrap("No figure: Dominica, Nicaragua, Bahamas " + std::string(200, 'x'), 12, 100);
  EXPECT_GE(lines.size(), 3U);
  for (const std::string& one : lines) EXPECT_LE(text_width(one, 12), 100);
}

TEST(Pen, Escapes) {
  EXPECT_EQ(escaped("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
  EXPECT_EQ(escaped(std::string("a\x01") + "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(escaped("a\xFF"), "a\xEF\xBF\xBD");
  std::string out;
  for (const double value : {1.26, -0.04, -3.5, missing, infinity, 1e200}) append_coordinate(out += ' ', value);
  EXPECT_EQ(out, " 1.3 0 -3.5 0 0 0");
}

}  // namespace
}  // namespace atalaya::charts
