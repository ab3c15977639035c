// Transactions, migrations, the log and backup, the same on both databases.
#include <gtest/gtest.h>
#include <soci/soci.h>

#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "postgres.h"
#include "register/store/connect.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg {
namespace {

class StoreTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    NEEDS_DATABASE(test_);
    ASSERT_TRUE(store().write([](soci::session& sql) -> Status {
      sql << "create table thing (name varchar(100) primary key, number bigint, note varchar(1000))";
      return {};
    }));
  }
  Store& store() { return test_.store(); }

  Status add(const std::string& name, std::optional<long long> number = {}, std::optional<std::string> note = {}) {
    return store().write([&](soci::session& sql) -> Status {
      EXPECT_EQ(sql::run(sql, "insert into thing (name, number, note) values (:name, :number, :note)", {name, number, note}), 1);
      return {};
    });
  }
  long long count() {
    return store().read([](soci::session& sql) -> Result<long long> { return sql::value<long long>(sql, "select count(*) from thing").value(); }).value();
  }
  Result<log::Head> log_one(const std::string& action, const std::string& subject = "") {
    return store().write([&](soci::session& sql) -> Result<log::Head> {
      return log::append(sql, {store().now(), "system", action, subject, log::details_hash(R"({"b":1,"a":2})")});
    });
  }
  /// What somebody with the database in their hands can do.
  void tamper(const std::vector<std::string>& statements) {
    const auto session = connect(parse_address(test_.where()).value(), true);
    for (const std::string& statement : statements) *session << statement;
  }
  void without_triggers(const std::string& statement) {
    const bool sqlite = GetParam() == "sqlite";
    const std::string on = sqlite ? "" : " on log_entry";
    tamper({"drop trigger log_entry_no_update" + on, "drop trigger log_entry_no_delete" + on, statement});
  }

  testing::TestStore test_{GetParam()};
};
ON_BOTH_DATABASES(StoreTest);

TEST_P(StoreTest, WhatIsWrittenIsReadAsItWas) {
  const std::string hostile = "Robert'); DROP TABLE thing;-- \"x\" :name $1 \\ % _ \n\t ñandú \xF0\x9F\x98\x80";
  ASSERT_TRUE(add(hostile, 9223372036854775807LL, "note"));
  ASSERT_TRUE(add("", -5));
  const auto all = store()
                       .read([](soci::session& sql) -> Result<std::vector<std::tuple<std::string, long long, std::optional<std::string>>>> {
                         return sql::rows<std::string, long long, std::optional<std::string>>(sql, "select name, number, note from thing order by number desc");
                       })
                       .value();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0], std::tuple(hostile, 9223372036854775807LL, std::optional<std::string>("note")));
  EXPECT_EQ(all[1], std::tuple(std::string(), -5LL, std::optional<std::string>()));
}

TEST_P(StoreTest, TextThatNoDatabaseKeepsIsRefused) {
  for (const std::string& text : {std::string("a\0b", 3), std::string("\xff"), std::string("\xed\xa0\x80")}) {
    const Status done = add(text);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::Input);
  }
  EXPECT_EQ(count(), 0);
}

TEST_P(StoreTest, AnErrorTakesBackWhatWasWritten) {
  const Status done = store().write([&](soci::session& sql) -> Status {
    sql::run(sql, "insert into thing (name) values (:name)", {"a"});
    return fail(ErrorKind::Input, "no");
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().what, "no");
  EXPECT_THROW((void)store().write([&](soci::session& sql) -> Status {
    sql::run(sql, "insert into thing (name) values (:name)", {"b"});
    throw std::logic_error("a fault");
  }),
               std::logic_error);
  EXPECT_EQ(count(), 0);
}

TEST_P(StoreTest, WhatIsThereAlreadyIsAConflictAndTellsNoValues) {
  ASSERT_TRUE(add("secret@example.org"));
  const Status again = add("secret@example.org");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::Conflict);
  EXPECT_EQ(again.error().to_string().find("secret"), std::string::npos) << again.error().to_string();
  const Status wrong = store().write([&](soci::session& sql) -> Status {
    sql::run(sql, "insert into nothing (name) values (:name)", {"secret"});
    return {};
  });
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().kind, ErrorKind::System);
  EXPECT_EQ(wrong.error().to_string().find("secret"), std::string::npos) << wrong.error().to_string();
  EXPECT_TRUE(add("b"));  // The connection is as good as before.
}

