// The secrets of codes are sealed in the store: for one account, by a key that lies elsewhere, and old ones too.
#include "register/access/secret_key.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/files.h"
#include "postgres.h"
#include "register/access/accounts.h"
#include "register/access/totp.h"
#include "register/people/invitations.h"
#include "register/store/log.h"
#include "register/store/sql.h"

namespace atalaya::reg {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Outcome = Accounts::Outcome;
const std::string password = "cinco perros azules";

TEST(SecretKey, UnsealsWhatItSealedForThatAccountAlone) {
  const SecretKey key = SecretKey::random();
  const std::string sealed = key.seal("JBSWY3DPEHPK3PXP", "ana");
  EXPECT_TRUE(is_sealed(sealed));
  EXPECT_EQ(sealed.find("JBSWY"), std::string::npos);
  EXPECT_NE(sealed, key.seal("JBSWY3DPEHPK3PXP", "ana")) << "the nonce is another each time";
  EXPECT_EQ(key.unseal(sealed, "ana"), "JBSWY3DPEHPK3PXP");
  EXPECT_FALSE(key.unseal(sealed, "eva"));
  EXPECT_FALSE(SecretKey::random().unseal(sealed, "ana"));
  EXPECT_EQ(key.renewed().unseal(sealed, "ana"), "JBSWY3DPEHPK3PXP");
  EXPECT_EQ(key.unseal(key.seal("", "ana"), "ana"), "");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = changed[i] == '0' ? '1' : '0';
    EXPECT_FALSE(key.unseal(changed, "ana")) << i;
    EXPECT_FALSE(key.unseal(sealed.substr(0, i), "ana")) << i;
  }
}

class SecretKeyTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    NEEDS_DATABASE(test_);
    file_ = test_.scratch().files() / "deep/secret-key";
  }
  Store& store() { return test_.store(); }
  std::string kept() {
    return store()
        .read([](soci::session& session) -> Result<std::string> { return sql::value<std::string>(session, "select totp_secret from local_account").value(); })
        .value();
  }
  Accounts accounts(const SecretKey& key) { return {store(), sessions_, {.cost = {1, 64, 1}, .secrets = &key}}; }
  Accounts::Login log_in(Accounts& accounts, const std::string& secret) {
    test_.clock().pass(60s);
    return accounts
        .log_in({.email = "ana@example.org",
                 .password = password,
                 .code = totp::code(totp::parse_secret(secret).value(), totp::step_of(test_.clock().now())),
                 .address = "192.0.2.1"})
        .value();
  }

  testing::TestStore test_{GetParam()};
  Sessions sessions_{test_.store()};
  fs::path file_;
};
ON_BOTH_DATABASES(SecretKeyTest);

TEST_P(SecretKeyTest, IsMadeOnceSealsWhatWasInClearAndIsMissedWhereItIsLost) {
  const SecretKey first = open_secret_key(store(), file_).value();
  struct stat state {};
  ASSERT_EQ(::stat(file_.c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777U, 0600U);

  Accounts with_first = accounts(first);
  const auto invited = invitations::invite(store(), system_actor, {.name = "Ana", .email = "ana@example.org", .role = Role::Citizen}).value();
  const auto ana = with_first.accept_invitation(invited.token, {}, password).value();
  const std::string secret = with_first.begin_code(ana.session.token).value().secret;
  EXPECT_TRUE(is_sealed(kept()));
  const auto code = [&] { return totp::code(totp::parse_secret(secret).value(), totp::step_of(test_.clock().now())); };
  ASSERT_TRUE(with_first.confirm_code(ana.session.token, code()));

  // As an older program kept it.
  ASSERT_TRUE(store().write([&](soci::session& session) -> Status {
    sql::run(session, "update local_account set totp_secret = :secret", {secret});
    return {};
  }));
  EXPECT_EQ(log_in(with_first, secret).outcome, Outcome::CodeLost) << "what is in clear is not taken: it was put there by nobody who has the key";
  const SecretKey again = open_secret_key(store(), file_).value();
  EXPECT_EQ(again.name(), first.name());
  EXPECT_TRUE(is_sealed(kept()));
  EXPECT_EQ(log_in(with_first, secret).outcome, Outcome::Done);
  const std::string sealed = kept();
  ASSERT_TRUE(open_secret_key(store(), file_));
  EXPECT_EQ(kept(), sealed) << "opening again changes nothing";

  // A new key, the old one beside it.
  const SecretKey second = renew_secret_key(store(), system_actor, file_).value();
  EXPECT_NE(second.name(), first.name());
  EXPECT_FALSE(first.unseal(kept(), ana.person));
  Accounts with_second = accounts(second);
  EXPECT_EQ(log_in(with_second, secret).outcome, Outcome::Done);
  EXPECT_EQ(open_secret_key(store(), file_).value().name(), second.name());

  // Another register's key; a file that others can read; one that is none; none.
  const std::string good = read_file(file_).value();
  ASSERT_TRUE(SecretKey::random().save(file_));
  const auto wrong = open_secret_key(store(), file_);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().kind, ErrorKind::Conflict);
  EXPECT_NE(wrong.error().what.find("another key"), std::string::npos);
  fs::permissions(file_, fs::perms::group_read, fs::perm_options::add);
  EXPECT_EQ(open_secret_key(store(), file_).error().kind, ErrorKind::Conflict);
  ASSERT_TRUE(write_file(file_, "no key"));
  fs::permissions(file_, fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(open_secret_key(store(), file_).error().kind, ErrorKind::Input);
  fs::remove(file_);
  const auto lost = open_secret_key(store(), file_);
  ASSERT_FALSE(lost);
  EXPECT_NE(lost.error().hint.find("register recover"), std::string::npos);
  EXPECT_FALSE(fs::exists(file_)) << "no new key in silence";

  // Lost for good: a new one, with which nobody's code can be checked until they are recovered.
  const SecretKey third = renew_secret_key(store(), system_actor, file_).value();
  EXPECT_EQ(secret_state(store(), third).value().lost, std::vector{ana.person});
  Accounts with_third = accounts(third);
  EXPECT_EQ(log_in(with_third, secret).outcome, Outcome::CodeLost) << "never let in without the code";
  EXPECT_EQ(with_third.log_in({.email = "ana@example.org", .password = "another", .address = "192.0.2.1"}).value().outcome, Outcome::Wrong);
  ASSERT_TRUE(with_third.recover(with_third.begin_recovery(system_actor, ana.person).value(), password + "!"));
  EXPECT_EQ(with_third.log_in({.email = "ana@example.org", .password = password + "!", .address = "192.0.2.1"}).value().outcome, Outcome::Done);
  EXPECT_TRUE(secret_state(store(), third).value().lost.empty());

  ASSERT_TRUE(SecretKey::open(file_).value().has(third.name()));
  ASSERT_TRUE(write_file(file_, good));
  fs::permissions(file_, fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_FALSE(open_secret_key(store(), file_)) << "a file that is older than the store's key";
  EXPECT_FALSE(log::verify(store()).value().broken);
}

}  // namespace
}  // namespace atalaya::reg
