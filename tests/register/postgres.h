// A PostgreSQL of the test's own: a cluster in a temporary folder, started at the first use and gone with the test program.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "cases/runner/scratch.h"
#include "register/store/store.h"

namespace atalaya::testing {

/// Where a new, empty database for a register is ("postgresql:…"); empty where PostgreSQL is not installed.
[[nodiscard]] std::string new_postgresql();

/// A register in one of the two databases ("sqlite", "postgresql"), new for every test, whose clock stands still at 2026-11-26T12:00:00.000Z.
class TestStore {
 public:
  explicit TestStore(const std::string& kind);
  [[nodiscard]] bool available() const { return !where_.empty(); }
  [[nodiscard]] reg::Store& store() { return *store_; }
  [[nodiscard]] reg::SetClock& clock() { return clock_; }
  [[nodiscard]] const std::string& where() const { return where_; }
  [[nodiscard]] std::unique_ptr<reg::Store> open_again() const;
  [[nodiscard]] const cases::Scratch& scratch() const { return scratch_; }

 private:
  cases::Scratch scratch_;
  std::string where_;
  reg::SetClock clock_{std::chrono::sys_days(std::chrono::year(2026) / 11 / 26) + std::chrono::hours(12)};
  std::unique_ptr<reg::Store> store_;
};

}  // namespace atalaya::testing

/// At the beginning of a fixture's SetUp.
#define NEEDS_DATABASE(test_store) \
  if (!(test_store).available()) GTEST_SKIP() << "PostgreSQL is not installed (scripts/setup.sh test)"

/// Every test of a fixture derived from TestWithParam<std::string> on both databases.
#define ON_BOTH_DATABASES(fixture) \
  INSTANTIATE_TEST_SUITE_P(Databases, fixture, ::testing::Values("sqlite", "postgresql"), [](const auto& one) { return one.param; })
