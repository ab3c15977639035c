#include <expat.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "site/charts/distribution_bar.h"
#include "site/charts/dot_strip.h"
#include "site/charts/line_chart.h"
#include "site/charts/ranking.h"
#include "site/charts/scoreboard.h"
#include "site/charts/sparkline.h"

namespace atalaya::charts {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double huge = std::numeric_limits<double>::max();

/// Collects what a parser of XML sees, so that tests ask for elements and not for strings.
struct Seen {
  std::set<std::string> ids;
  std::vector<std::string> classes;
  std::vector<std::pair<double, double>> label_places;  ///< Of the direct labels.
  std::string fault;
  [[nodiscard]] long count(const std::string& css) const { return std::ranges::count(classes, css); }
};

void on_start(void* data, const char* name, const char** attributes) {
  Seen& seen = *static_cast<Seen*>(data);
  double x = 0;
  double y = 0;
  std::string css;
  for (; *attributes != nullptr; attributes += 2) {
    const std::string key = attributes[0];
    const std::string value = attributes[1];
    if (key == "id" && !seen.ids.insert(value).second) seen.fault = "twice the id " + value;
    if (key == "class") css = value;
    if (key == "x") x = std::stod(value);
    if (key == "y") y = std::stod(value);
    if (key == "style" || key.starts_with("on")) seen.fault = "the content policy forbids " + key;
    if (value.find("nan") != std::string::npos || value.find("inf") != std::string::npos) seen.fault = key + "=" + value;
  }
  seen.classes.push_back(css);
  if (std::string(name) == "text" && css.starts_with("lb ")) seen.label_places.emplace_back(x, y);
}

Seen parse(const std::string& markup) {
  Seen seen;
  if (markup.empty()) return seen;
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate("UTF-8"), &XML_ParserFree);
  XML_SetUserData(parser.get(), &seen);
  XML_SetStartElementHandler(parser.get(), on_start);
  if (XML_Parse(parser.get(), markup.data(), static_cast<int>(markup.size()), 1) != XML_STATUS_OK) {
    seen.fault = XML_ErrorString(XML_GetErrorCode(parser.get()));
  }
  if (markup.find("NaN") != std::string::npos) seen.fault = "NaN";
  return seen;
}

std::string text_of(double value) { return number_text(std::round(value * 10) / 10); }

Series series(std::string name, const std::vector<std::pair<double, double>>& points) {
  Series out{.name = std::move(name)};
  for (const auto& [x, y] : points) {
    Point point;
    point.x = x;
    point.y = y;
    out.points.push_back(point);
  }
  return out;
}

LineChart line(std::vector<Series> all) { return {.frame = {.id = "t", .title = "A title"}, .y_caption = "%", .series = std::move(all), .number = text_of}; }

TEST(LineChart, IsWellFormedWithUniqueIds) {
  const Seen seen = parse(line_chart(line({series("Chile", {{2000, 1}, {2001, 2}}), series("<Côte & d'Ivoire>", {{2000, 2}})})));
  EXPECT_EQ(seen.fault, "");
  EXPECT_EQ(seen.ids, (std::set<std::string>{"t-nd", "t-nt", "t-wd", "t-wt"}));
}

TEST(LineChart, AGapIsAGap) {
  const Seen seen = parse(line_chart(line({series("x", {{2000, 1}, {2001, 2}, {2002, missing}, {2003, 3}, {2005, 4}, {2006, 5}})}), Size::Wide));
  EXPECT_EQ(seen.count("gap c1"), 1);  // One path with two bridges.
  EXPECT_EQ(seen.count("ln c1"), 1);
  EXPECT_EQ(seen.count("one c1"), 1);  // 2003 stands alone.
  const Seen whole = parse(line_chart(line({series("x", {{2000, 1}, {2001, 2}})}), Size::Wide));
  EXPECT_EQ(whole.count("gap c1"), 0);
}

TEST(LineChart, ForecastReferenceAndTarget) {
  LineChart chart = line({series("x", {{2000, 1}, {2001, 2}, {2002, 3}}), series("Region", {{2000, 5}, {2002, 6}})});
  chart.series[0].forecast_from = 2001;
  chart.series[0].points[2].low = 2.5;
  chart.series[0].points[2].high = 3.5;
  chart.series[1].reference = true;
  chart.target = Target{90, "Goal"};
  const std::string markup = line_chart(chart, Size::Wide);
  const Seen seen = parse(markup);
  EXPECT_EQ(seen.fault, "");
  EXPECT_EQ(seen.count("ln fc c1"), 1);
  EXPECT_EQ(seen.count("band c1"), 1);
  EXPECT_EQ(seen.count("gap cr"), 1);
  EXPECT_EQ(seen.count("tgt"), 1);
  EXPECT_NE(markup.find(">100<"), std::string::npos);  // The axis reaches around the target.
}