TEST_P(StoreTest, AReaderMayNotWrite) {
  const Status done = store().read([](soci::session& sql) -> Status {
    sql::run(sql, "insert into thing (name) values (:name)", {"a"});
    return {};
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(count(), 0);
}

TEST_P(StoreTest, WritersAtOnceLoseNothing) {
  constexpr int threads = 8, each = 20;
  std::atomic<int> failed = 0;
  {
    auto other = test_.open_again();  // As another process would.
    std::vector<std::jthread> all;
    for (int t = 0; t < threads; ++t) {
      all.emplace_back([&, t] {
        Store& mine = t % 2 == 0 ? store() : *other;
        for (int i = 0; i < each; ++i) {
          const Status done = mine.write([&](soci::session& sql) -> Status {
            const long long next = sql::value<long long>(sql, "select coalesce(max(number), 0) + 1 from thing").value();
            sql::run(sql, "insert into thing (name, number) values (:name, :number)", {std::to_string(next), next});
            log::append(sql, {mine.now(), "system", "test.add", "", ""});
            return {};
          });
          if (!done) ++failed;
          if (!mine.read([](soci::session& sql) -> Result<long long> { return sql::value<long long>(sql, "select count(*) from thing").value(); })) ++failed;
        }
      });
    }
  }
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(count(), threads * each);
  const auto verdict = log::verify(store()).value();
  EXPECT_FALSE(verdict.broken);
  EXPECT_EQ(verdict.head.sequence, threads * each);
}

// A statement that is kept is the same one with other values: of another kind too, after an error, and with fewer rows read than there are.
TEST_P(StoreTest, AKeptStatementIsRunAgainWithOtherValues) {
  ASSERT_TRUE(store().write([](soci::session& session) -> Status {
    sql::run(session, "create table kept_thing (id bigint primary key, name varchar(20))");
    return {};
  }));
  const auto add = [&](long long id, sql::Value name) {
    return store().write([&](soci::session& session) -> Status {
      sql::run(session, sql::kept("insert into kept_thing (id, name) values (:id, :name)"), {id, name});
      return {};
    });
  };
  EXPECT_TRUE(add(1, "uno"));
  EXPECT_TRUE(add(2, std::nullopt));
  EXPECT_EQ(add(1, "otra vez").error().kind, ErrorKind::Conflict);
  EXPECT_TRUE(add(3, "tres"));
  const auto first_after = [&](long long id) {
    return store().write([&](soci::session& session) -> Result<std::string> {
      return sql::value<std::string>(session, sql::kept("select coalesce(name, '-') from kept_thing where id > :id order by id"), {id}).value_or("nothing");
    });
  };
  EXPECT_EQ(first_after(0), "uno");
  EXPECT_EQ(first_after(1), "-");
  EXPECT_TRUE(add(4, "cuatro"));
  EXPECT_EQ(first_after(3), "cuatro");
  EXPECT_EQ(first_after(4), "nothing");
  EXPECT_TRUE(store().write([](soci::session& session) -> Status {
    sql::run(session, "drop table kept_thing");
    return {};
  }));
}

// Those who share a transaction go on from the entry that stands, and not from one that was taken back.
TEST_P(StoreTest, TheLogHasNoGapWhereAWriterTookBackItsEntry) {
  std::vector<std::jthread> all;
  for (int t = 0; t < 12; ++t) {
    all.emplace_back([&, t] {
      for (int i = 0; i < 10; ++i) {
        (void)store().write([&](soci::session& session) -> Status {
          log::append(session, {store().now(), "system", "test.one", "", ""});
          log::append(session, {store().now(), "system", "test.two", "", ""});
          if (t % 3 == 0) return fail(ErrorKind::Conflict, "not this one");
          return {};
        });
      }
    });
  }
  all.clear();
  EXPECT_EQ(log::head(store()).value().sequence, 160);
  EXPECT_FALSE(log::verify(store()).value().broken);
}

TEST_P(StoreTest, OneWritersFailureIsNotTheOthers) {
  // Many at once share transactions; a third returns an error, a third violates a constraint, throws or has no text.
  ASSERT_TRUE(add("taken"));
  constexpr int threads = 16, each = 30;
  std::atomic<int> kept = 0, wrong = 0;
  {
    std::vector<std::jthread> all;
    for (int t = 0; t < threads; ++t) {
      all.emplace_back([&, t] {
        for (int i = 0; i < each; ++i) {
          const std::string name = std::to_string(t) + "/" + std::to_string(i);
          const int kind = (t + i) % 6;
          bool threw = false;
          Status done;
          try {
            done = store().write([&](soci::session& sql) -> Status {
              sql::run(sql, "insert into thing (name) values (:name)", {name});
              if (kind == 1) return fail(ErrorKind::Usage, name);
              if (kind == 2) sql::run(sql, "insert into thing (name) values (:name)", {"taken"});
              if (kind == 3) throw std::logic_error(name);
              if (kind == 4) sql::run(sql, "insert into thing (name) values (:name)", {std::string("a\0b", 3)});
              return {};
            });
          } catch (const std::logic_error& fault) {
            threw = fault.what() == name;
          }
          const bool right = kind == 1   ? !done && done.error().what == name
                             : kind == 2 ? !done && done.error().kind == ErrorKind::Conflict
                             : kind == 3 ? threw
                             : kind == 4 ? !done && done.error().kind == ErrorKind::Input
                                         : done.has_value();
          wrong += !right;
          kept += kind == 0 || kind == 5;
        }
      });
    }
  }
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(count(), kept + 1);
}

TEST_P(StoreTest, OpensAgainAsItWas) {
  ASSERT_TRUE(add("a"));
  const auto again = test_.open_again();
  EXPECT_EQ(again->read([](soci::session& sql) -> Result<long long> { return sql::value<long long>(sql, "select count(*) from thing").value(); }).value(), 1);
}

TEST_P(StoreTest, ADatabaseOfANewerProgramIsRefused) {
  tamper({"insert into schema_migration (version, name, applied) values (1000, 'later', '2030-01-01T00:00:00.000Z')"});
  const auto newer = Store::open(test_.where());
  ASSERT_FALSE(newer);
  EXPECT_EQ(newer.error().kind, ErrorKind::Conflict);
  tamper({"delete from schema_migration where version = 1000", "update schema_migration set name = 'other' where version = 1"});
  EXPECT_FALSE(Store::open(test_.where()));
}

TEST_P(StoreTest, TheLogIsOneChain) {
  EXPECT_EQ(log::head(store()).value(), log::Head{});
  const log::Head first = log_one("test.first", "a").value();
  EXPECT_EQ(first.sequence, 1);
  test_.clock().pass(std::chrono::seconds(5));
  const log::Head second = log_one("test.second", "b").value();
  EXPECT_EQ(log::head(store()).value(), second);
  const auto all = log::entries(store(), 0, 10).value();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].instant, "2026-11-26T12:00:00.000Z");
  EXPECT_EQ(all[1].previous, first.hash);
  EXPECT_EQ(log::entries_of(store(), "b", 10).value().size(), 1U);
  EXPECT_EQ(log::verify(store(), {first, second}).value().head, second);
  // The order of the members does not matter to the hash of the details.
  EXPECT_EQ(all[0].details, log::details_hash(R"({ "a": 2, "b": 1.0 })"));
}

