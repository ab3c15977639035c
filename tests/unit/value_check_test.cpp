// Data types and facets, written forms of time, patterns of XML Schema, near codes.
#include <gtest/gtest.h>

#include "formats/validation/nearest.h"
#include "formats/validation/value_check.h"

namespace atalaya {
namespace {

Component typed(sdmx::TextFormat format) {
  Component out{.id = "X", .code_list = {}, .name = {}};
  out.representation.format = std::move(format);
  return out;
}

/// What is wrong with a text of a type, without the text itself; "" where nothing is.
std::string wrong(sdmx::TextFormat format, std::string_view text, ValueCheck::Role role = ValueCheck::Role::Key) {
  const ValueCheck check(typed(std::move(format)), nullptr, role);
  EXPECT_TRUE(check.unchecked().empty()) << check.unchecked().front();
  const auto fault = check.fault(text);
  if (!fault) return "";
  const std::string before = "X: '" + std::string(text) + "' ";
  return fault->what.starts_with(before) ? fault->what.substr(before.size()) : fault->what;
}

struct Texts {
  std::string type;
  std::vector<std::string> good, bad;
};

TEST(ValueCheck, EveryTypeTakesItsTextsAlone) {
  const std::vector<Texts> all = {
      {"String", {"", "Açúcar 1"}, {}},
      {"Alpha", {"Abc"}, {"", "A1", "Á"}},
      {"AlphaNumeric", {"A1"}, {"A-1"}},
      {"Numeric", {"007"}, {"-7", "7.0", ""}},
      {"BigInteger", {"-123456789012345678901234567890", "+1"}, {"1.0", "1e3", ""}},
      {"Integer", {"2147483647", "-2147483648"}, {"2147483648", "1.5"}},
      {"Long", {"9223372036854775807"}, {"9223372036854775808"}},
      {"Short", {"-32768"}, {"32768"}},
      {"Decimal", {"1.50", ".5", "-1."}, {"1e3", "1,5", "."}},
      {"Float", {"1e3", "INF", "-INF", "NaN"}, {"infinity", "1e"}},
      {"Double", {"-1.5E-3", "0"}, {"0x1", "1 000", "1e999999999999999999"}},
      {"Boolean", {"true", "0"}, {"TRUE", "yes"}},
      {"URI", {"http://example.org/a?b=c", "urn:x:y"}, {"a b", "<x>"}},
      {"Count", {"12"}, {"1.5"}},
      {"ObservationalTimePeriod",
       {"2020", "2020-05", "2020-02-29", "2020-Q1", "2020-W53", "2020-01-01T12:00:00", "2020-01-01/P1Y", "2020Z", "2020-05-05:00"},
       {"20", "2020-13", "2019-02-29", "2020-Q5", "2021-W53", "2020-D367", "2020-1", "P1Y", "2020-01/P1M", "2020-", "2020-01-01T25:00:00"}},
      {"StandardTimePeriod", {"2020-S2", "2020-01-01T00:00:00Z"}, {"2020-01-01/P1D"}},
      {"BasicTimePeriod", {"2020"}, {"2020-Q1"}},
      {"GregorianTimePeriod", {"2020-01"}, {"2020-M01", "2020-01-01T00:00:00"}},
      {"GregorianYear", {"2020", "-0044", "12020"}, {"2020-01", "02020"}},
      {"GregorianYearMonth", {"2020-01"}, {"2020"}},
      {"GregorianDay", {"2020-01-31", "2020-01-31+02:00"}, {"2020-01-32", "2020-01-31+15:00"}},
      {"ReportingTimePeriod", {"2020-A1"}, {"2020"}},
      {"ReportingYear", {"2020-A1"}, {"2020-A2"}},
      {"ReportingSemester", {"2020-S2"}, {"2020-S3"}},
      {"ReportingTrimester", {"2020-T3"}, {"2020-T4"}},
      {"ReportingQuarter", {"2020-Q4"}, {"2020-Q0"}},
      {"ReportingMonth", {"2020-M12"}, {"2020-M13", "2020-M1"}},
      {"ReportingWeek", {"2020-W53"}, {"2020-W54"}},
      {"ReportingDay", {"2020-D366"}, {"2021-D366"}},
      {"DateTime", {"2020-01-01T24:00:00", "2020-01-01T00:00:00.25Z"}, {"2020-01-01", "2020-01-01T24:00:01"}},
      {"TimeRange", {"2020-01-01/P1Y2M3DT4H", "2020-01-01T00:00:00/PT1H"}, {"2020/P1Y", "2020-01-01/", "2020-01-01/-P1D"}},
      {"Month", {"--12"}, {"--13", "12"}},
      {"MonthDay", {"--02-29"}, {"--02-30"}},
      {"Day", {"---31"}, {"---32"}},
      {"Time", {"23:59:59.5", "12:00:00-03:00"}, {"24:30:00", "12:00"}},
      {"Duration", {"P1Y", "-P1M", "PT1.5S", "P1DT1H"}, {"P", "PT", "1Y", "P1H", "P1S", "P1M1Y"}},
      {"GeospatialInformation", {"EPSG:4326, 1: {(POINT (1 2))}"}, {"POINT (1 2)", "{(1 2}"}},
      {"XHTML", {"plain", "<p>a<br/></p> b", "a &amp; b"}, {"<p>", "</p>", "&nbsp;", "a < b", "</text><text>"}},
      {"IdentifiableReference", {"urn:sdmx:org.sdmx.infomodel.codelist.Codelist=A:B(1.0)"}, {"A:B(1.0)"}},
  };
  for (const Texts& type : all) {
    for (const std::string& text : type.good) EXPECT_EQ(wrong({.data_type = type.type}, text), "") << type.type;
    for (const std::string& text : type.bad) EXPECT_NE(wrong({.data_type = type.type}, text), "") << type.type << " takes " << text;
  }
}

TEST(ValueCheck, Facets) {
  EXPECT_EQ(wrong({.min_length = "2", .max_length = "3"}, "ñañ"), "");
  EXPECT_EQ(wrong({.min_length = "2"}, "ñ"), "is shorter than 2 characters");
  EXPECT_EQ(wrong({.max_length = "3"}, "abcd"), "is longer than 3 characters");
  EXPECT_EQ(wrong({.data_type = "Integer", .min_value = "10", .max_value = "20"}, "20"), "");
  EXPECT_EQ(wrong({.data_type = "Integer", .min_value = "10"}, "9"), "is below 10");
  EXPECT_EQ(wrong({.data_type = "BigInteger", .max_value = "100000000000000000000"}, "100000000000000000001"), "is above 100000000000000000000");
  EXPECT_EQ(wrong({.data_type = "InclusiveValueRange", .start_value = "0", .end_value = "1"}, "1.0"), "");
  EXPECT_EQ(wrong({.data_type = "ExclusiveValueRange", .min_value = "0", .max_value = "1"}, "1.0"), "is not below 1");
  EXPECT_EQ(wrong({.data_type = "Double", .decimals = "2"}, "1.250"), "has 3 decimals, of 2 allowed");
  EXPECT_EQ(wrong({.data_type = "Double", .decimals = "2"}, "1.25e1"), "");
  EXPECT_EQ(wrong({.data_type = "Double", .decimals = "2"}, "1e-3"), "has 3 decimals, of 2 allowed");
  EXPECT_EQ(wrong({.data_type = "Incremental", .is_sequence = "true", .interval = "0.1", .start_value = "1"}, "1.3"), "");
  EXPECT_EQ(wrong({.data_type = "Incremental", .interval = "0.1", .start_value = "1"}, "1.35"), "is no step of the sequence that begins at 1 and goes by 0.1");
  EXPECT_EQ(wrong({.data_type = "Count", .start_value = "1", .end_value = "3"}, "4"), "is after the end of its sequence, 3");
  EXPECT_EQ(wrong({.data_type = "GregorianYear", .start_time = "2000", .end_time = "2010"}, "2010"), "");
  EXPECT_EQ(wrong({.data_type = "GregorianYear", .start_time = "2000", .end_time = "2010"}, "2011"), "is after the time that the structure allows");
  const sdmx::TextFormat every_five = {.data_type = "ObservationalTimePeriod", .is_sequence = "true", .time_interval = "P5Y", .start_time = "2000"};
  EXPECT_EQ(wrong(every_five, "2015"), "");
  EXPECT_EQ(wrong(every_five, "2016"), "is no step of the structure's sequence of times");
  EXPECT_EQ(wrong({.data_type = "Integer", .max_value = "9", .sentinels = {{.value = "none"}}}, "none"), "");
}

TEST(ValueCheck, MissingOnPurpose) {
  EXPECT_EQ(wrong({.data_type = "Integer"}, "NaN", ValueCheck::Role::Value), "");
  EXPECT_EQ(wrong({.data_type = "GregorianYear"}, "#N/A", ValueCheck::Role::Value), "");
  EXPECT_NE(wrong({.data_type = "Integer"}, "NaN"), "");
}

TEST(ValueCheck, FacetsThatAreNoneAreSaid) {
  const ValueCheck check(typed({.data_type = "Whole", .max_length = "many", .pattern = "(?i)a"}), nullptr, ValueCheck::Role::Value);
  EXPECT_EQ(check.unchecked(), (std::vector<std::string>{"the data type of X, 'Whole', is none of the standard", "maxLength of X is 'many', which is no count",
                                                         "X: the pattern '(?i)a' cannot be used: groups that begin with '(?' are not of XML Schema"}));
}

TEST(ValueCheck, NumbersCompareByTheirDigits) {
  EXPECT_LT(compare_decimals("-2", "1"), 0);
  EXPECT_LT(compare_decimals("-2", "-1.5"), 0);
  EXPECT_EQ(compare_decimals("1.0", "1"), 0);
  EXPECT_EQ(compare_decimals("0", "-0.00"), 0);
  EXPECT_EQ(compare_decimals("12e-1", "1.2"), 0);
  EXPECT_GT(compare_decimals("0.10", "0.09"), 0);
  EXPECT_GT(compare_decimals("10", "9"), 0);
}

bool matches(std::string_view pattern, std::string_view text) {
  const auto compiled = Pattern::compile(pattern);
  EXPECT_TRUE(compiled.has_value()) << compiled.error().what;
  return compiled && compiled->matches(text).value_or(false);
}

TEST(Pattern, OfXmlSchema) {
  EXPECT_TRUE(matches("[A-Z]{2}", "AR"));
  EXPECT_FALSE(matches("[A-Z]{2}", "ARG"));
  EXPECT_TRUE(matches("^[A-Z]+$", "ARG"));
  EXPECT_TRUE(matches("a^b$c", "a^b$c"));
  EXPECT_TRUE(matches("[a-z-[aeiou]]+", "bcd"));
  EXPECT_FALSE(matches("[a-z-[aeiou]]+", "bad"));
  EXPECT_TRUE(matches("[a&&b]", "&"));
  EXPECT_TRUE(matches("[-a]+", "a-a"));
  EXPECT_TRUE(matches("[:a]", ":"));
  EXPECT_TRUE(matches("\\i\\c*", "_a-1"));
  EXPECT_FALSE(matches("\\i\\c*", "1a"));
  EXPECT_TRUE(matches("\\p{Lu}\\p{IsGreek}?", "Aα"));
  EXPECT_TRUE(matches("\\d{4}-\\d{2}", "2020-01"));
  EXPECT_FALSE(matches("\\w", " "));
  EXPECT_FALSE(Pattern::compile("a\\b").has_value());
  EXPECT_FALSE(Pattern::compile("[a").has_value());
  EXPECT_FALSE(Pattern::compile("a{2").has_value());
}

TEST(Pattern, GivesUpInTime) {
  const auto compiled = Pattern::compile("(a+)+b");
  ASSERT_TRUE(compiled.has_value());
  EXPECT_EQ(compiled->matches(std::string(60, 'a')), std::nullopt);
}

TEST(NearestCodes, ByLettersAndNames) {
  CodeList list;
  for (const char* id : {"ARG", "BRA", "BOL", "CHL", "SLOW", "M"}) {
    Code code{.id = id, .name = {}};
    if (code.id == "CHL") code.name.set("en", "Chile");
    (void)list.add(std::move(code));
  }
  EXPECT_EQ(nearest_codes(list, "AGR"), std::vector<std::string>{"ARG"});
  EXPECT_EQ(nearest_codes(list, "bra"), (std::vector<std::string>{"BRA"}));
  EXPECT_EQ(nearest_codes(list, "chile"), std::vector<std::string>{"CHL"});
  EXPECT_EQ(nearest_codes(list, "X"), std::vector<std::string>{});
  EXPECT_EQ(nearest_codes(list, "m"), std::vector<std::string>{"M"});
  EXPECT_EQ(nearest_hint(list, "BRL"), "did you mean BRA or BOL?");
}

}  // namespace
}  // namespace atalaya