TEST(LineChart, LabelsDoNotOverlap) {
  std::vector<Series> all;
  for (int i = 0; i < 6; ++i) {
    all.push_back(series("Country with a very long name, number " + std::to_string(i), {{2000, 1}, {2020, 50 + 0.1 * i}}));
  }
  for (const Size size : {Size::Wide, Size::Narrow}) {
    Seen seen = parse(line_chart(line(all), size));
    ASSERT_EQ(seen.label_places.size(), 6U);
    std::ranges::sort(seen.label_places, {}, &std::pair<double, double>::second);
    for (std::size_t i = 1; i < 6; ++i) EXPECT_GE(seen.label_places[i].second - seen.label_places[i - 1].second, 16.8);
    EXPECT_LT(seen.label_places.back().first, width_of(size));
  }
}

TEST(LineChart, SaysWhatIsMissing) {
  LineChart chart = line({series("Chile", {{2000, 1}}), series("Dominica", {{2000, missing}})});
  chart.no_figure = "No figure: {1}";
  EXPECT_NE(line_chart(chart, Size::Wide).find("No figure: Dominica"), std::string::npos);
  chart.series = {series("Dominica", {})};
  chart.frame.empty = "Nothing & nobody";
  const std::string markup = line_chart(chart);
  EXPECT_EQ(parse(markup).fault, "");
  EXPECT_NE(markup.find("Nothing &amp; nobody"), std::string::npos);
}

TEST(LineChart, TheAxisConfesses) {
  LineChart chart = line({series("x", {{2000, 90}, {2001, 95}})});
  chart.not_zero_note = "not from zero";
  EXPECT_NE(line_chart(chart, Size::Wide).find("not from zero"), std::string::npos);
  chart.from_zero = true;
  EXPECT_EQ(line_chart(chart, Size::Wide).find("not from zero"), std::string::npos);
}

TEST(LineChart, TicksAreToldApart) {
  LineChart chart = line({series("x", {{2000, 0.01}, {2001, 0.09}})});
  chart.number = [](double value) { return number_text(std::round(value)); };
  EXPECT_EQ(parse(line_chart(chart)).fault, "");
  chart.tick = [](double value, int decimals) { return number_text(value) + '/' + std::to_string(decimals); };
  EXPECT_NE(line_chart(chart, Size::Wide).find("0.02/2"), std::string::npos);
}

TEST(LineChart, SurvivesAnything) {
  for (const std::vector<std::pair<double, double>>& points : std::vector<std::vector<std::pair<double, double>>>{{},
                                                                                                                  {{missing, 1}},
                                                                                                                  {{2000, infinity}},
                                                                                                                  {{2000, 0}},
                                                                                                                  {{2000, huge}, {2001, -huge}},
                                                                                                                  {{-huge, 1}, {huge, 2}},
                                                                                                                  {{2000, 5}, {2001, 5}},
                                                                                                                  {{2001, 1}, {2000, 2}, {2001, 3}},
                                                                                                                  {{2000, 1e-320}, {2001, 2e-320}},
                                                                                                                  {{2020.25, 1}, {2020.5, 2}},
                                                                                                                  {{0, 1}, {1e6, 1}}}) {
    LineChart chart = line({series("x", points), series(std::string(5000, 'W'), points)});
    chart.target = Target{infinity, "t"};
    EXPECT_EQ(parse(line_chart(chart)).fault, "");
    EXPECT_EQ(parse(sparkline(chart.series[0].points)).fault, "");
  }
}

Ranking ranking_of(const std::vector<std::pair<std::string, double>>& rows) {
  Ranking chart{.frame = {.id = "r", .title = "R"}, .caption = "%", .period = "2024", .no_figure = "No figure: {1}", .number = text_of};
  for (const auto& [name, value] : rows) chart.rows.push_back({.name = name, .value = value, .period = "2024"});
  return chart;
}

TEST(Ranking, OrdersSharesRanksAndNamesTheMissing) {
  Ranking chart = ranking_of({{"low", 1}, {"top", 9}, {"tie a", 5}, {"tie b", 5}, {"gone", missing}, {"minus", -4}});
  chart.rows.push_back({.name = "never"});
  chart.rows[1].period = "2019";
  const std::string markup = ranking(chart, Size::Wide);
  EXPECT_EQ(parse(markup).fault, "");
  EXPECT_LT(markup.find(">top<"), markup.find(">tie a<"));
  EXPECT_LT(markup.find(">tie b<"), markup.find(">low<"));
  EXPECT_LT(markup.find(">low<"), markup.find(">minus<"));
  EXPECT_NE(markup.find("No figure: gone, never"), std::string::npos);
  EXPECT_NE(markup.find(">2019<"), std::string::npos);
  EXPECT_EQ(markup.find(">2024<"), std::string::npos);
  EXPECT_EQ(markup.find(">3</text>"), std::string::npos);  // 1, 2, 2, 4: the third shares the second's rank.
  EXPECT_NE(markup.find("role=\"img\""), std::string::npos);
}

