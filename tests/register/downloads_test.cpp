// Downloads of copies: what counts once, what is gathered before it is written, and what stays in the store.
#include "register/downloads/counter.h"

#include <thread>

#include "postgres.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg::downloads {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Instant noon = std::chrono::sys_days(std::chrono::year(2026) / 11 / 26) + hours(12);

TEST(Visitors, ComeOnceAnHourForEachThing) {
  Visitors visitors;
  EXPECT_TRUE(visitors.is_first("192.0.2.1", "CHL", noon));
  EXPECT_FALSE(visitors.is_first("192.0.2.1", "CHL", noon + minutes(59)));
  EXPECT_TRUE(visitors.is_first("192.0.2.1", "PER", noon));
  EXPECT_TRUE(visitors.is_first("192.0.2.2", "CHL", noon));
  EXPECT_TRUE(visitors.is_first("192.0.2.1", "CHL", noon + minutes(60)));
  EXPECT_FALSE(visitors.is_first("192.0.2.1", "CHL", noon + minutes(119))) << "the key has changed, and the hour is not over";
  EXPECT_TRUE(visitors.is_first("192.0.2.1", "CHL", noon + minutes(121)));
  EXPECT_TRUE(visitors.is_first("192.0.2.1", "CHL", noon + hours(50)));
  EXPECT_TRUE(visitors.is_first("192.0.2.1", "CHL", noon)) << "a clock that was set back";
}

TEST(Visitors, AnHourGoesAcrossTheChangeOfTheKey) {
  Visitors visitors;
  EXPECT_TRUE(visitors.is_first("192.0.2.9", "x", noon));
  EXPECT_TRUE(visitors.is_first("192.0.2.1", "x", noon + minutes(50)));
  EXPECT_FALSE(visitors.is_first("192.0.2.1", "x", noon + minutes(70)));
  EXPECT_FALSE(visitors.is_first("192.0.2.1", "x", noon + minutes(109)));
  EXPECT_TRUE(visitors.is_first("192.0.2.1", "x", noon + minutes(110)));
}

TEST(Visitors, AnIpv6NetworkIsOneVisitor) {
  Visitors visitors;
  EXPECT_TRUE(visitors.is_first("2001:db8:0:1::1", "x", noon));
  EXPECT_FALSE(visitors.is_first("2001:db8:0:1:ffff::2", "x", noon));
  EXPECT_TRUE(visitors.is_first("2001:db8:0:2::1", "x", noon));
  EXPECT_TRUE(visitors.is_first("", "x", noon)) << "whatever it is";
  EXPECT_FALSE(visitors.is_first("", "x", noon));
}

TEST(Visitors, AFloodIsNotCountedAndTakesNoMemory) {
  Visitors visitors(3);
  int first = 0;
  for (int i = 0; i < 1000; ++i) first += visitors.is_first("192.0.2." + std::to_string(i), "x", noon) ? 1 : 0;
  EXPECT_EQ(first, 3);
  EXPECT_TRUE(visitors.is_first("198.51.100.1", "x", noon + minutes(61)));
}

class DownloadsTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { NEEDS_DATABASE(database_); }
  Store& store() { return database_.store(); }
  std::map<std::string, long long> sums() { return by_country(store(), "2026-01-01", "2026-12-31").value(); }
  long long rows() { return number("select count(*) from download_count"); }
  long long batches() { return number("select count(*) from download_batch"); }
  long long number(const char* statement) {
    return store().read([&](soci::session& session) -> Result<long long> { return sql::value<long long>(session, statement).value(); }).value();
  }
  testing::TestStore database_{GetParam()};
};
ON_BOTH_DATABASES(DownloadsTest);

TEST_P(DownloadsTest, AreAddedUpByDayCopyLanguageAndRelease) {
  const Copy chile{"2026-11-26", "CHL", "es", "r1"}, whole{"2026-11-26", "", "pt", "r1"};
  ASSERT_TRUE(add(store(), new_public_id(), {{chile, 2}, {whole, 1}}));
  ASSERT_TRUE(add(store(), new_public_id(), {{chile, 3}, {Copy{"2026-11-27", "CHL", "es", "r1"}, 1}, {Copy{"2025-12-31", "CHL", "es", "r0"}, 7}}));
  EXPECT_EQ(sums(), (std::map<std::string, long long>{{"", 1}, {"CHL", 6}}));
  EXPECT_EQ(by_country(store(), "2025-12-31", "2025-12-31").value().at("CHL"), 7);
  EXPECT_EQ(rows(), 4);
  ASSERT_TRUE(add(store(), new_public_id(), {}));
}

