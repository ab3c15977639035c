#include "model/time_period.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <vector>

namespace atalaya {
namespace {

std::string text_of(const char* format, int year, int part) {
  char buffer[24];
  std::snprintf(buffer, sizeof buffer, format, year, part);
  return buffer;
}

/// Every period of a frequency in a year, by asking for more parts than any year has.
std::vector<TimePeriod> periods_of(int year, Frequency frequency) {
  const char* const forms[] = {"%04d-A%d", "%04d-S%d", "%04d-T%d", "%04d-Q%d", "%04d-M%02d", "%04d-W%02d", "%04d-D%03d"};
  std::vector<TimePeriod> out;
  for (int part = 0; part <= 400; ++part) {
    const std::string text = text_of(forms[static_cast<std::size_t>(frequency)], year, part);
    if (const auto period = TimePeriod::parse(text)) {
      out.push_back(*period);
      EXPECT_EQ(static_cast<int>(out.size()), part) << text << " is refused before it";
    }
  }
  return out;
}

constexpr Frequency all_frequencies[] = {Frequency::Annual,  Frequency::HalfYearly, Frequency::Trimesterly, Frequency::Quarterly,
                                         Frequency::Monthly, Frequency::Weekly,     Frequency::Daily};

TEST(TimePeriod, EveryPeriodReadsBackAndLiesInOrder) {
  for (const int year : {1, 1900, 1970, 1999, 2000, 2015, 2020, 2023, 2024, 2026, 9998, 9999}) {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    for (const Frequency frequency : all_frequencies) {
      const auto periods = periods_of(year, frequency);
      const std::size_t counts[] = {1, 2, 3, 4, 12, periods.size() == 53U ? 53U : 52U, leap ? 366U : 365U};
      EXPECT_EQ(periods.size(), counts[static_cast<std::size_t>(frequency)]) << year << to_code(frequency);
      for (std::size_t i = 0; i < periods.size(); ++i) {
        const TimePeriod p = periods[i];
        EXPECT_EQ(TimePeriod::parse(p.to_string()), p) << p.to_string();
        EXPECT_EQ(TimePeriod::from_packed(p.packed()), p);
        EXPECT_EQ(p.frequency(), frequency);
        EXPECT_EQ(p.year(), year) << p.to_string();
        EXPECT_LE(p.first_day(), p.last_day());
        if (i == 0) continue;
        EXPECT_EQ(periods[i - 1].last_day() + 1, p.first_day()) << p.to_string() << " does not follow the one before";
        EXPECT_LT(periods[i - 1], p);
      }
      if (frequency != Frequency::Weekly) {
        EXPECT_EQ(periods.front().first_day(), TimePeriod::year(year).first_day());
        EXPECT_EQ(periods.back().last_day(), TimePeriod::year(year).last_day());
      }
    }
  }
}

TEST(TimePeriod, WeeksAreThoseOfIso8601) {
  // Years with 53 weeks begin on a Thursday, or are leap years that begin on a Wednesday.
  for (const int year : {2004, 2009, 2015, 2020, 2026}) EXPECT_TRUE(TimePeriod::parse(text_of("%d-W%d", year, 53))) << year;
  for (const int year : {2019, 2021, 2022, 2023, 2024, 2025}) EXPECT_FALSE(TimePeriod::parse(text_of("%d-W%d", year, 53))) << year;
  EXPECT_EQ(TimePeriod::parse("2021-W01")->first_day(), TimePeriod::parse("2021-01-04")->first_day());
  EXPECT_EQ(TimePeriod::parse("2020-W01")->first_day(), TimePeriod::parse("2019-12-30")->first_day());
  EXPECT_EQ(TimePeriod::parse("2020-W53")->year(), 2020);
}

TEST(TimePeriod, ALongerPeriodComesBeforeAShorterOneThatBeginsOnItsDay) {
  const char* const order[] = {"2019-W52", "2020", "2020-S1", "2020-T1", "2020-Q1", "2020-01", "2020-01-01", "2020-01-02", "2020-02", "2020-Q2", "2021"};
  for (std::size_t i = 1; i < std::size(order); ++i) EXPECT_LT(*TimePeriod::parse(order[i - 1]), *TimePeriod::parse(order[i])) << order[i];
}

TEST(TimePeriod, ReportingFormsAreTheSamePeriods) {
  EXPECT_EQ(TimePeriod::parse("2020-A1"), TimePeriod::parse("2020"));
  EXPECT_EQ(TimePeriod::parse("2020-M02"), TimePeriod::parse("2020-02"));
  EXPECT_EQ(TimePeriod::parse("2020-D060"), TimePeriod::parse("2020-02-29"));
  EXPECT_EQ(TimePeriod::parse("2020-D366")->to_string(), "2020-12-31");
}

TEST(TimePeriod, WhatIsNoPeriodIsRefused) {
  for (const char* text :
       {"",          "20",        "202",       "0000",       "-020",       "+020",     "20a0",      "20200",       "2020-",       "2020-0",
        "2020-00",   "2020-13",   "2020-1",    "2020-Q0",    "2020-Q5",    "2020-q1",  "2020-W00",  "2020-W54",    "2020-W1",     "2020-M13",
        "2020-D000", "2020-D367", "2021-D366", "2020-02-30", "2021-02-29", "2020-01-", "2020-01-1", "2020-01-01T", "2020-01-001", "2020-A2",
        "2020-A",    "2020-S3",   "2020-T4",   "2020-X1",    "2020/01",    "2020-Q1 ", " 2020",     "2020-+1",     "2020-M-1",    "2020-Q-1"}) {
    EXPECT_FALSE(TimePeriod::parse(text)) << text;
  }
  EXPECT_FALSE(TimePeriod::parse(std::string_view("2020\0", 5)));
}

TEST(TimePeriod, TheMiddleLiesWithin) {
  EXPECT_NEAR(TimePeriod::parse("2020")->decimal_year(), 2020.5, 0.003);
  EXPECT_NEAR(TimePeriod::parse("2021-Q1")->decimal_year(), 2021.125, 0.003);
  EXPECT_NEAR(TimePeriod::parse("2021-12")->decimal_year(), 2021.958, 0.003);
  EXPECT_EQ(TimePeriod::parse("1970-01-01")->first_day(), 0);
  EXPECT_EQ(TimePeriod::parse("2000-03-01")->first_day(), 11'017);
}

}  // namespace
}  // namespace atalaya