TEST_P(StoreTest, TheDatabaseItselfRefusesToChangeTheLog) {
  ASSERT_TRUE(log_one("test.first"));
  for (const char* statement : {"update log_entry set actor = 'x'", "delete from log_entry"}) {
    const Status done = store().write([&](soci::session& sql) -> Status {
      sql::run(sql, statement);
      return {};
    });
    ASSERT_FALSE(done) << statement;
    EXPECT_EQ(done.error().kind, ErrorKind::Conflict);
  }
  if (GetParam() == "postgresql") {
    EXPECT_THROW(tamper({"truncate log_entry"}), soci::soci_error);
  }
  EXPECT_FALSE(log::verify(store()).value().broken);
}

TEST_P(StoreTest, TamperingIsFoundWhereItIs) {
  struct Case {
    const char* statement;
    long long sequence;
  };
  const Case cases[] = {
      {"update log_entry set actor = 'somebody' where sequence = 3", 3},
      {"update log_entry set details = '' where sequence = 1", 1},
      {"delete from log_entry where sequence = 2", 2},
      {"delete from log_entry where sequence = 1", 1},
      {"update log_entry set sequence = 9 where sequence = 5", 5},
      {"update log_entry set instant = '2026-11-26T12:00:00.001Z' where sequence = 5", 5},
      {"insert into log_entry (sequence, instant, actor, action, subject, details, previous, hash) values (6, '', '', '', '', '', '', '')", 6},
  };
  for (const Case& c : cases) {
    testing::TestStore fresh(GetParam());
    for (int i = 0; i < 5; ++i) {
      ASSERT_TRUE(fresh.store().write([&](soci::session& sql) -> Result<log::Head> {
        return log::append(sql, {fresh.store().now(), "system", "test", "", "x"});
      }));
    }
    const auto session = connect(parse_address(fresh.where()).value(), true);
    const std::string on = GetParam() == "sqlite" ? "" : " on log_entry";
    for (const char* what : {"update", "delete"}) *session << "drop trigger log_entry_no_" << what << on;
    *session << c.statement;
    const auto verdict = log::verify(fresh.store()).value();
    ASSERT_TRUE(verdict.broken) << c.statement;
    EXPECT_EQ(verdict.broken->sequence, c.sequence) << c.statement;
    EXPECT_EQ(verdict.head.sequence, c.sequence - 1) << c.statement;
  }
}