TEST_P(DownloadsTest, ABatchIsAddedOnce) {
  const std::string id = new_public_id();
  const Counts counts = {{Copy{"2026-11-26", "CHL", "es", "r1"}, 2}};
  ASSERT_TRUE(add(store(), id, counts));
  ASSERT_TRUE(add(store(), id, counts));
  EXPECT_EQ(sums().at("CHL"), 2);
  // Long after, what was remembered of it goes.
  database_.clock().pass(hours(49));
  ASSERT_TRUE(add(store(), new_public_id(), counts));
  const auto batches =
      store().read([](soci::session& session) -> Result<long long> { return sql::value<long long>(session, "select count(*) from download_batch").value(); });
  EXPECT_EQ(batches.value(), 1);
}

TEST_P(DownloadsTest, AYearHasFiguresFromTheDayOnWhichCountingBegan) {
  EXPECT_EQ(in_year(store(), 2026).value(), std::nullopt) << "nobody counts";
  ASSERT_TRUE(begin(store()));
  const auto first = began(store()).value();
  database_.clock().pass(hours(24));
  ASSERT_TRUE(begin(store()));
  EXPECT_EQ(began(store()).value(), first);
  EXPECT_EQ(in_year(store(), 2025).value(), std::nullopt) << "counting began after it";
  EXPECT_EQ(in_year(store(), 2027).value(), std::nullopt) << "it is still to come";
  ASSERT_TRUE(add(store(), new_public_id(), {{Copy{"2026-11-26", "CHL", "es", "r1"}, 2}}));
  EXPECT_EQ(in_year(store(), 2026).value().value().since, "2026-11-26");
  EXPECT_EQ(in_year(store(), 2026).value().value().by_country.at("CHL"), 2);
  database_.clock().pass(hours(24 * 60));
  EXPECT_EQ(in_year(store(), 2027).value().value().since, "2027-01-01");
  EXPECT_TRUE(in_year(store(), 2027).value().value().by_country.empty());
}

TEST_P(DownloadsTest, AreGatheredAndWrittenOnTheWayOut) {
  {
    Counter counter(store(), {.between = hours(1)});
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 500; ++i) counter.take("192.0." + std::to_string(t) + "." + std::to_string(i % 250), "CHL", "es", "r1");
      });
    }
    for (std::thread& thread : threads) thread.join();
    counter.take("192.0.2.1", "", "es", "r1");
    // One, where the counter's thread was only then at noting that counting began.
    EXPECT_LE(batches(), 1) << "nothing is written for each";
  }
  EXPECT_EQ(sums(), (std::map<std::string, long long>{{"", 1}, {"CHL", 1000}}));
  EXPECT_TRUE(began(store()).value());
}

TEST_P(DownloadsTest, AreWrittenSoonAndOnce) {
  Counter counter(store(), {.between = std::chrono::milliseconds(20)});
  counter.take("192.0.2.1", "CHL", "es", "r1");
  for (int i = 0; i < 500 && rows() == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_EQ(sums().at("CHL"), 1);
  ASSERT_TRUE(counter.flush());
  counter.take("192.0.2.1", "CHL", "es", "r1");
  ASSERT_TRUE(counter.flush());
  EXPECT_EQ(sums().at("CHL"), 1);
  counter.take("192.0.2.1", "CHL", "pt", "r1");
  ASSERT_TRUE(counter.flush());
  EXPECT_EQ(sums().at("CHL"), 2);
}

TEST_P(DownloadsTest, WhatCannotBeWrittenIsKeptAndSaidOnce) {
  const auto tables = [&](const char* from, const char* to) {
    ASSERT_TRUE(store().write([&](soci::session& session) -> Status {
      sql::run(session, "alter table " + std::string(from) + " rename to " + to);
      return {};
    }));
  };
  std::atomic<int> complaints = 0;
  Counter counter(store(), {.between = std::chrono::milliseconds(5), .complain = [&](const Error&) { ++complaints; }});
  ASSERT_TRUE(counter.flush());
  tables("download_count", "elsewhere");
  counter.take("192.0.2.1", "CHL", "es", "r1");
  for (int i = 0; i < 500 && complaints == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_EQ(complaints, 1);
  counter.take("192.0.2.2", "CHL", "es", "r1");
  tables("elsewhere", "download_count");
  ASSERT_TRUE(counter.flush());
  EXPECT_EQ(sums().at("CHL"), 2);
}

TEST_P(DownloadsTest, NothingOfAVisitorIsInTheStore) {
  { Counter(store(), {}).take("203.0.113.77", "CHL", "es", "r1"); }
  const auto columns = store().read([](soci::session& session) -> Result<std::string> {
    std::string out;
    for (const auto& [day, country, language, release, count] : sql::rows<std::string, std::string, std::string, std::string, long long>(
             session, "select day, country, language, release_id, downloads from download_count")) {
      out += day + "|" + country + "|" + language + "|" + release + "|" + std::to_string(count);
    }
    return out;
  });
  EXPECT_EQ(columns.value(), "2026-11-26|CHL|es|r1|1");
}

}  // namespace
}  // namespace atalaya::reg::downloads
