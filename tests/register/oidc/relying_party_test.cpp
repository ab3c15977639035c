// The whole flow with a provider in memory; oidc_provider.test.mjs has it with a real one.
#include "register/oidc/relying_party.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "base/text.h"
#include "fake_provider.h"
#include "http/uri.h"

namespace atalaya::reg {
namespace {

using testing::FakeProvider;
using testing::good_claims;
using testing::issuer;
using testing::Members;
using testing::Signer;
using testing::text;
using namespace std::chrono_literals;

const std::string redirect_uri = "https://observatory.example.org/login/id";
const std::string header = R"({"alg":"RS256","kid":"one"})";

class RelyingPartyTest : public ::testing::Test {
 protected:
  RelyingPartyTest() {
    provider.id = "id";
    provider.issuer = issuer;
    provider.client_id = "atalaya";
    provider.client_secret = "s:cret/";
    provider.authentication = ClientAuthentication::Basic;
    provider.acr = {{"urn:gold", Assurance::High}, {"urn:silver", Assurance::Substantial}};
  }

  RelyingParty& party() {
    if (!made) made = std::make_unique<RelyingParty>(std::vector{provider}, fake, clock);
    return *made;
  }
  LoginStart begin(const LoginWish& wish = {}) {
    auto start = party().begin("id", redirect_uri, wish);
    if (!start) throw std::runtime_error(start.error().to_string());
    return std::move(*start);
  }
  [[nodiscard]] static http::Query query_of(const std::string& url) { return http::Query::parse(url.substr(url.find('?') + 1)).value(); }
  /// The person comes back with a code, and the provider gives a token with these claims for it.
  Result<Login> come_back(const LoginStart& start, const Members& changes = {}, const std::string& head = header) {
    Members claims = good_claims(clock.now(), start.pending.nonce);
    for (const auto& [name, value] : changes) claims[name] = value;
    fake.give_token(fake.key.token("RS256", head, testing::object(claims)));
    return party().finish(start.pending, {{"code", "c"}, {"state", start.pending.state}});
  }

