// Accounts, sessions and linked identities, the same on both databases.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "postgres.h"
#include "register/access/accounts.h"
#include "register/access/identities.h"
#include "register/access/totp.h"
#include "register/people/roles.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg {
namespace {

using namespace std::chrono_literals;
using Outcome = Accounts::Outcome;

const std::string password = "cinco perros azules", other_password = "seis gatos verdes y uno rojo";

class AccessTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    NEEDS_DATABASE(test_);
    sessions_.emplace(store());
    accounts_.emplace(store(), *sessions_, AccountOptions{.cost = {1, 64, 1}, .secrets = &secrets_});
  }
  void TearDown() override {
    if (!test_.available()) return;
    EXPECT_FALSE(log::verify(store()).value().broken);
    const auto all = log::entries(store(), 0, 1000).value();
    for (const log::Record& one : all) EXPECT_TRUE(one.actor == system_actor || is_public_id(one.actor)) << one.action << " by " << one.actor;
  }
  Store& store() { return test_.store(); }
  SetClock& clock() { return test_.clock(); }

  Accounts::Login join(const std::string& name, Role role = Role::Citizen, const std::string& country = "") {
    const auto invited = invitations::invite(store(), system_actor, {.name = name, .email = name + "@example.org", .role = role, .country = country}).value();
    auto login = accounts_->accept_invitation(invited.token, {}, password);
    EXPECT_TRUE(login) << login.error().to_string();
    return login.value();
  }
  Accounts::Login log_in(const std::string& name, const std::string& word, const std::string& address, const std::string& device = "",
                         const std::string& code = "") {
    auto login = accounts_->log_in({.email = name + "@example.org", .password = word, .code = code, .address = address, .device = device});
    EXPECT_TRUE(login) << login.error().to_string();
    return login.value();
  }
  std::optional<Sessions::Resolved> resolve(const std::string& token) { return sessions_->resolve(token).value(); }
  std::string code_of(const std::string& secret) { return totp::code(totp::parse_secret(secret).value(), totp::step_of(clock().now())); }
  std::string set_code(Accounts::Login& login) {
    const std::string secret = accounts_->begin_code(login.session.token).value().secret;
    login.session = accounts_->confirm_code(login.session.token, code_of(secret)).value();
    clock().pass(30s);
    return secret;
  }

  testing::TestStore test_{GetParam()};
  SecretKey secrets_ = SecretKey::random();
  std::optional<Sessions> sessions_;
  std::optional<Accounts> accounts_;
};
ON_BOTH_DATABASES(AccessTest);

TEST_P(AccessTest, AnInvitationBecomesAnAccount) {
  const auto invited =
      invitations::invite(store(), system_actor, {.name = "Ana", .email = "ana@example.org", .role = Role::FocalPoint, .country = "ARG"}).value();
  EXPECT_EQ(accounts_->accept_invitation(invited.token, {}, "short").error().kind, ErrorKind::Input);
  EXPECT_EQ(accounts_->accept_invitation(new_token(), {}, password).error().kind, ErrorKind::NotFound);
  const auto ana = accounts_->accept_invitation(invited.token, {}, password);
  ASSERT_TRUE(ana) << ana.error().to_string();
  const auto who = resolve(ana->session.token);
  ASSERT_TRUE(who);
  EXPECT_EQ(who->principal.person, ana->person);
  EXPECT_EQ(who->principal.name, "Ana");
  EXPECT_EQ(who->principal.roles, (std::vector<HeldRole>{{Role::FocalPoint, "ARG"}}));
  EXPECT_EQ(who->principal.assurance, Assurance::Low);
  EXPECT_EQ(judge(who->principal, Action::Submit, "ARG"), Verdict::MoreSureNeeded);
  EXPECT_FALSE(who->rotate);
  EXPECT_FALSE(accounts_->accept_invitation(invited.token, {}, password));
  EXPECT_EQ(log_in("ana", password, "192.0.2.1").outcome, Outcome::Done);
  EXPECT_EQ(accounts_->log_in({.email = "ANA@Example.Org", .password = password}).value().outcome, Outcome::Done);
}