TEST_P(StoreTest, APublishedHeadFindsWhatWasCutOffOrRewritten) {
  log::Head published;
  for (int i = 0; i < 3; ++i) published = log_one("test").value();
  without_triggers("delete from log_entry where sequence = 3");
  EXPECT_FALSE(log::verify(store()).value().broken);
  const auto cut = log::verify(store(), {published}).value();
  ASSERT_TRUE(cut.broken);
  EXPECT_EQ(cut.broken->sequence, 3);
  ASSERT_TRUE(log_one("other"));  // A sound chain, and not the one that was published.
  const auto rewritten = log::verify(store(), {published}).value();
  ASSERT_TRUE(rewritten.broken);
  EXPECT_EQ(rewritten.broken->sequence, 3);
}

TEST_P(StoreTest, ABackupIsTheStoreAtOneMoment) {
  ASSERT_TRUE(log_one("test"));
  const auto file = test_.scratch().files() / "copy.sqlite";
  const Status done = store().backup(file);
  if (GetParam() == "postgresql") {
    ASSERT_FALSE(done);
    EXPECT_NE(done.error().hint.find("pg_dump"), std::string::npos);
    return;
  }
  ASSERT_TRUE(done) << done.error().to_string();
  struct stat state {};
  ASSERT_EQ(::stat(file.c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777U, 0600U);
  ASSERT_TRUE(log_one("later"));
  auto copy = Store::open("sqlite:" + file.string(), {.create = false});
  ASSERT_TRUE(copy) << copy.error().to_string();
  EXPECT_EQ(log::verify(**copy).value().head.sequence, 1);
  EXPECT_EQ(store().backup(file).error().kind, ErrorKind::Conflict);
}

TEST(StoreFile, IsItsOwnersAloneAndNoOtherProgramsDatabase) {
  const cases::Scratch scratch;
  const std::string path = scratch.files() / "a b/register.sqlite";
  EXPECT_EQ(Store::open("sqlite:" + path, {.create = false}).error().kind, ErrorKind::NotFound);
  ASSERT_TRUE(Store::open("sqlite:" + path));
  struct stat state {};
  ASSERT_EQ(::stat(path.c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777U, 0600U);
  scratch.write("text", "no database, and long enough that nobody takes it for an empty one");
  EXPECT_FALSE(Store::open("sqlite:" + (scratch.files() / "text").string()));
  EXPECT_EQ(cases::Scratch::read(scratch.files() / "text").substr(0, 11), "no database");
  {
    const auto session = connect({Dialect::Sqlite, scratch.files() / "other"}, true);
    *session << "create table something (x integer)";
  }
  EXPECT_EQ(Store::open("sqlite:" + (scratch.files() / "other").string()).error().kind, ErrorKind::Conflict);
  for (const char* where : {"", "mysql:x", "sqlite:", "sqlite:a\"b"}) EXPECT_EQ(Store::open(where).error().kind, ErrorKind::Usage) << where;
  const auto unreachable = Store::open("postgresql:host=/nonexistent user=a password=secret dbname=b");
  ASSERT_FALSE(unreachable);
  EXPECT_EQ(unreachable.error().to_string().find("secret"), std::string::npos) << unreachable.error().to_string();
}

}  // namespace
}  // namespace atalaya::reg