TEST(Ranking, LinksMakeItAGroup) {
  Ranking chart = ranking_of({{"a", 1}});
  chart.rows[0].href = "/es/x?a=1&b=\"2\"";
  chart.rows[0].highlighted = true;
  const std::string markup = ranking(chart);
  EXPECT_EQ(parse(markup).fault, "");
  EXPECT_NE(markup.find("href=\"/es/x?a=1&amp;b=&quot;2&quot;\""), std::string::npos);
  EXPECT_EQ(markup.find("role=\"img\""), std::string::npos);
}

TEST(Ranking, SurvivesAnything) {
  for (const std::vector<std::pair<std::string, double>>& rows : std::vector<std::vector<std::pair<std::string, double>>>{
           {}, {{"a", missing}}, {{"a", 0}}, {{"a", 0}, {"b", 0}}, {{"a", huge}, {"b", -huge}}, {{std::string(3000, 'm'), -1}}, {{"a", 5}, {"b", 5}}}) {
    Ranking chart = ranking_of(rows);
    chart.reference = Ranking::Reference{infinity, "Region"};
    EXPECT_EQ(parse(ranking(chart)).fault, "");
    chart.mark = Ranking::Mark::Dot;
    chart.highest_first = false;
    chart.reference = Ranking::Reference{1, std::string(500, 'R')};
    EXPECT_EQ(parse(ranking(chart)).fault, "");
  }
}

TEST(DistributionBar, CountsEveryClass) {
  DistributionBar chart{.frame = {.id = "d", .title = "D"}, .number = text_of};
  for (const StatusClass status : all_statuses) chart.shares.push_back({status, "Label <" + std::string(css_class(status)) + '>', 1});
  chart.shares[0].count = 100000;
  chart.shares[1].count = 0;
  chart.shares[2].count = -5;
  const Seen seen = parse(distribution_bar(chart));
  EXPECT_EQ(seen.fault, "");
  EXPECT_EQ(seen.count("seg s-target"), 4);  // Bar and key, in both sizes.
  EXPECT_EQ(seen.count("seg s-sig"), 2);     // The key alone.
  chart.shares.clear();
  EXPECT_EQ(parse(distribution_bar(chart)).fault, "");
}

TEST(DotStrip, SurvivesAnything) {
  for (const std::vector<double>& values : std::vector<std::vector<double>>{{}, {missing}, {1}, {2, 2, 2, 2, 2, 2}, {huge, -huge}, {1, 2, 3}}) {
    DotStrip chart{.frame = {.id = "s", .title = "S"}, .reference = Dot{.name = "Region", .value = 2}, .number = text_of};
    for (const double value : values) chart.dots.push_back({"A & B", value, chart.dots.size() == 1});
    EXPECT_EQ(parse(dot_strip(chart)).fault, "");
  }
}

TEST(Sparkline, IsHiddenAndSmall) {
  const auto points = series("x", {{2000, 1}, {2001, 2}, {2005, 3}}).points;
  const std::string markup = sparkline(points);
  EXPECT_EQ(parse(markup).fault, "");
  EXPECT_NE(markup.find("aria-hidden=\"true\""), std::string::npos);
  EXPECT_LT(markup.size(), 400U);
  EXPECT_EQ(sparkline({}), "");
}

TEST(Scoreboard, FillsEveryCellWithASignAndWords) {
  Scoreboard board{.id = "b", .caption = "C", .region_label = "R \"x\"", .row_heading = "Goal"};
  for (const StatusClass status : all_statuses) board.labels[static_cast<std::size_t>(status)] = css_class(status);
  for (int i = 0; i < 33; ++i) board.columns.push_back({.code = "C" + std::to_string(i), .name = "A & B"});
  board.groups.push_back({.css = "a1", .name = "Area"});
  board.groups[0].rows.push_back({.number = "1", .title = "T<", .cells = {{.status = StatusClass::Away, .href = "/x"}}});
  const std::string markup = scoreboard(board);
  const Seen seen = parse(markup);
  EXPECT_EQ(seen.fault, "");
  EXPECT_EQ(seen.count("s-away"), 1);
  EXPECT_EQ(seen.count("s-nodata"), 32);
  EXPECT_NE(markup.find("<i aria-hidden=\"true\">↓</i><b>s-away</b>"), std::string::npos);
  EXPECT_NE(markup.find("tabindex=\"0\""), std::string::npos);
}

TEST(Status, SignsAreToldApart) {
  std::set<std::string_view> signs;
  for (const StatusClass status : all_statuses) signs.insert(glyph(status));
  EXPECT_EQ(signs.size(), all_statuses.size());
  EXPECT_EQ(status_chip(StatusClass::Significant, "A & B"), "<span class=\"chip s-sig\"><i aria-hidden=\"true\">↑</i>A &amp; B</span>");
}

}  // namespace
}  // namespace atalaya::charts
