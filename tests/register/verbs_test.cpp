// `atalaya register` where a case cannot: on both databases, and with a log that somebody has tampered with.
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <filesystem>

#include "postgres.h"
#include "register/store/connect.h"

namespace atalaya::reg {
namespace {

namespace fs = std::filesystem;

class RegisterVerbs : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (GetParam() == "postgresql") {
      where_ = testing::new_postgresql();
      if (where_.empty()) GTEST_SKIP() << "PostgreSQL is not installed (scripts/setup.sh test)";
    }
    ASSERT_EQ(run({"init", "w", "--agenda", std::string(ATALAYA_SOURCE) + "/tests/packs/tiny"}).exit, 0);
  }
  cases::Ran run(const std::vector<std::string>& arguments) const { return scratch_.run(ATALAYA_PROGRAM, arguments); }
  cases::Ran run_register(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "register");
    arguments.insert(arguments.end(), {"-w", "w"});
    return run(arguments);
  }

  cases::Scratch scratch_;
  std::string where_ = "sqlite:deep/er/people.sqlite";
};
ON_BOTH_DATABASES(RegisterVerbs);

TEST_P(RegisterVerbs, WorkAndFindTampering) {
  const auto made = run_register({"init", "--store", where_, "--name", "Ana", "--email", "ana@example.org"});
  ASSERT_EQ(made.exit, 0) << made.err;
  struct stat state {};
  ASSERT_EQ(::stat((scratch_.files() / "w/register.yaml").c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777U, 0600U) << "it may have a password";
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(run_register({"invite", "--role", "citizen", "--name", "'); drop table log_entry; --", "--email", "x@example.org"}).exit, 0);
  }
  const auto sound = run_register({"verify"});
  EXPECT_EQ(sound.exit, 0) << sound.err;
  EXPECT_NE(sound.out.find("5 entries"), std::string::npos) << sound.out;
  EXPECT_EQ(run_register({"init", "--store", where_}).exit, 5);

  const auto backup = run_register({"backup", "copy.sqlite"});
  EXPECT_EQ(backup.exit, GetParam() == "sqlite" ? 0 : 2);
  if (GetParam() == "postgresql") {
    EXPECT_NE(backup.err.find("pg_dump"), std::string::npos);
  }

  const std::string where = GetParam() == "sqlite" ? "sqlite:" + (scratch_.files() / "w/deep/er/people.sqlite").string() : where_;
  {
    const auto session = connect(parse_address(where).value(), true);
    *session << "drop trigger log_entry_no_update" << (GetParam() == "sqlite" ? "" : " on log_entry");
    *session << "update log_entry set actor = 'somebody' where sequence = 3";
  }
  const auto broken = run_register({"verify"});
  EXPECT_EQ(broken.exit, 5);
  EXPECT_NE(broken.err.find("broken at entry 3"), std::string::npos) << broken.err;
}

TEST_P(RegisterVerbs, ADatabaseThatCannotBeReachedIsSaidSoWithoutItsPassword) {
  const auto made = run_register({"init", "--store", "postgresql:host=/nonexistent user=a password=secret dbname=b"});
  EXPECT_EQ(made.exit, 6);
  EXPECT_EQ((made.err + made.out).find("secret"), std::string::npos) << made.err;
  EXPECT_EQ(run_register({"init", "--store", where_}).exit, 0) << "another place after one that was wrong";
}

}  // namespace
}  // namespace atalaya::reg