TEST_P(AccessTest, TheStoreHasNoSecretAsItIs) {
  const auto ana = join("ana");
  const auto texts = store()
                         .read([](soci::session& session) -> Result<std::vector<std::tuple<std::string>>> {
                           return sql::rows<std::string>(session,
                                                         "select token_hash from login_session union all select token_hash from known_device union all "
                                                         "select password from local_account union all select token_hash from invitation");
                         })
                         .value();
  EXPECT_EQ(texts.size(), 4U);
  for (const auto& [text] : texts) {
    EXPECT_NE(text, ana.session.token);
    EXPECT_NE(text, ana.device);
    EXPECT_EQ(text.find(password), std::string::npos);
    EXPECT_FALSE(resolve(text));
  }
}

TEST_P(AccessTest, UnknownAccountsAnswerAndCostTheSame) {
  join("ana");
  const auto cost = [&](const std::string& email, const std::string& word) {
    const auto before = accounts_->hasher().computed();
    const auto login = accounts_->log_in({.email = email, .password = word, .address = "192.0.2." + std::to_string(before)}).value();
    EXPECT_EQ(login.outcome, Outcome::Wrong) << email;
    EXPECT_EQ(login.person + login.session.token + login.device, "");
    return accounts_->hasher().computed() - before;
  };
  for (const std::string& email : {std::string("ana@example.org"), std::string("nobody@example.org"), std::string("no address"), std::string(),
                                   std::string("-"), std::string("' or ''='"), std::string(100'000, 'a'), std::string("a\0b", 3), std::string("\xff")}) {
    EXPECT_EQ(cost(email, "wrong"), 1U) << email.substr(0, 50);
  }
}

TEST_P(AccessTest, UnknownAccountsTakeAsLong) {
  // With what a hash costs in earnest, medians of each kind by turns; what differs beside the hash is far below it.
  Accounts earnest(store(), *sessions_, {.by_account_and_address = {1000, 1s}, .by_address = {1000, 1s}});
  const auto invited = invitations::invite(store(), system_actor, {.name = "Ana", .email = "ana@example.org"}).value();
  ASSERT_TRUE(earnest.accept_invitation(invited.token, {}, password));
  std::vector<double> known, unknown;
  for (int i = 0; i < 9; ++i) {
    for (auto& [email, times] : {std::pair("ana@example.org", &known), std::pair("nobody@example.org", &unknown)}) {
      const auto start = std::chrono::steady_clock::now();
      EXPECT_EQ(earnest.log_in({.email = email, .password = "wrong", .address = "192.0.2.1"}).value().outcome, Outcome::Wrong);
      times->push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
  }
  const auto median = [](std::vector<double>& times) {
    std::ranges::sort(times);
    return times[times.size() / 2];
  };
  const double ratio = median(known) / median(unknown);
  EXPECT_GT(ratio, 0.5);
  EXPECT_LT(ratio, 2.0);
}

TEST_P(AccessTest, WhoGuessesLocksOnlyThemselvesOut) {
  const auto ana = join("ana");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(log_in("ana", "wrong", "198.51.100.1").outcome, Outcome::Wrong);
  const auto stopped = log_in("ana", password, "198.51.100.1");
  EXPECT_EQ(stopped.outcome, Outcome::TooMany) << "the right password comes too late, or guessing would go on";
  EXPECT_GT(stopped.wait, 0ms);
  EXPECT_EQ(log_in("ana", password, "192.0.2.1").outcome, Outcome::Done) << "from elsewhere";
  EXPECT_EQ(log_in("ana", password, "198.51.100.1", ana.device).outcome, Outcome::Done) << "from a known device behind the same address";
  EXPECT_EQ(log_in("ana", password, "198.51.100.1", new_token()).outcome, Outcome::TooMany) << "a device that is not known is nothing";
  clock().pass(stopped.wait);
  EXPECT_EQ(log_in("ana", password, "198.51.100.1").outcome, Outcome::Done);
}

TEST_P(AccessTest, AnAddressThatTriesManyAccountsIsSlowedDown) {
  const auto ana = join("ana");
  int wrong = 0;
  for (int i = 0; i < 60; ++i) wrong += log_in("nobody" + std::to_string(i), "wrong", "198.51.100.1").outcome == Outcome::Wrong;
  EXPECT_EQ(wrong, 30);
  EXPECT_EQ(log_in("ana", password, "198.51.100.1", ana.device).outcome, Outcome::Done);
  EXPECT_EQ(log_in("ana", password, "192.0.2.7").outcome, Outcome::Done);
}

TEST_P(AccessTest, AKnownDeviceIsOneAccountsAndHasItsOwnLimit) {
  const auto ana = join("ana"), bea = join("bea");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(log_in("bea", "wrong", "198.51.100.1", ana.device).outcome, Outcome::Wrong);
  EXPECT_EQ(log_in("bea", password, "198.51.100.1", ana.device).outcome, Outcome::TooMany);
  int wrong = 0;
  for (int i = 0; i < 40; ++i) wrong += log_in("ana", "wrong", "192.0.2." + std::to_string(i), ana.device).outcome == Outcome::Wrong;
  EXPECT_EQ(wrong, 10);
}

TEST_P(AccessTest, ACodeIsNeededOnceItIsSetAndWorksOnce) {
  auto ana = join("ana");
  const std::string before = ana.session.token;
  EXPECT_FALSE(accounts_->has_code(before).value());
  EXPECT_FALSE(accounts_->confirm_code(before, "000000")) << "there is none to confirm";
  const auto setup = accounts_->begin_code(before).value();
  EXPECT_NE(setup.uri.find(setup.secret), std::string::npos);
  EXPECT_EQ(log_in("ana", password, "192.0.2.1").outcome, Outcome::Done) << "a code that nobody has seen yet does not count";
  EXPECT_FALSE(accounts_->confirm_code(before, "abcdef"));
  const auto raised = accounts_->confirm_code(before, code_of(setup.secret));
  ASSERT_TRUE(raised) << raised.error().to_string();
  EXPECT_FALSE(resolve(before)) << "the token is another";
  EXPECT_EQ(resolve(raised->token)->principal.assurance, Assurance::Substantial);
  EXPECT_TRUE(accounts_->has_code(raised->token).value());
  EXPECT_FALSE(accounts_->begin_code(raised->token)) << "a stolen session does not replace the code";

  EXPECT_EQ(log_in("ana", password, "192.0.2.1").outcome, Outcome::CodeNeeded);
  EXPECT_EQ(log_in("ana", "wrong", "192.0.2.1").outcome, Outcome::Wrong);
  EXPECT_EQ(log_in("ana", password, "192.0.2.1", "", code_of(setup.secret)).outcome, Outcome::Wrong) << "the code was used to confirm";
  clock().pass(30s);
  const std::string code = code_of(setup.secret);
  const auto login = log_in("ana", password, "192.0.2.1", "", code);
  ASSERT_EQ(login.outcome, Outcome::Done);
  EXPECT_EQ(resolve(login.session.token)->principal.assurance, Assurance::Substantial);
  EXPECT_EQ(log_in("ana", password, "192.0.2.1", "", code).outcome, Outcome::Wrong);
  EXPECT_EQ(log_in("ana", password, "192.0.2.1", ana.device, code).outcome, Outcome::Wrong);
}

TEST_P(AccessTest, CodesAreNotGuessedFromManyAddresses) {
  auto ana = join("ana");
  const std::string secret = set_code(ana);
  int wrong = 0;
  for (int i = 0; i < 50; ++i) wrong += log_in("ana", password, "198.51.100." + std::to_string(i), "", "xxxxxx").outcome == Outcome::Wrong;
  EXPECT_LE(wrong, 10);
  EXPECT_EQ(log_in("ana", password, "203.0.113.1", "", code_of(secret)).outcome, Outcome::TooMany);
  EXPECT_EQ(log_in("ana", password, "203.0.113.1", ana.device, code_of(secret)).outcome, Outcome::Done) << "who the account is can still";
}

TEST_P(AccessTest, SessionsEnd) {
  join("ana");
  const auto idle = log_in("ana", password, "192.0.2.1").session.token;
  clock().pass(59min);
  EXPECT_TRUE(resolve(idle));
  clock().pass(59min);
  EXPECT_TRUE(resolve(idle)) << "it was used";
  clock().pass(61min);
  EXPECT_FALSE(resolve(idle));
  const auto busy = log_in("ana", password, "192.0.2.1").session.token;
  for (int i = 0; i < 23; ++i) {
    clock().pass(30min);
    ASSERT_TRUE(resolve(busy)) << i;
  }
  clock().pass(30min);
  EXPECT_FALSE(resolve(busy)) << "twelve hours";
  const auto closed = log_in("ana", password, "192.0.2.1").session.token;
  ASSERT_TRUE(sessions_->close(closed));
  EXPECT_FALSE(resolve(closed));
  EXPECT_TRUE(sessions_->close(closed));
  for (const std::string& none : {std::string(), std::string("x"), new_token(), std::string(52, '\''), std::string("a\0", 2)}) {
    EXPECT_FALSE(resolve(none));
    EXPECT_TRUE(sessions_->close(none));
    EXPECT_EQ(sessions_->rotate(none).error().kind, ErrorKind::NotFound);
  }
  clock().pass(24h * 40);
  EXPECT_EQ(sessions_->sweep().value(), 4);
}

TEST_P(AccessTest, ALoginGivesAnotherTokenEachTime) {
  std::set<std::string> tokens = {join("ana").session.token};
  for (int i = 0; i < 5; ++i) tokens.insert(log_in("ana", password, "192.0.2.1").session.token);
  EXPECT_EQ(tokens.size(), 6U);
}

TEST_P(AccessTest, AChangeOfRightsCountsAtOnceAndAsksForAnotherToken) {
  const auto ana = join("ana");
  EXPECT_FALSE(resolve(ana.session.token)->rotate);
  const std::string role = roles::grant(store(), system_actor, {.person = ana.person, .role = Role::Observer}).value();
  const auto more = resolve(ana.session.token);
  EXPECT_EQ(judge(more->principal, Action::ReadSubmission, "ARG"), Verdict::Allowed);
  EXPECT_TRUE(more->rotate);
  const auto rotated = sessions_->rotate(ana.session.token).value();
  EXPECT_EQ(rotated.id, more->principal.session);
  EXPECT_FALSE(resolve(ana.session.token));
  EXPECT_FALSE(resolve(rotated.token)->rotate);
  EXPECT_NE(resolve(rotated.token)->principal.csrf, more->principal.csrf);
  ASSERT_TRUE(roles::end(store(), system_actor, role, ""));
  const auto less = resolve(rotated.token);
  EXPECT_EQ(judge(less->principal, Action::ReadSubmission, "ARG"), Verdict::Forbidden);
  EXPECT_TRUE(less->rotate);
}

TEST_P(AccessTest, OnesSessionsAreSeenAndRevoked) {
  const auto ana = join("ana"), bea = join("bea");
  const auto second = log_in("ana", password, "192.0.2.1").session, third = log_in("ana", password, "192.0.2.1").session;
  EXPECT_EQ(sessions_->open_ones(ana.person).value().size(), 3U);
  EXPECT_EQ(sessions_->revoke(bea.person, bea.person, second.id).error().kind, ErrorKind::NotFound) << "it is somebody else's";
  EXPECT_TRUE(resolve(second.token));
  ASSERT_TRUE(sessions_->revoke(ana.person, ana.person, second.id));
  EXPECT_FALSE(resolve(second.token));
  ASSERT_TRUE(sessions_->revoke_all(ana.person, ana.person, ana.session.id));
  EXPECT_FALSE(resolve(third.token));
  EXPECT_TRUE(resolve(ana.session.token));
  EXPECT_TRUE(resolve(bea.session.token));
}

TEST_P(AccessTest, AFormIsOfItsSessionOnly) {
  const auto ana = join("ana"), bea = join("bea");
  const std::string secret = resolve(ana.session.token)->principal.csrf;
  EXPECT_TRUE(csrf_matches(ana.session.token, secret));
  EXPECT_FALSE(csrf_matches(bea.session.token, secret));
  for (const std::string& wrong : {std::string(), secret.substr(1), secret + "a", ana.session.token, token_hash(ana.session.token)}) {
    EXPECT_FALSE(csrf_matches(ana.session.token, wrong));
  }
  EXPECT_FALSE(csrf_matches("", csrf_secret("")));
}

TEST_P(AccessTest, AChangeOfPasswordEndsWhatElseIsOpen) {
  const auto ana = join("ana");
  const auto elsewhere = log_in("ana", password, "192.0.2.1");
  EXPECT_EQ(accounts_->change_password(ana.session.token, "wrong", other_password).error().kind, ErrorKind::Input);
  EXPECT_EQ(accounts_->change_password(ana.session.token, password, "short").error().kind, ErrorKind::Input);
  const auto changed = accounts_->change_password(ana.session.token, password, other_password);
  ASSERT_TRUE(changed) << changed.error().to_string();
  EXPECT_TRUE(resolve(changed->token));
  EXPECT_FALSE(resolve(ana.session.token));
  EXPECT_FALSE(resolve(elsewhere.session.token));
  EXPECT_EQ(log_in("ana", password, "192.0.2.1").outcome, Outcome::Wrong);
  EXPECT_EQ(log_in("ana", other_password, "192.0.2.1").outcome, Outcome::Done);
  int asked = 0;
  for (int i = 0; i < 20; ++i) asked += accounts_->change_password(changed->token, "wrong", password + "x").error().kind == ErrorKind::Input;
  EXPECT_LE(asked, 5) << "a stolen session does not find the password";
}

TEST_P(AccessTest, WhoHasLostTheirCodeRecoversOnce) {
  auto ana = join("ana");
  set_code(ana);
  EXPECT_FALSE(accounts_->begin_recovery(system_actor, "nobody"));
  const std::string first = accounts_->begin_recovery(system_actor, ana.person).value(), token = accounts_->begin_recovery(system_actor, ana.person).value();
  EXPECT_EQ(accounts_->recover(first, other_password).error().kind, ErrorKind::NotFound) << "a newer link ends an older one";
  EXPECT_EQ(accounts_->recover(token, "short").error().kind, ErrorKind::Input);
  ASSERT_TRUE(accounts_->recover(token, other_password));
  EXPECT_FALSE(accounts_->recover(token, other_password));
  EXPECT_FALSE(resolve(ana.session.token));
  EXPECT_EQ(log_in("ana", other_password, "192.0.2.1").outcome, Outcome::Done);
  const std::string late = accounts_->begin_recovery(system_actor, ana.person).value();
  clock().pass(24h);
  EXPECT_FALSE(accounts_->recover(late, password));
}

TEST_P(AccessTest, AHashOfOlderParametersIsMadeAnew) {
  join("ana");
  Accounts stronger(store(), *sessions_, {.cost = {2, 128, 1}});
  ASSERT_EQ(stronger.log_in({.email = "ana@example.org", .password = password}).value().outcome, Outcome::Done);
  const auto kept =
      store()
          .read([](soci::session& session) -> Result<std::string> { return sql::value<std::string>(session, "select password from local_account").value(); })
          .value();
  EXPECT_TRUE(kept.starts_with("$argon2id$v=19$m=128,t=2,p=1$")) << kept;
  EXPECT_EQ(stronger.log_in({.email = "ana@example.org", .password = password}).value().outcome, Outcome::Done);
}

TEST_P(AccessTest, AnIdentityElsewhereIsOnePersons) {
  const auto ana = join("ana"), bea = join("bea");
  const identities::Identity mine{"https://id.example.org", "subject-1"}, same_subject{"https://id.example.org/", "subject-1"};
  EXPECT_EQ(identities::log_in(store(), *sessions_, mine, Assurance::High).error().kind, ErrorKind::NotFound);
  ASSERT_TRUE(identities::link(store(), ana.person, ana.person, mine));
  EXPECT_EQ(identities::link(store(), bea.person, bea.person, mine).error().kind, ErrorKind::Conflict);
  ASSERT_TRUE(identities::link(store(), bea.person, bea.person, same_subject)) << "of another issuer";
  const auto opened = identities::log_in(store(), *sessions_, mine, Assurance::High).value();
  EXPECT_EQ(resolve(opened.token)->principal.person, ana.person);
  EXPECT_EQ(resolve(opened.token)->principal.assurance, Assurance::High);
  EXPECT_EQ(identities::of(store(), ana.person).value().size(), 1U);
  EXPECT_EQ(identities::unlink(store(), bea.person, bea.person, mine).error().kind, ErrorKind::NotFound);
  ASSERT_TRUE(identities::unlink(store(), ana.person, ana.person, mine));
  EXPECT_FALSE(identities::find(store(), mine).value());
  ASSERT_TRUE(identities::link(store(), bea.person, bea.person, mine));
  for (const identities::Identity& wrong : {identities::Identity{"", "x"}, identities::Identity{"x", ""}, identities::Identity{"x", std::string("a\0b", 3)},
                                            identities::Identity{"x", std::string(5000, 'x')}, identities::Identity{"x", "\xff"}}) {
    EXPECT_EQ(identities::link(store(), ana.person, ana.person, wrong).error().kind, ErrorKind::Input);
  }
  EXPECT_FALSE(identities::find(store(), {"https://id.example.org", "' or '1'='1"}).value());
}

TEST_P(AccessTest, AnInvitationIsTakenByALoginElsewhere) {
  const auto invite = [&](const std::string& email, Role role) {
    return invitations::invite(store(), system_actor, {.name = "Ana", .email = email, .role = role}).value().token;
  };
  const identities::Identity mine{"https://id.example.org", "1"}, others{"https://id.example.org", "2"};
  const std::string token = invite("ana@example.org", Role::Observer);
  const auto opened = identities::accept_invitation(store(), *sessions_, token, {}, mine, Assurance::Substantial);
  ASSERT_TRUE(opened) << opened.error().to_string();
  const auto ana = resolve(opened->token)->principal;
  EXPECT_EQ(ana.roles, (std::vector<HeldRole>{{Role::Observer, ""}}));
  EXPECT_FALSE(identities::accept_invitation(store(), *sessions_, token, {}, mine, Assurance::Substantial));
  // A second invitation to another address of hers adds to the same person.
  const auto again =
      identities::accept_invitation(store(), *sessions_, invite("ana@other.example", Role::WorkingGroup), {}, mine, Assurance::Substantial).value();
  EXPECT_EQ(resolve(again.token)->principal.person, ana.person);
  // Somebody else's login does not take over who has the address.
  EXPECT_EQ(identities::accept_invitation(store(), *sessions_, invite("ana@example.org", Role::Secretariat), {}, others, Assurance::Low).error().kind,
            ErrorKind::Conflict);
  EXPECT_FALSE(identities::find(store(), others).value());
}

TEST_P(AccessTest, AProviderEndsTheSessionsThatItGave) {
  const identities::Identity ana{"https://id.example.org", "1"}, eva{"https://id.example.org", "2"};
  for (const auto& [identity, email] : {std::pair(ana, "ana@example.org"), std::pair(eva, "eva@example.org")}) {
    const auto invited = invitations::invite(store(), system_actor, {.name = "Somebody", .email = email, .role = Role::Observer}).value();
    ASSERT_TRUE(identities::accept_invitation(store(), *sessions_, invited.token, {}, identity, Assurance::Low, {"id", "first " + identity.subject}));
  }
  const auto open = [&](const identities::Identity& identity, const std::string& there) {
    return identities::log_in(store(), *sessions_, identity, Assurance::Low, {"id", there}).value();
  };
  const auto one = open(ana, "x"), two = open(ana, "y"), third = open(eva, "z"), unnamed = open(ana, "");
  const auto local = join("bea");
  EXPECT_EQ(identities::provider_of(store(), one.id).value(), "id");
  EXPECT_EQ(identities::provider_of(store(), local.session.id).value(), "");
  const auto end = [&](const std::string& issuer, const std::string& subject, const std::string& there) {
    return identities::end_provider_sessions(store(), {issuer, subject}, there);
  };
  EXPECT_FALSE(end("https://id.example.org", "", "")) << "nobody is named";
  EXPECT_EQ(end("https://other.example.org", "1", "x").value(), 0U);
  EXPECT_EQ(end("https://id.example.org", "2", "x").value(), 0U) << "subject and session must fit";
  EXPECT_EQ(end("https://id.example.org", "1", "x").value(), 1U);
  EXPECT_FALSE(resolve(one.token));
  EXPECT_TRUE(resolve(two.token) && resolve(third.token) && resolve(unnamed.token));
  EXPECT_EQ(end("https://id.example.org", "", "z").value(), 1U);
  EXPECT_EQ(end("https://id.example.org", "1", "").value(), 3U) << "with the one of the invitation";
  EXPECT_FALSE(resolve(two.token) || resolve(third.token) || resolve(unnamed.token));
  EXPECT_TRUE(resolve(local.session.token));
  // What is swept away takes its note along.
  clock().pass(24h * 40);
  EXPECT_EQ(sessions_->sweep().value(), 7);
}

TEST_P(AccessTest, WhoIsErasedLogsInNoMore) {
  const auto ana = join("ana");
  ASSERT_TRUE(identities::link(store(), ana.person, ana.person, {"https://id.example.org", "1"}));
  ASSERT_TRUE(accounts_->erase(ana.person, ana.person));
  EXPECT_FALSE(resolve(ana.session.token));
  EXPECT_EQ(log_in("ana", password, "192.0.2.1").outcome, Outcome::Wrong);
  EXPECT_FALSE(identities::find(store(), {"https://id.example.org", "1"}).value());
  EXPECT_EQ(join("ana").outcome, Outcome::Done) << "the address is free";
}

}  // namespace
}  // namespace atalaya::reg