  FakeProvider fake;
  SetClock clock{parse_instant("2026-11-26T01:43:15.123Z").value()};
  Provider provider;
  std::unique_ptr<RelyingParty> made;
};

TEST_F(RelyingPartyTest, SendsThePersonAndKnowsWhoComesBack) {
  const LoginStart start = begin({.return_to = "/es/register", .language = "es"});
  EXPECT_TRUE(start.url.starts_with(issuer + "/auth?"));
  const http::Query query = query_of(start.url);
  EXPECT_EQ(query.get("response_type"), "code");
  EXPECT_EQ(query.get("client_id"), "atalaya");
  EXPECT_EQ(query.get("redirect_uri"), redirect_uri);
  EXPECT_EQ(query.get("scope"), "openid");
  EXPECT_EQ(query.get("state"), start.pending.state);
  EXPECT_EQ(query.get("nonce"), start.pending.nonce);
  EXPECT_EQ(query.get("code_challenge_method"), "S256");
  EXPECT_EQ(query.get("code_challenge").size(), 43U);
  EXPECT_EQ(query.get("ui_locales"), "es");
  EXPECT_EQ(query.find("acr_values"), nullptr);
  EXPECT_EQ(start.url.find(start.pending.verifier), std::string::npos);

  const auto login = come_back(start);
  ASSERT_TRUE(login) << login.error().to_string();
  EXPECT_EQ(login->provider, "id");
  EXPECT_EQ(login->issuer, issuer);
  EXPECT_EQ(login->subject, "person-1");
  EXPECT_EQ(login->assurance, Assurance::Low);
  EXPECT_EQ(login->return_to, "/es/register");
  EXPECT_FALSE(login->id_token.empty());

  const FetchRequest& asked = *std::ranges::find(fake.requests, issuer + "/token", &FetchRequest::url);
  const http::Query form = http::Query::parse(asked.form.value()).value();
  EXPECT_EQ(form.get("grant_type"), "authorization_code");
  EXPECT_EQ(form.get("code"), "c");
  EXPECT_EQ(form.get("redirect_uri"), redirect_uri);
  EXPECT_EQ(form.get("code_verifier"), start.pending.verifier);
  EXPECT_EQ(form.find("client_secret"), nullptr);
  // printf 'atalaya:s%%3Acret%%2F' | base64
  EXPECT_TRUE(std::ranges::find(asked.headers, std::pair<std::string, std::string>("Authorization", "Basic YXRhbGF5YTpzJTNBY3JldCUyRg==")) !=
              asked.headers.end());
}

TEST_F(RelyingPartyTest, PkceAsTheStandardsExample) {
  // RFC 7636, appendix B, by way of the same hash: the challenge is that of the verifier.
  const LoginStart a = begin(), b = begin();
  EXPECT_NE(a.pending.state, b.pending.state);
  EXPECT_NE(a.pending.nonce, b.pending.nonce);
  EXPECT_NE(a.pending.verifier, b.pending.verifier);
  EXPECT_GE(a.pending.verifier.size(), 43U);
  EXPECT_EQ(half_hash(a.pending.verifier, *find_algorithm("RS256")).substr(0, 20), query_of(a.url).get("code_challenge").substr(0, 20));
}

TEST_F(RelyingPartyTest, OtherWaysToShowTheSecret) {
  provider.authentication = ClientAuthentication::Post;
  ASSERT_TRUE(come_back(begin()));
  EXPECT_NE(fake.requests.back().url, issuer + "/token");  // The keys came last.
  const auto post = *std::ranges::find(fake.requests, issuer + "/token", &FetchRequest::url);
  EXPECT_EQ(http::Query::parse(post.form.value())->get("client_secret"), "s:cret/");
  provider.authentication = ClientAuthentication::None;
  provider.client_secret.clear();
  made.reset();
  fake.requests.clear();
  ASSERT_TRUE(come_back(begin()));
  const auto none = *std::ranges::find(fake.requests, issuer + "/token", &FetchRequest::url);
  EXPECT_EQ(http::Query::parse(none.form.value())->get("client_id"), "atalaya");
  EXPECT_EQ(http::Query::parse(none.form.value())->find("client_secret"), nullptr);
  EXPECT_EQ(none.headers.size(), 1U);
}

TEST_F(RelyingPartyTest, AnAnswerToAnotherLoginIsNone) {
  const LoginStart start = begin(), other = begin();
  const std::string state = start.pending.state;
  for (const Parameters& answer : std::vector<Parameters>{{},
                                                          {{"code", "c"}},
                                                          {{"code", "c"}, {"state", ""}},
                                                          {{"code", "c"}, {"state", other.pending.state}},
                                                          {{"code", "c"}, {"state", state + "x"}},
                                                          {{"code", "c"}, {"state", state}, {"state", state}},
                                                          {{"code", "c"}, {"code", "d"}, {"state", state}},
                                                          {{"state", state}},
                                                          {{"code", ""}, {"state", state}},
                                                          {{"code", std::string(10'000, 'c')}, {"state", state}},
                                                          {{"code", "c"}, {"state", state}, {"iss", "https://evil.example"}}}) {
    const auto login = party().finish(start.pending, answer);
    ASSERT_FALSE(login);
    EXPECT_EQ(login.error().kind, ErrorKind::Usage);
  }
  EXPECT_EQ(fake.asked_for("/token"), 0);
}

TEST_F(RelyingPartyTest, AnAnswerThatIsTooLateIsNone) {
  const LoginStart start = begin();
  clock.pass(10min);
  EXPECT_EQ(come_back(start).error().kind, ErrorKind::Usage);
  clock.pass(-11min);
  EXPECT_EQ(come_back(start).error().kind, ErrorKind::Usage);
  clock.pass(2min);
  EXPECT_TRUE(come_back(start));
}

TEST_F(RelyingPartyTest, AProviderThatNamesItselfAlwaysDoes) {
  fake.metadata["authorization_response_iss_parameter_supported"] = "true";
  fake.publish_metadata();
  const LoginStart start = begin();
  EXPECT_EQ(come_back(start).error().kind, ErrorKind::Usage);
  EXPECT_TRUE(party().finish(start.pending, {{"code", "c"}, {"state", start.pending.state}, {"iss", issuer}}));
}

TEST_F(RelyingPartyTest, TheLoginWasEnded) {
  const LoginStart start = begin();
  const auto login = party().finish(start.pending, {{"error", "access_denied\n"}, {"error_description", "<script>"}, {"state", start.pending.state}});
  ASSERT_FALSE(login);
  EXPECT_EQ(login.error().kind, ErrorKind::Conflict);
  EXPECT_NE(login.error().what.find("access_denied"), std::string::npos);
  EXPECT_EQ(login.error().what.find('\n'), std::string::npos);
}

TEST_F(RelyingPartyTest, ATokenOfAnotherLoginIsRefused) {
  const LoginStart first = begin();
  ASSERT_TRUE(come_back(first));
  // The token endpoint gives the same token again: a replay.
  const LoginStart second = begin();
  const auto replayed = party().finish(second.pending, {{"code", "c"}, {"state", second.pending.state}});
  ASSERT_FALSE(replayed);
  EXPECT_NE(replayed.error().what.find("nonce"), std::string::npos);
}

TEST_F(RelyingPartyTest, ForgedTokensAreRefused) {
  const LoginStart start = begin();
  const std::string payload = testing::object(good_claims(clock.now(), start.pending.nonce));
  const auto with_token = [&](const std::string& token) {
    fake.give_token(token);
    return party().finish(start.pending, {{"code", "c"}, {"state", start.pending.state}});
  };
  ASSERT_TRUE(with_token(fake.key.token("RS256", header, payload)));
  const std::string good = fake.key.token("RS256", header, payload);
  const std::vector<std::string> forged = {
      Signer::rsa().token("RS256", header, payload),
      testing::mac_token(fake.key.pem(), R"({"alg":"HS256","kid":"one"})", payload),
      testing::mac_token(provider.client_secret, R"({"alg":"HS256"})", payload),
      fake.key.token("RS512", R"({"alg":"RS512","kid":"one"})", payload),
      good.substr(0, good.rfind('.') + 1),
      "e30." + good.substr(good.find('.') + 1),
      "",
      std::string(500'000, 'a'),
  };
  for (const std::string& token : forged) {
    const auto login = with_token(token);
    ASSERT_FALSE(login) << token;
    EXPECT_EQ(login.error().kind, ErrorKind::Input) << login.error().to_string();
    EXPECT_EQ(login.error().to_string().find(start.pending.nonce), std::string::npos);
  }
}

TEST_F(RelyingPartyTest, WhatTheTokenEndpointMayAnswer) {
  const LoginStart start = begin();
  const auto with_answer = [&](int status, const std::string& body) {
    fake.answers[issuer + "/token"] = {.status = status, .body = body};
    return party().finish(start.pending, {{"code", "c"}, {"state", start.pending.state}});
  };
  for (const auto& [status, body] : std::vector<std::pair<int, std::string>>{{400, R"({"error":"invalid_grant"})"},
                                                                             {401, R"({"error":"invalid_client"})"},
                                                                             {500, "<html>"},
                                                                             {302, ""},
                                                                             {200, ""},
                                                                             {200, "{}"},
                                                                             {200, "[]"},
                                                                             {200, R"({"id_token":"a","access_token":"b"})"},
                                                                             {200, R"({"id_token":"a","access_token":"b","token_type":"mac"})"},
                                                                             {200, R"({"access_token":"b","token_type":"bearer"})"},
                                                                             {200, R"({"id_token":7,"access_token":"b","token_type":"bearer"})"}}) {
    const auto login = with_answer(status, body);
    ASSERT_FALSE(login) << body;
    EXPECT_EQ(login.error().kind, ErrorKind::Input);
  }
  fake.answers.erase(issuer + "/token");
  EXPECT_EQ(party().finish(start.pending, {{"code", "c"}, {"state", start.pending.state}}).error().kind, ErrorKind::System);
}

TEST_F(RelyingPartyTest, KeysRotate) {
  ASSERT_TRUE(come_back(begin()));
  ASSERT_TRUE(come_back(begin()));
  EXPECT_EQ(fake.asked_for("/keys"), 1);
  // The provider changes its key. Within a minute of the last time it is not asked again.
  fake.key = Signer::rsa();
  fake.publish(R"(,"kid":"two")");
  const std::string two = R"({"alg":"RS256","kid":"two"})";
  clock.pass(30s);
  EXPECT_FALSE(come_back(begin(), {}, two));
  EXPECT_EQ(fake.asked_for("/keys"), 1);
  clock.pass(31s);
  EXPECT_TRUE(come_back(begin(), {}, two));
  EXPECT_EQ(fake.asked_for("/keys"), 2);
  // Names that nobody knows do not make us ask and ask.
  for (int i = 0; i < 20; ++i) EXPECT_FALSE(come_back(begin(), {}, R"({"alg":"RS256","kid":"none"})"));
  EXPECT_EQ(fake.asked_for("/keys"), 2);
  // While the provider does not answer, the keys that are known are good until their time.
  fake.answers.erase(issuer + "/keys");
  clock.pass(2min);
  EXPECT_FALSE(come_back(begin(), {}, R"({"alg":"RS256","kid":"none"})"));
  EXPECT_EQ(fake.asked_for("/keys"), 3);
  EXPECT_TRUE(come_back(begin(), {}, two));
  clock.pass(1h);
  EXPECT_EQ(come_back(begin(), {}, two).error().kind, ErrorKind::System);
  fake.publish(R"(,"kid":"two")");
  clock.pass(11s);
  EXPECT_TRUE(come_back(begin(), {}, two));
}

TEST_F(RelyingPartyTest, AKeyThatIsTakenBackIsGoneAfterItsTime) {
  fake.answers[issuer + "/keys"].cache_control = "public, max-age=600";
  ASSERT_TRUE(come_back(begin()));
  const Signer stolen = fake.key;
  fake.key = Signer::rsa();
  fake.publish(R"(,"kid":"one")");
  clock.pass(11min);
  const LoginStart start = begin();
  fake.give_token(stolen.token("RS256", header, testing::object(good_claims(clock.now(), start.pending.nonce))));
  EXPECT_FALSE(party().finish(start.pending, {{"code", "c"}, {"state", start.pending.state}}));
  EXPECT_TRUE(come_back(begin()));
}

TEST_F(RelyingPartyTest, AProviderThatFailsIsLeftAloneForAWhile) {
  const FetchAnswer metadata = fake.answers[issuer + "/.well-known/openid-configuration"];
  fake.answers.clear();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(party().begin("id", redirect_uri).error().kind, ErrorKind::System);
  EXPECT_EQ(fake.asked_for("/.well-known/openid-configuration"), 1);
  fake.answers[issuer + "/.well-known/openid-configuration"] = {.status = 503};
  clock.pass(10s);
  EXPECT_EQ(party().begin("id", redirect_uri).error().kind, ErrorKind::System);
  fake.answers[issuer + "/.well-known/openid-configuration"] = metadata;
  clock.pass(10s);
  EXPECT_TRUE(party().begin("id", redirect_uri));
  EXPECT_TRUE(party().begin("id", redirect_uri));
  EXPECT_EQ(fake.asked_for("/.well-known/openid-configuration"), 3);
}

TEST_F(RelyingPartyTest, HowSureItIs) {
  const LoginStart start = begin({.least = Assurance::Substantial});
  EXPECT_EQ(query_of(start.url).get("acr_values"), "urn:gold urn:silver");
  EXPECT_EQ(come_back(start, {{"acr", R"("urn:gold")"}})->assurance, Assurance::High);
  EXPECT_EQ(come_back(start, {{"acr", R"("urn:silver")"}})->assurance, Assurance::Substantial);
  EXPECT_EQ(come_back(start).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(come_back(start, {{"acr", R"("urn:GOLD")"}}).error().kind, ErrorKind::Conflict);
  provider.acr.clear();
  made.reset();
  EXPECT_EQ(party().begin("id", redirect_uri, {.least = Assurance::High}).error().kind, ErrorKind::Conflict);
}

TEST_F(RelyingPartyTest, ToShowOnceMoreWhoTheyAre) {
  const LoginStart start = begin({.again = true});
  EXPECT_EQ(query_of(start.url).get("prompt"), "login");
  EXPECT_EQ(query_of(start.url).get("max_age"), "0");
  EXPECT_FALSE(come_back(start));
  EXPECT_FALSE(come_back(start, {{"auth_time", testing::seconds(clock.now() - 1h)}}));
  EXPECT_TRUE(come_back(start, {{"auth_time", testing::seconds(clock.now())}}));
}

TEST_F(RelyingPartyTest, NowhereElse) {
  for (const char* path : {"https://evil.example", "//evil.example", "/\\evil.example"}) {
    EXPECT_EQ(party().begin("id", redirect_uri, {.return_to = path}).error().kind, ErrorKind::Usage) << path;
  }
  EXPECT_EQ(party().begin("id", "/login").error().kind, ErrorKind::Usage);
  EXPECT_EQ(party().begin("other", redirect_uri).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(party().finish({.provider = "other", .started = clock.now()}, {}).error().kind, ErrorKind::NotFound);
}

TEST_F(RelyingPartyTest, Logout) {
  const auto url = party().logout_url("id", "t.o.k", "https://observatory.example.org/", "s");
  ASSERT_TRUE(url) << url.error().to_string();
  EXPECT_EQ(*url, issuer + "/logout?id_token_hint=t.o.k&client_id=atalaya&post_logout_redirect_uri=https%3A%2F%2Fobservatory.example.org%2F&state=s");
  fake.metadata["end_session_endpoint"] = "";
  fake.publish_metadata();
  made.reset();
  EXPECT_EQ(*party().logout_url("id", "t.o.k", "", ""), "");
}

TEST_F(RelyingPartyTest, NoticeOfALogout) {
  const Members claims = {{"iss", text(issuer)},
                          {"aud", R"("atalaya")"},
                          {"sid", R"("s")"},
                          {"iat", testing::seconds(clock.now())},
                          {"exp", testing::seconds(clock.now() + 2min)},
                          {"jti", R"("j")"},
                          {"events", R"({"http://schemas.openid.net/event/backchannel-logout":{}})"}};
  const std::string head = R"({"alg":"RS256","kid":"one","typ":"logout+jwt"})";
  EXPECT_EQ(party().read_logout_token("id", fake.key.token("RS256", head, testing::object(claims)))->session, "s");
  EXPECT_FALSE(party().read_logout_token("id", Signer::rsa().token("RS256", head, testing::object(claims))));
  EXPECT_FALSE(party().read_logout_token("id", "x"));
}

/// A provider that takes its time, and counts.
class SlowProvider : public Fetcher {
 public:
  [[nodiscard]] Result<FetchAnswer> fetch(const FetchRequest& request) const override {
    ++asked;
    std::this_thread::sleep_for(50ms);
    return FakeProvider::answer_of(fake, request);
  }
  const FakeProvider fake;
  mutable std::atomic<int> asked{0};
};

TEST_F(RelyingPartyTest, ManyAtOnceAskTheProviderOnce) {
  const SlowProvider slow;
  RelyingParty many(std::vector{provider}, slow, clock);
  std::atomic<int> sent{0}, refused{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&] {
      if (many.begin("id", redirect_uri)) ++sent;
      if (!many.read_logout_token("id", Signer::ec().token("ES256", R"({"alg":"ES256","kid":"none"})", "{}"))) ++refused;
    });
  }
  threads.clear();
  EXPECT_EQ(sent, 16);
  EXPECT_EQ(refused, 16);
  EXPECT_EQ(slow.asked, 2);  // Metadata and keys.
}

TEST(TimeToKeep, IsWithinBounds) {
  EXPECT_EQ(time_to_keep(""), 1h);
  EXPECT_EQ(time_to_keep("public, Max-Age=1200"), 1200s);
  EXPECT_EQ(time_to_keep("max-age=0"), 5min);
  EXPECT_EQ(time_to_keep("max-age=99999999"), 24h);
  EXPECT_EQ(time_to_keep("max-age=-5"), 5min);
  EXPECT_EQ(time_to_keep("max-age=x"), 1h);
  EXPECT_EQ(time_to_keep("no-store"), 5min);
}

}  // namespace
}  // namespace atalaya::reg
