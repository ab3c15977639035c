// Passkeys: what a browser may send, made here with keys of OpenSSL; and what the register has of them, the same on both databases.
#include <gtest/gtest.h>

#include <algorithm>

#include "postgres.h"
#include "register/oidc/base64url.h"
#include "register/oidc/json.h"
#include "register/passkeys/cbor.h"
#include "register/passkeys/passkeys.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"
#include "test_authenticator.h"

namespace atalaya::reg {
namespace {

using namespace std::chrono_literals;
using testing::Authenticator;
using webauthn::Algorithm;
using Outcome = Passkeys::Outcome;

const webauthn::RelyingParty site{"observatory.example", "https://observatory.example"};
const std::string password = "cinco perros azules", challenge = "AAECAwQFBgcICQ";

// ---- The ceremonies alone

class CeremonyTest : public ::testing::TestWithParam<Algorithm> {
 protected:
  Authenticator device_{GetParam(), site};
  Result<webauthn::NewCredential> make() { return webauthn::verify_attestation(site, challenge, device_.attest(challenge)); }
  Result<webauthn::AssertionFacts> show(const webauthn::Assertion& answer, const std::string& asked = challenge) {
    return webauthn::verify_assertion(site, asked, answer, device_.key());
  }
};
INSTANTIATE_TEST_SUITE_P(Algorithms, CeremonyTest, ::testing::ValuesIn(webauthn::all_algorithms),
                         [](const auto& one) { return std::string(webauthn::to_string(one.param)); });

TEST_P(CeremonyTest, APasskeyIsMadeAndShown) {
  const auto made = make();
  ASSERT_TRUE(made) << made.error().to_string();
  EXPECT_EQ(made->id, device_.id);
  EXPECT_EQ(made->key.algorithm, GetParam());
  EXPECT_FALSE(made->backup_eligible);
  device_.counter = 7;
  device_.flags |= 0x18;
  const auto shown = show(device_.show(challenge, "user"));
  ASSERT_TRUE(shown) << shown.error().to_string();
  EXPECT_EQ(shown->counter, 7U);
  EXPECT_TRUE(shown->backup_eligible && shown->backed_up);
}

TEST_P(CeremonyTest, SelfAttestationIsCheckedAndCertificatesAreNotAsked) {
  device_.format = "packed";
  EXPECT_TRUE(make());
  auto forged = device_.attest(challenge);
  forged.client_data.push_back(' ');  // Still the same JSON, and not what was signed.
  EXPECT_EQ(webauthn::verify_attestation(site, challenge, forged).error().what, "the signature of the passkey is not right");
  for (const char* other : {"tpm", "fido-u2f", "android-key", "apple", "", "nonE"}) {
    device_.format = other;
    EXPECT_FALSE(make()) << other;
  }
}

TEST_P(CeremonyTest, NothingOfAnAnswerMayBeAnother) {
  const auto good = device_.show(challenge, "user");
  ASSERT_TRUE(show(good));
  EXPECT_FALSE(show(good, "AAECAwQFBgcICg")) << "another challenge";
  EXPECT_FALSE(show(good, "")) << "none";
  for (const std::string type : {"webauthn.create", "payment.get"}) {
    device_.type = type;
    EXPECT_FALSE(show(device_.show(challenge, "user"))) << type;
  }
  device_.type = {};
  for (const std::string origin : {"https://observatory.example.evil.example", "http://observatory.example", "https://observatory.example:8443",
                                   "https://observatory.example/", "https://OBSERVATORY.example", "https://www.observatory.example", "null"}) {
    device_.origin = origin;
    EXPECT_EQ(show(device_.show(challenge, "user")).error().what, "this passkey was used at another address than this site's") << origin;
    EXPECT_FALSE(webauthn::verify_attestation(site, challenge, device_.attest(challenge))) << origin;
  }
  device_.origin = site.origin;
  device_.rp_id = "example";
  EXPECT_EQ(show(device_.show(challenge, "user")).error().what, "this passkey was used at another address than this site's");
  EXPECT_FALSE(webauthn::verify_attestation(site, challenge, device_.attest(challenge)));
  device_.rp_id = site.id;
  for (const std::string more : {R"(,"crossOrigin":true)", R"(,"topOrigin":"https://evil.example")", R"(,"crossOrigin":"no")", R"(,"type":"webauthn.get")",
                                 R"(,"challenge":"AAECAwQFBgcICQ")"}) {
    device_.more_client_data = more;
    EXPECT_FALSE(show(device_.show(challenge, "user"))) << more;
  }
  device_.more_client_data = R"(,"crossOrigin":false,"other_keys_can_be_added_here":"do not compare"})";
  device_.more_client_data.pop_back();
  EXPECT_TRUE(show(device_.show(challenge, "user"))) << "what a later level adds is passed over";
}

TEST_P(CeremonyTest, WhoIsBeforeTheDeviceMustHaveBeenChecked) {
  for (const unsigned flags : {0x00U, 0x01U, 0x04U, 0x11U, 0x15U}) {  // The last: backed up, and may not be.
    device_.flags = flags;
    EXPECT_FALSE(webauthn::verify_assertion(site, challenge, device_.show(challenge, "user"), device_.key())) << flags;
    EXPECT_FALSE(webauthn::verify_attestation(site, challenge, device_.attest(challenge))) << flags;
  }
}

TEST_P(CeremonyTest, ASignatureIsOverAllOfIt) {
  const auto good = device_.show(challenge, "user");
  for (std::size_t i = 0; i < good.signature.size(); i += 7) {
    auto bad = good;
    bad.signature[i] = static_cast<char>(bad.signature[i] ^ 1);
    EXPECT_FALSE(show(bad)) << i;
  }
  auto counted = good;
  counted.authenticator_data[36] = 9;
  EXPECT_EQ(show(counted).error().what, "the signature of the passkey is not right");
  auto foreign = good;
  Authenticator other(GetParam(), site);
  foreign.signature = other.show(challenge, "user").signature;
  EXPECT_FALSE(show(foreign));
  for (const std::string& text : {std::string(), std::string(600, 'a'), std::string("\x30\x00", 2)}) {
    foreign.signature = text;
    EXPECT_FALSE(show(foreign));
  }
  // The same key under another algorithm is none.
  for (const Algorithm algorithm : webauthn::all_algorithms) {
    if (algorithm == GetParam()) continue;
    EXPECT_FALSE(webauthn::verify_assertion(site, challenge, good, {algorithm, device_.key().spki}));
  }
}

TEST_P(CeremonyTest, WhatIsCutOffOrTooLongIsRefused) {
  const auto good = device_.attest(challenge);
  for (std::size_t size = 0; size < good.object.size(); ++size) {
    EXPECT_FALSE(webauthn::verify_attestation(site, challenge, {good.client_data, good.object.substr(0, size)})) << size;
  }
  EXPECT_FALSE(webauthn::verify_attestation(site, challenge, {good.client_data, good.object + '\0'}));
  EXPECT_FALSE(webauthn::verify_attestation(site, challenge, {good.client_data, good.object + std::string(20'000, 'x')}));
  const auto shown = device_.show(challenge, "user");
  for (std::size_t size = 0; size < shown.authenticator_data.size(); ++size) {
    auto cut = shown;
    cut.authenticator_data.resize(size);
    EXPECT_FALSE(show(cut)) << size;
  }
  for (std::size_t size = 0; size < shown.client_data.size(); ++size) {
    auto cut = shown;
    cut.client_data.resize(size);
    EXPECT_FALSE(show(cut)) << size;
  }
  device_.more_client_data = ",\"pad\":\"" + std::string(5000, 'x') + "\"";
  EXPECT_FALSE(show(device_.show(challenge, "user")));
  device_.more_client_data = {};
  device_.after = std::string(1, '\0');
  EXPECT_FALSE(show(device_.show(challenge, "user"))) << "a byte too many, though it is signed";
  device_.after = {};
  device_.id.assign(1024, 'i');
  EXPECT_FALSE(make()) << "an id that is too long";
  device_.id.assign(1023, 'i');
  EXPECT_TRUE(make());
}

TEST_P(CeremonyTest, ExtensionsThatNobodyAskedForArePassedOver) {
  device_.flags |= 0x80;
  device_.after = testing::cbor_map({{"appid", "\xf4"}, {"credProps", "\xf5"}});
  const auto made = make();
  EXPECT_TRUE(made) << made.error().to_string();
  EXPECT_TRUE(show(device_.show(challenge, "user")));
  device_.after = "\xf5";
  EXPECT_FALSE(make()) << "no map";
  device_.after = {};
  EXPECT_FALSE(make()) << "announced, and not there";
}

TEST(Ceremony, OtherAlgorithmsAndBadKeysAreRefused) {
  for (const int algorithm : {-35, -36, -37, -65535, -47, 0, 7, -8}) {  // -8 with a key of an elliptic curve.
    Authenticator device(Algorithm::Es256, site);
    device.cose_algorithm = algorithm;
    EXPECT_EQ(webauthn::verify_attestation(site, challenge, device.attest(challenge)).error().what, "this passkey is of a kind that is not accepted here")
        << algorithm;
  }
  Authenticator device(Algorithm::Es256, site);
  device.bad_point = true;
  EXPECT_FALSE(webauthn::verify_attestation(site, challenge, device.attest(challenge))) << "a point that is not on the curve";
}

TEST(Ceremony, BelongsToAnAddressOfTheSite) {
  const auto is = [](const char* url, const char* id, const char* origin) {
    const auto found = webauthn::relying_party(url);
    EXPECT_TRUE(found && found->id == id && found->origin == origin) << url;
  };
  is("https://Observatory.example", "observatory.example", "https://observatory.example");
  is("https://observatory.example:443/", "observatory.example", "https://observatory.example");
  is("https://observatory.example:8443", "observatory.example", "https://observatory.example:8443");
  is("http://localhost:8080", "localhost", "http://localhost:8080");
  for (const char* none :
       {"http://observatory.example", "http://127.0.0.1:8080", "https://192.0.2.1", "https://[::1]:8080", "", "nothing", "ftp://localhost"}) {
    EXPECT_FALSE(webauthn::relying_party(none)) << none;
  }
}

TEST(Cbor, IsBounded) {
  EXPECT_EQ(cbor::item_size(std::string_view("\x83\x01\x02\x03", 4)), 4U);
  EXPECT_EQ(cbor::item_size(std::string_view("\x43"
                                             "abcd")),
            4U);
  for (const std::string& bad :
       {std::string(),
        std::string("\x43"
                    "ab"),
        std::string("\x9f\xff", 2), std::string("\x5f\x41\x61\xff", 4), std::string("\xc0\x01", 2), std::string("\x1c", 1),
        std::string("\x9b\xff\xff\xff\xff\xff\xff\xff\xff", 9), std::string("\xbb\x80\x00\x00\x00\x00\x00\x00\x00", 9),
        std::string("\x5b\xff\xff\xff\xff\xff\xff\xff\xff", 9), std::string("\xa1\x01", 2), std::string(100'000, '\x81'), std::string("\x19\x01", 2)}) {
    EXPECT_FALSE(cbor::item_size(bad)) << bad.size();
  }
  EXPECT_FALSE(cbor::text_map(testing::cbor_map({{"a", "\x01"}, {"a", "\x02"}}))) << "twice";
  EXPECT_FALSE(cbor::text_map(std::string_view("\xa1\x01\x01", 3))) << "a number as key";
  EXPECT_EQ(cbor::member(*cbor::text_map(testing::cbor_map({{"a", "\x01"}, {"b", "\x02"}})), "b"), "\x02");
}

// ---- Challenges

TEST(Challenges, AreGoodOnceForOnePurposeAndOwnerInTheirTime) {
  SetClock clock(std::chrono::sys_days(std::chrono::year(2026) / 11 / 26));
  Challenges challenges(clock, 10min, 3);
  using Purpose = Challenges::Purpose;
  const std::string one = challenges.make(Purpose::LogIn, "me");
  EXPECT_NE(one, challenges.make(Purpose::LogIn, "me"));
  EXPECT_FALSE(challenges.take(Purpose::LogIn, "you", one));
  EXPECT_FALSE(challenges.take(Purpose::Add, "me", one));
  EXPECT_FALSE(Challenges(clock).take(Purpose::LogIn, "me", one)) << "of another process";
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::string other = one;
    other[i] = other[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(challenges.take(Purpose::LogIn, "me", other)) << i;
  }
  for (const std::string& text : {std::string(), std::string("A"), std::string(86, '='), one + "A", std::string(100'000, 'A')}) {
    EXPECT_FALSE(challenges.take(Purpose::LogIn, "me", text));
  }
  EXPECT_TRUE(challenges.take(Purpose::LogIn, "me", one));
  EXPECT_FALSE(challenges.take(Purpose::LogIn, "me", one)) << "used";
  const std::string old = challenges.make(Purpose::LogIn, "me");
  clock.pass(10min);
  EXPECT_FALSE(challenges.take(Purpose::LogIn, "me", old)) << "too old";
  EXPECT_FALSE(challenges.take(Purpose::LogIn, "me", one)) << "used and old";
  // What was used is kept, and of a bounded number.
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(challenges.take(Purpose::LogIn, "me", challenges.make(Purpose::LogIn, "me")));
  EXPECT_FALSE(challenges.take(Purpose::LogIn, "me", challenges.make(Purpose::LogIn, "me")));
  clock.pass(10min);
  EXPECT_TRUE(challenges.take(Purpose::LogIn, "me", challenges.make(Purpose::LogIn, "me")));
}

// ---- With accounts

class PasskeyTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    NEEDS_DATABASE(test_);
    sessions_.emplace(store());
    accounts_.emplace(store(), *sessions_, AccountOptions{.cost = {1, 64, 1}, .secrets = &secrets_});
    passkeys_.emplace(store(), *sessions_, *accounts_, PasskeyOptions{.by_address = {4, 1min}});
  }
  void TearDown() override {
    if (!test_.available()) return;
    EXPECT_FALSE(log::verify(store()).value().broken);
  }
  Store& store() { return test_.store(); }
  SetClock& clock() { return test_.clock(); }
  Accounts::Login join(const std::string& name) {
    const auto invited = invitations::invite(store(), system_actor, {.name = name, .email = name + "@example.org", .role = Role::FocalPoint, .country = "ARG"});
    return accounts_->accept_invitation(invited.value().token, {}, password).value();
  }
  std::string asked(const std::string& options) { return JsonObject::parse(options, "options", 100'000).value().text("challenge").value(); }
  std::string to_add(const Accounts::Login& who) { return asked(passkeys_->creation_options(site, who.person, who.session.id).value()); }
  std::string to_log_in(const std::string& browser = "browser") { return asked(passkeys_->request_options(site, browser)); }
  Result<Opened> add(Accounts::Login& who, Authenticator& device, const std::string& name = "telephone") {
    auto added = passkeys_->add(site, who.session.token, name, device.attest(to_add(who)));
    if (added) who.session = *added;
    return added;
  }
  Passkeys::Login log_in(Authenticator& device, const std::string& person, const std::string& address = "192.0.2.1", const std::string& known = {}) {
    return log_in(device.show(to_log_in(), person), address, known);
  }
  Passkeys::Login log_in(const webauthn::Assertion& answer, const std::string& address = "192.0.2.1", const std::string& known = {}) {
    auto out = passkeys_->log_in(site, {.answer = answer, .browser = "browser", .address = address, .device = known});
    EXPECT_TRUE(out) << out.error().to_string();
    return out.value();
  }
  std::vector<std::string> actions() {
    std::vector<std::string> out;
    const auto entries = log::entries(store(), 0, 1000).value();
    for (const auto& one : entries) out.push_back(one.action);
    return out;
  }
  long long logged(const std::string& action) { return std::ranges::count(actions(), action); }

  testing::TestStore test_{GetParam()};
  SecretKey secrets_ = SecretKey::random();
  std::optional<Sessions> sessions_;
  std::optional<Accounts> accounts_;
  std::optional<Passkeys> passkeys_;
};
ON_BOTH_DATABASES(PasskeyTest);

TEST_P(PasskeyTest, IsAddedAndLogsInAsPasswordAndCodeDo) {
  auto ana = join("ana");
  Authenticator device(Algorithm::Es256, site);
  const std::string before = ana.session.token;
  ASSERT_TRUE(add(ana, device));
  EXPECT_FALSE(sessions_->resolve(before).value()) << "another token";
  EXPECT_EQ(sessions_->resolve(ana.session.token).value()->principal.assurance, Assurance::Substantial);
  clock().pass(1h);
  const auto done = log_in(device, ana.person);
  ASSERT_EQ(done.outcome, Outcome::Done);
  EXPECT_EQ(done.person, ana.person);
  const auto who = sessions_->resolve(done.session.token).value();
  ASSERT_TRUE(who);
  EXPECT_EQ(judge(who->principal, Action::Submit, "ARG"), Verdict::Allowed) << "what asks for a code";
  const auto all = passkeys_->of(ana.person).value();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].name, "telephone");
  EXPECT_EQ(all[0].algorithm, "ES256");
  EXPECT_EQ(all[0].used, store().now());
  EXPECT_EQ(logged("account.passkey_add"), 1);
  // The password alone still opens a session, of less assurance.
  EXPECT_EQ(accounts_->log_in({.email = "ana@example.org", .password = password}).value().outcome, Accounts::Outcome::Done);
}

TEST_P(PasskeyTest, AnAnswerIsGoodOnceAndInItsTimeAndInItsBrowser) {
  auto ana = join("ana");
  Authenticator device(Algorithm::EdDsa, site);
  const auto attestation = device.attest(to_add(ana));
  ASSERT_TRUE(passkeys_->add(site, ana.session.token, "one", attestation));
  ana = {.person = ana.person, .session = sessions_->open(ana.person, Assurance::Substantial, "password and code").value()};
  EXPECT_FALSE(passkeys_->add(site, ana.session.token, "again", attestation)) << "replayed";
  const auto answer = device.show(to_log_in(), ana.person);
  EXPECT_EQ(log_in(answer).outcome, Outcome::Done);
  EXPECT_EQ(log_in(answer).outcome, Outcome::Late) << "replayed";
  const auto old = device.show(to_log_in(), ana.person);
  clock().pass(10min);
  EXPECT_EQ(log_in(old).outcome, Outcome::Late);
  EXPECT_EQ(log_in(device.show(to_log_in("another browser"), ana.person)).outcome, Outcome::Late);
  EXPECT_EQ(log_in(device.show(to_add(ana), ana.person)).outcome, Outcome::Late) << "a challenge for something else";
  EXPECT_EQ(log_in(device.show("AAAA", ana.person), "192.0.2.2").outcome, Outcome::Late) << "a challenge of nobody";
}

TEST_P(PasskeyTest, OfOthersAreRefusedAllInTheSameWay) {
  auto ana = join("ana"), eva = join("eva");
  Authenticator device(Algorithm::Es256, site), stranger(Algorithm::Es256, site);
  ASSERT_TRUE(add(ana, device));
  EXPECT_EQ(add(eva, device).error().what, "this passkey is registered already");
  const auto refused = [&](const Passkeys::Login& login, const char* why) {
    EXPECT_EQ(login.outcome, Outcome::Refused) << why;
    EXPECT_EQ(login.person + login.session.token + login.device, "") << why;
  };
  int address = 10;
  const auto from = [&] { return "192.0.2." + std::to_string(++address); };
  refused(log_in(stranger, ana.person, from()), "not registered");
  refused(log_in(device, eva.person, from()), "another's handle");
  refused(log_in(device, "", from()), "no handle");
  device.flags |= 0x08;
  refused(log_in(device, ana.person, from()), "now it may be shared");
  device.flags &= ~0x08U;
  stranger.id = device.id;
  refused(log_in(stranger, ana.person, from()), "another key under the same id");
  ASSERT_TRUE(store().write([&](soci::session& session) -> Status {
    sql::run(session, "update local_account set disabled = '2026-11-26T00:00:00.000Z'");
    return {};
  }));
  refused(log_in(device, ana.person, from()), "disabled");
}

TEST_P(PasskeyTest, ACounterThatGoesBackIsRefusedAndLogged) {
  auto ana = join("ana");
  Authenticator device(Algorithm::Es256, site);
  device.counter = 5;
  ASSERT_TRUE(add(ana, device));
  device.counter = 6;
  EXPECT_EQ(log_in(device, ana.person).outcome, Outcome::Done);
  EXPECT_EQ(log_in(device, ana.person).outcome, Outcome::Copied) << "the same again";
  device.counter = 3;
  EXPECT_EQ(log_in(device, ana.person).outcome, Outcome::Copied);
  device.counter = 0;
  EXPECT_EQ(log_in(device, ana.person).outcome, Outcome::Copied);
  EXPECT_EQ(logged("account.passkey_copied"), 3);
  device.counter = 4'000'000'000U;
  EXPECT_EQ(log_in(device, ana.person, "192.0.2.9").outcome, Outcome::Done);
  // Most do not count.
  Authenticator other(Algorithm::Rs256, site);
  ASSERT_TRUE(add(ana, other, "other"));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(log_in(other, ana.person, "192.0.2.8").outcome, Outcome::Done);
}

TEST_P(PasskeyTest, WhoTriesTooOftenWaitsAndKeepsNobodyOut) {
  auto ana = join("ana");
  Authenticator device(Algorithm::Es256, site), stranger(Algorithm::Es256, site);
  ASSERT_TRUE(add(ana, device));
  for (int i = 0; i < 4; ++i) EXPECT_EQ(log_in(stranger, ana.person, "198.51.100.1").outcome, Outcome::Refused);
  const auto stopped = log_in(stranger, ana.person, "198.51.100.1");
  EXPECT_EQ(stopped.outcome, Outcome::TooMany);
  EXPECT_GT(stopped.wait, 0ms);
  EXPECT_EQ(log_in(device, ana.person, "192.0.2.1").outcome, Outcome::Done) << "from elsewhere";
  EXPECT_EQ(log_in(device, ana.person, "198.51.100.1", ana.device).outcome, Outcome::Done) << "from a known browser behind the same address";
}

TEST_P(PasskeyTest, IsRenamedAndRemovedByItsOwnerAlone) {
  auto ana = join("ana"), eva = join("eva");
  Authenticator device(Algorithm::Es256, site), second(Algorithm::EdDsa, site);
  ASSERT_TRUE(add(ana, device));
  ASSERT_TRUE(add(ana, second, "key"));
  const std::string id = passkeys_->of(ana.person).value()[0].id;
  EXPECT_EQ(passkeys_->rename(eva.person, eva.person, id, "mine").error().kind, ErrorKind::NotFound);
  EXPECT_EQ(passkeys_->remove(eva.person, eva.person, id).error().kind, ErrorKind::NotFound);
  for (const std::string& name : {std::string(), std::string(61, 'a'), std::string("a\nb"), std::string("\xff")}) {
    EXPECT_EQ(passkeys_->rename(ana.person, ana.person, id, name).error().kind, ErrorKind::Input);
  }
  ASSERT_TRUE(passkeys_->rename(ana.person, ana.person, id, "teléfono"));
  EXPECT_EQ(passkeys_->of(ana.person).value()[0].name, "teléfono");
  const auto lost = log_in(device, ana.person);
  const auto kept = log_in(second, ana.person);
  ASSERT_TRUE(passkeys_->remove(ana.person, ana.person, id, kept.session.id));
  EXPECT_EQ(passkeys_->of(ana.person).value().size(), 1U);
  EXPECT_EQ(log_in(device, ana.person).outcome, Outcome::Refused);
  EXPECT_FALSE(sessions_->resolve(lost.session.token).value()) << "who has the device is out";
  EXPECT_TRUE(sessions_->resolve(kept.session.token).value());
  EXPECT_TRUE(sessions_->resolve(ana.session.token).value());
  EXPECT_EQ(logged("account.passkey_rename"), 1);
  EXPECT_EQ(logged("account.passkey_remove"), 1);
}

TEST_P(PasskeyTest, ThePasswordAloneDoesNotChangeWhatItLacks) {
  auto ana = join("ana");
  Authenticator device(Algorithm::Es256, site);
  EXPECT_EQ(passkeys_->proof_needed(ana.session.token).value(), Passkeys::Proof::Password);
  EXPECT_EQ(passkeys_->prove(ana.session.token, "wrong").error().kind, ErrorKind::Input);
  ASSERT_TRUE(passkeys_->prove(ana.session.token, password));
  ASSERT_TRUE(add(ana, device));
  // Somebody who has found the password.
  const auto thief = accounts_->log_in({.email = "ana@example.org", .password = password}).value();
  EXPECT_EQ(passkeys_->proof_needed(thief.session.token).value(), Passkeys::Proof::MoreSure);
  EXPECT_EQ(passkeys_->prove(thief.session.token, password).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(accounts_->begin_code(thief.session.token).error().kind, ErrorKind::Conflict);
  // A login with the passkey is proof enough for a while.
  const auto shown = log_in(device, ana.person);
  EXPECT_EQ(passkeys_->proof_needed(shown.session.token).value(), Passkeys::Proof::None);
  EXPECT_TRUE(passkeys_->prove(shown.session.token, ""));
  clock().pass(11min);
  EXPECT_EQ(passkeys_->proof_needed(shown.session.token).value(), Passkeys::Proof::Password);
  EXPECT_TRUE(accounts_->begin_code(shown.session.token)) << "and a code may be set up beside it";
}

TEST_P(PasskeyTest, GoesWithARecoveryAndWithItsPerson) {
  auto ana = join("ana"), eva = join("eva");
  Authenticator device(Algorithm::Es256, site), other(Algorithm::Es256, site);
  ASSERT_TRUE(add(ana, device));
  ASSERT_TRUE(add(eva, other));
  ASSERT_TRUE(accounts_->recover(accounts_->begin_recovery(system_actor, ana.person).value(), "seis gatos verdes y uno rojo"));
  EXPECT_TRUE(passkeys_->of(ana.person).value().empty());
  EXPECT_EQ(log_in(device, ana.person).outcome, Outcome::Refused);
  ASSERT_TRUE(accounts_->erase(eva.person, eva.person));
  EXPECT_EQ(
      store().read([](soci::session& session) -> Result<long long> { return sql::value<long long>(session, "select count(*) from passkey").value(); }).value(),
      0);
}

TEST_P(PasskeyTest, OneAccountHasABoundedNumber) {
  auto ana = join("ana");
  for (std::size_t i = 0; i < most_passkeys; ++i) {
    Authenticator device(Algorithm::EdDsa, site);
    ASSERT_TRUE(add(ana, device));
  }
  Authenticator device(Algorithm::EdDsa, site);
  EXPECT_EQ(add(ana, device).error().kind, ErrorKind::Conflict);
  const auto options = passkeys_->creation_options(site, ana.person, ana.session.id).value();
  const auto read = JsonObject::parse(options, "options", 100'000).value();
  EXPECT_EQ(read.objects("excludeCredentials").value().size(), most_passkeys);
  EXPECT_EQ(decode_base64url(read.object("user")->text("id").value()), ana.person);
}

}  // namespace
}  // namespace atalaya::reg
